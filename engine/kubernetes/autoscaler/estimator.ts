/**
 * How many nodes of one kind a number of pods needs. Models
 * cluster-autoscaler/estimator/binpacking_estimator.go and decreasing_pod_orderer.go of kubernetes/autoscaler: the larger
 * pods first, each on the first new node that has room, and a further node when none has. A pod that its spread by hostname keeps
 * off the newest node goes to one that exists if it may; that one is counted as if it were new, as upstream counts it.
 */
import type { Framework, PreFiltered } from '../scheduler/framework/framework.ts'
import type { NodeInfo } from '../scheduler/nodeinfo.ts'
import { HOSTNAME_LABEL } from '../types/wellknown.ts'
import { CONSTRAINTS_NOT_MATCH } from '../scheduler/plugins/podtopologyspread.ts'
import { podInfoOf } from '../scheduler/podinfo.ts'
import type { PodInfo } from '../scheduler/podinfo.ts'
import { Resource } from '../scheduler/frameworkresource.ts'
import type { Snapshot } from '../scheduler/snapshot.ts'
import { amountsOf } from '../apimachinery/resources.ts'
import type { Node, Pod } from '../types/index.ts'

/** Identical pods: upstream's PodEquivalenceGroup, with a count in place of a list. */
export interface PodEquivalenceGroup {
  pod: Pod
  count: number
}

export interface EstimateOptions {
  /** What every new node is a copy of; each gets a name and kubernetes.io/hostname of its own. */
  template: Node
  /** Pods that run on every node before any other: a DaemonSet's. @default none */
  daemonPods?: readonly Pod[]
  /** Places the groups as they are given, not the larger first: for pods that others must be there before. @default false */
  inOrder?: boolean
  /** At most so many new nodes; 0 is no limit. @default 0 */
  maxNodes?: number
}

export interface EstimatedNode {
  name: string
  /** What was placed on it, without the daemon pods, by group. */
  pods: { group: number, count: number }[]
  /** Why the next pod went elsewhere; empty on a node that nothing was refused by. */
  refusedNext: readonly string[]
}

export interface Estimate {
  /** New nodes with pods on them. */
  nodes: EstimatedNode[]
  /** How many pods found room. */
  scheduledPods: number
  /** Pods that did not, and why not even on an empty new node, or that the limit was reached. */
  unscheduled: { group: number, count: number, reasons: readonly string[], limited: boolean }[]
}

/**
 * Estimates the new nodes for pods. Pods are not placed on nodes the snapshot already has, but these count for topology
 * spread and affinity. The snapshot is as before afterwards.
 */
export function estimateNodes(
  framework: Framework, snapshot: Snapshot, groups: readonly PodEquivalenceGroup[], options: EstimateOptions,
): Estimate {
  const estimator = new BinpackingNodeEstimator(framework, snapshot, options)
  try {
    const order = groups
      .map(({ pod, count }, group) => ({ pod: podInfoOf(pod), count, group }))
      .sort((a, b) => options.inOrder ? 0 : sizeOf(b.pod, options.template) - sizeOf(a.pod, options.template))
    for (const { pod, count, group } of order) estimator.place(pod, count, group)
    return estimator.estimate()
  } finally {
    estimator.undo()
  }
}

interface NodeWithPods {
  info: NodeInfo
  estimated: EstimatedNode
}

class BinpackingNodeEstimator {
  readonly #framework: Framework
  readonly #snapshot: Snapshot
  readonly #options: EstimateOptions
  readonly #nodes: NodeWithPods[] = []
  /** Nodes that exist and have taken a pod. */
  readonly #existing = new Map<string, NodeWithPods>()
  readonly #unscheduled: Estimate['unscheduled'] = []
  readonly #placed: string[] = []
  /** Where the last pod went: the next, most likely alike, tries there first. */
  #last = 0

  constructor(framework: Framework, snapshot: Snapshot, options: EstimateOptions) {
    this.#framework = framework
    this.#snapshot = snapshot
    this.#options = options
  }

  place(pod: PodInfo, count: number, group: number): void {
    const { maxNodes = 0 } = this.#options
    let prepared = this.#framework.preFilter(pod, this.#snapshot)
    for (let placed = 0; placed < count; placed++) {
      let target = prepared.rejection ? undefined : this.#findNode(prepared) ?? this.#findExisting(pod, prepared)
      if (!target) {
        const newestIsEmpty = this.#nodes.at(-1)?.estimated.pods.length === 0
        const limited = !newestIsEmpty && maxNodes > 0 && this.#nodes.length >= maxNodes
        if (!limited && !newestIsEmpty) {
          this.#addNode()
          // A new node may be a new domain to spread over.
          prepared = this.#framework.preFilter(pod, this.#snapshot)
        }
        const reasons = limited ? [] : this.#refusalOfNewest(prepared)
        if (limited || reasons.length > 0) {
          this.#unscheduled.push({ group, count: count - placed, reasons, limited })
          return
        }
        target = this.#nodes.at(-1)
        this.#last = this.#nodes.length - 1
      }
      if (target) this.#assume(pod, group, target, prepared)
    }
  }

  estimate(): Estimate {
    const nodes = [...this.#nodes, ...this.#existing.values()].map(({ estimated }) => estimated).filter(({ pods }) => pods.length > 0)
    return { nodes, scheduledPods: this.#placed.length, unscheduled: this.#unscheduled }
  }

  /** Takes everything back out of the snapshot. */
  undo(): void {
    for (const key of this.#placed) this.#snapshot.forget(key)
    for (const { info } of this.#nodes) {
      for (const { key } of [...info.pods]) this.#snapshot.forget(key)
      if (info.node) this.#snapshot.remove(info.node)
    }
  }

  #findNode({ filters }: PreFiltered): NodeWithPods | undefined {
    const count = this.#nodes.length
    for (let i = 0; i < count; i++) {
      const at = (this.#last + i) % count
      const node = this.#nodes[at]
      const status = node && this.#framework.filter(filters, node.info)
      if (status === null) {
        this.#last = at
        return node
      }
      if (node && status && node.estimated.refusedNext.length === 0) node.estimated.refusedNext = status.reasons
    }
    return undefined
  }

  #findExisting(pod: PodInfo, prepared: PreFiltered): NodeWithPods | undefined {
    if (!spreadsByHostname(pod) || !this.#refusalOfNewest(prepared).includes(CONSTRAINTS_NOT_MATCH)) return undefined
    const own = new Set(this.#nodes.map(({ info }) => info))
    const info = this.#snapshot.nodes.find(one => one.node && !own.has(one) && this.#framework.filter(prepared.filters, one) === null)
    if (!info) return undefined
    const found = this.#existing.get(info.name) ?? { info, estimated: { name: info.name, pods: [], refusedNext: [] } }
    this.#existing.set(info.name, found)
    return found
  }

  #refusalOfNewest({ rejection, filters }: PreFiltered): readonly string[] {
    const newest = this.#nodes.at(-1)
    return rejection?.reasons ?? (newest && this.#framework.filter(filters, newest.info)?.reasons) ?? []
  }

  #addNode(): void {
    const { template, daemonPods = [] } = this.#options
    const name = `${template.metadata.name}-${this.#nodes.length}`
    this.#snapshot.apply({
      ...template,
      metadata: { ...template.metadata, name, labels: { ...template.metadata.labels, [HOSTNAME_LABEL]: name } },
    })
    const info = this.#snapshot.node(name)
    if (!info) return
    for (const pod of daemonPods) this.#snapshot.assume(copyOf(podInfoOf(pod), name), name)
    this.#nodes.push({ info, estimated: { name, pods: [], refusedNext: [] } })
  }

  #assume(pod: PodInfo, group: number, node: NodeWithPods, { filters }: PreFiltered): void {
    const copy = copyOf(pod, `${group}.${this.#placed.length}`)
    this.#snapshot.assume(copy, node.info.name)
    for (const { cycle } of filters) cycle.addPod?.(copy, node.info)
    this.#placed.push(copy.key)
    const ofGroup = node.estimated.pods.find(entry => entry.group === group)
    if (ofGroup) ofGroup.count++
    else node.estimated.pods.push({ group, count: 1 })
  }
}

function spreadsByHostname({ pod }: PodInfo): boolean {
  return pod.spec.topologySpreadConstraints?.some(({ topologyKey }) => topologyKey === HOSTNAME_LABEL) ?? false
}

/** One of many identical pods, under a key of its own. */
function copyOf(pod: PodInfo, suffix: string): PodInfo {
  return { ...pod, key: `${pod.key}#${suffix}` }
}

/** How large a pod is against the template: the share of its cpu plus the share of its memory. */
function sizeOf({ requests }: PodInfo, { status }: Node): number {
  const { milliCPU, memory } = Resource.from(amountsOf(status?.allocatable))
  return (milliCPU > 0 ? requests.milliCPU / milliCPU : 0) + (memory > 0 ? requests.memory / memory : 0)
}
