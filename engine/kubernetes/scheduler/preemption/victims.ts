/**
 * Which pods would have to go from a node. Models SelectVictimsOnNode of
 * pkg/scheduler/framework/plugins/defaultpreemption/default_preemption.go.
 */
import { matchesSelector } from '../../apimachinery/selectors.ts'
import type { PodDisruptionBudget } from '../../types/index.ts'
import { cloneFilters } from '../framework/framework.ts'
import type { ActiveFilter, Framework } from '../framework/framework.ts'
import { Status, unresolvable } from '../framework/status.ts'
import { namespaceOf } from '../keys.ts'
import type { NodeInfo } from '../nodeinfo.ts'
import type { PodInfo } from '../podinfo.ts'
import type { Snapshot } from '../snapshot.ts'

/** A node that evicting pods would make fit. */
export interface Candidate {
  node: string
  /** The most important first. */
  victims: readonly PodInfo[]
  /** How many of them a PodDisruptionBudget protects. */
  numPDBViolations: number
}

/**
 * Takes every pod of lower priority off a copy of the node, then puts back as many as there is room for: first those that
 * a disruption budget protects, and always the more important first.
 * @returns the pods that stay off, or why even all of them would not do
 */
export function selectVictims(
  framework: Framework, filters: readonly ActiveFilter[], pod: PodInfo, node: NodeInfo, snapshot: Snapshot,
): Candidate | Status {
  const trial = node.clone()
  const cycles = cloneFilters(filters)
  const potential = node.pods.filter(({ priority }) => priority < pod.priority).sort(moreImportantFirst)
  if (potential.length === 0) return unresolvable('', 'No preemption victims found for incoming pod')
  const remove = (victim: PodInfo) => {
    trial.removePod(victim)
    for (const { cycle } of cycles) cycle.removePod?.(victim, trial)
  }
  const fits = () => framework.filterWithNominated(cycles, pod, trial, snapshot)
  potential.forEach(remove)
  const stillUnfit = fits()
  if (stillUnfit) return stillUnfit

  const [violating, others] = splitByBudget(potential, snapshot.disruptionBudgets.values())
  const reprieve = (victim: PodInfo) => {
    trial.addPod(victim)
    for (const { cycle } of cycles) cycle.addPod?.(victim, trial)
    if (!fits()) return true
    remove(victim)
    return false
  }
  const violatingVictims = violating.filter(victim => !reprieve(victim))
  const victims = [...violatingVictims, ...others.filter(victim => !reprieve(victim))].sort(moreImportantFirst)
  return { node: node.name, victims, numPDBViolations: violatingVictims.length }
}

/** When a pod started, as text that sorts by time; a pod that has not started counts as starting now. */
export function startTimeOf({ pod }: PodInfo): string {
  return pod.status?.startTime ?? '9999'
}

/** By priority, then the longest running; upstream leaves the rest to chance, here it is the name. */
function moreImportantFirst(a: PodInfo, b: PodInfo): number {
  if (a.priority !== b.priority) return b.priority - a.priority
  const [startA, startB] = [startTimeOf(a), startTimeOf(b)]
  if (startA !== startB) return startA < startB ? -1 : 1
  return a.key < b.key ? -1 : 1
}

/** Pods whose eviction a budget forbids, and the rest. A budget is used up in the order of the pods. */
function splitByBudget(pods: readonly PodInfo[], budgets: Iterable<PodDisruptionBudget>): [PodInfo[], PodInfo[]] {
  const left = [...budgets].map(budget => ({ budget, allowed: budget.status?.disruptionsAllowed ?? 0 }))
  const violating: PodInfo[] = []
  const others: PodInfo[] = []
  for (const pod of pods) {
    let protectedByOne = false
    for (const entry of left) {
      if (!protects(entry.budget, pod)) continue
      entry.allowed--
      if (entry.allowed < 0) protectedByOne = true
    }
    (protectedByOne ? violating : others).push(pod)
  }
  return [violating, others]
}

/** A budget counts for the pods it selects, but not for one whose eviction it has already granted. */
function protects({ metadata, spec, status }: PodDisruptionBudget, pod: PodInfo): boolean {
  const { selector } = spec
  const selectsNothing = !selector || (!Object.keys(selector.matchLabels ?? {}).length && !selector.matchExpressions?.length)
  return !selectsNothing && namespaceOf({ metadata }) === pod.namespace && matchesSelector(selector, pod.labels)
    && status?.disruptedPods?.[pod.pod.metadata.name] === undefined
}
