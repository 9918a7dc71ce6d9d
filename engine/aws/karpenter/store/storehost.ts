/** A cluster in a store, as Karpenter sees it and acts on it. */
import { controllerRef } from '../../../kubernetes/apimachinery/meta.ts'
import type { Context } from '../../../kubernetes/simulation/controller.ts'
import type { LogParams } from '../../../kubernetes/simulation/log.ts'
import type { DaemonSet, KubeObject, Labels, Pod, PodDisruptionBudget } from '../../../kubernetes/types/index.ts'
import { ZONE_LABEL } from '../../../kubernetes/types/wellknown.ts'
import { isSameTaint } from './statenodes.ts'
import type { KarpenterEvent, KarpenterHost } from '../host.ts'
import type { OfferedType } from '../instancetype.ts'
import type { ClaimSpec } from '../newclaim.ts'
import type { DisruptionReason, NodePool } from '../nodepool.ts'
import { DISRUPTED_TAINT, isProvisionable } from '../podrules.ts'
import type { StateNode } from '../statenode.ts'
import { clearClaimCondition, nodeClaimOf, setClaimCondition, withTaint, type NodeClaim } from './nodeclaim.ts'
import { StateNodes } from './statenodes.ts'

/** What the store's objects are read into, and when it must be read again. */
interface Read {
  nodes?: readonly StateNode[]
  pending?: readonly Pod[]
  daemons?: readonly Pod[]
  budgets?: readonly PodDisruptionBudget[]
  pools?: readonly NodePool[]
}

export class StoreHost implements KarpenterHost {
  readonly #ctx: Context
  readonly #types: readonly OfferedType[]
  readonly #launch: (claim: NodeClaim, spec: ClaimSpec) => void
  readonly #states = new StateNodes()
  #read: Read = {}
  #pools: readonly NodePool[] = []
  /** When a pod last came, ended or began to end on a node, by node. */
  lastPodEvents: ReadonlyMap<string, number> = new Map()

  constructor(ctx: Context, types: readonly OfferedType[], launch: (claim: NodeClaim, spec: ClaimSpec) => void) {
    this.#ctx = ctx
    this.#types = types
    this.#launch = launch
  }

  /** An object of a kind has changed: what was read of it is read again. Pods are part of nodes. */
  forget(kind: string): void {
    if (kind === 'Pod') delete this.#read.pending
    if (kind === 'Pod' || kind === 'Node' || kind === 'NodeClaim') delete this.#read.nodes
    if (kind === 'DaemonSet') delete this.#read.daemons
    if (kind === 'PodDisruptionBudget') delete this.#read.budgets
    if (kind === 'NodePool') delete this.#read.pools
  }

  forgetAll(): void {
    this.#read = {}
  }

  get now(): number {
    return this.#ctx.clock.now
  }

  /** The same list as long as no NodePool but its status changes. */
  pools(): readonly NodePool[] {
    if (!this.#read.pools) {
      const pools = (this.#ctx.store.list('NodePool') as unknown as NodePool[]).filter(({ metadata }) => metadata.deletionTimestamp === undefined)
      const same = pools.length === this.#pools.length && pools.every((pool, i) => pool.spec === this.#pools[i]?.spec && pool.metadata.uid === this.#pools[i]?.metadata.uid)
      this.#read.pools = this.#pools = same ? this.#pools : pools
    }
    return this.#read.pools
  }

  types(): readonly OfferedType[] {
    return this.#types
  }

  nodes(): readonly StateNode[] {
    return this.#read.nodes ??= this.#states.read(this.#ctx.store, this.lastPodEvents)
  }

  pendingPods(): readonly Pod[] {
    return this.#read.pending ??= this.#ctx.store.list('Pod').filter(isProvisionable)
  }

  daemonPods(): readonly Pod[] {
    return this.#read.daemons ??= this.#ctx.store.list('DaemonSet').map(podOf)
  }

  budgets(): readonly PodDisruptionBudget[] {
    return this.#read.budgets ??= this.#ctx.store.list('PodDisruptionBudget')
  }

  namespaceLabels(namespace: string): Labels | undefined {
    return this.#ctx.store.get('Namespace', '', namespace)?.metadata.labels
  }

  volumeZones(pod: Pod): readonly string[] | undefined {
    const { store } = this.#ctx
    const zones = (pod.spec.volumes ?? []).flatMap(({ persistentVolumeClaim }) => {
      const claim = persistentVolumeClaim && store.get('PersistentVolumeClaim', pod.metadata.namespace, persistentVolumeClaim.claimName)
      const zone = claim?.spec.volumeName === undefined ? undefined : store.get('PersistentVolume', '', claim.spec.volumeName)?.metadata.labels?.[ZONE_LABEL]
      return zone ?? []
    })
    return zones.length > 0 ? zones : undefined
  }

  suffix(): string {
    return this.#ctx.random.suffix(5)
  }

  createClaim(name: string, spec: ClaimSpec): void {
    this.#launch(this.#ctx.store.create(nodeClaimOf(name, spec)), spec)
  }

  deleteClaim(name: string): void {
    const { store } = this.#ctx
    if (store.get('NodeClaim', '', name)) store.delete('NodeClaim', '', name)
  }

  taint(name: string, reason: DisruptionReason | undefined): void {
    const { store } = this.#ctx
    const node = store.get('Node', '', name)
    if (node && (node.spec.taints ?? []).some(taint => isSameTaint(taint, DISRUPTED_TAINT)) !== (reason !== undefined)) store.update(withTaint(node, DISRUPTED_TAINT, reason !== undefined))
    const claim = (store.list('NodeClaim') as unknown as NodeClaim[]).find(({ status }) => status?.nodeName === name)
    if (claim && reason) setClaimCondition(claim, { type: 'DisruptionReason', status: 'True', reason, message: reason }, store)
    else if (claim) clearClaimCondition(claim, 'DisruptionReason', store)
  }

  event({ on: { kind, namespace, name }, type, reason, message, params }: KarpenterEvent): void {
    const object: KubeObject | undefined = this.#ctx.store.get(kind, namespace, name)
    if (object) this.#ctx.event(object, type, reason, message, params)
  }

  log(message: string, params: LogParams): void {
    const logger: KubeObject = { apiVersion: '', kind: 'Karpenter', metadata: { name: 'karpenter' } }
    const reason = message.replace(/[^a-z ]/gi, '').split(' ').map(word => word.charAt(0).toUpperCase() + word.slice(1)).join('')
    this.#ctx.event(logger, 'Normal', reason, message, params)
  }
}

const pods = new WeakMap<DaemonSet, Pod>()

/** The pod that a DaemonSet would put on a node. */
function podOf(daemonSet: DaemonSet): Pod {
  let pod = pods.get(daemonSet)
  if (!pod) {
    const { metadata, spec } = daemonSet.spec.template
    const { name, namespace } = daemonSet.metadata
    pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace, labels: metadata?.labels, ownerReferences: [controllerRef(daemonSet)] }, spec }
    pods.set(daemonSet, pod)
  }
  return pod
}
