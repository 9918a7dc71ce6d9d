/**
 * Node selectors and node affinity. Models staging/src/k8s.io/component-helpers/scheduling/corev1/nodeaffinity/nodeaffinity.go.
 * A term that upstream cannot parse (an impossible label value, an operator with too many or too few values) matches
 * nothing.
 */
import { matchesRequirement } from '../apimachinery/selectors.ts'
import { checkName } from '../apiserver/validation/names.ts'
import type { Labels, NodeSelector, NodeSelectorRequirement, NodeSelectorTerm, Pod } from '../types/index.ts'

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
  if (isEmptyTerm(term) || !isReadable(term)) return false
  const fields = { 'metadata.name': node.name }
  return (term.matchExpressions ?? []).every(requirement => matchesRequirement(node.labels, requirement))
    && (term.matchFields ?? []).every(requirement => matchesRequirement(fields, requirement))
}

const readable = new WeakMap<NodeSelectorTerm, boolean>()

function isReadable(term: NodeSelectorTerm): boolean {
  let answer = readable.get(term)
  if (answer === undefined) {
    answer = (term.matchExpressions ?? []).every(isReadableExpression) && (term.matchFields ?? []).every(isReadableField)
    readable.set(term, answer)
  }
  return answer
}

function isReadableExpression({ operator, values = [] }: NodeSelectorRequirement): boolean {
  if (operator === 'Exists' || operator === 'DoesNotExist') return values.length === 0
  if (operator === 'Gt' || operator === 'Lt') return values.length === 1
  return values.length > 0 && values.every(value => checkName('labelValue', value, '').length === 0)
}

function isReadableField({ key, operator, values = [] }: NodeSelectorRequirement): boolean {
  return key === 'metadata.name' && (operator === 'In' || operator === 'NotIn') && values.length === 1
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
