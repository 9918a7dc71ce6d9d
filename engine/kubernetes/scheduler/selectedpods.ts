/**
 * How many pods a selector selects, by node and by topology domain, kept up to date as pods come and go. Upstream counts
 * anew for every pod, on many cores; the answer is the same.
 */
import type { Matcher } from '../apimachinery/selectors.ts'
import type { NodeInfo } from './nodeinfo.ts'
import type { PodInfo } from './podinfo.ts'

/** More than the selectors in use at a time; each costs a look at every pod that comes or goes. */
const MAX_TRACKED = 64

/** The pods of one namespace that one selector selects; terminating ones do not count. */
export class SelectedPods {
  readonly #namespace: string
  readonly #selects: Matcher
  readonly #byNode = new Map<NodeInfo, number>()
  readonly #byDomain = new Map<string, Map<string, number>>()

  constructor(namespace: string, selects: Matcher) {
    this.#namespace = namespace
    this.#selects = selects
  }

  onNode(node: NodeInfo): number {
    return this.#byNode.get(node) ?? 0
  }

  /** Counts by the values of a topology key; a domain without such a pod may be missing. */
  byDomain(topologyKey: string): ReadonlyMap<string, number> {
    let counts = this.#byDomain.get(topologyKey)
    if (!counts) {
      counts = new Map()
      for (const [node, count] of this.#byNode) raise(counts, node.labels[topologyKey], count)
      this.#byDomain.set(topologyKey, counts)
    }
    return counts
  }

  change(pod: PodInfo, node: NodeInfo, by: 1 | -1): void {
    if (pod.terminating || pod.namespace !== this.#namespace || !this.#selects(pod.labels)) return
    this.#byNode.set(node, this.onNode(node) + by)
    for (const [topologyKey, counts] of this.#byDomain) raise(counts, node.labels[topologyKey], by)
  }

  /** Nodes changed: their domains may have, too. */
  forgetDomains(): void {
    this.#byDomain.clear()
  }
}

/** The selectors asked for lately. */
export class SelectedPodsIndex {
  readonly #tracked = new Map<string, SelectedPods>()

  /**
   * The count of a selector; counted over `nodes` when it was not asked for lately.
   * @param key tells selectors apart: equal keys must mean equal selectors
   */
  of(namespace: string, key: string, selects: Matcher, nodes: Iterable<NodeInfo>): SelectedPods {
    const id = `${namespace}/${key}`
    let selected = this.#tracked.get(id)
    if (!selected) {
      selected = new SelectedPods(namespace, selects)
      for (const node of nodes) for (const pod of node.pods) selected.change(pod, node, 1)
      const [oldest] = this.#tracked.keys()
      if (oldest !== undefined && this.#tracked.size >= MAX_TRACKED) this.#tracked.delete(oldest)
      this.#tracked.set(id, selected)
    }
    return selected
  }

  change(pod: PodInfo, node: NodeInfo, by: 1 | -1): void {
    for (const selected of this.#tracked.values()) selected.change(pod, node, by)
  }

  forgetDomains(): void {
    for (const selected of this.#tracked.values()) selected.forgetDomains()
  }
}

function raise(counts: Map<string, number>, domain: string | undefined, by: number): void {
  if (domain !== undefined) counts.set(domain, (counts.get(domain) ?? 0) + by)
}
