/**
 * One turn of a StatefulSet: what is missing, then what is too much, then what is old. Ordered sets change one pod at a time.
 * Models updateStatefulSet, processReplica and processCondemned of pkg/controller/statefulset/stateful_set_control.go.
 */
import type { Context } from '../../simulation/controller.ts'
import { ApiError } from '../../apiserver/errors.ts'
import { isPodTerminal, isTerminating } from '../../apimachinery/meta.ts'
import type { ControllerRevision, KubeObject, Pod, StatefulSet } from '../../types/index.ts'
import { templateOf } from '../revisions.ts'
import { scaledValue } from '../deployment/bounds.ts'
import { syncClaimOwners } from './claims.ts'
import { claimsFor, isHealthy, isInRange, ordinalOf, podFor, podName, podRevision, startOrdinal } from './pods.ts'

export interface Revisions {
  /** What pods below the partition keep. */
  current: ControllerRevision
  update: ControllerRevision
}

/** @param pods the set's pods by ordinal */
export function updateStatefulSet(set: StatefulSet, pods: readonly Pod[], revisions: Revisions, ctx: Context): void {
  const ordered = set.spec.podManagementPolicy !== 'Parallel'
  const healthy = (pod: Pod | undefined) => pod !== undefined && isHealthy(pod, set, ctx.clock.now)
  for (const pod of pods) syncClaimOwners(set, pod, ctx.store)
  const replicas = replicasOf(set, pods)
  for (const [index, pod] of replicas.entries()) {
    if (!pod) createPod(set, startOrdinal(set) + index, revisions, ctx)
    else if (isPodTerminal(pod)) replicas[index] = removeTerminal(set, pod, ctx)
    else if (pod.status?.phase === 'Pending' && !isTerminating(pod)) createClaims(set, ordinalOf(set, pod), ctx)
    if (ordered && !healthy(pod)) return
  }
  const condemned = pods.filter(pod => !isInRange(set, ordinalOf(set, pod))).reverse()
  const firstUnhealthy = condemned.findLast(pod => !healthy(pod))
  for (const pod of condemned) {
    const waits = isTerminating(pod) || (!healthy(pod) && pod !== firstUnhealthy)
    if (ordered && waits) return
    if (!isTerminating(pod)) deletePod(set, pod, ctx)
    if (ordered) return
  }
  if (set.spec.updateStrategy?.type !== 'OnDelete') rollingUpdate(set, replicas, revisions.update, ctx)
}

/** The pod of each wanted ordinal, as they were found: one that is made in this turn is not there yet. */
function replicasOf(set: StatefulSet, pods: readonly Pod[]): (Pod | undefined)[] {
  const byOrdinal = new Map(pods.map(pod => [ordinalOf(set, pod), pod]))
  return Array.from({ length: set.spec.replicas ?? 1 }, (_, i) => byOrdinal.get(startOrdinal(set) + i))
}

/**
 * From the highest ordinal down to the partition, each healthy before the next; with maxUnavailable so many at a time, where
 * every pod that is down counts.
 */
function rollingUpdate(set: StatefulSet, replicas: readonly (Pod | undefined)[], update: ControllerRevision, ctx: Context): void {
  const { partition = 0, maxUnavailable } = set.spec.updateStrategy?.rollingUpdate ?? {}
  const unhealthy = (pod: Pod | undefined) => !pod || !isHealthy(pod, set, ctx.clock.now)
  const isOld = (pod: Pod | undefined): pod is Pod => pod !== undefined && podRevision(pod) !== update.metadata.name && !isTerminating(pod)
  const candidates = replicas.slice(partition).reverse()
  if (maxUnavailable !== undefined) {
    const limit = Math.max(1, scaledValue(maxUnavailable, replicas.length, 'down'))
    const more = Math.max(0, limit - replicas.filter(unhealthy).length)
    for (const pod of candidates.filter(isOld).slice(0, more)) deletePod(set, pod, ctx)
    return
  }
  for (const pod of candidates) {
    if (isOld(pod)) return deletePod(set, pod, ctx)
    if (unhealthy(pod)) return
  }
}

function createPod(set: StatefulSet, ordinal: number, { current, update }: Revisions, ctx: Context): void {
  const { type, rollingUpdate: { partition = 0 } = {} } = set.spec.updateStrategy ?? {}
  const keepsCurrent = type !== 'OnDelete' && ordinal < startOrdinal(set) + partition
  const revision = keepsCurrent ? current : update
  createClaims(set, ordinal, ctx)
  const name = podName(set, ordinal)
  told(set, ctx, `create Pod ${name} in StatefulSet ${set.metadata.name}`, 'Create', 'successful', { pod: name }, () =>
    ctx.store.create(podFor(set, ordinal, templateOf(revision), revision.metadata.name)))
}

/** A pod that has ended is made anew in the next turn. */
function removeTerminal(set: StatefulSet, pod: Pod, ctx: Context): undefined {
  if (!isTerminating(pod)) deletePod(set, pod, ctx)
}

/** A pod that waits gets claims that are missing; one that runs does not. */
function createClaims(set: StatefulSet, ordinal: number, ctx: Context): void {
  for (const volumeClaim of claimsFor(set, ordinal)) {
    const { namespace, name } = volumeClaim.metadata
    if (ctx.store.get('PersistentVolumeClaim', namespace, name)) continue
    told(set, ctx, `create Claim ${name} Pod ${podName(set, ordinal)} in StatefulSet ${set.metadata.name}`, 'Create', 'success', { claim: name }, () =>
      ctx.store.create(volumeClaim))
  }
}

function deletePod(set: StatefulSet, pod: Pod, ctx: Context): void {
  const { name, namespace } = pod.metadata
  told(set, ctx, `delete Pod ${name} in StatefulSet ${set.metadata.name}`, 'Delete', 'successful', { pod: name }, () => ctx.store.delete('Pod', namespace, name))
}

/** Does it and says how it went (recordPodEvent, recordClaimEvent). @throws ApiError what the API server refused */
function told(set: KubeObject, ctx: Context, what: string, verb: 'Create' | 'Delete', done: string, params: { pod?: string, claim?: string }, act: () => unknown): void {
  try {
    act()
  } catch (error) {
    if (error instanceof ApiError) ctx.event(set, 'Warning', `Failed${verb}`, `${what} failed error: ${error.message}`, params)
    throw error
  }
  ctx.event(set, 'Normal', `Successful${verb}`, `${what} ${done}`, params)
}
