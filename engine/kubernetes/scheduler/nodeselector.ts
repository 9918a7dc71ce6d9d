/**
 * Node selectors and node affinity. Models staging/src/k8s.io/component-helpers/scheduling/corev1/nodeaffinity/nodeaffinity.go.
 * A term that upstream cannot parse matches nothing here.
 */
import { matchesRequirement } from '../selectors.ts'
import type { Labels, NodeSelector, NodeSelectorTerm, Pod } from '../types/index.ts'

/** The part of a node that selectors read. */
export interface SelectableNode {
  readonly name: string
  readonly labels: Labels
}

/** Whether a term has nothing to match with; such a term matches no node. */
export function isEmptyTerm(term: NodeSelectorTerm): boolean {
  return !term.matchExpressions?.length && !term.matchFields?.length
}

/** Whether every expression and field of a term matches. `metadata.name` is the only field there is. */
export function matchesTerm(term: NodeSelectorTerm, node: SelectableNode): boolean {
  if (isEmptyTerm(term)) return false
  const fields = { 'metadata.name': node.name }
  return (term.matchExpressions ?? []).every(requirement => matchesRequirement(node.labels, requirement))
    && (term.matchFields ?? []).every(requirement => requirement.key === 'metadata.name' && matchesRequirement(fields, requirement))
}

/** Whether any term matches. No terms match no node. */
export function matchesNodeSelector(selector: NodeSelector, node: SelectableNode): boolean {
  return (selector.nodeSelectorTerms ?? []).some(term => matchesTerm(term, node))
}

/** What a pod requires of its node: nodeSelector and required node affinity together. undefined when it requires nothing. */
export function requiredNodeAffinity(pod: Pod): ((node: SelectableNode) => boolean) | undefined {
  const wanted = Object.entries(pod.spec.nodeSelector ?? {})
  const selector = pod.spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution
  if (wanted.length === 0 && !selector) return undefined
  return node => wanted.every(([key, value]) => node.labels[key] === value) && (!selector || matchesNodeSelector(selector, node))
}
