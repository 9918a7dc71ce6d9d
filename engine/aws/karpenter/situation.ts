/** The cluster at one instant, as one turn of Karpenter sees it. Models what pkg/controllers/state/cluster.go gives of kubernetes-sigs/karpenter. */
import type { ResourceAmounts } from '../../kubernetes/apimachinery/resources.ts'
import type { Pod } from '../../kubernetes/types/index.ts'
import { candidateOf, isUnderConsolidateAfter, nodeBlocker, podBlocker, priceOf, type DisruptionCandidate } from './candidate.ts'
import { claimTemplate, type ClaimTemplate } from './claimtemplate.ts'
import { remainingOn } from './existingnode.ts'
import { disruptionBlocked, capitalized, type DedupedEvent } from './events.ts'
import type { KarpenterHost } from './host.ts'
import type { OfferedType, Unavailable } from './instancetype.ts'
import { byWeight, disruptionOf, type NodePool } from './nodepool.ts'
import { isCurrentlyReschedulable } from './pdblimits.ts'
import { requestsOf } from './podrequests.ts'
import type { ScheduleInput } from './scheduler.ts'
import type { StateNode } from './statenode.ts'

/** What Karpenter knows beside the cluster. */
export interface Knowledge {
  /** Nodes of commands under way, by name. */
  marked: ReadonlySet<string>
  /** Until when a node is kept for pods that were promised it (virtual ms), by name. */
  nominatedUntil: ReadonlyMap<string, number>
  unavailable: Unavailable
  spotToSpot: boolean
}

export class Situation {
  readonly host: KarpenterHost
  readonly now: number
  readonly pools: readonly NodePool[]
  readonly nodes: readonly StateNode[]
  readonly templates: readonly ClaimTemplate[]
  readonly #knowledge: Knowledge
  readonly #poolsByName: ReadonlyMap<string, NodePool>
  readonly #typesByName: ReadonlyMap<string, OfferedType>
  readonly #slots = new Map<ResourceAmounts, Slots>()

  constructor(host: KarpenterHost, knowledge: Knowledge, cache: TemplateCache) {
    this.host = host
    this.now = host.now
    this.#knowledge = knowledge
    this.pools = host.pools()
    const { marked } = knowledge
    this.nodes = marked.size === 0 ? host.nodes() : host.nodes().map(node => (marked.has(node.name) && !node.deleting ? { ...node, deleting: true } : node))
    this.templates = cache.templatesOf(host, knowledge.unavailable)
    this.#poolsByName = new Map(this.pools.map(pool => [pool.metadata.name, pool]))
    this.#typesByName = cache.typesByName(host)
  }

  get unavailable(): Unavailable {
    return this.#knowledge.unavailable
  }

  get spotToSpot(): boolean {
    return this.#knowledge.spotToSpot
  }

  /** Whether time alone may open or close a budget. */
  get hasScheduledBudgets(): boolean {
    return this.pools.some(pool => disruptionOf(pool).budgets.some(({ schedule }) => schedule !== undefined))
  }

  /** Until when nodes are kept for pods. */
  get nominations(): Iterable<number> {
    return this.#knowledge.nominatedUntil.values()
  }

  isNominated(node: StateNode): boolean {
    return (this.#knowledge.nominatedUntil.get(node.name) ?? 0) > this.now
  }

  /** What a node costs: USD an hour. */
  readonly priceOf = (node: StateNode): number => priceOf(node, this.#typesByName)

  /** Nodes that may be disrupted, and what to tell of those that may not. */
  candidates(): { candidates: DisruptionCandidate[], events: DedupedEvent[] } {
    const budgets = this.host.budgets()
    const candidates: DisruptionCandidate[] = []
    const events: DedupedEvent[] = []
    for (const node of this.nodes) {
      if (this.#knowledge.marked.has(node.name)) continue
      const pool = this.#poolsByName.get(node.nodePool ?? '')
      const blocker = nodeBlocker(node, this.#knowledge.nominatedUntil.get(node.name), this.now)
        ?? (pool ? podBlocker(node, budgets, this.now) : `NodePool not found (NodePool=${node.nodePool ?? ''})`)
      if (blocker !== undefined) events.push(...(node.nodeClaim === undefined ? [] : disruptionBlocked(node, capitalized(blocker))))
      else if (pool) candidates.push(candidateOf(node, pool, this.#typesByName))
    }
    return { candidates, events }
  }

  /**
   * The least that a new node must hold when these candidates go: of every size of pod, those for which there is no slot left
   * anywhere, even if they came first. Empty when each might find one.
   */
  missingWithout(candidates: readonly DisruptionCandidate[]): ResourceAmounts {
    const counts = new Map<ResourceAmounts, number>()
    for (const { pods } of candidates) for (const pod of this.#movable(pods)) counts.set(requestsOf(pod), (counts.get(requestsOf(pod)) ?? 0) + 1)
    const missing: ResourceAmounts = {}
    for (const [shape, count] of counts) {
      const { total, onNode } = this.#slotsFor(shape)
      const elsewhere = candidates.reduce((slots, { node }) => slots - (onNode.get(node.name) ?? 0), total)
      if (count > elsewhere) for (const name in shape) missing[name] = (missing[name] ?? 0) + (count - elsewhere) * (shape[name] ?? 0)
    }
    return missing
  }

  #slotsFor(shape: ResourceAmounts): Slots {
    let slots = this.#slots.get(shape)
    if (!slots) {
      slots = { total: 0, onNode: new Map() }
      for (const node of this.nodes) {
        const free = node.deleting ? 0 : slotsIn(remainingOn(node, this.host.daemonPods()), shape)
        slots.onNode.set(node.name, free)
        slots.total += free
      }
      this.#slots.set(shape, slots)
    }
    return slots
  }

  /** Pods of nodes that are going, which need another place. */
  deletingPods(): Pod[] {
    return this.nodes.filter(({ deleting }) => deleting).flatMap(({ pods }) => this.#movable(pods))
  }

  /** What to place if these candidates went too. Pods that a budget holds for ever are not planned for. */
  inputWithout(candidates: readonly DisruptionCandidate[]): ScheduleInput {
    const leaving = new Set(candidates.map(({ node }) => node.name))
    const moving = candidates.flatMap(({ pods }) => this.#movable(pods))
    const young = new Set(this.nodes.filter(node => isUnderConsolidateAfter(node, this.#poolsByName.get(node.nodePool ?? ''), this.now)))
    const going = new Set(this.nodes.filter(({ deleting }) => deleting).map(({ name }) => name))
    return {
      ...this.#common(),
      nodes: this.nodes.filter(({ name, deleting }) => !deleting && !leaving.has(name)),
      pods: [...this.host.pendingPods(), ...moving, ...this.deletingPods()],
      refuses: young.size === 0 ? undefined : (node, pod) => young.has(node) && pod.status?.phase !== 'Pending' && !going.has(pod.spec.nodeName ?? ''),
    }
  }

  /** What to place now. */
  input(): ScheduleInput {
    return { ...this.#common(), nodes: this.nodes.filter(({ deleting }) => !deleting), pods: [...this.host.pendingPods(), ...this.deletingPods()] }
  }

  #movable(pods: readonly Pod[]): readonly Pod[] {
    const budgets = this.host.budgets()
    const all = pods.every(pod => isCurrentlyReschedulable(pod, budgets, this.now))
    return all ? pods : pods.filter(pod => isCurrentlyReschedulable(pod, budgets, this.now))
  }

  #common(): Pick<ScheduleInput, 'templates' | 'allNodes' | 'daemonPods' | 'unavailable' | 'namespaceLabels' | 'volumeZones'> {
    const { host } = this
    return {
      templates: this.templates, allNodes: this.nodes, daemonPods: host.daemonPods(), unavailable: this.unavailable,
      namespaceLabels: namespace => host.namespaceLabels(namespace), volumeZones: pod => host.volumeZones(pod),
    }
  }
}

/** How many pods of one size there is room for. */
interface Slots {
  total: number
  onNode: Map<string, number>
}

function slotsIn(room: ResourceAmounts, shape: ResourceAmounts): number {
  let slots = Number.POSITIVE_INFINITY
  for (const name in shape) if ((shape[name] ?? 0) > 0) slots = Math.min(slots, Math.floor((room[name] ?? 0) / (shape[name] ?? 1)))
  return Math.max(slots, 0)
}

/** Templates are worked out again only when NodePools, types, DaemonSets or what EC2 has change. */
export class TemplateCache {
  #from: readonly unknown[] = []
  #templates: readonly ClaimTemplate[] = []
  #types: readonly OfferedType[] | undefined
  #byName: ReadonlyMap<string, OfferedType> = new Map()

  templatesOf(host: KarpenterHost, unavailable: Unavailable): readonly ClaimTemplate[] {
    const from = [host.pools(), host.types(), host.daemonPods(), unavailable] as const
    if (from.some((one, i) => one !== this.#from[i])) {
      const [pools, types, daemonPods] = from
      this.#templates = byWeight(pools).map(pool => claimTemplate(pool, types, daemonPods, unavailable)).filter(template => template.types.length > 0)
      this.#from = from
    }
    return this.#templates
  }

  typesByName(host: KarpenterHost): ReadonlyMap<string, OfferedType> {
    if (this.#types !== host.types()) {
      this.#types = host.types()
      this.#byName = new Map(this.#types.map(type => [type.name, type]))
    }
    return this.#byName
  }
}
