/**
 * Karpenter in a cluster: NodePools and NodeClaims are objects of its API, machines are EC2's.
 * Models pkg/controllers of kubernetes-sigs/karpenter and pkg/controllers/interruption of aws/karpenter-provider-aws (which needs a
 * queue that is taken to be there). Leaves out drift, node repair, static NodePools, NodeOverlays and the validation of objects
 * beyond their schema.
 */
import { timestamp } from '../../../kubernetes/apimachinery/clock.ts'
import { findCondition, isPodTerminal, isTerminating } from '../../../kubernetes/apimachinery/meta.ts'
import type { WatchEvent } from '../../../kubernetes/apiserver/store.ts'
import type { Context, Controller, Watch } from '../../../kubernetes/simulation/controller.ts'
import type { World } from '../../../kubernetes/simulation/world.ts'
import type { Node, Pod, UnstructuredObject } from '../../../kubernetes/types/index.ts'
import { catalogOf, type CatalogOptions } from '../catalog.ts'
import { Karpenter, type KarpenterSettings, type KarpenterState } from '../karpenter.ts'
import { isOfDaemonSet, isProvisionable } from '../podrules.ts'
import { interrupt } from './interruption.ts'
import { launchClaim } from './launcher.ts'
import { advanceClaim } from './lifecycle.ts'
import { INITIALIZED_LABEL, type NodeClaim } from './nodeclaim.ts'
import { StoreHost } from './storehost.ts'
import { terminateClaim } from './termination.ts'

const LOOP = 'loop'
const POOLS = 'pools'
const CLAIM = 'claim:'

/** A pod event on a node is not noted again for so long (nodeclaim/podevents). */
const DEDUPE_MS = 10_000

interface ControllerState {
  karpenter: KarpenterState
  lastPodEvents: ReadonlyMap<string, number>
}

export class KarpenterController implements Controller {
  readonly name: string
  readonly watches: readonly Watch[] = [
    { kind: 'Pod', keysFor: ({ type, object, old }) => (type === 'DELETED' || wakes(object as Pod, old as Pod | undefined) ? [LOOP] : []) },
    { kind: 'Node', keysFor: (event, ctx) => [...(isNews(event) ? [LOOP, POOLS] : []), ...this.#claimsOf(event.object as Node, ctx)] },
    { kind: 'NodeClaim', keysFor: ({ object }) => [CLAIM + object.metadata.name, LOOP, POOLS] },
    { kind: 'NodePool', keysFor: () => [LOOP, POOLS] },
    { kind: 'DaemonSet', keysFor: () => [] },
    { kind: 'PodDisruptionBudget', keysFor: () => [] },
  ]

  readonly #catalog: CatalogOptions
  readonly #karpenter: Karpenter
  #host: StoreHost | undefined

  constructor(catalog: CatalogOptions, settings: Partial<KarpenterSettings> = {}) {
    this.name = catalog.kind === 'auto-mode' ? 'eks-auto-mode' : 'karpenter'
    this.#catalog = catalog
    this.#karpenter = new Karpenter(settings)
  }

  start(ctx: Context): void {
    this.#host = new StoreHost(ctx, catalogOf(this.#catalog), (claim, spec) => launchClaim(claim, spec, ctx, {
      catalog: this.#catalog, host: () => this.#hostOf(ctx), refused: (type, zone, capacityType) => this.#karpenter.refused(type, zone, capacityType, ctx.clock.now),
    }))
    ctx.enqueue(LOOP)
  }

  observe(event: WatchEvent, ctx: Context): void {
    const host = this.#hostOf(ctx)
    const { object, old, type } = event
    host.forget(object.kind)
    if (object.kind === 'Pod') this.#podChanged(type, object as Pod, old as Pod | undefined, ctx)
    else if ((object.kind === 'Node' && isNews(event)) || (object.kind === 'NodeClaim' && type !== 'MODIFIED') || ((object.kind === 'NodePool' || object.kind === 'DaemonSet') && isOtherSpec(event))) this.#karpenter.clusterChanged(ctx.clock.now)
  }

  worldChanged(ctx: Context, before: World): void {
    if (before.machines !== ctx.world.machines) interrupt(before, ctx, this.#hostOf(ctx), this.#karpenter)
  }

  reconcile(key: string, ctx: Context): void {
    const host = this.#hostOf(ctx)
    if (key === POOLS) return countNodes(host, ctx)
    if (key.startsWith(CLAIM)) return this.#advance(key, ctx)
    if (host.pools().length === 0 && host.nodes().every(({ nodeClaim }) => nodeClaim === undefined)) return
    const next = this.#karpenter.step(host)
    if (Number.isFinite(next)) ctx.enqueueAfter(LOOP, next - ctx.clock.now)
  }

  save(): ControllerState {
    return { karpenter: this.#karpenter.save(), lastPodEvents: this.#host?.lastPodEvents ?? new Map() }
  }

  restore({ karpenter, lastPodEvents }: ControllerState): void {
    this.#karpenter.restore(karpenter)
    this.#host?.forgetAll()
    if (this.#host) this.#host.lastPodEvents = lastPodEvents
  }

  #hostOf(ctx: Context): StoreHost {
    if (!this.#host) this.start(ctx)
    return this.#host as StoreHost
  }

  #advance(key: string, ctx: Context): void {
    const claim = ctx.store.get('NodeClaim', '', key.slice(CLAIM.length)) as NodeClaim | undefined
    if (!claim) return
    const host = this.#hostOf(ctx)
    const again = isTerminating(claim) ? terminateClaim(claim, ctx, host) : advanceClaim(claim, ctx, host)
    if (again !== undefined) ctx.enqueueAfter(key, again)
  }

  /** Claims whose node is starting or going: its changes bring them on. */
  #claimsOf(node: Node, { store }: Context): string[] {
    if (node.metadata.labels?.[INITIALIZED_LABEL] === 'true' && !isTerminating(node)) return []
    const { providerID } = node.spec
    const claims = store.list('NodeClaim') as unknown as NodeClaim[]
    return providerID === undefined ? [] : claims.filter(({ status }) => status?.providerID === providerID).map(({ metadata }) => CLAIM + metadata.name)
  }

  #podChanged(type: WatchEvent['type'], pod: Pod, old: Pod | undefined, { clock: { now } }: Context): void {
    const { nodeName } = pod.spec
    const bound = nodeName !== undefined && !old?.spec.nodeName
    const ended = nodeName !== undefined && old !== undefined && ((!isPodTerminal(old) && isPodTerminal(pod)) || (!isTerminating(old) && isTerminating(pod)))
    if (bound || ended || type === 'DELETED') this.#karpenter.clusterChanged(now)
    if (!(bound || ended) || isOfDaemonSet(pod) || !this.#host) return
    const { lastPodEvents } = this.#host
    if (now - (lastPodEvents.get(nodeName) ?? Number.NEGATIVE_INFINITY) >= DEDUPE_MS) this.#host.lastPodEvents = new Map(lastPodEvents).set(nodeName, now)
  }
}

/** Whether a change of a pod calls for a turn of the loop. */
function wakes(pod: Pod, old: Pod | undefined): boolean {
  return isProvisionable(pod) !== (old !== undefined && isProvisionable(old)) || pod.spec.nodeName !== old?.spec.nodeName || isTerminating(pod) !== (old !== undefined && isTerminating(old))
}

/** Whether a change of a Node may change a decision: it came, went, began to go, or its readiness, start or size changed. */
function isNews({ type, object, old }: WatchEvent): boolean {
  if (type !== 'MODIFIED' || !old) return true
  const [now, before] = [object as Node, old as Node]
  const ready = ({ status }: Node) => findCondition(status?.conditions, 'Ready')?.status
  return ready(now) !== ready(before) || now.metadata.labels !== before.metadata.labels || now.status?.allocatable !== before.status?.allocatable
    || isTerminating(now) !== isTerminating(before) || now.spec.taints !== before.spec.taints || now.metadata.annotations !== before.metadata.annotations
}

const isOtherSpec = ({ object, old }: WatchEvent) => (object as UnstructuredObject).spec !== (old as UnstructuredObject | undefined)?.spec

/** NodePools say how many nodes they have (nodepool/counter) and that they are ready. */
function countNodes(host: StoreHost, { store, clock }: Context): void {
  for (const { metadata: { name } } of host.pools()) {
    const pool = store.mustGet('NodePool', '', name) as UnstructuredObject
    const own = host.nodes().filter(({ nodePool, deleting }) => nodePool === name && !deleting)
    const condition = { type: 'Ready', status: 'True', reason: 'Ready', message: '', lastTransitionTime: pool.metadata.creationTimestamp ?? timestamp(clock.now) }
    store.updateStatus({ ...pool, status: { ...pool.status, conditions: [condition], nodes: own.length } })
  }
}
