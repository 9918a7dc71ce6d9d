/**
 * What becomes of a NodeClaim that is deleted: its node is tainted and drained, its machine stopped, then both objects go.
 * Models pkg/controllers/node/termination (controller.go, terminator.go, eviction.go) and nodeclaim/lifecycle/controller.go of
 * kubernetes-sigs/karpenter. Evictions that a budget refuses are tried again every second, where upstream waits up to ten.
 */
import { parseTimestamp, timestamp } from '../../../kubernetes/apimachinery/clock.ts'
import { durationMs } from '../../../kubernetes/apimachinery/duration.ts'
import { findCondition, isTerminating } from '../../../kubernetes/apimachinery/meta.ts'
import { ApiError } from '../../../kubernetes/apiserver/errors.ts'
import { evictPod } from '../../../kubernetes/controllers/disruption/eviction.ts'
import { removeFinalizer } from '../../../kubernetes/controllers/garbagecollector.ts'
import type { Context } from '../../../kubernetes/simulation/controller.ts'
import { namespacedName, sortedByName } from '../../../kubernetes/scheduler/keys.ts'
import type { Node, Pod } from '../../../kubernetes/types/index.ts'
import { stopMachines } from '../../ec2/machine.ts'
import { DISRUPTED_TAINT, isActive, isEvictable, isOfDaemonSet, isWaitingEviction } from '../podrules.ts'
import type { KarpenterHost } from '../host.ts'
import { hasCondition, nodeOfClaim, setClaimCondition, TERMINATION_FINALIZER, withTaint, type NodeClaim } from './nodeclaim.ts'

/** After the taint, so that pods that were bound meanwhile are drained too. */
const MIN_DRAIN_MS = 5_000
const DRAIN_PERIOD_MS = 1_000
const INSTANCE_PERIOD_MS = 5_000

/** Brings a claim that is being deleted nearer to its end. Returns when to look again (ms); undefined when it is gone. */
export function terminateClaim(claim: NodeClaim, ctx: Context, host: KarpenterHost): number | undefined {
  const { store } = ctx
  const node = nodeOfClaim(claim, store.list('Node'))
  if (node && !isTerminating(node)) store.delete('Node', '', node.metadata.name)
  const present = node && store.get('Node', '', node.metadata.name)
  if (present) {
    const again = terminateNode(claim, present, ctx, host)
    if (again !== undefined) return again
    removeFinalizer(present, TERMINATION_FINALIZER, store)
    host.log('deleted node', { Node: present.metadata.name, NodeClaim: claim.metadata.name })
  }
  if (!stopInstance(claim, ctx)) return INSTANCE_PERIOD_MS
  removeFinalizer(claim, TERMINATION_FINALIZER, store)
  host.log('deleted nodeclaim', { NodeClaim: claim.metadata.name, Node: node?.metadata.name })
  return undefined
}

/** Taints, drains and stops. Returns when to look again; undefined when the Node may go. */
function terminateNode(claim: NodeClaim, node: Node, ctx: Context, host: KarpenterHost): number | undefined {
  const isReady = findCondition(node.status?.conditions, 'Ready')?.status === 'True'
  if (!isReady && !machineOfClaim(claim, ctx)) return undefined
  const endsAt = terminationTime(claim)
  const tainted = taint(node, ctx, host)
  if (endsAt !== undefined && !hasDrainBegun(claim)) ctx.event(tainted, 'Warning', 'TerminationGracePeriodExpiring', `All pods will be deleted by ${timestamp(endsAt)}`)
  const waiting = drain(claim, tainted, endsAt, ctx)
  const begun = findCondition(claim.status?.conditions, 'Drained') ? claim : setClaimCondition(claim, { type: 'Drained', status: 'Unknown', reason: 'Draining', message: 'Draining' }, ctx.store)
  if (waiting > 0) return DRAIN_PERIOD_MS
  if (!hasCondition(begun, 'Drained')) {
    const since = parseTimestamp(findCondition(begun.status?.conditions, 'Drained')?.lastTransitionTime)
    if (ctx.clock.now - since < MIN_DRAIN_MS) return DRAIN_PERIOD_MS
    setClaimCondition(begun, { type: 'Drained', status: 'True' }, ctx.store)
  }
  const isOver = endsAt !== undefined && ctx.clock.now > endsAt
  if ((tainted.status?.volumesAttached ?? []).length > 0 && !isOver) return DRAIN_PERIOD_MS
  return stopInstance(claim, ctx) ? undefined : INSTANCE_PERIOD_MS
}

const hasDrainBegun = ({ status }: NodeClaim) => findCondition(status?.conditions, 'Drained') !== undefined

/** When pods are no longer waited for (virtual ms). */
function terminationTime({ metadata, spec }: NodeClaim): number | undefined {
  return spec.terminationGracePeriod === undefined ? undefined : parseTimestamp(metadata.deletionTimestamp) + durationMs(spec.terminationGracePeriod)
}

function taint(node: Node, { store }: Context, host: KarpenterHost): Node {
  const label = 'node.kubernetes.io/exclude-from-external-load-balancers'
  if (node.metadata.labels?.[label] === 'karpenter') return node
  host.log('tainted node', { 'Node': node.metadata.name, 'taint.Key': DISRUPTED_TAINT.key, 'taint.Effect': DISRUPTED_TAINT.effect })
  const wanted = withTaint(node, DISRUPTED_TAINT, true)
  return store.update({ ...wanted, metadata: { ...wanted.metadata, labels: { ...wanted.metadata.labels, [label]: 'karpenter' } } })
}

/** Evicts the pods that are next; those that would outlast the node are deleted. Returns how many are waited for. */
function drain(claim: NodeClaim, node: Node, endsAt: number | undefined, ctx: Context): number {
  const { store, clock: { now } } = ctx
  const waiting = sortedByName(store.listPodsByNode(node.metadata.name)).filter(pod => isWaitingEviction(pod, now))
  const forced = waiting.filter(pod => mustGo(pod, endsAt, now))
  for (const pod of forced) forceDelete(pod, endsAt ?? now, ctx)
  const gentle = waiting.filter(pod => !forced.includes(pod))
  const group = [0, 1, 2, 3].map(order => gentle.filter(pod => drainOrder(pod) === order)).find(pods => pods.length > 0) ?? []
  const because = findCondition(claim.status?.conditions, 'DisruptionReason')?.reason ?? 'Forceful Termination'
  for (const pod of group) if (isActive(pod) && isEvictable(pod, now)) evict(pod, node, because, ctx)
  return waiting.length
}

/** Pods of applications first, then DaemonSets', then critical ones (groupPodsByPriority). */
function drainOrder(pod: Pod): number {
  const isCritical = pod.spec.priorityClassName === 'system-cluster-critical' || pod.spec.priorityClassName === 'system-node-critical'
  return (isCritical ? 2 : 0) + (isOfDaemonSet(pod) ? 1 : 0)
}

/** Whether a pod would outlast the node if it were let end by itself (needsForceDelete). */
function mustGo(pod: Pod, endsAt: number | undefined, now: number): boolean {
  if (endsAt === undefined) return false
  if (isTerminating(pod)) return parseTimestamp(pod.metadata.deletionTimestamp) > endsAt
  const { terminationGracePeriodSeconds: grace } = pod.spec
  return grace !== undefined && now > endsAt - grace * 1000
}

function evict(pod: Pod, node: Node, because: string, ctx: Context): void {
  try {
    evictPod(pod, ctx.store, ctx.clock.now)
    ctx.event(pod, 'Normal', 'Evicted', `Evicted pod: ${because}`, { node: node.metadata.name, because })
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    const why = error.status === 429 ? 'evicting pod violates a PDB' : 'eviction does not support multiple PDBs'
    ctx.event(node, 'Warning', 'FailedDraining', `Failed to drain node, ${why} (Pod=${namespacedName(pod)})`, { node: node.metadata.name, pod: pod.metadata.name })
  }
}

/** Leaves the pod what is left of the node's time, a second at least. */
function forceDelete(pod: Pod, endsAt: number, ctx: Context): void {
  const { store, clock } = ctx
  const seconds = Math.max(Math.floor((endsAt - clock.now) / 1000), 1)
  const { name, namespace, uid } = pod.metadata
  const message = `Deleting the pod to accommodate the terminationTime ${timestamp(endsAt)} of the node. The pod was granted ${seconds} seconds of grace-period of its ${pod.spec.terminationGracePeriodSeconds ?? 30} terminationGracePeriodSeconds. This bypasses the PDB of the pod and the do-not-disrupt annotation.`
  ctx.event(pod, 'Normal', 'Disrupted', message, { seconds })
  store.delete('Pod', namespace, name, { gracePeriodSeconds: seconds, preconditionUid: uid })
}

function machineOfClaim({ status }: NodeClaim, { world }: Context): string | undefined {
  return world.machines.find(({ zone, id }) => status?.providerID === `aws:///${zone}/${id}`)?.id
}

/** Orders the machine to stop. Returns whether it has ended. */
function stopInstance(claim: NodeClaim, ctx: Context): boolean {
  const id = machineOfClaim(claim, ctx)
  if (id === undefined) return true
  stopMachines([id], ctx)
  const fresh = ctx.store.get('NodeClaim', '', claim.metadata.name) as NodeClaim | undefined
  if (fresh && !hasCondition(fresh, 'InstanceTerminating')) setClaimCondition(fresh, { type: 'InstanceTerminating', status: 'True' }, ctx.store)
  return false
}
