/**
 * ReplicaSet: keeps so many pods of a template.
 * Models pkg/controller/replicaset/replica_set.go and replica_set_utils.go. Leaves out expectations: the store answers at once.
 * Pods that failed count for nothing, so one that its node refuses is replaced for ever, as fast as the controller's client may.
 */
import { timestamp } from '../apimachinery/clock.ts'
import type { Context, Controller, Watch } from '../simulation/controller.ts'
import { defaultReplicaSet } from '../apiserver/defaults/workloads.ts'
import { rulesOf } from '../apiserver/kindrules.ts'
import { ApiError } from '../apiserver/errors.ts'
import { controllerOf, findCondition, isPodReady, isTerminating, keyOf, setCondition } from '../apimachinery/meta.ts'
import { matchesLabels } from '../apimachinery/selectors.ts'
import type { Store } from '../apiserver/store.ts'
import type { Pod, ReplicaSet, ReplicaSetStatus } from '../types/index.ts'
import { checkReplicaSet } from '../apiserver/validation/workloads.ts'
import { claimRunningPods, ownerKeys } from './claim.ts'
import { availableAt, getPodsToDelete, isPodActive, isPodAvailable } from './pods.ts'
import { deleteOwnedPod, POD_CONTROL_CONFIG, PodControl } from './podcontrol.ts'
import type { Bucket } from './podcontrol.ts'
import { podFromTemplate } from './template.ts'

/** Creations and deletions of one turn. */
export const BURST_REPLICAS = 500

/** Calls `create` in batches of 1, 2, 4, ...; a batch with a failure is the last. Returns how many succeeded and the first error. */
export function slowStartBatch(count: number, create: () => void): { successes: number, error?: ApiError } {
  let successes = 0
  for (let size = 1, left = count; left > 0; left -= size, size = Math.min(size * 2, left)) {
    size = Math.min(size, left)
    let error: ApiError | undefined
    for (let i = 0; i < size; i++) {
      try {
        create()
        successes++
      } catch (caught) {
        if (!(caught instanceof ApiError)) throw caught
        error ??= caught
      }
    }
    if (error) return { successes, error }
  }
  return { successes }
}

/** Counts a ReplicaSet's pods (calculateStatus); `pods` are its active ones. */
export function calculateReplicaSetStatus({ spec, metadata, status }: ReplicaSet, pods: readonly Pod[], now: number): ReplicaSetStatus {
  const labels = spec.template?.metadata?.labels ?? {}
  return {
    ...status,
    replicas: pods.length,
    fullyLabeledReplicas: pods.filter(pod => matchesLabels(labels, pod.metadata.labels)).length,
    readyReplicas: pods.filter(isPodReady).length,
    availableReplicas: pods.filter(pod => isPodAvailable(pod, spec.minReadySeconds ?? 0, now)).length,
    observedGeneration: metadata.generation,
  }
}

export class ReplicaSetController implements Controller {
  readonly name = 'replicaset-controller'
  readonly config = POD_CONTROL_CONFIG
  readonly rules = [rulesOf('ReplicaSet', { defaults: defaultReplicaSet, check: checkReplicaSet })]
  readonly watches: readonly Watch[] = [
    { kind: 'ReplicaSet', keysFor: ({ object }) => [keyOf(object)] },
    { kind: 'Pod', keysFor: ({ object }, { store }) => ownerKeys(object, 'ReplicaSet', store) },
  ]

  readonly #pods = new PodControl()

  save(): Bucket | undefined {
    return this.#pods.save()
  }

  restore(state: Bucket | undefined): void {
    this.#pods.restore(state)
  }

  reconcile(key: string, ctx: Context): void {
    const { store, clock } = ctx
    const replicaSet = store.getByKey('ReplicaSet', key)
    if (!replicaSet) return
    const pods = claimRunningPods(replicaSet, store).filter(isPodActive)
    const error = isTerminating(replicaSet) ? undefined : manageReplicas(replicaSet, pods, this.#pods, ctx)
    const now = claimRunningPods(replicaSet, store).filter(isPodActive)
    updateStatus(replicaSet, now, error, ctx)
    const waiting = now.filter(pod => isPodReady(pod) && !isPodAvailable(pod, replicaSet.spec.minReadySeconds ?? 0, clock.now))
    for (const pod of waiting) ctx.enqueueAfter(key, availableAt(pod, replicaSet.spec.minReadySeconds ?? 0) - clock.now)
    if (error) throw error
  }
}

function manageReplicas(replicaSet: ReplicaSet, pods: readonly Pod[], control: PodControl, ctx: Context): ApiError | undefined {
  const difference = pods.length - (replicaSet.spec.replicas ?? 1)
  if (difference < 0) {
    const count = Math.min(-difference, BURST_REPLICAS, control.allowed(ctx))
    const { error } = slowStartBatch(count, () => createPod(replicaSet, control, ctx))
    if (!error && count < -difference) ctx.enqueueAfter(keyOf(replicaSet), control.waitMs(ctx))
    return error
  }
  for (const pod of getPodsToDelete(pods, relatedPods(replicaSet, ctx.store), Math.min(difference, BURST_REPLICAS), { now: ctx.clock.now })) {
    deleteOwnedPod(replicaSet, pod, ctx)
  }
  return undefined
}

function createPod(replicaSet: ReplicaSet, control: PodControl, ctx: Context): void {
  control.create(replicaSet, podFromTemplate(replicaSet.spec.template, replicaSet, { generateName: `${replicaSet.metadata.name}-` }), ctx)
}

/** Pods of all ReplicaSets of the same owner: they say how crowded a node is. */
function relatedPods(replicaSet: ReplicaSet, store: Store): Pod[] {
  const owner = controllerOf(replicaSet)
  const siblings = owner ? store.listByOwner(owner.uid, 'ReplicaSet') : [replicaSet]
  return siblings.flatMap(({ metadata }) => store.listRunningPodsByOwner(metadata.uid ?? ''))
}

function updateStatus(replicaSet: ReplicaSet, pods: readonly Pod[], error: ApiError | undefined, { store, clock }: Context): void {
  const fresh = store.get('ReplicaSet', replicaSet.metadata.namespace, replicaSet.metadata.name)
  if (!fresh) return
  const status = calculateReplicaSetStatus(fresh, pods, clock.now)
  // A failure that stands already is left as it is: its words differ each time, and a change would call for the next try at once.
  const others = (status.conditions ?? []).filter(({ type }) => type !== 'ReplicaFailure')
  const failed = error && (findCondition(status.conditions, 'ReplicaFailure')
    ? status.conditions
    : setCondition(status.conditions, { type: 'ReplicaFailure', status: 'True', reason: 'FailedCreate', message: error.message }, timestamp(clock.now)))
  store.updateStatus({ ...fresh, status: { ...status, conditions: failed ?? (others.length > 0 ? others : undefined) } })
}
