/**
 * Places pods in thought: on nodes that are there or on their way, then on NodeClaims still to be made.
 * Models pkg/controllers/provisioning/scheduling/scheduler.go and queue.go of kubernetes-sigs/karpenter. Stricter in one point: a
 * NodePool's limit of nodes counts the claims of the same turn, which upstream only sees at the next.
 */
import type { ResourceAmounts } from '../../kubernetes/apimachinery/resources.ts'
import { namespacedName } from '../../kubernetes/scheduler/keys.ts'
import type { Labels, Pod, PodSpec } from '../../kubernetes/types/index.ts'
import { ZONE_LABEL } from '../../kubernetes/types/wellknown.ts'
import type { ClaimTemplate } from './claimtemplate.ts'
import { ExistingNode } from './existingnode.ts'
import { NOTHING_UNAVAILABLE, type OfferedType, type Unavailable } from './instancetype.ts'
import { NewClaim, type ClaimSpec } from './newclaim.ts'
import { podDataOf } from './podrequests.ts'
import { relax } from './preferences.ts'
import { LabelRequirement } from './requirement.ts'
import { subtract, type StateNode } from './statenode.ts'
import { needsTopology, Topology, type Refusal } from './topology.ts'

export interface ScheduleInput {
  /** In the order in which they are tried. */
  templates: readonly ClaimTemplate[]
  /** Nodes that pods may be placed on; they count towards their NodePools' limits. */
  nodes: readonly StateNode[]
  /** Every node: pods there count for topology. @default nodes */
  allNodes?: readonly StateNode[]
  pods: readonly Pod[]
  daemonPods: readonly Pod[]
  unavailable?: Unavailable
  namespaceLabels?: (namespace: string) => Labels | undefined
  /** Zones that a pod's volumes are in; undefined where they do not matter. */
  volumeZones?: (pod: Pod) => readonly string[] | undefined
  /** Nodes that a pod must not be moved to. */
  refuses?: (node: StateNode, pod: Pod) => boolean
}

export interface ScheduleResults {
  newClaims: readonly ClaimSpec[]
  /** Nodes with pods placed on them. */
  existing: readonly { node: StateNode, pods: readonly Pod[] }[]
  errors: ReadonlyMap<Pod, Refusal>
}

/** Finds a place for every pod it can. Nothing that it is given is changed. */
export function solve(input: ScheduleInput): ScheduleResults {
  const scheduler = new Solver(input)
  const queue = new Queue(input.pods)
  const errors = new Map<Pod, Refusal>()
  for (let pod = queue.pop(); pod; pod = queue.pop()) {
    const refusal = scheduler.place(pod)
    if (refusal) {
      errors.set(pod, refusal)
      queue.push(pod)
    } else {
      errors.delete(pod)
    }
  }
  return scheduler.results(errors)
}

class Solver {
  readonly #input: ScheduleInput
  readonly #topology: Topology | undefined
  readonly #existing: readonly ExistingNode[]
  readonly #toleratePreferNoSchedule: boolean
  #claims: NewClaim[] = []
  #remaining = new Map<string, ResourceAmounts>()
  /** Where pods of a spec, which nothing but room binds, may begin to look: room only shrinks. */
  readonly #from = new Map<PodSpec, number>()
  #hosts = 0

  constructor(input: ScheduleInput) {
    const { templates, nodes, allNodes = nodes, pods, daemonPods, namespaceLabels = () => undefined } = input
    this.#input = input
    this.#topology = needsTopology(pods, allNodes) ? new Topology({ templates, nodes: allNodes, pods, namespaceLabels }) : undefined
    this.#existing = inOrder(nodes).map(node => new ExistingNode(node, daemonPods, this.#topology))
    this.#toleratePreferNoSchedule = templates.some(({ taints }) => taints.some(({ effect }) => effect === 'PreferNoSchedule'))
    for (const { name, limits } of templates) if (limits) this.#remaining.set(name, limits)
    for (const node of nodes) this.#use(node.nodePool ?? '', node.capacity)
  }

  /** Tries a pod with all its preferences, then with one less, and so on. Returns why it has no place. */
  place(pod: Pod): Refusal | undefined {
    let refusal: Refusal | undefined
    for (let one: Pod | undefined = pod; one; one = relax(one, this.#toleratePreferNoSchedule)) {
      if (one !== pod) this.#topology?.update(one)
      refusal = this.#add(one)
      if (!refusal) return undefined
    }
    this.#topology?.update(pod)
    return refusal
  }

  results(errors: ReadonlyMap<Pod, Refusal>): ScheduleResults {
    return {
      newClaims: this.#claims.map(claim => claim.finish()),
      existing: this.#existing.filter(({ pods }) => pods.length > 0).map(({ node, pods }) => ({ node, pods })),
      errors,
    }
  }

  #add(pod: Pod): Refusal | undefined {
    const zones = this.#zonesOf(pod)
    if (this.#addToExisting(pod, zones)) return undefined
    this.#claims.sort((a, b) => a.pods.length - b.pods.length)
    if (this.#claims.some(claim => !claim.tryAdd(pod, podDataOf(pod), zones))) return undefined
    return this.#addToNew(pod, zones)
  }

  #addToExisting(pod: Pod, zones: readonly LabelRequirement[]): boolean {
    const data = podDataOf(pod)
    const { refuses } = this.#input
    const plain = !this.#topology && !data.hostPorts && zones.length === 0 && !refuses
    for (let i = plain ? this.#from.get(pod.spec) ?? 0 : 0; i < this.#existing.length; i++) {
      const existing = this.#existing[i]
      if (!existing || refuses?.(existing.node, pod) || !existing.tryAdd(pod, data, zones)) continue
      if (plain) this.#from.set(pod.spec, i)
      return true
    }
    if (plain) this.#from.set(pod.spec, this.#existing.length)
    return false
  }

  #addToNew(pod: Pod, zones: readonly LabelRequirement[]): Refusal | undefined {
    const { templates, unavailable = NOTHING_UNAVAILABLE } = this.#input
    const refusals: Refusal[] = []
    for (const template of templates) {
      const types = this.#within(template)
      if (typeof types === 'function') {
        refusals.push(types)
        continue
      }
      const claim = new NewClaim(template, types, `hostname-placeholder-${String(this.#hosts + 1).padStart(4, '0')}`, this.#topology, unavailable)
      const refusal = claim.tryAdd(pod, podDataOf(pod), zones)
      if (refusal) {
        refusals.push(refusal)
        continue
      }
      this.#hosts++
      this.#claims.push(claim)
      this.#use(template.name, largest(claim.types))
      return undefined
    }
    return () => (templates.length === 0 ? 'nodepool requirements filtered out all available instance types' : refusals.map(one => one()).join('; '))
  }

  /** Types that the NodePool's limits still leave. */
  #within({ name, types }: ClaimTemplate): readonly OfferedType[] | Refusal {
    const remaining = this.#remaining.get(name)
    if (!remaining) return types
    if (remaining.nodes !== undefined && remaining.nodes <= 0) return () => `node limits have been exhausted for nodepool (NodePool=${name})`
    const left = types.filter(({ capacity }) => Object.keys(remaining).every(resource => (capacity[resource] ?? 0) <= (remaining[resource] ?? 0)))
    return left.length > 0 ? left : () => `all available instance types exceed limits for nodepool (NodePool=${name})`
  }

  /** Takes a node off a NodePool's limits. */
  #use(pool: string, capacity: ResourceAmounts): void {
    const remaining = this.#remaining.get(pool)
    if (!remaining) return
    const used = { ...capacity, nodes: 1 }
    this.#remaining.set(pool, subtract(remaining, Object.fromEntries(Object.entries(used).filter(([name]) => name in remaining))))
  }

  #zonesOf(pod: Pod): readonly LabelRequirement[] {
    const zones = pod.spec.volumes ? this.#input.volumeZones?.(pod) : undefined
    return zones ? [LabelRequirement.of(ZONE_LABEL, 'In', zones)] : NO_ZONES
  }
}

const NO_ZONES: readonly LabelRequirement[] = []

/** The most of each resource that one of the types has: what a launch may turn out to use (subtractMax). */
function largest(types: readonly OfferedType[]): ResourceAmounts {
  const most: ResourceAmounts = {}
  for (const { capacity } of types) for (const name in capacity) most[name] = Math.max(most[name] ?? 0, capacity[name] ?? 0)
  return most
}

/** Initialized nodes first, then by name (sortExistingNodes). */
function inOrder(nodes: readonly StateNode[]): StateNode[] {
  return [...nodes].sort((a, b) => Number(b.initialized) - Number(a.initialized) || (a.name < b.name ? -1 : 1))
}

/** Larger pods first; a pod that finds no place comes again as long as others do (queue.go). */
class Queue {
  readonly #pods: Pod[]
  readonly #lastLength = new Map<string, number>()

  constructor(pods: readonly Pod[]) {
    this.#pods = [...pods].sort(bySizeDescending)
  }

  pop(): Pod | undefined {
    const [first] = this.#pods
    if (!first || this.#lastLength.get(namespacedName(first)) === this.#pods.length) return undefined
    return this.#pods.shift()
  }

  push(pod: Pod): void {
    this.#pods.push(pod)
    this.#lastLength.set(namespacedName(pod), this.#pods.length)
  }
}

function bySizeDescending(a: Pod, b: Pod): number {
  const [left, right] = [podDataOf(a).requests, podDataOf(b).requests]
  return (right.cpu ?? 0) - (left.cpu ?? 0) || (right.memory ?? 0) - (left.memory ?? 0)
    || compare(a.metadata.creationTimestamp, b.metadata.creationTimestamp) || compare(a.metadata.uid ?? namespacedName(a), b.metadata.uid ?? namespacedName(b))
}

const compare = (a = '', b = '') => (a < b ? -1 : a > b ? 1 : 0)

