/**
 * How many pods that a selector selects are in each domain of a topology key, and which domain a pod may go to next.
 * Models pkg/controllers/provisioning/scheduling/topologygroup.go and topologynodefilter.go of kubernetes-sigs/karpenter. Where
 * upstream takes any of several domains, the first by name is taken.
 */
import type { Matcher } from '../../kubernetes/apimachinery/selectors.ts'
import { findUntoleratedTaint } from '../../kubernetes/scheduler/taints.ts'
import type { Pod, Taint, Toleration } from '../../kubernetes/types/index.ts'
import { HOSTNAME_LABEL } from '../../kubernetes/types/wellknown.ts'
import { LabelRequirement } from './requirement.ts'
import { incompatibility, type Requirements } from './requirements.ts'

export type TopologyType = 'topology spread' | 'pod affinity' | 'pod anti-affinity'

/** Which nodes count: those that one of the alternatives allows and, where taints count, those that are tolerated. */
export interface TopologyNodeFilter {
  /** Absent where affinity does not count. */
  alternatives?: readonly Requirements[]
  /** Absent where taints do not count. */
  tolerations?: readonly Toleration[]
}

export interface TopologyGroupWords {
  type: TopologyType
  key: string
  namespaces: (namespace: string) => boolean
  selects: Matcher
  maxSkew?: number
  minDomains?: number
  nodes?: TopologyNodeFilter
}

export class TopologyGroup {
  readonly type: TopologyType
  readonly key: string
  /** Pods that are bound by it, by `namespace/name`. */
  readonly owners = new Set<string>()
  readonly #words: TopologyGroupWords
  /** Pods by domain. */
  readonly #domains = new Map<string, number>()

  constructor(words: TopologyGroupWords) {
    this.type = words.type
    this.key = words.key
    this.#words = words
  }

  register(domain: string): void {
    if (!this.#domains.has(domain)) this.#domains.set(domain, 0)
  }

  record(domain: string): void {
    this.#domains.set(domain, (this.#domains.get(domain) ?? 0) + 1)
  }

  /** Whether the pod counts here, on a node like that. */
  counts(pod: Pod, taints: readonly Taint[], node: Requirements): boolean {
    return this.#selects(pod) && this.countsNode(taints, node)
  }

  countsNode(taints: readonly Taint[], node: Requirements): boolean {
    const { alternatives, tolerations } = this.#words.nodes ?? {}
    if (alternatives && !alternatives.some(one => !incompatibility(node, one, false))) return false
    return !tolerations || !findUntoleratedTaint(taints, tolerations)
  }

  /** Domains that the pod may go to, of those that pod and node allow. None: `DoesNotExist`. */
  next(pod: Pod, podDomains: LabelRequirement, nodeDomains: LabelRequirement): LabelRequirement {
    switch (this.type) {
      case 'topology spread': return this.#nextSpread(pod, podDomains, nodeDomains)
      case 'pod affinity': return this.#nextAffinity(pod, podDomains, nodeDomains)
      case 'pod anti-affinity': return this.#nextAntiAffinity(podDomains, nodeDomains)
    }
  }

  /** As upstream's message about an unsatisfiable constraint lists the counts. */
  countsText(): string {
    return [...this.#domains].sort(([a], [b]) => (a < b ? -1 : 1)).map(([domain, count]) => `${domain}:${count}`).join(', ')
  }

  #selects({ metadata: { namespace = 'default', labels } }: Pod): boolean {
    return this.#words.namespaces(namespace) && this.#words.selects(labels)
  }

  #nextSpread(pod: Pod, podDomains: LabelRequirement, nodeDomains: LabelRequirement): LabelRequirement {
    const { maxSkew = 1 } = this.#words
    const own = this.#selects(pod) ? 1 : 0
    const host = this.#onlyHost(nodeDomains)
    if (host !== undefined) return this.#oneOf((this.#domains.get(host) ?? 0) + own <= maxSkew ? [host] : [])
    const least = this.#leastCount(podDomains)
    let best: string | undefined
    let bestCount = Number.POSITIVE_INFINITY
    for (const [domain, pods] of this.#within(nodeDomains)) {
      if (pods + own - least > maxSkew) continue
      if (pods < bestCount || (pods === bestCount && best !== undefined && domain < best)) [best, bestCount] = [domain, pods]
    }
    return this.#oneOf(best === undefined ? [] : [best])
  }

  #nextAffinity(pod: Pod, podDomains: LabelRequirement, nodeDomains: LabelRequirement): LabelRequirement {
    const canBegin = () => this.#selects(pod) && (this.#isEmpty() || !this.#anyCompatible(podDomains))
    const host = this.#onlyHost(nodeDomains)
    if (host !== undefined) return this.#oneOf(podDomains.has(host) && ((this.#domains.get(host) ?? 0) > 0 || canBegin()) ? [host] : [])
    const occupied = this.#within(nodeDomains).filter(([domain, pods]) => pods > 0 && podDomains.has(domain)).map(([domain]) => domain)
    if (occupied.length > 0 || !canBegin()) return this.#oneOf(occupied)
    const both = podDomains.intersection(nodeDomains)
    const domains = [...this.#domains.keys()].sort()
    const first = domains.find(domain => both.has(domain)) ?? domains.find(domain => podDomains.has(domain))
    return this.#oneOf(first === undefined ? [] : [first])
  }

  #nextAntiAffinity(podDomains: LabelRequirement, nodeDomains: LabelRequirement): LabelRequirement {
    const host = this.#onlyHost(nodeDomains)
    if (host !== undefined) return this.#oneOf((this.#domains.get(host) ?? 0) === 0 ? [host] : [])
    return this.#oneOf(this.#within(nodeDomains).filter(([domain, pods]) => pods === 0 && podDomains.has(domain)).map(([domain]) => domain))
  }

  /** A new machine's name is a domain that nobody has registered. */
  #onlyHost(nodeDomains: LabelRequirement): string | undefined {
    return this.key === HOSTNAME_LABEL ? nodeDomains.single : undefined
  }

  /** The known domains that a node may be in, with their pods. */
  #within(nodeDomains: LabelRequirement): [string, number][] {
    if (nodeDomains.operator !== 'In') return [...this.#domains].filter(([domain]) => nodeDomains.has(domain))
    return [...nodeDomains.values].flatMap((domain): [string, number][] => {
      const pods = this.#domains.get(domain)
      return pods === undefined ? [] : [[domain, pods]]
    })
  }

  /** Of a hostname there is always one more that is empty. */
  #leastCount(podDomains: LabelRequirement): number {
    if (this.key === HOSTNAME_LABEL) return 0
    const counts = [...this.#domains].filter(([domain]) => podDomains.has(domain)).map(([, pods]) => pods)
    return counts.length < (this.#words.minDomains ?? 0) ? 0 : Math.min(...counts)
  }

  #isEmpty(): boolean {
    return [...this.#domains.values()].every(pods => pods === 0)
  }

  #anyCompatible(podDomains: LabelRequirement): boolean {
    return [...this.#domains].some(([domain, pods]) => pods > 0 && podDomains.has(domain))
  }

  #oneOf(domains: readonly string[]): LabelRequirement {
    return domains.length > 0 ? LabelRequirement.of(this.key, 'In', domains) : LabelRequirement.of(this.key, 'DoesNotExist')
  }
}
