/** What PodDisruptionBudgets still allow while several nodes are thought away. Models cluster-autoscaler/core/scaledown/pdb/basic.go. */
import { selectorMatcher } from '../apimachinery/selectors.ts'
import type { Matcher } from '../apimachinery/selectors.ts'
import type { Pod, PodDisruptionBudget } from '../types/index.ts'

interface RemainingBudget {
  namespace: string | undefined
  selects: Matcher
  /** May fall below 0: what is thought away goes on counting. */
  disruptionsAllowed: number
}

export class RemainingPdbTracker {
  readonly #budgets: RemainingBudget[]

  /** Reads the status that each budget shows; one without a status allows nothing. */
  constructor(budgets: Iterable<PodDisruptionBudget>) {
    this.#budgets = Array.from(budgets, ({ metadata, spec, status }) =>
      ({ namespace: metadata.namespace, selects: selectorMatcher(spec.selector), disruptionsAllowed: status?.disruptionsAllowed ?? 0 }))
  }

  /** What the budgets that select a pod still allow. */
  matching(pod: Pod): readonly RemainingBudget[] {
    return this.#budgets.filter(budget => isSelected(pod, budget))
  }

  /** Whether pods may be evicted, and whether all of them at once. */
  canRemovePods(pods: readonly Pod[]): { canRemove: boolean, inParallel: boolean, blockingPod?: Pod } {
    let blockingPod: Pod | undefined
    for (const budget of this.#budgets) {
      let count = 0
      for (const pod of pods) {
        if (!isSelected(pod, budget)) continue
        count++
        if (budget.disruptionsAllowed < 1) return { canRemove: false, inParallel: false, blockingPod: pod }
        if (budget.disruptionsAllowed < count) blockingPod = pod
      }
    }
    return { canRemove: true, inParallel: blockingPod === undefined, ...(blockingPod && { blockingPod }) }
  }

  /** Takes pods from their budgets. */
  removePods(pods: readonly Pod[]): void {
    for (const budget of this.#budgets) {
      for (const pod of pods) if (isSelected(pod, budget)) budget.disruptionsAllowed--
    }
  }
}

function isSelected({ metadata }: Pod, { namespace, selects }: RemainingBudget): boolean {
  return metadata.namespace === namespace && selects(metadata.labels)
}
