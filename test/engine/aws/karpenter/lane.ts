/** A cluster without a store, as a lane of a race has it: pods are bound first fit, machines start and drains end in a fixed time. */
import { catalogOf, type CatalogOptions } from '../../../../engine/aws/karpenter/catalog.ts'
import type { KarpenterEvent, KarpenterHost } from '../../../../engine/aws/karpenter/host.ts'
import { NOTHING_UNAVAILABLE, type OfferedType } from '../../../../engine/aws/karpenter/instancetype.ts'
import { Karpenter, type KarpenterSettings } from '../../../../engine/aws/karpenter/karpenter.ts'
import { launchOrder } from '../../../../engine/aws/karpenter/launch.ts'
import type { ClaimSpec } from '../../../../engine/aws/karpenter/newclaim.ts'
import { expireAfterMs, type NodePool } from '../../../../engine/aws/karpenter/nodepool.ts'
import { requestsOf } from '../../../../engine/aws/karpenter/podrequests.ts'
import { fits, requestedBy, subtract, type StateNode } from '../../../../engine/aws/karpenter/statenode.ts'
import { CAPACITY_TYPE_LABEL, eksDaemonPods, NODE_POOL_LABEL } from '../../../../engine/aws/eks-node.ts'
import { timestamp } from '../../../../engine/kubernetes/apimachinery/clock.ts'
import { Random } from '../../../../engine/kubernetes/apimachinery/random.ts'
import { findUntoleratedTaint } from '../../../../engine/kubernetes/scheduler/taints.ts'
import type { Pod, PodDisruptionBudget } from '../../../../engine/kubernetes/types/index.ts'
import { makePod } from '../../../../engine/kubernetes/types/make.ts'
import { INSTANCE_TYPE_LABEL, ZONE_LABEL } from '../../../../engine/kubernetes/types/wellknown.ts'
import { ZONES } from '../../support/cluster.ts'

export function nodePool(name = 'default', change: Partial<Omit<NodePool['spec'], 'template'>> & { requirements?: NodePool['spec']['template']['spec']['requirements'], template?: Partial<NodePool['spec']['template']['spec']> } = {}): NodePool {
  const { requirements, template, ...spec } = change
  return {
    apiVersion: 'karpenter.sh/v1', kind: 'NodePool', metadata: { name },
    spec: {
      template: { spec: {
        nodeClassRef: { group: 'karpenter.k8s.aws', kind: 'EC2NodeClass', name: 'default' },
        requirements: requirements ?? [
          { key: 'karpenter.sh/capacity-type', operator: 'In', values: ['on-demand'] }, { key: 'kubernetes.io/arch', operator: 'In', values: ['amd64'] },
          { key: 'karpenter.k8s.aws/instance-category', operator: 'In', values: ['c', 'm', 'r'] },
        ],
        ...template,
      } },
      ...spec,
    },
  }
}

export const CATALOG: CatalogOptions = { kind: 'karpenter', region: 'ap-northeast-2', zones: ZONES }

export interface LaneOptions {
  pools?: readonly NodePool[]
  types?: readonly OfferedType[]
  settings?: Partial<KarpenterSettings>
  seed?: number
  startMs?: number
  /** How long a node that is to go still stands, with its pods. @default 0 */
  drainMs?: number
  daemonPods?: readonly Pod[]
}

export class Lane implements KarpenterHost {
  now = 0
  readonly karpenter: Karpenter
  readonly told: (KarpenterEvent & { at: number })[] = []
  readonly logged: { at: number, message: string, params: Record<string, unknown> }[] = []
  readonly random: Random
  #nodes: readonly StateNode[] = []
  #pending: readonly Pod[] = []
  #pools: readonly NodePool[]
  #budgets: readonly PodDisruptionBudget[] = []
  #taints = new Set<string>()
  readonly #types: readonly OfferedType[]
  readonly #daemons: readonly Pod[]
  readonly #startMs: number
  readonly #drainMs: number
  #drained: { name: string, at: number }[] = []
  #next = 0

  constructor({ pools = [nodePool()], types = catalogOf(CATALOG), settings, seed = 1, startMs = 30_000, drainMs = 0, daemonPods = eksDaemonPods('karpenter') }: LaneOptions = {}) {
    this.karpenter = new Karpenter(settings)
    this.#pools = pools
    this.#types = types
    this.#daemons = daemonPods
    this.random = new Random(seed)
    this.#startMs = startMs
    this.#drainMs = drainMs
  }

  pools = () => this.#pools
  types = () => this.#types
  nodes = () => this.#nodes
  pendingPods = () => this.#pending
  daemonPods = () => this.#daemons
  budgets = () => this.#budgets
  namespaceLabels = () => undefined
  volumeZones = () => undefined
  suffix = () => this.random.suffix(5)

  createClaim(name: string, claim: ClaimSpec): void {
    const [launch] = launchOrder(claim, NOTHING_UNAVAILABLE, this.random)
    if (!launch) throw new Error('nothing to launch')
    const { type, offering } = launch
    this.#nodes = [...this.#nodes, {
      name, nodeClaim: name, nodePool: claim.template.name, pods: [], createdAt: this.now, deleting: false, initialized: false, registered: false, ready: false,
      taints: claim.template.taints, allocatable: type.allocatable, capacity: type.capacity, expireAfterMs: expireAfterMs(claim.template.pool.spec.template.spec),
      labels: { ...claim.template.labels, ...type.labels, [INSTANCE_TYPE_LABEL]: type.name, [ZONE_LABEL]: offering.zone, [CAPACITY_TYPE_LABEL]: offering.capacityType, [NODE_POOL_LABEL]: claim.template.name },
    }]
  }

  deleteClaim(name: string): void {
    if (this.#drainMs === 0) return this.#remove(name)
    this.#drained.push({ name, at: this.now + this.#drainMs })
    this.setNodes(node => (node.nodeClaim === name ? { ...node, deleting: true } : node))
  }

  #remove(name: string): void {
    const node = this.#nodes.find(({ nodeClaim }) => nodeClaim === name)
    if (!node) return
    this.#nodes = this.#nodes.filter(one => one !== node)
    this.#taints.delete(node.name)
    this.karpenter.clusterChanged(this.now)
    this.add(node.pods.map(({ spec, metadata }) => ({ ...makePod(`${metadata.name}`), metadata: { ...metadata }, spec: { ...spec, nodeName: undefined } })))
  }

  taint(node: string, reason: string | undefined): void {
    if (reason) this.#taints.add(node)
    else this.#taints.delete(node)
  }

  event(event: KarpenterEvent): void {
    this.told.push({ ...event, at: this.now })
  }

  log(message: string, params: Record<string, unknown>): void {
    this.logged.push({ at: this.now, message, params })
  }

  /** Changes NodePools. */
  setPools(pools: readonly NodePool[]): void {
    this.#pools = pools
    this.karpenter.clusterChanged(this.now)
  }

  setBudgets(budgets: readonly PodDisruptionBudget[]): void {
    this.#budgets = budgets
  }

  /** Changes nodes in place of what happens to them. */
  setNodes(change: (node: StateNode) => StateNode | undefined): void {
    this.#nodes = this.#nodes.flatMap(node => change(node) ?? [])
    this.karpenter.clusterChanged(this.now)
  }

  addNode(node: StateNode): void {
    this.#nodes = [...this.#nodes, node]
    this.karpenter.clusterChanged(this.now)
  }

  /** Pods that have just been created: bound where there is room, else unschedulable. */
  add(pods: readonly Pod[]): void {
    this.#pending = [...this.#pending, ...pods.map(unschedulable)]
    this.#bind()
  }

  /** Ends pods by name. */
  remove(names: ReadonlySet<string>): void {
    this.#pending = this.#pending.filter(({ metadata }) => !names.has(metadata.name))
    this.setNodes(node => (node.pods.some(({ metadata }) => names.has(metadata.name)) ? { ...node, pods: node.pods.filter(({ metadata }) => !names.has(metadata.name)), lastPodEventAt: this.now } : node))
    this.#bind()
  }

  /** Lets time pass up to and including an instant (ms). */
  runUntil(until: number, watch: () => void = () => undefined): void {
    for (;;) {
      const ready = this.#nodes.filter(({ initialized }) => !initialized).map(({ createdAt }) => createdAt + this.#startMs)
      const at = Math.max(Math.min(this.#next, ...ready, ...this.#drained.map(one => one.at)), this.now)
      if (at > until) break
      this.now = at
      for (const one of this.#drained.filter(drained => drained.at <= at)) this.#remove(one.name)
      this.#drained = this.#drained.filter(drained => drained.at > at)
      if (ready.some(one => one <= at)) {
        this.setNodes(node => (node.initialized || node.createdAt + this.#startMs > at ? node : { ...node, initialized: true, registered: true, ready: true, initializedAt: at }))
        this.#bind()
      }
      this.#next = this.karpenter.step(this)
      watch()
    }
    this.now = until
  }

  get pendingCount(): number {
    return this.#pending.length
  }

  /** USD an hour of every node. */
  get price(): number {
    return this.#nodes.reduce((sum, { labels }) => {
      const type = this.#types.find(({ name }) => name === labels[INSTANCE_TYPE_LABEL])
      return sum + (type?.offerings.find(({ zone, capacityType }) => zone === labels[ZONE_LABEL] && capacityType === labels[CAPACITY_TYPE_LABEL])?.price ?? 0)
    }, 0)
  }

  typeNames(): string[] {
    return this.#nodes.map(({ labels }) => labels[INSTANCE_TYPE_LABEL] ?? '').sort()
  }

  #bind(): void {
    const left: Pod[] = []
    for (const pod of this.#pending) {
      const target = this.#nodes.find(node => node.initialized && !node.deleting && !this.#taints.has(node.name)
        && !findUntoleratedTaint(node.taints, pod.spec.tolerations ?? [])
        && fits(requestsOf(pod), subtract(subtract(node.allocatable, requestedBy(node.pods).all), requestedBy(this.#daemons).all)))
      if (!target) {
        left.push(pod)
        continue
      }
      const bound: Pod = { ...pod, spec: pod.spec, status: { phase: 'Running', startTime: timestamp(this.now) } }
      this.#nodes = this.#nodes.map(node => (node === target ? { ...node, pods: [...node.pods, bound], lastPodEventAt: this.now } : node))
      this.karpenter.clusterChanged(this.now)
    }
    this.#pending = left
    this.#next = this.now
  }
}

function unschedulable(pod: Pod): Pod {
  return { ...pod, status: { phase: 'Pending', conditions: [{ type: 'PodScheduled', status: 'False', reason: 'Unschedulable' }] } }
}

/** So many pods of one template, which share a spec. */
export function pods(count: number, words: Parameters<typeof makePod>[1] = {}, prefix = 'web'): Pod[] {
  const { spec, metadata } = makePod(prefix, words)
  return Array.from({ length: count }, (_, i): Pod => ({
    apiVersion: 'v1', kind: 'Pod', spec,
    metadata: { ...metadata, name: `${prefix}-${i}`, uid: `${prefix}-${i}`, ownerReferences: [{ apiVersion: 'apps/v1', kind: 'ReplicaSet', name: prefix, uid: prefix, controller: true }] },
  }))
}
