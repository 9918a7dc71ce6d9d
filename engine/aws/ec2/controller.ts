/**
 * EC2 and the nodes of its instances: a machine that was asked for boots, joins as a Node that is not ready, becomes Ready when
 * its network plugin is there, and ends. A Node whose instance is gone is deleted.
 * Models the life cycle of an EC2 instance, the kubelet's registration with the not-ready taint (plugin/pkg/admission of
 * Kubernetes, TaintNodesByCondition) and cloud-provider/controllers/nodelifecycle/node_lifecycle_controller.go. Leaves out stopped
 * and hibernated instances, status checks, and the API's limits and latency.
 */
import { findCondition, isTerminating } from '../../kubernetes/apimachinery/meta.ts'
import type { Context, Controller } from '../../kubernetes/simulation/controller.ts'
import type { World } from '../../kubernetes/simulation/world.ts'
import type { KubeObject, Node } from '../../kubernetes/types/index.ts'
import { HOSTNAME_LABEL, NOT_READY_TAINT } from '../../kubernetes/types/wellknown.ts'
import { EC2_COMMANDS, SPOT_NOTICE_MS } from './faults.ts'
import { EC2_CONFIG, NO_MACHINES, stopMachines, type Machine } from './machine.ts'

/** --node-monitor-period of the cloud controller manager. */
const NODE_MONITOR_MS = 5_000

const GONE = 'gone:'

export class Ec2 implements Controller {
  readonly name = 'ec2'
  readonly watches = []
  readonly commands = EC2_COMMANDS
  readonly world = NO_MACHINES
  readonly config = EC2_CONFIG

  worldChanged(ctx: Context, before: World): void {
    const { machines, zonesDown } = ctx.world
    if (before.machines === machines && before.zonesDown === zonesDown) return
    const known = new Set(before.machines)
    for (const machine of machines) if (!known.has(machine) || before.zonesDown !== zonesDown) ctx.enqueueAfter(machine.id, 0)
  }

  reconcile(key: string, ctx: Context): void {
    if (key.startsWith(GONE)) return deleteNodeOfNone(key.slice(GONE.length), ctx)
    const machine = ctx.world.machines.find(({ id }) => id === key)
    if (!machine) return
    const { now } = ctx.clock
    if (machine.stoppedAt !== undefined) {
      const end = machine.stoppedAt + ctx.config.instanceStopMs
      return end <= now ? terminate(machine, ctx) : ctx.enqueueAfter(key, end - now)
    }
    if (machine.noticeAt !== undefined && machine.noticeAt + SPOT_NOTICE_MS <= now) return stopMachines([key], ctx)
    if (ctx.world.zonesDown.includes(machine.zone)) return
    const { runningAt, joinedAt, readyAt } = machine.start
    if (now === runningAt) tell(machine, 'InstanceRunning', `Instance ${machine.id} is running`, ctx)
    if (now >= joinedAt && !machine.joined) join(machine, ctx)
    if (now >= readyAt) setUpNetwork(machine.node, ctx)
    const next = [runningAt, joinedAt, readyAt, (machine.noticeAt ?? Number.NaN) + SPOT_NOTICE_MS].filter(at => at > now)
    if (next.length > 0) ctx.enqueueAfter(key, Math.min(...next) - now)
  }
}

/** The kubelet registers its Node, with the taint that it keeps until it is ready. */
function join(machine: Machine, ctx: Context): void {
  const { store, world, changeWorld } = ctx
  const { node: name, id, zone, template } = machine
  changeWorld({
    machines: world.machines.map(one => (one === machine ? { ...one, joined: true } : one)),
    nodesWithoutNetwork: [...world.nodesWithoutNetwork, name],
  })
  const node: Node = {
    ...template,
    metadata: { ...template.metadata, name, labels: { ...template.metadata.labels, [HOSTNAME_LABEL]: name } },
    spec: { ...template.spec, providerID: `aws:///${zone}/${id}`, taints: [...template.spec.taints ?? [], { key: NOT_READY_TAINT, effect: 'NoSchedule' }] },
  }
  ctx.event(store.create(node), 'Normal', 'RegisteredNode', `Node ${name} event: Registered Node ${name} in Controller`, { node: name, instance: id, type: machine.instanceType, zone })
}

function setUpNetwork(node: string, { world, changeWorld }: Context): void {
  if (world.nodesWithoutNetwork.includes(node)) changeWorld({ nodesWithoutNetwork: world.nodesWithoutNetwork.filter(one => one !== node) })
}

function terminate(machine: Machine, ctx: Context): void {
  ctx.changeWorld({ machines: ctx.world.machines.filter(one => one !== machine) })
  tell(machine, 'InstanceTerminated', `Instance ${machine.id} is terminated`, ctx)
  ctx.enqueueAfter(GONE + machine.node, 0)
}

/** Deletes a Node that is not ready and has no instance; until then it looks again (ensureNodeExistsByProviderID). */
function deleteNodeOfNone(name: string, ctx: Context): void {
  const { store, world, changeWorld } = ctx
  const node = store.get('Node', '', name)
  const isReady = findCondition(node?.status?.conditions, 'Ready')?.status === 'True'
  if (node && isReady) {
    // Whoever said that it answers again is wrong: there is no machine.
    if (!world.deadNodes.includes(name)) changeWorld({ deadNodes: [...world.deadNodes, name] })
    return ctx.enqueueAfter(GONE + name, NODE_MONITOR_MS)
  }
  if (node && !isTerminating(node)) {
    ctx.event(node, 'Normal', 'DeletingNode', `Deleting node ${name} because it does not exist in the cloud provider`, { node: name })
    store.delete('Node', '', name)
  }
  // Whoever has a finalizer on it may still be at work.
  if (store.get('Node', '', name)) return ctx.enqueueAfter(GONE + name, NODE_MONITOR_MS)
  changeWorld({ deadNodes: world.deadNodes.filter(one => one !== name), nodesWithoutNetwork: world.nodesWithoutNetwork.filter(one => one !== name) })
}

/** Writes the log about an instance, which is no object of the API and so has no Event. */
function tell({ id, node, instanceType, zone, owner }: Machine, reason: string, message: string, ctx: Context): void {
  const instance: KubeObject = { apiVersion: '', kind: 'Instance', metadata: { name: id } }
  ctx.event(instance, 'Normal', reason, message, { instance: id, node, type: instanceType, zone, owner })
}
