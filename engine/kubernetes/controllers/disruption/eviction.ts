/** The eviction API. Models pkg/registry/core/pod/storage/eviction.go. */
import { timestamp } from '../../apimachinery/clock.ts'
import { ApiError } from '../../apiserver/errors.ts'
import { isPodReady, isTerminating } from '../../apimachinery/meta.ts'
import { matchesSelector } from '../../apimachinery/selectors.ts'
import { markDisrupted } from '../../scheduler/podconditions.ts'
import type { Store } from '../../apiserver/store.ts'
import type { Pod, PodDisruptionBudget } from '../../types/index.ts'

const VIOLATES = "Cannot evict pod as it would violate the pod's disruption budget."

export interface EvictionVerdict {
  allowed: boolean
  /** The HTTP status of a refusal: 429 asks to try again, 500 does not. */
  status?: 429 | 500
  /** Why not: the message and its cause. */
  message?: string
  cause?: string
  /** The budget that this eviction uses up, if it counts against one. */
  budget?: PodDisruptionBudget
}

/** Budgets that select a pod. */
export function budgetsOf(pod: Pod, budgets: readonly PodDisruptionBudget[]): PodDisruptionBudget[] {
  return budgets.filter(({ metadata, spec }) => metadata.namespace === pod.metadata.namespace && matchesSelector(spec.selector, pod.metadata.labels))
}

/** Whether a pod may be evicted, by the status that its budget shows. */
export function checkEviction(pod: Pod, budgets: readonly PodDisruptionBudget[]): EvictionVerdict {
  if (isTerminating(pod) || ['Pending', 'Succeeded', 'Failed'].includes(pod.status?.phase ?? '')) return { allowed: true }
  const [budget, other] = budgetsOf(pod, budgets)
  if (!budget) return { allowed: true }
  if (other) return { allowed: false, status: 500, message: 'This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.' }
  const { disruptionsAllowed = 0, currentHealthy = 0, desiredHealthy = 0, observedGeneration = 0 } = budget.status ?? {}
  if (!isPodReady(pod)) {
    const budgetIsHealthy = currentHealthy >= desiredHealthy && desiredHealthy > 0
    if (budget.spec.unhealthyPodEvictionPolicy === 'AlwaysAllow' || budgetIsHealthy) return { allowed: true }
  }
  const { name } = budget.metadata
  if (observedGeneration < (budget.metadata.generation ?? 0)) {
    return { allowed: false, status: 429, message: VIOLATES, cause: `The disruption budget ${name} is still being processed by the server.` }
  }
  if (disruptionsAllowed <= 0) {
    return { allowed: false, status: 429, message: VIOLATES, cause: `The disruption budget ${name} needs ${desiredHealthy} healthy pods and has ${currentHealthy} currently` }
  }
  return { allowed: true, budget }
}

/**
 * Evicts a pod: takes one from its budget, then deletes it gracefully.
 * @throws ApiError TooManyRequests when a budget does not allow it, InternalError when several budgets select the pod
 */
export function evictPod(pod: Pod, store: Store, now: number, gracePeriodSeconds?: number): void {
  const { namespace, name, uid } = pod.metadata
  const verdict = checkEviction(pod, store.list('PodDisruptionBudget', { namespace }))
  if (!verdict.allowed) {
    const { message = VIOLATES, cause, status } = verdict
    throw new ApiError(status === 500 ? 'InternalError' : 'TooManyRequests', message, cause ? [{ field: '', type: 'FieldValueForbidden', message: cause }] : [])
  }
  if (verdict.budget) {
    const { budget } = verdict
    const disruptedPods = { ...budget.status?.disruptedPods, [name]: timestamp(now) }
    store.updateStatus({ ...budget, status: { ...budget.status, disruptedPods, disruptionsAllowed: (budget.status?.disruptionsAllowed ?? 0) - 1 } })
  }
  markDisrupted(store.mustGet('Pod', namespace, name), 'EvictionByEvictionAPI', 'Eviction API: evicting', { store, clock: store.clock })
  store.delete('Pod', namespace, name, { preconditionUid: uid, gracePeriodSeconds })
}
