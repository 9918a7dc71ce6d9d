/**
 * Puts pods next to, or away from, other pods. Filter models
 * pkg/scheduler/framework/plugins/interpodaffinity/filtering.go; the score lives in interpodaffinityscore.ts.
 */
import { termMatches } from '../affinityterm.ts'
import type { AffinityTerm } from '../affinityterm.ts'
import type { FilterCycle, Plugin } from '../framework/plugin.ts'
import { SKIP, unresolvable, unschedulable } from '../framework/status.ts'
import type { NodeInfo } from '../nodeinfo.ts'
import type { PodInfo } from '../podinfo.ts'
import type { Snapshot } from '../snapshot.ts'
import { interPodAffinityScore } from './interpodaffinityscore.ts'
import type { InterPodAffinityArgs } from './interpodaffinityscore.ts'
import { TopologyCounts } from './topologycounts.ts'

const NAME = 'InterPodAffinity'
const NO_AFFINITY = unresolvable(NAME, "node(s) didn't match pod affinity rules")
const ANTI_AFFINITY = unschedulable(NAME, "node(s) didn't match pod anti-affinity rules")
const EXISTING_ANTI_AFFINITY = unschedulable(NAME, "node(s) didn't satisfy existing pods anti-affinity rules")

export function interPodAffinity(args: InterPodAffinityArgs = {}): Plugin {
  return {
    name: NAME,
    events: [
      'AssignedPod/Add', 'AssignedPod/UpdateLabel', 'AssignedPod/Delete', 'Node/Add', 'Node/UpdateLabel', 'Namespace',
      'UnscheduledPod/Update',
    ],
    preFilter(pod, snapshot) {
      if (pod.parseError) return unresolvable(NAME, `parsing pod: ${pod.parseError}`)
      const own = pod.requiredAffinity.length + pod.requiredAntiAffinity.length > 0
      const cycle = AffinityFilter.over(pod, snapshot, own)
      return own || !cycle.isEmpty ? cycle : SKIP
    },
    preScore: (pod, snapshot) => interPodAffinityScore(pod, snapshot, args),
  }
}

/** How many pods, by topology value, meet the pod's terms and how many have terms that the pod meets. */
class AffinityFilter implements FilterCycle {
  readonly #pod: PodInfo
  readonly #namespaceLabels: Snapshot['namespaceLabels']
  readonly #affinity: TopologyCounts
  readonly #antiAffinity: TopologyCounts
  readonly #existingAntiAffinity: TopologyCounts

  constructor(
    pod: PodInfo, namespaceLabels: Snapshot['namespaceLabels'],
    affinity = new TopologyCounts(), antiAffinity = new TopologyCounts(), existingAntiAffinity = new TopologyCounts(),
  ) {
    this.#pod = pod
    this.#namespaceLabels = namespaceLabels
    this.#affinity = affinity
    this.#antiAffinity = antiAffinity
    this.#existingAntiAffinity = existingAntiAffinity
  }

  /** Unless the pod has terms of its own, only pods with anti-affinity need a look. */
  static over(pod: PodInfo, snapshot: Snapshot, own: boolean): AffinityFilter {
    const cycle = new AffinityFilter(pod, snapshot.namespaceLabels)
    for (const node of own ? snapshot.nodes : snapshot.nodesWithRequiredAntiAffinity) {
      if (node.node) for (const other of own ? node.pods : node.podsWithRequiredAntiAffinity) cycle.#change(other, node, 1)
    }
    return cycle
  }

  get isEmpty(): boolean {
    return this.#affinity.isEmpty && this.#antiAffinity.isEmpty && this.#existingAntiAffinity.isEmpty
  }

  filter(node: NodeInfo) {
    if (!this.#affinityHolds(node)) return NO_AFFINITY
    if (this.#pod.requiredAntiAffinity.some(({ topologyKey }) => this.#antiAffinity.at(topologyKey, node) > 0)) return ANTI_AFFINITY
    return this.#existingAntiAffinity.someAt(node) ? EXISTING_ANTI_AFFINITY : null
  }

  addPod(added: PodInfo, node: NodeInfo): void {
    this.#change(added, node, 1)
  }

  removePod(removed: PodInfo, node: NodeInfo): void {
    this.#change(removed, node, -1)
  }

  clone(): FilterCycle {
    return new AffinityFilter(this.#pod, this.#namespaceLabels,
      this.#affinity.clone(), this.#antiAffinity.clone(), this.#existingAntiAffinity.clone())
  }

  /** The first of a group that wants its own kind would wait for ever: it may go anywhere that has the topology keys. */
  #affinityHolds(node: NodeInfo): boolean {
    const terms = this.#pod.requiredAffinity
    if (terms.some(({ topologyKey }) => node.labels[topologyKey] === undefined)) return false
    if (terms.every(({ topologyKey }) => this.#affinity.at(topologyKey, node) > 0)) return true
    return this.#affinity.isEmpty && terms.every(term => this.#matches(term, this.#pod))
  }

  #matches(term: AffinityTerm, pod: PodInfo): boolean {
    return termMatches(term, pod, this.#namespaceLabels)
  }

  #change(other: PodInfo, node: NodeInfo, by: 1 | -1): void {
    const { requiredAffinity, requiredAntiAffinity } = this.#pod
    // A pod counts for affinity only if it meets every term.
    if (requiredAffinity.length > 0 && requiredAffinity.every(term => this.#matches(term, other))) {
      for (const { topologyKey } of requiredAffinity) this.#affinity.add(topologyKey, node, by)
    }
    for (const term of requiredAntiAffinity) if (this.#matches(term, other)) this.#antiAffinity.add(term.topologyKey, node, by)
    for (const term of other.requiredAntiAffinity) {
      if (this.#matches(term, this.#pod)) this.#existingAntiAffinity.add(term.topologyKey, node, by)
    }
  }
}
