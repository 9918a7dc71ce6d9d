/** What PodDisruptionBudgets let go. Models pkg/utils/pdb/pdb.go of kubernetes-sigs/karpenter. */
import { findCondition } from '../../kubernetes/apimachinery/meta.ts'
import { budgetsOf } from '../../kubernetes/controllers/disruption/eviction.ts'
import type { Pod, PodDisruptionBudget } from '../../kubernetes/types/index.ts'
import { isDisruptable, isEvictable, isReschedulable } from './podrules.ts'

/** Budgets that keep a pod where it is; none when it may go. A pod that a drain would not evict is held by none. */
export function budgetsHolding(pod: Pod, budgets: readonly PodDisruptionBudget[], now: number): PodDisruptionBudget[] {
  return holding(pod, budgets, now, ({ status }) => (status?.disruptionsAllowed ?? 0) === 0)
}

/** Whether a pod would find another place now: it may move, and no budget holds it for ever. */
export function isCurrentlyReschedulable(pod: Pod, budgets: readonly PodDisruptionBudget[], now: number): boolean {
  return isReschedulable(pod) && isDisruptable(pod, now) && holding(pod, budgets, now, isFullyBlocking).length === 0
}

function isFullyBlocking({ spec: { maxUnavailable, minAvailable } }: PodDisruptionBudget): boolean {
  return maxUnavailable === 0 || maxUnavailable === '0%' || minAvailable === '100%'
}

function holding(pod: Pod, budgets: readonly PodDisruptionBudget[], now: number, blocks: (budget: PodDisruptionBudget) => boolean): PodDisruptionBudget[] {
  if (budgets.length === 0 || !isEvictable(pod, now)) return []
  const own = budgetsOf(pod, budgets)
  // The eviction API supports one budget a pod.
  if (own.length > 1) return own
  const isUnhealthy = findCondition(pod.status?.conditions, 'Ready')?.status === 'False'
  return own.filter(budget => !(isUnhealthy && budget.spec.unhealthyPodEvictionPolicy === 'AlwaysAllow') && blocks(budget))
}
