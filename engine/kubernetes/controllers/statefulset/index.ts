/**
 * StatefulSet: pods with names, order and claims of their own.
 * Models pkg/controller/statefulset/stateful_set.go, stateful_set_control.go and stateful_set_status_updater.go; control.ts has
 * one turn. A broken OrderedReady update waits for a hand to delete the pod, as upstream's does. Leaves out: collisions of
 * revisions' names. Without maxUnavailable an old pod that is broken is replaced (upstream's way before MaxUnavailableStatefulSet).
 */
import type { Context, Controller, Watch } from '../../simulation/controller.ts'
import { defaultStatefulSet } from '../../apiserver/defaults/workloads.ts'
import { rulesOf } from '../../apiserver/kindrules.ts'
import { isPodReady, isTerminating, keyOf } from '../../apimachinery/meta.ts'
import type { ControllerRevision, Pod, StatefulSet } from '../../types/index.ts'
import { checkStatefulSet } from '../../apiserver/validation/workloads.ts'
import { claim, ownerKeys } from '../claim.ts'
import { availableAt, isPodAvailable } from '../pods.ts'
import { revisionsOf, syncRevision, truncateHistory } from '../revisions.ts'
import { updateStatefulSet } from './control.ts'
import type { Revisions } from './control.ts'
import { ordinalOf, podRevision } from './pods.ts'

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
    const update = syncRevision(set, store)
    const revisions = { current: currentRevision(set, update, ctx), update }
    const pods = podsOf(set, ctx)
    try {
      updateStatefulSet(set, pods, revisions, ctx)
    } finally {
      updateStatus(set, revisions, ctx)
    }
    truncateHistory(set, new Set([...pods.map(podRevision), revisions.current.metadata.name, update.metadata.name]), store)
    const minReadySeconds = set.spec.minReadySeconds ?? 0
    const waiting = pods.filter(pod => isPodReady(pod) && !isPodAvailable(pod, minReadySeconds, clock.now))
    for (const pod of waiting) ctx.enqueueAfter(key, availableAt(pod, minReadySeconds) - clock.now)
  }
}

function podsOf(set: StatefulSet, { store }: Context): Pod[] {
  return claim(set, 'Pod', store).filter(pod => ordinalOf(set, pod) >= 0).sort((a, b) => ordinalOf(set, a) - ordinalOf(set, b))
}

/** The revision that pods below the partition keep. */
function currentRevision(set: StatefulSet, update: ControllerRevision, { store }: Context): ControllerRevision {
  return revisionsOf(set, store).find(({ metadata }) => metadata.name === set.status?.currentRevision) ?? update
}

function updateStatus(set: StatefulSet, revisions: Revisions, ctx: Context): void {
  const { store, clock } = ctx
  const fresh = store.get('StatefulSet', set.metadata.namespace, set.metadata.name)
  if (!fresh) return
  const [current, update] = [revisions.current.metadata.name, revisions.update.metadata.name]
  const pods = podsOf(fresh, ctx)
  const alive = pods.filter(pod => !isTerminating(pod))
  const replicas = fresh.spec.replicas ?? 1
  const updatedReplicas = alive.filter(pod => podRevision(pod) === update).length
  const readyReplicas = pods.filter(isPodReady).length
  const done = fresh.spec.updateStrategy?.type !== 'OnDelete' && updatedReplicas === replicas && readyReplicas === replicas && pods.length === replicas
  store.updateStatus({
    ...fresh,
    status: {
      ...fresh.status,
      observedGeneration: fresh.metadata.generation,
      replicas: pods.length,
      readyReplicas,
      availableReplicas: pods.filter(pod => isPodAvailable(pod, fresh.spec.minReadySeconds ?? 0, clock.now)).length,
      currentReplicas: done ? updatedReplicas : alive.filter(pod => podRevision(pod) === current).length,
      updatedReplicas,
      currentRevision: done ? update : current,
      updateRevision: update,
      collisionCount: 0,
    },
  })
}
