/**
 * The cluster as the scheduler sees it, kept up to date object by object.
 * Models pkg/scheduler/backend/cache (cache.go, snapshot.go) and the listers the plugins read.
 * Leaves out generations and copying: one scheduler runs at a time, so it reads the live sums.
 */
import type {
  KubeObject, Labels, Namespace, Node, PersistentVolume, PersistentVolumeClaim, Pod, PodDisruptionBudget, ReplicaSet,
  Service, StatefulSet, StorageClass,
} from '../types/index.ts'
import { ImageStates } from './imagestates.ts'
import { namespacedName } from './keys.ts'
import { NodeInfo } from './nodeinfo.ts'
import { interleaveZones } from './nodetree.ts'
import { podInfoOf } from './podinfo.ts'
import type { PodInfo } from './podinfo.ts'
import { SelectedPodsIndex } from './selectedpods.ts'
import type { SelectedPods } from './selectedpods.ts'
import type { Matcher } from '../apimachinery/selectors.ts'

const NONE: readonly never[] = []

export class Snapshot {
  readonly services = new Map<string, Service>()
  readonly replicaSets = new Map<string, ReplicaSet>()
  readonly statefulSets = new Map<string, StatefulSet>()
  readonly claims = new Map<string, PersistentVolumeClaim>()
  readonly volumes = new Map<string, PersistentVolume>()
  readonly storageClasses = new Map<string, StorageClass>()
  readonly disruptionBudgets = new Map<string, PodDisruptionBudget>()
  readonly images = new ImageStates()
  /** Nodes that have a pod with pod (anti-)affinity, so that others need no look. */
  readonly nodesWithAffinity = new Set<NodeInfo>()
  readonly nodesWithRequiredAntiAffinity = new Set<NodeInfo>()
  readonly #namespaces = new Map<string, Namespace>()
  /** Also nodes that only pods speak of. */
  readonly #nodes = new Map<string, NodeInfo>()
  /** Nodes that exist, in the order in which they came. */
  readonly #existing = new Map<string, NodeInfo>()
  readonly #placed = new Map<string, { pod: PodInfo, node: NodeInfo }>()
  readonly #nominated = new Map<string, Map<string, PodInfo>>()
  readonly #selected = new SelectedPodsIndex()
  readonly #domains = new Map<string, Map<string, number>>()
  #order: readonly NodeInfo[] | undefined

  /** Objects of other kinds are ignored. */
  constructor(objects: Iterable<KubeObject> = []) {
    for (const object of objects) this.apply(object)
  }

  /** Every node, in the order in which the scheduler looks at them. */
  get nodes(): readonly NodeInfo[] {
    this.#order ??= interleaveZones(this.#existing.values())
    return this.#order
  }

  /** The values that nodes have of a topology key, and how many nodes have each. */
  domains(topologyKey: string): ReadonlyMap<string, number> {
    let domains = this.#domains.get(topologyKey)
    if (!domains) {
      domains = new Map()
      for (const { labels } of this.nodes) {
        const value = labels[topologyKey]
        if (value !== undefined) domains.set(value, (domains.get(value) ?? 0) + 1)
      }
      this.#domains.set(topologyKey, domains)
    }
    return domains
  }

  /** Whether every node has a topology key. */
  everyNodeHas(topologyKey: string): boolean {
    let nodes = 0
    for (const count of this.domains(topologyKey).values()) nodes += count
    return nodes === this.#existing.size
  }

  /**
   * The pods of a namespace that a selector selects, counted.
   * @param key tells selectors apart: equal keys must mean equal selectors
   */
  selectedPods(namespace: string, key: string, selects: Matcher): SelectedPods {
    return this.#selected.of(namespace, key, selects, this.#nodes.values())
  }

  /** A node by name; undefined when there is no such node. */
  node(name: string): NodeInfo | undefined {
    return this.#existing.get(name)
  }

  /** The labels of a namespace; undefined when it is not known. */
  readonly namespaceLabels = (name: string): Labels | undefined => {
    const namespace = this.#namespaces.get(name)
    return namespace && (namespace.metadata.labels ?? {})
  }

  /** Where a pod counts, by `namespace/name`: bound, or assumed by the scheduler. */
  nodeOf(podKey: string): string | undefined {
    return this.#placed.get(podKey)?.node.name
  }

  /** Pods that wait for a node to be freed for them by preemption. */
  nominatedTo(nodeName: string): readonly PodInfo[] {
    if (this.#nominated.size === 0) return NONE
    return [...(this.#nominated.get(nodeName)?.values() ?? NONE)]
  }

  /** Takes in a new or changed object. */
  apply(object: KubeObject): void {
    if (object.kind === 'Pod') this.#applyPod(object as Pod)
    else if (object.kind === 'Node') this.#applyNode(object as Node)
    else if (object.kind === 'Namespace') this.#namespaces.set(object.metadata.name, object as Namespace)
    else this.#others(object)?.set(namespacedName(object), object)
  }

  /** Forgets an object. */
  remove(object: KubeObject): void {
    if (object.kind === 'Pod') this.#unplace(namespacedName(object))
    else if (object.kind === 'Node') this.#removeNode(object.metadata.name)
    else if (object.kind === 'Namespace') this.#namespaces.delete(object.metadata.name)
    else this.#others(object)?.delete(namespacedName(object))
  }

  /** Counts a pod on a node before it is bound there. */
  assume(pod: PodInfo, nodeName: string): void {
    const placed = this.#placed.get(pod.key)
    if (placed?.node.name === nodeName && placed.pod.requests === pod.requests && placed.pod.labels === pod.labels && placed.pod.terminating === pod.terminating) {
      placed.node.replacePod(placed.pod, pod)
      placed.pod = pod
      return
    }
    this.#unplace(pod.key)
    let node = this.#nodes.get(nodeName)
    if (!node) this.#nodes.set(nodeName, node = new NodeInfo(nodeName))
    node.addPod(pod)
    this.#selected.change(pod, node, 1)
    this.#placed.set(pod.key, { pod, node })
    this.#indexAffinity(node)
  }

  /** Stops counting a pod, by `namespace/name`. */
  forget(podKey: string): void {
    this.#unplace(podKey)
  }

  #applyPod(pod: Pod): void {
    const done = pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed'
    const nominated = pod.status?.nominatedNodeName
    const info = podInfoOf(pod, this.#placed.get(namespacedName(pod))?.pod)
    if (done) return this.#unplace(info.key)
    if (pod.spec.nodeName) return this.assume(info, pod.spec.nodeName)
    this.#unplace(info.key)
    if (!nominated) return
    let waiting = this.#nominated.get(nominated)
    if (!waiting) this.#nominated.set(nominated, waiting = new Map())
    waiting.set(info.key, info)
  }

  #applyNode(object: Node): void {
    const { name } = object.metadata
    let node = this.#nodes.get(name)
    if (!node) this.#nodes.set(name, node = new NodeInfo(name))
    const before = node.node
    node.setNode(object)
    this.#existing.set(name, node)
    if (before?.metadata.labels !== object.metadata.labels || !before) this.#forgetTopology()
    this.images.apply(object)
  }

  #removeNode(name: string): void {
    const node = this.#nodes.get(name)
    if (!node) return
    node.setNode(undefined)
    this.#existing.delete(name)
    if (node.pods.length === 0) this.#nodes.delete(name)
    this.#forgetTopology()
    this.images.remove(name)
  }

  #forgetTopology(): void {
    this.#order = undefined
    this.#domains.clear()
    this.#selected.forgetDomains()
  }

  #unplace(key: string): void {
    for (const [nodeName, waiting] of this.#nominated) {
      if (waiting.delete(key) && waiting.size === 0) this.#nominated.delete(nodeName)
    }
    const placed = this.#placed.get(key)
    if (!placed) return
    this.#placed.delete(key)
    placed.node.removePod(placed.pod)
    this.#selected.change(placed.pod, placed.node, -1)
    this.#indexAffinity(placed.node)
    if (!placed.node.node && placed.node.pods.length === 0) this.#nodes.delete(placed.node.name)
  }

  #indexAffinity(node: NodeInfo): void {
    keep(this.nodesWithAffinity, node, node.podsWithAffinity.length > 0)
    keep(this.nodesWithRequiredAntiAffinity, node, node.podsWithRequiredAntiAffinity.length > 0)
  }

  #others(object: KubeObject): Map<string, KubeObject> | undefined {
    switch (object.kind) {
      case 'Service': return this.services as Map<string, KubeObject>
      case 'ReplicaSet': return this.replicaSets as Map<string, KubeObject>
      case 'StatefulSet': return this.statefulSets as Map<string, KubeObject>
      case 'PersistentVolumeClaim': return this.claims as Map<string, KubeObject>
      case 'PersistentVolume': return this.volumes as Map<string, KubeObject>
      case 'StorageClass': return this.storageClasses as Map<string, KubeObject>
      case 'PodDisruptionBudget': return this.disruptionBudgets as Map<string, KubeObject>
      default: return undefined
    }
  }
}

function keep<T>(set: Set<T>, item: T, wanted: boolean): void {
  if (wanted) set.add(item)
  else set.delete(item)
}
