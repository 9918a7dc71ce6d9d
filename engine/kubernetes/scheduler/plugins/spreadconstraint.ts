/**
 * Topology spread constraints, read for one pod. Models pkg/scheduler/framework/plugins/podtopologyspread/common.go
 * and pkg/scheduler/framework/plugins/helper/spread.go.
 */
import { matchesLabels, selectorMatcher } from '../../selectors.ts'
import type { Matcher } from '../../selectors.ts'
import { HOSTNAME_LABEL, ZONE_LABEL } from '../nodetree.ts'
import { namespaceOf } from '../keys.ts'
import type { NodeInfo } from '../nodeinfo.ts'
import { requiredNodeAffinity } from '../nodeselector.ts'
import type { PodInfo } from '../podinfo.ts'
import type { Snapshot } from '../snapshot.ts'
import { findUntoleratedTaint } from '../taints.ts'
import type { LabelSelector, Pod, TopologySpreadConstraint } from '../../types/index.ts'

export interface SpreadConstraint {
  readonly topologyKey: string
  readonly maxSkew: number
  readonly minDomains: number
  readonly selects: Matcher
  /** Whether a node's pods count and its domain exists for this pod (nodeAffinityPolicy, nodeTaintsPolicy). */
  readonly includes: (node: NodeInfo) => boolean
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
  if (own.length > 0) return wanted.map(constraint => readConstraint(pod, constraint))
  const selects = defaultSelector(pod.pod, snapshot)
  return selects ? wanted.map(constraint => ({ ...readConstraint(pod, constraint), selects })) : []
}

function readConstraint(pod: PodInfo, constraint: TopologySpreadConstraint): SpreadConstraint {
  const { topologyKey, maxSkew, minDomains = 1, labelSelector, matchLabelKeys = [] } = constraint
  const matchLabels = Object.fromEntries(matchLabelKeys.flatMap((key) => {
    const value = pod.labels[key]
    return value === undefined ? [] : [[key, value]]
  }))
  const base = selectorMatcher(labelSelector)
  const selects: Matcher = Object.keys(matchLabels).length === 0 ? base : labels => matchesLabels(matchLabels, labels) && base(labels)
  return { topologyKey, maxSkew, minDomains, selects, includes: inclusion(pod, constraint) }
}

function inclusion(pod: PodInfo, { nodeAffinityPolicy = 'Honor', nodeTaintsPolicy = 'Ignore' }: TopologySpreadConstraint) {
  const required = nodeAffinityPolicy === 'Honor' ? requiredNodeAffinity(pod.pod) : undefined
  const honorsTaints = nodeTaintsPolicy === 'Honor'
  return (node: NodeInfo) =>
    (!required || required(node)) && !(honorsTaints && findUntoleratedTaint(node.hardTaints, pod.tolerations))
}

/** Selects what the Services that select the pod, and the controller that owns it, select; undefined when there are none. */
function defaultSelector(pod: Pod, { services, replicaSets, statefulSets }: Snapshot): Matcher | undefined {
  const namespace = namespaceOf(pod)
  const matchLabels: Record<string, string> = {}
  for (const service of services.values()) {
    const { selector } = service.spec
    if (selector && namespaceOf(service) === namespace && matchesLabels(selector, pod.metadata.labels)) Object.assign(matchLabels, selector)
  }
  const owner = pod.metadata.ownerReferences?.find(({ controller }) => controller)
  const owners = owner?.kind === 'ReplicaSet' ? replicaSets : owner?.kind === 'StatefulSet' ? statefulSets : undefined
  const owned: LabelSelector | undefined = owners?.get(`${namespace}/${owner?.name}`)?.spec.selector
  const hasOwn = owned && (Object.keys(owned.matchLabels ?? {}).length > 0 || (owned.matchExpressions ?? []).length > 0)
  if (!hasOwn && Object.keys(matchLabels).length === 0) return undefined
  const ownedMatcher = hasOwn ? selectorMatcher(owned) : undefined
  return labels => matchesLabels(matchLabels, labels) && (!ownedMatcher || ownedMatcher(labels))
}

/** Whether a node has every topology key. */
export function hasTopologyKeys(node: NodeInfo, constraints: readonly SpreadConstraint[]): boolean {
  return constraints.every(({ topologyKey }) => node.labels[topologyKey] !== undefined)
}

/** The pods on a node that a constraint counts: selected, of this namespace, and not terminating. */
export function countSelected(node: NodeInfo, selects: Matcher, namespace: string): number {
  let count = 0
  for (const pod of node.pods) {
    if (!pod.terminating && pod.namespace === namespace && selects(pod.labels)) count++
  }
  return count
}
