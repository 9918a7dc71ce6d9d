/**
 * StatefulSet: pods with names, order and claims of their own.
 * Models pkg/controller/statefulset/stateful_set_control.go. Leaves out: maxUnavailable (alpha), pods that a template change must wait for with OrderedReady broken rollouts.
 */
import type { Context, Controller, Watch } from '../../simulation/controller.ts'
import { defaultStatefulSet } from '../../apiserver/defaults/workloads.ts'
import { rulesOf } from '../../apiserver/kindrules.ts'
import { isPodReady, isPodTerminal, isTerminating, keyOf } from '../../apimachinery/meta.ts'
import type { Pod, StatefulSet } from '../../types/index.ts'
import { checkStatefulSet } from '../../apiserver/validation/workloads.ts'
import { claim, ownerKeys } from '../claim.ts'
import { availableAt, isPodAvailable } from '../pods.ts'
import { hashOf, REVISION_HASH_LABEL, revisionsOf, syncRevision, templateOf, truncateHistory } from '../revisions.ts'
import { syncClaimOwners } from './claims.ts'
import { claimsFor, isHealthy, isInRange, ordinalOf, podFor, podName } from './pods.ts'

const hashOfPod = (pod: Pod) => pod.metadata.labels?.[REVISION_HASH_LABEL] ?? ''

export class StatefulSetController implements Controller {
  readonly name = 'statefulset-controller'
  readonly rules = [rulesOf('StatefulSet', { defaults: defaultStatefulSet, check: checkStatefulSet })]
  readonly watches: readonly Watch[] = [
    { kind: 'StatefulSet', keysFor: ({ object }) => [keyOf(object)] },
    { kind: 'Pod', keysFor: ({ object }, { store }) => ownerKeys(object, 'StatefulSet', store) },
  ]

  reconcile(key: string, ctx: Context): void {
    const { store, clock } = ctx
    const set = store.getByKey('StatefulSet', key)
    if (!set || isTerminating(set)) return
    const update = hashOf(syncRevision(set, store))
    const current = currentRevision(set, update, ctx)
    const pods = podsOf(set, ctx)
    sync(set, pods, current, update, ctx)
    updateStatus(set, current, update, ctx)
    truncateHistory(set, new Set([...pods.map(hashOfPod), current, update]), store)
    const minReadySeconds = set.spec.minReadySeconds ?? 0
    const waiting = pods.filter(pod => isPodReady(pod) && !isPodAvailable(pod, minReadySeconds, clock.now))
    for (const pod of waiting) ctx.enqueueAfter(key, availableAt(pod, minReadySeconds) - clock.now)
  }
}

function podsOf(set: StatefulSet, { store }: Context): Pod[] {
  return claim(set, 'Pod', store).filter(pod => ordinalOf(set, pod) >= 0).sort((a, b) => ordinalOf(set, a) - ordinalOf(set, b))
}

/** The revision that pods below the partition keep. */
function currentRevision(set: StatefulSet, update: string, { store }: Context): string {
  const shown = set.status?.currentRevision?.slice(set.metadata.name.length + 1)
  return shown && revisionsOf(set, store).some(one => hashOf(one) === shown) ? shown : update
}

/** One turn: what is missing, then what is too much, then what is old. Ordered sets change one pod at a time. */
function sync(set: StatefulSet, pods: readonly Pod[], current: string, update: string, ctx: Context): void {
  const { now } = ctx.clock
  const ordered = set.spec.podManagementPolicy !== 'Parallel'
  const start = set.spec.ordinals?.start ?? 0
  const end = start + (set.spec.replicas ?? 1)
  const inRange = (pod: Pod) => isInRange(set, ordinalOf(set, pod))
  for (const pod of pods) syncClaimOwners(set, pod, ctx.store)
  for (let ordinal = start; ordinal < end; ordinal++) {
    const pod = pods.find(one => ordinalOf(set, one) === ordinal)
    if (!pod) createPod(set, ordinal, current, update, ctx)
    else if (isPodTerminal(pod) && !isTerminating(pod)) deletePod(set, pod, ctx)
    if (ordered && !(pod && isHealthy(pod, set, now))) return
  }
  const condemned = pods.filter(pod => !inRange(pod)).reverse()
  const firstUnhealthy = pods.find(pod => !isHealthy(pod, set, now))
  for (const pod of condemned) {
    if (isTerminating(pod)) {
      if (ordered) return
      continue
    }
    if (ordered && !isHealthy(pod, set, now) && pod !== firstUnhealthy) return
    deletePod(set, pod, ctx)
    if (ordered) return
  }
  if (set.spec.updateStrategy?.type !== 'OnDelete') rollingUpdate(set, pods.filter(inRange), update, ctx)
}

/** From the highest ordinal down to the partition, one at a time, each healthy before the next. */
function rollingUpdate(set: StatefulSet, pods: readonly Pod[], update: string, ctx: Context): void {
  const partition = set.spec.updateStrategy?.rollingUpdate?.partition ?? 0
  for (const pod of [...pods].reverse()) {
    if (ordinalOf(set, pod) < partition) return
    if (hashOfPod(pod) !== update && !isTerminating(pod)) return deletePod(set, pod, ctx)
    if (!isHealthy(pod, set, ctx.clock.now)) return
  }
}

function createPod(set: StatefulSet, ordinal: number, current: string, update: string, ctx: Context): void {
  const { store } = ctx
  const partition = set.spec.updateStrategy?.rollingUpdate?.partition ?? 0
  const isOld = set.spec.updateStrategy?.type !== 'OnDelete' && ordinal < partition
  const hash = isOld ? current : update
  const revision = revisionsOf(set, store).find(one => hashOf(one) === hash)
  for (const volumeClaim of claimsFor(set, ordinal)) {
    const { namespace, name } = volumeClaim.metadata
    if (store.get('PersistentVolumeClaim', namespace, name)) continue
    store.create(volumeClaim)
    ctx.event(set, 'Normal', 'SuccessfulCreate', `create Claim ${name} Pod ${podName(set, ordinal)} in StatefulSet ${set.metadata.name} success`, { claim: name })
  }
  const pod = store.create(podFor(set, ordinal, revision ? templateOf(revision) : set.spec.template, hash))
  ctx.event(set, 'Normal', 'SuccessfulCreate', `create Pod ${pod.metadata.name} in StatefulSet ${set.metadata.name} successful`, { pod: pod.metadata.name })
}

function deletePod(set: StatefulSet, pod: Pod, ctx: Context): void {
  const { name, namespace } = pod.metadata
  ctx.store.delete('Pod', namespace, name)
  ctx.event(set, 'Normal', 'SuccessfulDelete', `delete Pod ${name} in StatefulSet ${set.metadata.name} successful`, { pod: name })
}

function updateStatus(set: StatefulSet, current: string, update: string, ctx: Context): void {
  const { store, clock } = ctx
  const fresh = store.get('StatefulSet', set.metadata.namespace, set.metadata.name)
  if (!fresh) return
  const pods = podsOf(fresh, ctx)
  const alive = pods.filter(pod => !isTerminating(pod))
  const replicas = fresh.spec.replicas ?? 1
  const updatedReplicas = alive.filter(pod => hashOfPod(pod) === update).length
  const readyReplicas = pods.filter(isPodReady).length
  const done = updatedReplicas === replicas && readyReplicas === replicas && pods.length === replicas
  store.updateStatus({
    ...fresh,
    status: {
      ...fresh.status,
      observedGeneration: fresh.metadata.generation,
      replicas: pods.length,
      readyReplicas,
      availableReplicas: pods.filter(pod => isPodAvailable(pod, fresh.spec.minReadySeconds ?? 0, clock.now)).length,
      currentReplicas: done ? updatedReplicas : alive.filter(pod => hashOfPod(pod) === current).length,
      updatedReplicas,
      currentRevision: `${fresh.metadata.name}-${done ? update : current}`,
      updateRevision: `${fresh.metadata.name}-${update}`,
    },
  })
}
