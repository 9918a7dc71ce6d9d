/**
 * Prefers the emptier domains. Models pkg/scheduler/framework/plugins/podtopologyspread/scoring.go.
 */
import { MAX_NODE_SCORE } from '../framework/plugin.ts'
import type { ScoreCycle } from '../framework/plugin.ts'
import type { NodeInfo } from '../nodeinfo.ts'
import { HOSTNAME_LABEL } from '../nodetree.ts'
import type { PodInfo } from '../podinfo.ts'
import { countSelected, hasTopologyKeys } from './spreadconstraint.ts'
import type { SpreadConstraint } from './spreadconstraint.ts'

/**
 * @param all every node: pods on nodes that were filtered out count too, in domains that some candidate has
 * @param candidates the nodes that passed the filters
 * @param requireAllTopologies whether a node without one of the topology keys is left out and scores 0
 */
export function topologySpreadScore(
  pod: PodInfo, constraints: readonly SpreadConstraint[], all: readonly NodeInfo[], candidates: readonly NodeInfo[],
  requireAllTopologies: boolean,
): ScoreCycle {
  const ignored = new Set<NodeInfo>()
  const counts = constraints.map(() => new Map<string | undefined, number>())
  for (const node of candidates) {
    if (requireAllTopologies && !hasTopologyKeys(node, constraints)) ignored.add(node)
    else constraints.forEach(({ topologyKey }, i) => topologyKey !== HOSTNAME_LABEL && counts[i]?.set(node.labels[topologyKey], 0))
  }
  // A topology of many domains has fewer pods in each: the weight makes up for it.
  const weights = constraints.map(({ topologyKey }, i) =>
    Math.log((topologyKey === HOSTNAME_LABEL ? candidates.length - ignored.size : counts[i]?.size ?? 0) + 2))
  for (const node of all) {
    if (requireAllTopologies && !hasTopologyKeys(node, constraints)) continue
    for (const [i, { topologyKey, selects, includes }] of constraints.entries()) {
      const domain = node.labels[topologyKey]
      const count = counts[i]?.get(domain)
      if (count !== undefined && includes(node)) counts[i]?.set(domain, count + countSelected(node, selects, pod.namespace))
    }
  }
  return {
    score(node) {
      if (ignored.has(node)) return 0
      let score = 0
      for (const [i, { topologyKey, selects, maxSkew }] of constraints.entries()) {
        const domain = node.labels[topologyKey]
        if (domain === undefined) continue
        const count = topologyKey === HOSTNAME_LABEL ? countSelected(node, selects, pod.namespace) : counts[i]?.get(domain) ?? 0
        score += count * (weights[i] ?? 0) + (maxSkew - 1)
      }
      return Math.round(score)
    },
    normalize: (scores, nodes) => normalize(scores, nodes, ignored),
  }
}

function normalize(scores: number[], nodes: readonly NodeInfo[], ignored: ReadonlySet<NodeInfo>): void {
  const counted = scores.filter((_, i) => !ignored.has(nodes[i] as NodeInfo))
  let min = Infinity
  let max = 0
  for (const score of counted) {
    if (score < min) min = score
    if (score > max) max = score
  }
  nodes.forEach((node, i) => {
    if (ignored.has(node)) scores[i] = 0
    else scores[i] = max === 0 ? MAX_NODE_SCORE : Math.trunc((MAX_NODE_SCORE * (max + min - (scores[i] ?? 0))) / max)
  })
}
