/**
 * Prefers nodes by preferred pod (anti-)affinity, the pod's and that of the pods already there.
 * Models pkg/scheduler/framework/plugins/interpodaffinity/scoring.go.
 */
import { termMatches } from '../affinityterm.ts'
import type { AffinityTerm } from '../affinityterm.ts'
import { MAX_NODE_SCORE } from '../framework/plugin.ts'
import type { ScoreCycle } from '../framework/plugin.ts'
import type { NodeInfo } from '../nodeinfo.ts'
import type { PodInfo } from '../podinfo.ts'
import type { Snapshot } from '../snapshot.ts'
import { SKIP } from '../framework/status.ts'
import type { Status } from '../framework/status.ts'
import { TopologyCounts } from './topologycounts.ts'

export interface InterPodAffinityArgs {
  /** What a required affinity of a pod already there weighs when the pod meets it, 0..100. @default 1 */
  hardPodAffinityWeight?: number
  /** Whether preferences of pods already there are left out when the pod has none. @default false */
  ignorePreferredTermsOfExistingPods?: boolean
}

/** Skip when no term of anybody matches. */
export function interPodAffinityScore(
  pod: PodInfo, snapshot: Snapshot, { hardPodAffinityWeight = 1, ignorePreferredTermsOfExistingPods = false }: InterPodAffinityArgs,
): ScoreCycle | Status {
  const own = pod.preferredAffinity.length + pod.preferredAntiAffinity.length > 0
  if (!own && (ignorePreferredTermsOfExistingPods || snapshot.nodesWithAffinity.size === 0)) return SKIP
  const sums = new TopologyCounts(false)
  const count = (term: AffinityTerm, matched: PodInfo, node: NodeInfo, weight: number) => {
    if (termMatches(term, matched, snapshot.namespaceLabels)) sums.add(term.topologyKey, node, weight)
  }
  for (const node of own ? snapshot.nodes : snapshot.nodesWithAffinity) {
    if (!node.node) continue
    for (const other of own ? node.pods : node.podsWithAffinity) {
      for (const term of pod.preferredAffinity) count(term, other, node, term.weight)
      for (const term of pod.preferredAntiAffinity) count(term, other, node, -term.weight)
      if (hardPodAffinityWeight > 0) for (const term of other.requiredAffinity) count(term, pod, node, hardPodAffinityWeight)
      for (const term of other.preferredAffinity) count(term, pod, node, term.weight)
      for (const term of other.preferredAntiAffinity) count(term, pod, node, -term.weight)
    }
  }
  return sums.isEmpty ? SKIP : { score: node => sums.totalAt(node), normalize }
}

/** Stretches the scores over 0..100; all alike are 0. */
function normalize(scores: number[]): void {
  let min = Infinity
  let max = -Infinity
  for (const score of scores) {
    if (score < min) min = score
    if (score > max) max = score
  }
  for (let i = 0; i < scores.length; i++) {
    scores[i] = max > min ? Math.trunc(MAX_NODE_SCORE * (((scores[i] ?? 0) - min) / (max - min))) : 0
  }
}
