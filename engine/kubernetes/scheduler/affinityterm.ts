/**
 * Pod (anti-)affinity terms, read once. Models AffinityTerm of staging/src/k8s.io/kube-scheduler/framework/types.go.
 * `matchLabelKeys` and `mismatchLabelKeys`, which upstream's API server writes into the selector, are applied here.
 */
import { selectorMatcher } from '../apimachinery/selectors.ts'
import type { Matcher } from '../apimachinery/selectors.ts'
import type { LabelSelector, LabelSelectorRequirement, Labels, Pod, PodAffinityTerm, WeightedPodAffinityTerm } from '../types/index.ts'
import { checkName } from '../apiserver/validation/names.ts'
import { namespaceOf } from './keys.ts'

/** The part of a pod that terms read. */
export interface SelectablePod {
  readonly namespace: string
  readonly labels: Labels
}

export interface AffinityTerm {
  readonly topologyKey: string
  readonly selects: Matcher
  readonly namespaces: ReadonlySet<string>
  /** Absent when the term names no namespaceSelector. */
  readonly selectsNamespace: Matcher | undefined
}

export interface WeightedAffinityTerm extends AffinityTerm {
  readonly weight: number
}

/** Reads required terms. @throws Error in upstream's words when a selector is invalid */
export function parseAffinityTerms(pod: Pod, terms: readonly PodAffinityTerm[] | undefined): AffinityTerm[] {
  return (terms ?? []).map(term => parseTerm(pod, term))
}

/** Reads preferred terms. @throws Error in upstream's words when a selector is invalid */
export function parseWeightedTerms(pod: Pod, terms: readonly WeightedPodAffinityTerm[] | undefined): WeightedAffinityTerm[] {
  return (terms ?? []).map(({ weight, podAffinityTerm }) => ({ ...parseTerm(pod, podAffinityTerm), weight }))
}

/** Whether a pod is one that the term speaks of; the topology is the caller's to check. */
export function termMatches(term: AffinityTerm, pod: SelectablePod, namespaceLabels: (name: string) => Labels | undefined): boolean {
  if (!term.namespaces.has(pod.namespace) && !term.selectsNamespace?.(namespaceLabels(pod.namespace))) return false
  return term.selects(pod.labels)
}

function parseTerm(pod: Pod, term: PodAffinityTerm): AffinityTerm {
  const { namespaces, namespaceSelector, labelSelector, topologyKey } = term
  if (labelSelector) checkSelector(labelSelector)
  if (namespaceSelector) checkSelector(namespaceSelector)
  const own = !namespaces?.length && namespaceSelector === undefined
  return {
    topologyKey,
    selects: selectorMatcher(withLabelKeys(pod, term)),
    namespaces: new Set(own ? [namespaceOf(pod)] : namespaces),
    selectsNamespace: namespaceSelector && selectorMatcher(namespaceSelector),
  }
}

function withLabelKeys(pod: Pod, { labelSelector, matchLabelKeys, mismatchLabelKeys }: PodAffinityTerm): LabelSelector | undefined {
  if (!labelSelector || (!matchLabelKeys?.length && !mismatchLabelKeys?.length)) return labelSelector
  const requirements = (keys: string[] | undefined, operator: 'In' | 'NotIn') =>
    (keys ?? []).flatMap((key): LabelSelectorRequirement[] => {
      const value = pod.metadata.labels?.[key]
      return value === undefined ? [] : [{ key, operator, values: [value] }]
    })
  return {
    ...labelSelector,
    matchExpressions: [
      ...(labelSelector.matchExpressions ?? []),
      ...requirements(matchLabelKeys, 'In'),
      ...requirements(mismatchLabelKeys, 'NotIn'),
    ],
  }
}

function checkSelector(selector: LabelSelector): void {
  for (const [key, value] of Object.entries(selector.matchLabels ?? {})) checkValue(key, 0, value)
  for (const { key, values } of selector.matchExpressions ?? []) values?.forEach((value, index) => checkValue(key, index, value))
}

function checkValue(key: string, index: number, value: string): void {
  const [error] = checkName('labelValue', value, `values[${index}][${key}]`)
  if (error) throw new Error(`${error.field}: ${error.message}`)
}
