/**
 * Spreads pods over zones, nodes or any topology. Filter models
 * pkg/scheduler/framework/plugins/podtopologyspread/filtering.go, the score lives in topologyspreadscore.ts.
 */
import type { FilterCycle, Plugin } from '../framework/plugin.ts'
import { SKIP, unresolvable, unschedulable } from '../framework/status.ts'
import type { NodeInfo } from '../nodeinfo.ts'
import type { PodInfo } from '../podinfo.ts'
import type { Snapshot } from '../snapshot.ts'
import type { TopologySpreadConstraint } from '../../types/index.ts'
import { SYSTEM_DEFAULT_CONSTRAINTS, constraintsFor, countByDomain, hasTopologyKeys } from './spreadconstraint.ts'
import type { SpreadConstraint } from './spreadconstraint.ts'
import { topologySpreadScore } from './topologyspreadscore.ts'

const NAME = 'PodTopologySpread'
/** ErrReasonConstraintsNotMatch */
export const CONSTRAINTS_NOT_MATCH = "node(s) didn't match pod topology spread constraints"
const SKEWED = unschedulable(NAME, CONSTRAINTS_NOT_MATCH)
const NO_LABEL = unresolvable(NAME, "node(s) didn't match pod topology spread constraints (missing required label)")

export interface PodTopologySpreadArgs {
  /** For pods that have none. @default the system's: zone maxSkew 5, hostname maxSkew 3, ScheduleAnyway */
  defaultConstraints?: readonly TopologySpreadConstraint[]
}

export function podTopologySpread({ defaultConstraints }: PodTopologySpreadArgs = {}): Plugin {
  const defaults = defaultConstraints ?? SYSTEM_DEFAULT_CONSTRAINTS
  return {
    name: NAME,
    events: [
      'AssignedPod/Add', 'AssignedPod/UpdateLabel', 'AssignedPod/Delete', 'Node/Add', 'Node/UpdateLabel', 'Node/UpdateTaint',
      'UnscheduledPod/Update',
    ],
    preFilter(pod, snapshot) {
      const constraints = constraintsFor(pod, snapshot, 'DoNotSchedule', defaults)
      return constraints.length === 0 ? SKIP : SpreadFilter.over(pod, constraints, snapshot)
    },
    preScore(pod, snapshot, nodes) {
      const constraints = constraintsFor(pod, snapshot, 'ScheduleAnyway', defaults)
      const systemDefaulted = defaultConstraints === undefined && !pod.pod.spec.topologySpreadConstraints?.length
      return constraints.length === 0 ? SKIP : topologySpreadScore(constraints, snapshot, nodes, !systemDefaulted)
    },
  }
}

/** Matching pods by domain, one map a constraint. */
class SpreadFilter implements FilterCycle {
  readonly #pod: PodInfo
  readonly #constraints: readonly SpreadConstraint[]
  readonly #selfMatches: readonly number[]
  readonly #counts: readonly Map<string, number>[]
  /** The emptiest domain's count by constraint; worked out when first asked for after a change. */
  #minimum: (number | undefined)[]

  private constructor(pod: PodInfo, constraints: readonly SpreadConstraint[], counts: readonly Map<string, number>[]) {
    this.#pod = pod
    this.#constraints = constraints
    this.#selfMatches = constraints.map(({ selects }) => (selects(pod.labels) ? 1 : 0))
    this.#counts = counts
    this.#minimum = []
  }

  static over(pod: PodInfo, constraints: readonly SpreadConstraint[], snapshot: Snapshot): SpreadFilter {
    return new SpreadFilter(pod, constraints, constraints.map(constraint => countByDomain(constraint, constraints, snapshot, true)))
  }

  filter(node: NodeInfo) {
    for (let i = 0; i < this.#constraints.length; i++) {
      const { topologyKey, maxSkew } = this.#constraints[i] as SpreadConstraint
      const domain = node.labels[topologyKey]
      if (domain === undefined) return NO_LABEL
      const count = this.#counts[i]?.get(domain) ?? 0
      if (count + (this.#selfMatches[i] ?? 0) - this.#minimumOf(i) > maxSkew) return SKEWED
    }
    return null
  }

  addPod(added: PodInfo, node: NodeInfo): void {
    this.#change(added, node, 1)
  }

  removePod(removed: PodInfo, node: NodeInfo): void {
    this.#change(removed, node, -1)
  }

  clone(): FilterCycle {
    return new SpreadFilter(this.#pod, this.#constraints, this.#counts.map(counts => new Map(counts)))
  }

  /** Fewer domains than minDomains count as one that is empty; no domain at all bounds nothing. */
  #minimumOf(i: number): number {
    let minimum = this.#minimum[i]
    if (minimum === undefined) {
      const counts = this.#counts[i] ?? new Map<string, number>()
      const missing = counts.size < (this.#constraints[i]?.minDomains ?? 1)
      minimum = missing ? 0 : Infinity
      if (!missing) for (const count of counts.values()) minimum = Math.min(minimum, count)
      this.#minimum[i] = minimum
    }
    return minimum
  }

  #change(pod: PodInfo, node: NodeInfo, by: 1 | -1): void {
    if (pod.namespace !== this.#pod.namespace || !hasTopologyKeys(node, this.#constraints)) return
    this.#constraints.forEach(({ topologyKey, selects, includes }, i) => {
      if (!selects(pod.labels) || (includes && !includes(node))) return
      const domain = node.labels[topologyKey] ?? ''
      this.#counts[i]?.set(domain, (this.#counts[i].get(domain) ?? 0) + by)
    })
    this.#minimum = []
  }
}
