/**
 * The way back from an update that failed: the old launch template, the old nodes in use again, and the new ones emptied and taken
 * away. The EKS user guide does not say how EKS does it; this is an assumption. Budgets hold here too: a new node that cannot be
 * emptied in 15 minutes stays, and the update says so.
 */
import { drainOnce, isOverdue } from './drain.ts'
import type { NodeGroupUpdate } from './node-group.ts'
import type { Context } from '../../kubernetes/simulation/controller.ts'
import type { AutoScalingGroup } from '../autoscaling/group.ts'
import { BOOTSTRAP_DEADLINE_MS, freeSlots, type Step } from './update.ts'
import { byRelease, changeGroup, endMachine, isReadyNode, setAside, tell } from './update-nodes.ts'

export const rollbackPhase: Step = (update, group, ctx) => {
  const { name } = group
  const { from, to } = update
  if (group.release !== from) return begin(update, group, ctx)
  const [fresh, old] = byRelease(name, to, ctx)
  if (fresh.length === 0) return ended(update, group, update.before, ctx)
  const { now } = ctx.clock
  const draining = update.draining.map(one => drainOnce(one, ctx))
  const overdue = draining.filter(one => isOverdue(one, now))
  if (overdue.length > 0) return givenUp(update, overdue.map(({ node }) => node), group, ctx)
  const ending = draining.filter(({ emptyAt }) => emptyAt !== undefined)
  for (const { node } of ending) endMachine(name, node, update.surge === 0, ctx)
  const still = draining.filter(one => !ending.includes(one))
  // Old nodes that the update had taken are there again before a new one goes; if EC2 has none, it goes without.
  const waits = update.surge > 0 && now - update.phaseAt < BOOTSTRAP_DEADLINE_MS && old.filter(machine => isReadyNode(machine, ctx)).length < update.before.desiredCapacity
  const left = byRelease(name, to, ctx)[0].filter(({ node }) => still.every(one => one.node !== node))
  const free = waits ? 0 : freeSlots({ ...update, draining: still }, [...old, ...left], ctx)
  const chosen = left.slice(0, Math.max(0, free))
  setAside(chosen, true, ctx)
  return { ...update, draining: [...still, ...chosen.map(({ node }) => ({ node, since: now }))] }
}

/** The old launch template and, where the group may be larger for a while, as many old nodes as before beside the new ones. */
function begin(update: NodeGroupUpdate, { name, maxSize }: AutoScalingGroup, ctx: Context): NodeGroupUpdate {
  const { before, from, to, surge } = update
  const [fresh, old] = byRelease(name, to, ctx)
  const desiredCapacity = before.desiredCapacity + (surge > 0 ? fresh.length : 0)
  changeGroup(name, { release: from, desiredCapacity, maxSize: Math.max(maxSize, desiredCapacity) }, ctx)
  setAside(old, false, ctx)
  tell(name, 'Normal', 'RollingBack', `Rolling back: ${old.length} old nodes take pods again, ${fresh.length} new ones go`, { old: old.length, fresh: fresh.length }, ctx)
  return update
}

/** Budgets hold new nodes: they stay, and the group is as large as it is then. */
function givenUp(update: NodeGroupUpdate, nodes: readonly string[], group: AutoScalingGroup, ctx: Context): NodeGroupUpdate {
  const [fresh, old] = byRelease(group.name, update.to, ctx)
  setAside(fresh, false, ctx)
  const errors = [...update.errors, { errorCode: 'NodeTerminationFailure' as const, errorMessage: `Pods could not be evicted from new nodes of ${group.name}: they stay`, resourceIds: nodes }]
  const count = old.length + fresh.length
  return ended({ ...update, errors }, group, { ...update.before, desiredCapacity: count, maxSize: Math.max(update.before.maxSize, count) }, ctx)
}

function ended(update: NodeGroupUpdate, { name }: AutoScalingGroup, sizes: NodeGroupUpdate['before'], ctx: Context): NodeGroupUpdate {
  changeGroup(name, sizes, ctx)
  const codes = update.errors.map(({ errorCode }) => errorCode).join(', ')
  tell(name, 'Warning', 'UpdateFailed', `Update of node group ${name} failed: ${codes}`, { codes, seconds: Math.round((ctx.clock.now - update.startedAt) / 1000) }, ctx)
  return { ...update, draining: [], status: 'Failed', endedAt: ctx.clock.now }
}
