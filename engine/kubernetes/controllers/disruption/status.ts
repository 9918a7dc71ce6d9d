/** What a PodDisruptionBudget allows. Models pkg/controller/disruption/disruption.go (getExpectedPodCount, countHealthyPods). */
import { parseTimestamp } from '../../apimachinery/clock.ts'
import { isPodReady, isTerminating } from '../../apimachinery/meta.ts'
import type { Pod, PodDisruptionBudget } from '../../types/index.ts'
import { scaledValue } from '../deployment/bounds.ts'

/** The wanted replicas of what controls a pod; `id` tells one controller from another. */
export interface ControllerScale {
  id: string
  scale: number
}

export interface BudgetCounts {
  disruptionsAllowed: number
  currentHealthy: number
  desiredHealthy: number
  expectedPods: number
}

/** How long an eviction that has not shown yet counts as one (DeletionTimeout). */
export const DELETION_TIMEOUT_MS = 120_000

/** Sum of the scales of all controllers of these pods; a pod without one does not count. */
function expectedScale(pods: readonly Pod[], scaleOf: (pod: Pod) => ControllerScale | undefined): number {
  const scales = new Map<string, number>()
  for (const pod of pods) {
    const found = scaleOf(pod)
    if (found) scales.set(found.id, found.scale)
  }
  return [...scales.values()].reduce((sum, scale) => sum + scale, 0)
}

function expectedAndDesired({ spec }: PodDisruptionBudget, pods: readonly Pod[], scaleOf: (pod: Pod) => ControllerScale | undefined): [expected: number, desired: number] {
  const { minAvailable, maxUnavailable } = spec
  if (maxUnavailable !== undefined) {
    const expected = expectedScale(pods, scaleOf)
    return [expected, Math.max(0, expected - scaledValue(maxUnavailable, expected, 'up'))]
  }
  if (minAvailable === undefined) return [0, 0]
  if (typeof minAvailable === 'number') return [pods.length, minAvailable]
  const expected = expectedScale(pods, scaleOf)
  return [expected, scaledValue(minAvailable, expected, 'up')]
}

/** Whether an accepted eviction of this pod still counts at `now` (virtual ms). */
function isDisrupted(pod: Pod, { status }: PodDisruptionBudget, now: number): boolean {
  const since = parseTimestamp(status?.disruptedPods?.[pod.metadata.name])
  return since + DELETION_TIMEOUT_MS > now
}

/**
 * The counts of a budget over the pods that it selects. A whole number for minAvailable counts those pods themselves;
 * maxUnavailable and percentages are of what their controllers want, rounded up.
 */
export function pdbStatus(budget: PodDisruptionBudget, pods: readonly Pod[], scaleOf: (pod: Pod) => ControllerScale | undefined, now = 0): BudgetCounts {
  const [expectedPods, desiredHealthy] = expectedAndDesired(budget, pods, scaleOf)
  const currentHealthy = pods.filter(pod => !isTerminating(pod) && !isDisrupted(pod, budget, now) && isPodReady(pod)).length
  const allowed = currentHealthy - desiredHealthy
  return { disruptionsAllowed: expectedPods <= 0 || allowed <= 0 ? 0 : allowed, currentHealthy, desiredHealthy, expectedPods }
}
