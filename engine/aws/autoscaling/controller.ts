/**
 * EC2 Auto Scaling: launches and stops machines until every group has as many as it wants, replaces those that are gone or not
 * healthy, and (for managed node groups) drains Spot nodes that EC2 takes back.
 * Models the user guide of EC2 Auto Scaling (health checks for instances in an Auto Scaling group) and of EKS (managed node group
 * capacity types). Leaves out cooldowns, lifecycle hooks and the rebalance recommendation that comes before a Spot notice.
 */
import { controllerOf, equal, isPodTerminal, isTerminating } from '../../kubernetes/apimachinery/meta.ts'
import { ApiError } from '../../kubernetes/apiserver/errors.ts'
import { evictPod } from '../../kubernetes/controllers/disruption/eviction.ts'
import type { SimulationConfig } from '../../kubernetes/simulation/config.ts'
import { sortedByName } from '../../kubernetes/scheduler/keys.ts'
import type { Context, Controller } from '../../kubernetes/simulation/controller.ts'
import { cordon } from '../../kubernetes/simulation/cordon.ts'
import type { World } from '../../kubernetes/simulation/world.ts'
import type { KubeObject } from '../../kubernetes/types/index.ts'
import { launchMachine, machineOf, stopMachines } from '../ec2/machine.ts'
import { GROUP_COMMANDS } from './commands.ts'
import { countedMachines, groupNamed, launchRequests, machinesOf, nextToTerminate, type AutoScalingGroup } from './group.ts'
import type { AutoScalingProvider } from './provider.ts'
import { fillPool, putBack, takeWarm, WARM_CONFIG } from './warm-pool.ts'

declare module '../../kubernetes/simulation/config.ts' {
  interface SimulationConfig {
    /** How often a group looks for machines that are gone, and tries a launch that failed again. An assumption. @default 60000 ms */
    autoScalingPeriodMs: number
    /** How long a machine's zone is cut off before the group replaces it ("a few minutes" in the guide). An assumption. @default 180000 ms */
    unhealthyMachineMs: number
  }
}

export const AUTO_SCALING_CONFIG = { autoScalingPeriodMs: 60_000, unhealthyMachineMs: 180_000 } satisfies Partial<SimulationConfig>

const DRAIN = 'drain:'
const ZONE = 'zone:'
const EVICTION_RETRY_MS = 5_000

export class AutoScaling implements Controller {
  readonly name = 'ec2-auto-scaling'
  readonly watches = []
  readonly commands = GROUP_COMMANDS
  readonly world = { autoScalingGroups: [], warmInstances: [] }
  readonly config = { ...AUTO_SCALING_CONFIG, ...WARM_CONFIG }
  readonly #provider: AutoScalingProvider | undefined

  /** @param provider what Cluster Autoscaler asks, where there is one */
  constructor(provider?: AutoScalingProvider) {
    this.#provider = provider
  }

  start(ctx: Context): void {
    this.#provider?.connect(ctx)
  }

  worldChanged(ctx: Context, before: World): void {
    const { autoScalingGroups, machines, zonesDown } = ctx.world
    for (const { name, desiredCapacity } of autoScalingGroups === before.autoScalingGroups ? [] : autoScalingGroups) {
      if (groupNamed(name, before)?.desiredCapacity !== desiredCapacity) ctx.enqueueAfter(name, 0)
    }
    if (before.machines !== machines) this.#machinesChanged(ctx, before)
    for (const zone of zonesDown) if (!before.zonesDown.includes(zone)) ctx.enqueueAfter(ZONE + zone, ctx.config.unhealthyMachineMs)
  }

  reconcile(key: string, ctx: Context): void {
    if (key.startsWith(DRAIN)) return drain(key.slice(DRAIN.length), ctx)
    if (key.startsWith(ZONE)) return replaceUnhealthy(key.slice(ZONE.length), ctx)
    const group = groupNamed(key, ctx.world)
    if (group) bringToSize(group, ctx)
  }

  /** A machine that is gone is noticed at the next look; one with a notice is replaced at once. */
  #machinesChanged(ctx: Context, before: World): void {
    const { world, config } = ctx
    const known = new Set(before.machines)
    const noticed = world.machines.filter(one => !known.has(one) && one.noticeAt !== undefined && one.stoppedAt === undefined && one.kind === 'managed')
    for (const { owner, node } of noticed) {
      ctx.enqueueAfter(owner, 0)
      ctx.enqueueAfter(DRAIN + node, 0)
    }
    for (const group of world.autoScalingGroups) {
      if (countedMachines(group, world).length < group.desiredCapacity) ctx.enqueueAfter(group.name, config.autoScalingPeriodMs)
    }
  }
}

/** Launches or stops machines until the group has as many as it wants, or EC2 gives no more. */
function bringToSize(group: AutoScalingGroup, ctx: Context): void {
  let missing = group.desiredCapacity - countedMachines(group, ctx.world).length
  for (; missing > 0; missing--) if (!launchOne(group, ctx)) return ctx.enqueueAfter(group.name, ctx.config.autoScalingPeriodMs)
  for (; missing < 0; missing++) {
    const machine = nextToTerminate(countedMachines(group, ctx.world))
    if (!machine) return
    tell(group, 'Terminating', `Terminating EC2 instance: ${machine.id}`, { instance: machine.id, node: machine.node, zone: machine.zone }, ctx)
    stopMachines([machine.id], ctx)
    putBack(group, machine.zone, ctx)
  }
  fillPool(group, ctx)
}

/** Tries zone after zone. Returns whether EC2 gave a machine; if not, the group remembers why. */
function launchOne(group: AutoScalingGroup, ctx: Context): boolean {
  let failure: AutoScalingGroup['failure']
  for (const request of launchRequests(group, countedMachines(group, ctx.world))) {
    const answer = launchMachine(request, ctx, takeWarm(group, request.zone, ctx))
    if ('id' in answer) {
      tell(group, 'Launching', `Launching a new EC2 instance: ${answer.id}`, { instance: answer.id, node: answer.node, zone: answer.zone }, ctx)
      remember(group, undefined, ctx)
      return true
    }
    tell(group, 'LaunchFailed', `Launching a new EC2 instance. Status Reason: ${answer.errorMessage} Launching EC2 instance failed.`, { zone: request.zone, code: answer.errorCode }, ctx)
    failure = answer
  }
  remember(group, failure, ctx)
  return false
}

/** Keeps why the last launch failed, or that one succeeded. */
function remember({ name }: AutoScalingGroup, failure: AutoScalingGroup['failure'], { world, changeWorld }: Context): void {
  if (equal(groupNamed(name, world)?.failure, failure)) return
  changeWorld({ autoScalingGroups: world.autoScalingGroups.map(one => (one.name === name ? { ...one, failure } : one)) })
}

/** Stops the machines of a zone that is still cut off: status checks have failed for too long. */
function replaceUnhealthy(zone: string, ctx: Context): void {
  if (!ctx.world.zonesDown.includes(zone)) return
  for (const group of ctx.world.autoScalingGroups) {
    const lost = machinesOf(group, ctx.world).filter(machine => machine.zone === zone)
    for (const { id, node } of lost) tell(group, 'Unhealthy', `an instance was taken out of service in response to an EC2 instance status checks failure: ${id}`, { instance: id, node, zone }, ctx)
    stopMachines(lost.map(({ id }) => id), ctx)
    if (lost.length > 0) ctx.enqueueAfter(group.name, 0)
  }
}

/** Cordons a node that EC2 takes back and evicts its pods, for as long as it is there. */
function drain(name: string, ctx: Context): void {
  const { store, clock, world } = ctx
  const machine = machineOf(name, world)
  if (!machine || machine.stoppedAt !== undefined || !store.get('Node', '', name)) return
  cordon(store, name, true)
  const pods = sortedByName(store.listPodsByNode(name)).filter(pod => controllerOf(pod)?.kind !== 'DaemonSet' && !isPodTerminal(pod))
  for (const pod of pods.filter(one => !isTerminating(one))) {
    try {
      evictPod(pod, store, clock.now)
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
    }
  }
  if (pods.length > 0) ctx.enqueueAfter(DRAIN + name, EVICTION_RETRY_MS)
}

/** Writes a scaling activity into the log. */
function tell({ name }: AutoScalingGroup, reason: string, message: string, params: Record<string, string>, ctx: Context): void {
  const group: KubeObject = { apiVersion: '', kind: 'AutoScalingGroup', metadata: { name } }
  ctx.event(group, reason === 'LaunchFailed' || reason === 'Unhealthy' ? 'Warning' : 'Normal', reason, message, { group: name, ...params })
}
