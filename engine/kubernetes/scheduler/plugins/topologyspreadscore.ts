/**
 * Prefers the emptier domains. Models pkg/scheduler/framework/plugins/podtopologyspread/scoring.go.
 */
import { MAX_NODE_SCORE } from '../framework/plugin.ts'
import type { ScoreCycle } from '../framework/plugin.ts'
import type { NodeInfo } from '../nodeinfo.ts'
import { HOSTNAME_LABEL } from '../../types/wellknown.ts'
import type { Snapshot } from '../snapshot.ts'
import { countByDomain, hasTopologyKeys } from './spreadconstraint.ts'
import type { SpreadConstraint } from './spreadconstraint.ts'

const NONE: ReadonlySet<NodeInfo> = new Set()

/**
 * Pods on nodes that were filtered out count too, in domains that some candidate has.
 * @param candidates the nodes that passed the filters
 * @param requireAllTopologies whether a node without one of the topology keys is left out and scores 0
 */
export function topologySpreadScore(
  constraints: readonly SpreadConstraint[], snapshot: Snapshot, candidates: readonly NodeInfo[], requireAllTopologies: boolean,
): ScoreCycle {
  const ignored = requireAllTopologies ? new Set(candidates.filter(node => !hasTopologyKeys(node, constraints))) : NONE
  const terms = constraints.map((constraint) => {
    const { topologyKey, maxSkew, selected } = constraint
    const byNode = topologyKey === HOSTNAME_LABEL
    const domains = byNode ? undefined : new Set(candidates.filter(node => !ignored.has(node)).map(({ labels }) => labels[topologyKey]))
    // A topology of many domains has fewer pods in each: the weight makes up for it.
    const weight = Math.log((domains?.size ?? candidates.length - ignored.size) + 2)
    const counts = byNode ? undefined : countByDomain(constraint, constraints, snapshot, requireAllTopologies)
    return { topologyKey, offset: maxSkew - 1, weight, count: (node: NodeInfo, domain: string) => (counts ? counts.get(domain) ?? 0 : selected.onNode(node)) }
  })
  return {
    score(node) {
      if (ignored.has(node)) return 0
      let score = 0
      for (const { topologyKey, offset, weight, count } of terms) {
        const domain = node.labels[topologyKey]
        if (domain !== undefined) score += count(node, domain) * weight + offset
      }
      return Math.round(score)
    },
    normalize: (scores, nodes) => normalize(scores, nodes, ignored),
  }
}

function normalize(scores: number[], nodes: readonly NodeInfo[], ignored: ReadonlySet<NodeInfo>): void {
  let min = Infinity
  let max = 0
  nodes.forEach((node, i) => {
    const score = scores[i] ?? 0
    if (ignored.has(node)) return
    if (score < min) min = score
    if (score > max) max = score
  })
  nodes.forEach((node, i) => {
    if (ignored.has(node)) scores[i] = 0
    else scores[i] = max === 0 ? MAX_NODE_SCORE : Math.trunc((MAX_NODE_SCORE * (max + min - (scores[i] ?? 0))) / max)
  })
}
