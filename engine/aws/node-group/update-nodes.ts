/** What the phases of an update do to machines and nodes. */
import type { Context } from '../../kubernetes/simulation/controller.ts'
import { cordon } from '../../kubernetes/simulation/cordon.ts'
import { findCondition, without } from '../../kubernetes/apimachinery/meta.ts'
import type { KubeObject } from '../../kubernetes/types/index.ts'
import type { LogParams } from '../../kubernetes/simulation/log.ts'
import { amiOf, NODE_GROUP_IMAGE_LABEL } from '../ami-release.ts'
import { groupNamed, machinesOf, type AutoScalingGroup } from '../autoscaling/group.ts'
import { stopMachines, type Machine } from '../ec2/machine.ts'

/** Takes a node off load balancers that reach it from outside of the cluster. */
const EXCLUDE_LABEL = 'node.kubernetes.io/exclude-from-external-load-balancers'

/** Whether a machine was started from a release. */
export function isOf(release: string, { template }: Machine): boolean {
  return template.metadata.labels?.[NODE_GROUP_IMAGE_LABEL] === amiOf(release)
}

/** A group's machines, those of a release first, then those of any other. */
export function byRelease(name: string, release: string, { world }: Pick<Context, 'world'>): [Machine[], Machine[]] {
  const all = machinesOf({ name }, world)
  return [all.filter(one => isOf(release, one)), all.filter(one => !isOf(release, one))]
}

/** Whether a machine has become a node that is ready. */
export function isReadyNode({ node }: Machine, { store }: Pick<Context, 'store'>): boolean {
  return findCondition(store.get('Node', '', node)?.status?.conditions, 'Ready')?.status === 'True'
}

/** Changes the Auto Scaling group; what it could not do before is tried again. */
export function changeGroup(name: string, change: Partial<AutoScalingGroup>, { world, clock, changeWorld }: Context): void {
  const resized = change.desiredCapacity !== undefined && { resizedAt: clock.now, failure: undefined }
  changeWorld({ autoScalingGroups: world.autoScalingGroups.map(group => (group.name === name ? { ...group, ...change, ...resized } : group)) })
}

/** Marks nodes as unschedulable and takes them off load balancers, or takes both back. */
export function setAside(machines: readonly Machine[], aside: boolean, ctx: Context): void {
  for (const { node: name } of machines) {
    const node = ctx.store.get('Node', '', name)
    if (!node) continue
    const labels = aside ? { ...node.metadata.labels, [EXCLUDE_LABEL]: 'true' } : without(node.metadata.labels ?? {}, EXCLUDE_LABEL)
    ctx.store.update({ ...node, metadata: { ...node.metadata, labels } })
    cordon(ctx.store, name, aside)
  }
}

/** Ends a machine; the group starts another in its place, or wants one less. */
export function endMachine(name: string, node: string, replace: boolean, ctx: Context): void {
  const machine = machinesOf({ name }, ctx.world).find(one => one.node === node)
  const group = groupNamed(name, ctx.world)
  if (!machine || !group) return
  tell(name, 'Normal', 'TerminatingNode', `Terminating instance ${machine.id} (${node})`, { node, instance: machine.id, replaced: replace }, ctx)
  const { desiredCapacity, maxSize } = group
  // One less is wanted before the machine goes: the group does not start another of itself.
  changeGroup(name, { desiredCapacity: desiredCapacity - 1, ...(!replace && { maxSize: maxSize - 1 }) }, ctx)
  stopMachines([machine.id], ctx)
  if (replace) changeGroup(name, { desiredCapacity }, ctx)
}

/** Writes the log about a node group. */
export function tell(name: string, type: 'Normal' | 'Warning', reason: string, message: string, params: LogParams, ctx: Context): void {
  const group: KubeObject = { apiVersion: '', kind: 'NodeGroup', metadata: { name } }
  ctx.event(group, type, reason, message, { group: name, ...params })
}
