/**
 * Topology spread constraints, read for one pod. Models pkg/scheduler/framework/plugins/podtopologyspread/common.go
 * and pkg/scheduler/framework/plugins/helper/spread.go.
 */
import { matchesLabels, selectorMatcher } from '../../apimachinery/selectors.ts'
import type { Matcher } from '../../apimachinery/selectors.ts'
import { HOSTNAME_LABEL, ZONE_LABEL } from '../../types/wellknown.ts'
import { namespaceOf } from '../keys.ts'
import type { NodeInfo } from '../nodeinfo.ts'
import { requiredNodeAffinity } from '../nodeselector.ts'
import type { PodInfo } from '../podinfo.ts'
import type { SelectedPods } from '../selectedpods.ts'
import type { Snapshot } from '../snapshot.ts'
import { findUntoleratedTaint } from '../taints.ts'
import type { LabelSelector, Labels, Pod, TopologySpreadConstraint } from '../../types/index.ts'

export interface SpreadConstraint {
  readonly topologyKey: string
  readonly maxSkew: number
  readonly minDomains: number
  /** The pods that count: selected and of the pod's namespace. */
  readonly selected: SelectedPods
  readonly selects: Matcher
  /** Whether a node's pods count and its domain exists for this pod (nodeAffinityPolicy, nodeTaintsPolicy); absent: all do. */
  readonly includes: ((node: NodeInfo) => boolean) | undefined
}

/** What upstream spreads by when neither the pod nor the profile says (SystemDefaulting). */
export const SYSTEM_DEFAULT_CONSTRAINTS: readonly TopologySpreadConstraint[] = [
  { topologyKey: HOSTNAME_LABEL, whenUnsatisfiable: 'ScheduleAnyway', maxSkew: 3 },
  { topologyKey: ZONE_LABEL, whenUnsatisfiable: 'ScheduleAnyway', maxSkew: 5 },
]

/** The pod's own constraints of one kind, else the defaults with the selector of the pod's Service and owner. */
export function constraintsFor(
  pod: PodInfo, snapshot: Snapshot, kind: TopologySpreadConstraint['whenUnsatisfiable'], defaults: readonly TopologySpreadConstraint[],
): SpreadConstraint[] {
  const own = pod.pod.spec.topologySpreadConstraints ?? []
  const wanted = (own.length > 0 ? own : defaults).filter(({ whenUnsatisfiable }) => whenUnsatisfiable === kind)
  if (wanted.length === 0) return []
  const fallback = own.length > 0 ? undefined : defaultSelector(pod.pod, snapshot)
  if (own.length === 0 && !fallback) return []
  return wanted.map((constraint) => {
    const { key, selects } = fallback ?? ownSelector(pod, constraint)
    const { topologyKey, maxSkew, minDomains = 1 } = constraint
    const selected = snapshot.selectedPods(pod.namespace, key, selects)
    return { topologyKey, maxSkew, minDomains, selected, selects, includes: inclusion(pod, constraint) }
  })
}

/** A selector with a text that tells it from others. */
interface KeyedSelector {
  key: string
  selects: Matcher
}

function ownSelector(pod: PodInfo, { labelSelector, matchLabelKeys = [] }: TopologySpreadConstraint): KeyedSelector {
  const matchLabels = Object.fromEntries(matchLabelKeys.flatMap((key) => {
    const value = pod.labels[key]
    return value === undefined ? [] : [[key, value]]
  }))
  return both(matchLabels, labelSelector ?? null)
}

/** Labels and a selector together; null selects nothing, undefined everything. */
function both(matchLabels: Labels, selector: LabelSelector | null | undefined): KeyedSelector {
  const key = JSON.stringify([matchLabels, selector])
  const base = selector === undefined ? () => true : selectorMatcher(selector)
  if (Object.keys(matchLabels).length === 0) return { key, selects: base }
  return { key, selects: labels => matchesLabels(matchLabels, labels) && base(labels) }
}

function inclusion(pod: PodInfo, { nodeAffinityPolicy = 'Honor', nodeTaintsPolicy = 'Ignore' }: TopologySpreadConstraint) {
  const required = nodeAffinityPolicy === 'Honor' ? requiredNodeAffinity(pod.pod) : undefined
  const honorsTaints = nodeTaintsPolicy === 'Honor'
  if (!required && !honorsTaints) return undefined
  return (node: NodeInfo) =>
    (!required || required(node)) && !(honorsTaints && findUntoleratedTaint(node.hardTaints, pod.tolerations))
}

/** Selects what the Services that select the pod, and the controller that owns it, select; undefined when there are none. */
function defaultSelector(pod: Pod, { services, replicaSets, statefulSets }: Snapshot): KeyedSelector | undefined {
  const namespace = namespaceOf(pod)
  const matchLabels: Labels = {}
  for (const service of services.values()) {
    const { selector } = service.spec
    if (selector && namespaceOf(service) === namespace && matchesLabels(selector, pod.metadata.labels)) Object.assign(matchLabels, selector)
  }
  const owner = pod.metadata.ownerReferences?.find(({ controller }) => controller)
  const owners = owner?.kind === 'ReplicaSet' ? replicaSets : owner?.kind === 'StatefulSet' ? statefulSets : undefined
  const owned: LabelSelector | undefined = owners?.get(`${namespace}/${owner?.name}`)?.spec.selector
  const hasOwn = owned && (Object.keys(owned.matchLabels ?? {}).length > 0 || (owned.matchExpressions ?? []).length > 0)
  if (!hasOwn && Object.keys(matchLabels).length === 0) return undefined
  return both(matchLabels, hasOwn ? owned : undefined)
}

/** Whether a node has every topology key. */
export function hasTopologyKeys(node: NodeInfo, constraints: readonly SpreadConstraint[]): boolean {
  return constraints.every(({ topologyKey }) => node.labels[topologyKey] !== undefined)
}

/**
 * Matching pods by domain, over the nodes that have every key (if `requireAllTopologies`) and that a constraint includes.
 * Domains without a pod are there with 0.
 */
export function countByDomain(
  { topologyKey, selected, includes }: SpreadConstraint, constraints: readonly SpreadConstraint[], snapshot: Snapshot,
  requireAllTopologies: boolean,
): Map<string, number> {
  const counts = new Map<string, number>()
  // Usually every node counts, and the sums are at hand.
  if (!includes && (!requireAllTopologies || constraints.every(other => snapshot.everyNodeHas(other.topologyKey)))) {
    for (const domain of snapshot.domains(topologyKey).keys()) counts.set(domain, 0)
    for (const [domain, count] of selected.byDomain(topologyKey)) if (counts.has(domain)) counts.set(domain, count)
    return counts
  }
  for (const node of snapshot.nodes) {
    const domain = node.labels[topologyKey]
    if (domain === undefined || (requireAllTopologies && !hasTopologyKeys(node, constraints)) || (includes && !includes(node))) continue
    counts.set(domain, (counts.get(domain) ?? 0) + selected.onNode(node))
  }
  return counts
}
