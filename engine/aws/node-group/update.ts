/**
 * The update of a managed node group, phase by phase.
 * Models "Understand each phase of node updates" of the EKS user guide (managed-node-update-behavior). Left out: custom launch
 * templates, and that EKS may add fewer nodes than twice the zones. How a failed update is taken back the guide does not say: rollback.ts.
 */
import type { Context } from '../../kubernetes/simulation/controller.ts'
import { countedMachines, hasEndingMachine, nextToTerminate, type AutoScalingGroup } from '../autoscaling/group.ts'
import type { Machine } from '../ec2/machine.ts'
import { drainOnce, isOverdue, isSafeToEnd } from './drain.ts'
import type { NodeGroupUpdate, UpdateError, UpdatePhase } from './node-group.ts'
import { byRelease, changeGroup, endMachine, isReadyNode, setAside, tell } from './update-nodes.ts'

/** How long a new node may take to join. */
export const BOOTSTRAP_DEADLINE_MS = 15 * 60_000

/** What an update is after one more look at it. */
export type Step = (update: NodeGroupUpdate, group: AutoScalingGroup, ctx: Context) => NodeGroupUpdate

export function enter(update: NodeGroupUpdate, phase: UpdatePhase, { clock }: Context): NodeGroupUpdate {
  return { ...update, phase, phaseAt: clock.now, progressAt: clock.now, draining: [] }
}

export function failed(update: NodeGroupUpdate, error: UpdateError, { name }: AutoScalingGroup, ctx: Context): NodeGroupUpdate {
  tell(name, 'Warning', error.errorCode, error.errorMessage, { code: error.errorCode, nodes: error.resourceIds.join(', ') }, ctx)
  return { ...enter(update, 'rollback', ctx), errors: [...update.errors, error] }
}

/** A launch template version with the new AMI; then more nodes, or with MINIMAL no more new pods on any. */
export const setUpPhase: Step = (update, group, ctx) => {
  if (ctx.clock.now - update.phaseAt < ctx.config.nodeGroupSetupMs) return update
  const { name } = group
  const { to, surge } = update
  tell(name, 'Normal', 'LaunchTemplateVersion', `Created a launch template version with release ${to}`, { release: to }, ctx)
  if (surge === 0) {
    changeGroup(name, { release: to }, ctx)
    setAsideOld(update, group, ctx)
    return enter(update, 'upgrade', ctx)
  }
  const wanted = group.desiredCapacity + surge
  changeGroup(name, { release: to, maxSize: group.maxSize + surge, desiredCapacity: wanted }, ctx)
  tell(name, 'Normal', 'ScalingUp', `Increased maximum and desired size by ${surge} to ${wanted}`, { surge, desired: wanted }, ctx)
  return { ...enter(update, 'scale-up', ctx), wanted }
}

/** Waits for new nodes: one at least in every zone that has an old one, and all of them ready. */
export const scaleUpPhase: Step = (update, group, ctx) => {
  const [fresh, old] = byRelease(group.name, update.to, ctx)
  const zones = new Set(old.map(({ zone }) => zone))
  for (const { zone } of fresh) zones.delete(zone)
  if (zones.size === 0 && fresh.every(machine => isReadyNode(machine, ctx))) {
    tell(group.name, 'Normal', 'NewNodesReady', `${fresh.length} new nodes are Ready`, { nodes: fresh.length }, ctx)
    setAsideOld(update, group, ctx)
    return enter(update, 'upgrade', ctx)
  }
  if (ctx.clock.now - update.phaseAt < BOOTSTRAP_DEADLINE_MS) return update
  return failed(update, notJoining(group, fresh, ctx), group, ctx)
}

function notJoining({ name }: AutoScalingGroup, fresh: readonly Machine[], ctx: Context): UpdateError {
  return {
    errorCode: 'NodeCreationFailure', errorMessage: `Couldn't proceed with upgrade process as new nodes are not joining node group ${name}`,
    resourceIds: fresh.filter(machine => !isReadyNode(machine, ctx)).map(({ node }) => node),
  }
}

function setAsideOld(update: NodeGroupUpdate, { name }: AutoScalingGroup, ctx: Context): void {
  const [, old] = byRelease(name, update.to, ctx)
  setAside(old, true, ctx)
  tell(name, 'Normal', 'NodesCordoned', `Marked ${old.length} nodes of the earlier version as unschedulable`, { nodes: old.length }, ctx)
}

/** Empties old nodes, so many at a time, and ends those that have been empty for a minute. */
export const upgradePhase: Step = (update, group, ctx) => {
  const { name } = group
  const { now } = ctx.clock
  const draining = update.draining.map(one => drainOnce(one, ctx, update.force))
  const overdue = update.force ? [] : draining.filter(one => isOverdue(one, now))
  if (overdue.length > 0) {
    return failed({ ...update, draining }, {
      errorCode: 'PodEvictionFailure', errorMessage: `Reached max retries while trying to evict pods from nodes in node group ${name}`,
      resourceIds: overdue.map(({ node }) => node),
    }, group, ctx)
  }
  const ended = draining.filter(one => isSafeToEnd(one, now))
  for (const { node } of ended) endMachine(name, node, true, ctx)
  const still = draining.filter(one => !ended.includes(one))
  const next = { ...update, draining: still, progressAt: ended.length > 0 ? now : update.progressAt }
  const [fresh, old] = byRelease(name, update.to, ctx)
  const waiting = old.filter(({ node }) => still.every(one => one.node !== node))
  const free = freeSlots(next, [...fresh, ...waiting], ctx)
  const chosen = pick(waiting, free, ctx)
  for (const { node } of chosen) tell(name, 'Normal', 'DrainingNode', `Evicting the pods of ${node}`, { node }, ctx)
  if (old.length > 0) {
    const stuck = chosen.length === 0 && still.length === 0 && now - next.progressAt >= BOOTSTRAP_DEADLINE_MS
    return stuck ? failed(next, notJoining(group, fresh, ctx), group, ctx) : { ...next, draining: [...still, ...chosen.map(({ node }) => ({ node, since: now }))] }
  }
  if (fresh.length === update.wanted && fresh.every(machine => isReadyNode(machine, ctx))) return update.surge > 0 ? enter(next, 'scale-down', ctx) : finish(next, group, ctx)
  return now - next.progressAt < BOOTSTRAP_DEADLINE_MS ? next : failed(next, notJoining(group, fresh, ctx), group, ctx)
}

/** How many more nodes may become unavailable. With more nodes than wanted those being emptied count; without, those missing do too. */
export function freeSlots({ parallel, draining, surge, wanted }: NodeGroupUpdate, others: readonly Machine[], ctx: Context): number {
  const unavailable = surge > 0 ? draining.length : wanted - others.filter(machine => isReadyNode(machine, ctx)).length
  return parallel - unavailable
}

/** So many of them, at random. */
function pick(machines: readonly Machine[], count: number, { random }: Context): Machine[] {
  const left = [...machines]
  const chosen: Machine[] = []
  while (chosen.length < count && left.length > 0) chosen.push(...left.splice(random.int(left.length), 1))
  return chosen
}

/** Takes one node after another until the group is as large as before. A node whose pods do not leave in 15 minutes goes all the same. */
export const scaleDownPhase: Step = (update, group, ctx) => {
  const { name, desiredCapacity } = group
  if (desiredCapacity > update.wanted) {
    tell(name, 'Normal', 'ScaleDownSkipped', `The group is being scaled up to ${desiredCapacity}: it keeps that size`, { desired: desiredCapacity }, ctx)
    return succeeded(update, group, ctx)
  }
  if (desiredCapacity <= update.before.desiredCapacity) return finish(update, group, ctx)
  const [one] = update.draining
  if (!one) {
    const victim = nextToTerminate(countedMachines(group, ctx.world))
    if (!victim) return update
    setAside([victim], true, ctx)
    tell(name, 'Normal', 'ScalingDown', `Taking ${victim.node} away again`, { node: victim.node }, ctx)
    return { ...update, draining: [{ node: victim.node, since: ctx.clock.now }] }
  }
  const drained = drainOnce(one, ctx)
  if (drained.emptyAt === undefined && !isOverdue(drained, ctx.clock.now)) return { ...update, draining: [drained] }
  endMachine(name, one.node, false, ctx)
  return { ...update, draining: [], progressAt: ctx.clock.now, wanted: desiredCapacity - 1 }
}

/** Succeeds when the last machine that was told to stop is gone: the guide does not say so, but a group that has one is not back at its size. */
function finish(update: NodeGroupUpdate, group: AutoScalingGroup, ctx: Context): NodeGroupUpdate {
  return hasEndingMachine(group, ctx.world) ? update : succeeded(update, group, ctx)
}

function succeeded(update: NodeGroupUpdate, { name }: AutoScalingGroup, ctx: Context): NodeGroupUpdate {
  const seconds = Math.round((ctx.clock.now - update.startedAt) / 1000)
  tell(name, 'Normal', 'UpdateSuccessful', `Update of node group ${name} to ${update.to} is successful`, { release: update.to, seconds }, ctx)
  return { ...update, draining: [], status: 'Successful', endedAt: ctx.clock.now }
}
