/**
 * nodeSelector and node affinity, the pod's and the profile's own (`addedAffinity`).
 * Models pkg/scheduler/framework/plugins/nodeaffinity/node_affinity.go.
 */
import { defaultNormalizeScore } from '../framework/plugin.ts'
import type { FilterCycle, Plugin } from '../framework/plugin.ts'
import { SKIP, unresolvable } from '../framework/status.ts'
import { isEmptyTerm, matchesNodeSelector, matchesTerm, requiredNodeAffinity } from '../nodeselector.ts'
import type { NodeAffinity, NodeSelector, NodeSelectorTerm } from '../../types/index.ts'

const NAME = 'NodeAffinity'
const REJECTED = unresolvable(NAME, "node(s) didn't match Pod's node affinity/selector")
const ENFORCED = unresolvable(NAME, "node(s) didn't match scheduler-enforced node affinity")
const CONFLICT = unresolvable(NAME, 'pod affinity terms conflict')

export interface NodeAffinityArgs {
  /** Affinity that every pod of the profile has besides its own. @default none */
  addedAffinity?: NodeAffinity
}

export function nodeAffinity({ addedAffinity }: NodeAffinityArgs = {}): Plugin {
  const enforced = addedAffinity?.requiredDuringSchedulingIgnoredDuringExecution
  return {
    name: NAME,
    events: ['Node/Add', 'Node/UpdateLabel', 'UnscheduledPod/Update'],
    preFilter({ pod }) {
      const required = requiredNodeAffinity(pod)
      if (!required && !enforced) return SKIP
      const nodeNames = namesRequired(pod.spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution)
      if (nodeNames?.size === 0) return CONFLICT
      const cycle: FilterCycle = {
        filter(node) {
          if (enforced && !matchesNodeSelector(enforced, node)) return ENFORCED
          return required && !required(node) ? REJECTED : null
        },
      }
      return nodeNames ? { ...cycle, nodeNames } : cycle
    },
    preScore({ pod }) {
      const own = pod.spec.affinity?.nodeAffinity?.preferredDuringSchedulingIgnoredDuringExecution ?? []
      const added = addedAffinity?.preferredDuringSchedulingIgnoredDuringExecution ?? []
      const terms = [...added, ...own].filter(({ weight, preference }) => weight !== 0 && !isEmptyTerm(preference))
      if (terms.length === 0) return SKIP
      return {
        score: node => terms.reduce((sum, { weight, preference }) => sum + (matchesTerm(preference, node) ? weight : 0), 0),
        normalize: scores => defaultNormalizeScore(scores, false),
      }
    },
  }
}

/** The nodes a pod names by `metadata.name` in every term, the way a DaemonSet's pods do. */
function namesRequired(selector: NodeSelector | undefined): Set<string> | undefined {
  const terms = selector?.nodeSelectorTerms
  if (!terms?.length) return undefined
  const names = new Set<string>()
  for (const term of terms) {
    const ofTerm = namesOfTerm(term)
    if (!ofTerm) return undefined
    for (const name of ofTerm) names.add(name)
  }
  return names
}

function namesOfTerm(term: NodeSelectorTerm): string[] | undefined {
  const lists = (term.matchFields ?? []).filter(({ key, operator }) => key === 'metadata.name' && operator === 'In').map(({ values }) => values ?? [])
  return lists.length === 0 ? undefined : lists.reduce((common, values) => common.filter(name => values.includes(name)))
}
