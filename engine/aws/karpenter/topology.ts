/**
 * Topology spread, pod affinity and anti-affinity, of pods to be placed and of those that are there. Preferences count as
 * required until they are relaxed. Models pkg/controllers/provisioning/scheduling/topology.go of kubernetes-sigs/karpenter.
 */
import { selectorMatcher } from '../../kubernetes/apimachinery/selectors.ts'
import type { AffinityTerm } from '../../kubernetes/scheduler/affinityterm.ts'
import { namespacedName } from '../../kubernetes/scheduler/keys.ts'
import { podInfoOf } from '../../kubernetes/scheduler/podinfo.ts'
import { findUntoleratedTaint } from '../../kubernetes/scheduler/taints.ts'
import type { Labels, LabelSelectorRequirement, Pod, PodSpec, Taint, TopologySpreadConstraint } from '../../kubernetes/types/index.ts'
import { HOSTNAME_LABEL } from '../../kubernetes/types/wellknown.ts'
import type { ClaimTemplate } from './claimtemplate.ts'
import { domainsOf } from './domains.ts'
import { podDataOf } from './podrequests.ts'
import { isActive } from './podrules.ts'
import { LabelRequirement } from './requirement.ts'
import { labelRequirements, requirementsOf, withRequirements, type Requirements } from './requirements.ts'
import type { StateNode } from './statenode.ts'
import { TopologyGroup, type TopologyNodeFilter } from './topologygroup.ts'

export interface TopologyInput {
  templates: readonly ClaimTemplate[]
  /** Nodes that stay, on which pods count. */
  nodes: readonly StateNode[]
  /** Pods to be placed: they do not count where they are. */
  pods: readonly Pod[]
  namespaceLabels: (namespace: string) => Labels | undefined
}

/** What stands against a placement, in upstream's words. */
export type Refusal = () => string

export class Topology {
  readonly #input: TopologyInput
  readonly #groups = new Map<string, TopologyGroup>()
  /** Anti-affinity works both ways: those whose terms forbid others. */
  readonly #inverse = new Map<string, TopologyGroup>()
  readonly #placing: ReadonlySet<string>
  readonly #hosts = new Set<string>()

  constructor(input: TopologyInput) {
    this.#input = input
    this.#placing = new Set(input.pods.map(pod => podInfoOf(pod).key))
    for (const node of input.nodes) {
      for (const pod of keepingAway(node.pods)) if (!this.#placing.has(podInfoOf(pod).key)) this.#addInverse(pod, node)
    }
    for (const pod of input.pods) this.update(pod)
  }

  /** Takes a pod's constraints in, new or relaxed. */
  update(pod: Pod): void {
    const key = namespacedName(pod)
    for (const group of this.#groups.values()) group.owners.delete(key)
    if (!podDataOf(pod).topological) return
    if (podInfoOf(pod).requiredAntiAffinity.length > 0) this.#addInverse(pod, undefined)
    for (const group of [...this.#spreads(pod), ...this.#affinities(pod)]) group.owners.add(key)
  }

  /** A machine that there will be. */
  register(hostname: string): void {
    this.#hosts.add(hostname)
    for (const group of [...this.#groups.values(), ...this.#inverse.values()]) if (group.key === HOSTNAME_LABEL) group.register(hostname)
  }

  /** Requirements that a node must meet further for the pod to be placed there; a function that says why it cannot. */
  narrow(pod: Pod, taints: readonly Taint[], strict: Requirements, node: Requirements): Requirements | Refusal {
    let narrowed = node
    for (const group of this.#concerning(pod, taints, node)) {
      const podDomains = strict.get(group.key) ?? LabelRequirement.of(group.key, 'Exists')
      const nodeDomains = node.get(group.key) ?? LabelRequirement.of(group.key, 'Exists')
      const next = group.next(pod, podDomains, nodeDomains)
      if (next.operator === 'DoesNotExist') {
        return () => `unsatisfiable topology constraint for ${group.type}, key=${group.key} (counts = ${group.countsText()}, podDomains = ${String(podDomains)}, nodeDomains = ${String(nodeDomains)}`
      }
      narrowed = withRequirements(narrowed, [next])
    }
    return narrowed
  }

  /** Counts a pod that was placed on a node like that. */
  record(pod: Pod, taints: readonly Taint[], node: Requirements): void {
    for (const group of this.#groups.values()) {
      if (!group.counts(pod, taints, node)) continue
      const domains = node.get(group.key)
      if (group.type === 'pod anti-affinity') for (const domain of listed(domains)) group.record(domain)
      else if (domains?.single !== undefined) group.record(domains.single)
    }
    const key = namespacedName(pod)
    for (const group of this.#inverse.values()) {
      if (group.owners.has(key)) for (const domain of listed(node.get(group.key))) group.record(domain)
    }
  }

  #concerning(pod: Pod, taints: readonly Taint[], node: Requirements): TopologyGroup[] {
    const key = namespacedName(pod)
    const own = podDataOf(pod).topological ? [...this.#groups.values()].filter(({ owners }) => owners.has(key)) : []
    return this.#inverse.size === 0 ? own : [...own, ...[...this.#inverse.values()].filter(group => group.counts(pod, taints, node))]
  }

  #spreads(pod: Pod): TopologyGroup[] {
    const { namespace = 'default' } = pod.metadata
    return spreadsOf(pod).map(({ id, selector, nodes, topologyKey, maxSkew, minDomains }) => this.#group(this.#groups, id, pod, () => new TopologyGroup({
      type: 'topology spread', key: topologyKey, namespaces: one => one === namespace, selects: selectorMatcher(selector), maxSkew, minDomains, nodes,
    }), nodes.tolerations !== undefined))
  }

  #affinities(pod: Pod): TopologyGroup[] {
    const { requiredAffinity, preferredAffinity, requiredAntiAffinity, preferredAntiAffinity } = podInfoOf(pod)
    const ofTerms = (type: 'pod affinity' | 'pod anti-affinity', kind: 'podAffinity' | 'podAntiAffinity', terms: readonly AffinityTerm[]) =>
      terms.map((term, i) => this.#group(this.#groups, termId(pod, kind, i), pod, () => this.#termGroup(type, term), false))
    return [...ofTerms('pod affinity', 'podAffinity', [...requiredAffinity, ...preferredAffinity]), ...ofTerms('pod anti-affinity', 'podAntiAffinity', [...requiredAntiAffinity, ...preferredAntiAffinity])]
  }

  /** A pod whose required anti-affinity keeps others away, on a node or still to be placed. */
  #addInverse(pod: Pod, node: StateNode | undefined): void {
    for (const [i, term] of podInfoOf(pod).requiredAntiAffinity.entries()) {
      const group = this.#group(this.#inverse, termId(pod, 'podAntiAffinity', i), pod, () => this.#termGroup('pod anti-affinity', term), false, false)
      const domain = node && domainOf(node, term.topologyKey)
      if (domain !== undefined) group.record(domain)
      group.owners.add(namespacedName(pod))
    }
  }

  #termGroup(type: 'pod affinity' | 'pod anti-affinity', { topologyKey, selects, namespaces, selectsNamespace }: AffinityTerm): TopologyGroup {
    const inNamespace = (name: string) => namespaces.has(name) || (selectsNamespace?.(this.#input.namespaceLabels(name)) ?? false)
    return new TopologyGroup({ type, key: topologyKey, namespaces: inNamespace, selects })
  }

  #group(known: Map<string, TopologyGroup>, id: string, pod: Pod, make: () => TopologyGroup, honorsTaints: boolean, counted = true): TopologyGroup {
    let group = known.get(id)
    if (group) return group
    group = make()
    for (const { value, taints } of domainsOf(group.key, this.#input.templates)) {
      if (!honorsTaints || !findUntoleratedTaint(taints, pod.spec.tolerations ?? [])) group.register(value)
    }
    if (group.key === HOSTNAME_LABEL) for (const host of this.#hosts) group.register(host)
    if (counted) this.#count(group, id)
    known.set(id, group)
    return group
  }

  /** Nodes bring domains, and pods on them count. */
  #count(group: TopologyGroup, id: string): void {
    for (const node of this.#input.nodes) {
      const domain = domainOf(node, group.key)
      const requirements = labelRequirements(node.labels)
      if (domain === undefined || !node.registered || !group.countsNode(node.taints, requirements)) continue
      group.register(domain)
      const counts = (pod: Pod) => group.counts(pod, node.taints, requirements)
      // Terms may speak of namespaces by their labels, which are no part of the node.
      const keys = group.type === 'topology spread' ? countedOn(node, id, counts) : keysOf(node.pods, counts)
      for (const key of keys) if (!this.#placing.has(key)) group.record(domain)
    }
  }
}

/** What does not change of a node's pods is read once: the same list comes again and again. */
const away = new WeakMap<readonly Pod[], readonly Pod[]>()

/** Pods whose required anti-affinity keeps others away. */
function keepingAway(pods: readonly Pod[]): readonly Pod[] {
  let found = away.get(pods)
  if (!found) away.set(pods, found = pods.filter(pod => isActive(pod) && podInfoOf(pod).requiredAntiAffinity.length > 0))
  return found
}

const counted = new WeakMap<StateNode, Map<string, readonly string[]>>()

/** The keys of a node's pods that count for a group. */
function countedOn(node: StateNode, id: string, counts: (pod: Pod) => boolean): readonly string[] {
  let byGroup = counted.get(node)
  if (!byGroup) counted.set(node, byGroup = new Map())
  let keys = byGroup.get(id)
  if (!keys) byGroup.set(id, keys = keysOf(node.pods, counts))
  return keys
}

function keysOf(pods: readonly Pod[], counts: (pod: Pod) => boolean): string[] {
  return pods.filter(pod => isActive(pod) && counts(pod)).map(pod => podInfoOf(pod).key)
}

interface Spread extends Pick<TopologySpreadConstraint, 'topologyKey' | 'maxSkew' | 'minDomains'> {
  /** Equal constraints of pods that are alike are one group. */
  id: string
  selector: TopologySpreadConstraint['labelSelector']
  nodes: TopologyNodeFilter
}

const spreads = new WeakMap<PodSpec, { labels: Labels | undefined, namespace: string, found: readonly Spread[] }>()

/** Pods of one template share their spec and labels. */
function spreadsOf(pod: Pod): readonly Spread[] {
  const { namespace = 'default', labels } = pod.metadata
  const known = spreads.get(pod.spec)
  if (known && known.labels === labels && known.namespace === namespace) return known.found
  const found = (pod.spec.topologySpreadConstraints ?? []).map((constraint): Spread => {
    const { topologyKey, maxSkew, minDomains, nodeAffinityPolicy, nodeTaintsPolicy } = constraint
    const selector = withLabelKeys(constraint, labels)
    const nodes = nodeFilterOf(pod, constraint)
    const id = JSON.stringify([topologyKey, namespace, selector, maxSkew, minDomains, nodeAffinityPolicy, nodeTaintsPolicy, pod.spec.nodeSelector, pod.spec.affinity?.nodeAffinity, nodes.tolerations])
    return { id, selector, nodes, topologyKey, maxSkew, minDomains }
  })
  spreads.set(pod.spec, { labels, namespace, found })
  return found
}

const listed = (domains: LabelRequirement | undefined) => (domains && !domains.complement ? domains.values : [])

const domainOf = ({ labels, name }: StateNode, key: string) => labels[key] ?? (key === HOSTNAME_LABEL ? name : undefined)

/** Terms of pods that are alike are one. */
function termId(pod: Pod, kind: 'podAffinity' | 'podAntiAffinity', at: number): string {
  const affinity = pod.spec.affinity?.[kind]
  const required = affinity?.requiredDuringSchedulingIgnoredDuringExecution ?? []
  const term = required[at] ?? affinity?.preferredDuringSchedulingIgnoredDuringExecution?.[at - required.length]?.podAffinityTerm
  const own = [...term?.matchLabelKeys ?? [], ...term?.mismatchLabelKeys ?? []].map(key => pod.metadata.labels?.[key])
  return JSON.stringify([kind, term, own, term?.namespaces?.length ? '' : pod.metadata.namespace])
}

function withLabelKeys({ labelSelector, matchLabelKeys = [] }: TopologySpreadConstraint, labels: Labels | undefined): TopologySpreadConstraint['labelSelector'] {
  const added = matchLabelKeys.flatMap((key): LabelSelectorRequirement[] => {
    const value = labels?.[key]
    return value === undefined ? [] : [{ key, operator: 'In', values: [value] }]
  })
  return added.length === 0 ? labelSelector : { ...labelSelector, matchExpressions: [...labelSelector?.matchExpressions ?? [], ...added] }
}

function nodeFilterOf({ spec }: Pod, { nodeAffinityPolicy = 'Honor', nodeTaintsPolicy = 'Ignore' }: TopologySpreadConstraint): TopologyNodeFilter {
  const selected = requirementsOf(Object.entries(spec.nodeSelector ?? {}).map(([key, value]) => ({ key, operator: 'In', values: [value] })))
  const terms = spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? [{}]
  return {
    alternatives: nodeAffinityPolicy === 'Honor' ? terms.map(({ matchExpressions = [] }) => withRequirements(selected, requirementsOf(matchExpressions).values())) : undefined,
    tolerations: nodeTaintsPolicy === 'Honor' ? spec.tolerations ?? [] : undefined,
  }
}

/** For clusters in which no pod's place depends on another's. */
export function needsTopology(pods: readonly Pod[], nodes: readonly StateNode[]): boolean {
  return pods.some(pod => podDataOf(pod).topological)
    || nodes.some(node => node.pods.some(pod => podDataOf(pod).topological && podInfoOf(pod).requiredAntiAffinity.length > 0))
}

