/**
 * Cluster Autoscaler in a cluster: looks at the API every scan interval, changes the sizes of node groups and drains nodes that
 * are not needed. Models cluster-autoscaler/main.go (run) and loop/trigger.go around the scan of clusterautoscaler.ts.
 */
import { controllerOf, equal, findCondition, isPodTerminal, isTerminating } from '../apimachinery/meta.ts'
import type { WatchEvent } from '../apiserver/store.ts'
import { Framework } from '../scheduler/framework/framework.ts'
import type { Snapshot } from '../scheduler/snapshot.ts'
import { SCHEDULER_KINDS, snapshotOf } from '../scheduler/storesnapshot.ts'
import type { Context, Controller, Watch } from '../simulation/controller.ts'
import type { KubeObject, Pod } from '../types/index.ts'
import type { CloudProvider, NodeGroup } from './cloudprovider.ts'
import { ClusterAutoscaler } from './clusterautoscaler.ts'
import type { ClusterAutoscalerState } from './clusterautoscaler.ts'
import type { FindController } from './drainability.ts'
import { NodeDeletions, updateSoftDeletionTaints } from './nodedeletions.ts'
import type { NodeDeletionsState } from './nodedeletions.ts'
import type { AutoscalingOptions } from './options.ts'
import { RemainingPdbTracker } from './remainingpdbtracker.ts'
import type { AutoscalerEvent } from './result.ts'

declare module '../simulation/config.ts' {
  interface SimulationConfig {
    /** Cluster Autoscaler's flags that are not as upstream has them. @default none */
    clusterAutoscaler: Partial<AutoscalingOptions>
  }
}

const SCAN = 'scan'
const DELETION = 'delete:'
/** Flags that change are seen at the next scan, so one comes even when nothing can happen. */
const MOST_SCANS_SKIPPED = 6
/** What upstream's events about the autoscaler itself are of. */
const STATUS: KubeObject = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { namespace: 'kube-system', name: 'cluster-autoscaler-status' } }

interface SavedState {
  autoscaler: ClusterAutoscalerState
  deletions: NodeDeletionsState
  revision: number
  groups: readonly NodeGroup[]
}

export class ClusterAutoscalerController implements Controller {
  readonly name = 'cluster-autoscaler'
  readonly watches: readonly Watch[] = SCHEDULER_KINDS.map(kind => ({ kind }))
  readonly config = { clusterAutoscaler: {} }
  readonly #provider: CloudProvider
  readonly #seed: number
  readonly #framework = Framework.forProfile()
  readonly #deletions = new NodeDeletions()
  #flags: Partial<AutoscalingOptions> = {}
  #autoscaler: ClusterAutoscaler
  /** Moves with every change of objects and of groups. */
  #revision = 0
  #groups: readonly NodeGroup[] = []
  /** Built from the store when first asked for. */
  #cluster: { snapshot: Snapshot, pending: Map<string, Pod> } | undefined

  /**
   * @param provider whoever has the machines
   * @param seed of the choice between groups that no expander tells apart
   */
  constructor(provider: CloudProvider, seed = 1) {
    this.#provider = provider
    this.#seed = seed
    this.#autoscaler = new ClusterAutoscaler(this.#framework, {}, seed)
  }

  /** What it remembers, for figures: which nodes are not needed and since when, and why others have to stay. */
  get autoscaler(): ClusterAutoscaler {
    return this.#autoscaler
  }

  start(ctx: Context): void {
    ctx.enqueueAfter(SCAN, 0)
  }

  observe({ object, type }: WatchEvent, ctx: Context): void {
    const { snapshot, pending } = this.#clusterOf(ctx)
    if (type === 'DELETED') snapshot.remove(object)
    else snapshot.apply(object)
    this.#revision++
    this.#planScan(ctx)
    if (object.kind !== 'Pod') return
    const pod = object as Pod
    const key = `${pod.metadata.namespace}/${pod.metadata.name}`
    if (type === 'DELETED' || !isUnschedulable(pod)) pending.delete(key)
    else {
      if (!pending.has(key) && this.#autoscaler.options.frequentLoops) ctx.enqueue(SCAN)
      pending.set(key, pod)
    }
  }

  worldChanged(ctx: Context): void {
    const groups = this.#provider.nodeGroups()
    if (groups === this.#groups || equal(groups, this.#groups)) return
    this.#groups = groups
    this.#revision++
    this.#planScan(ctx)
  }

  reconcile(key: string, ctx: Context): void {
    if (key === SCAN) this.#scan(ctx)
    else this.#goOn(key.slice(DELETION.length), ctx)
  }

  save(): SavedState {
    return { autoscaler: this.#autoscaler.save(), deletions: this.#deletions.save(), revision: this.#revision, groups: this.#groups }
  }

  restore(state: unknown): void {
    const { autoscaler, deletions, revision, groups } = state as SavedState
    this.#autoscaler.restore(autoscaler)
    this.#deletions.restore(deletions)
    this.#revision = revision
    this.#groups = groups
    this.#cluster = undefined
  }

  #scan(ctx: Context): void {
    this.#useFlags(ctx)
    const { snapshot, pending } = this.#clusterOf(ctx)
    const { now } = ctx.clock
    const result = this.#autoscaler.runOnce({
      now, revision: this.#revision, snapshot, pendingPods: [...pending.values()], provider: this.#provider, findController: controllersIn(ctx),
    })
    this.#tell(result.events, ctx)
    const { nodeDeleteDelayAfterTaintMs, maxBulkSoftTaintCount } = this.#autoscaler.options
    for (const deletion of result.deletions) {
      this.#deletions.begin(deletion, ctx)
      ctx.enqueueAfter(DELETION + deletion.node.metadata.name, nodeDeleteDelayAfterTaintMs)
    }
    const nodes = ctx.store.list('Node').filter(node => this.#provider.nodeGroupForNode(node))
    updateSoftDeletionTaints(nodes, result.unneeded, maxBulkSoftTaintCount, ctx)
    this.#planScan(ctx)
  }

  #goOn(name: string, ctx: Context): void {
    const { options } = this.#autoscaler
    const budgets = new RemainingPdbTracker(ctx.store.list('PodDisruptionBudget'))
    const drainContext = { now: ctx.clock.now, options, budgets, findController: controllersIn(ctx) }
    const next = this.#deletions.step(name, { ctx, provider: this.#provider, options, info: this.#clusterOf(ctx).snapshot.node(name), drainContext })
    if (typeof next === 'number') ctx.enqueueAfter(DELETION + name, next)
    else if (next) {
      this.#tell(this.#autoscaler.endDeletion(next.node, next.result), ctx)
      this.#planScan(ctx)
    }
  }

  /** Plans the next scan at which something can happen; an earlier one stays. */
  #planScan(ctx: Context): void {
    const { now } = ctx.clock
    const { scanIntervalMs } = this.#autoscaler.options
    const wait = this.#autoscaler.nextScanAt(now, this.#revision) - now
    ctx.enqueueAfter(SCAN, Math.min(wait, MOST_SCANS_SKIPPED * scanIntervalMs))
  }

  #useFlags({ config }: Context): void {
    if (config.clusterAutoscaler === this.#flags) return
    this.#flags = config.clusterAutoscaler
    this.#revision++
    const state = this.#autoscaler.save()
    this.#autoscaler = new ClusterAutoscaler(this.#framework, this.#flags, this.#seed)
    this.#autoscaler.restore(state)
  }

  #clusterOf(ctx: Context): { snapshot: Snapshot, pending: Map<string, Pod> } {
    this.#cluster ??= {
      snapshot: snapshotOf(ctx.store),
      pending: new Map(ctx.store.list('Pod').filter(isUnschedulable).map(pod => [`${pod.metadata.namespace}/${pod.metadata.name}`, pod])),
    }
    return this.#cluster
  }

  #tell(events: readonly AutoscalerEvent[], ctx: Context): void {
    for (const { object = STATUS, type, reason, message, params } of events) ctx.event(object, type, reason, message, params)
  }
}

/** Whether the scheduler has said that it finds no node for a pod. */
function isUnschedulable(pod: Pod): boolean {
  const scheduled = findCondition(pod.status?.conditions, 'PodScheduled')
  return scheduled?.status === 'False' && scheduled.reason === 'Unschedulable' && !pod.spec.nodeName && !isTerminating(pod) && !isPodTerminal(pod)
}

function controllersIn({ store }: Context): FindController {
  return (pod) => {
    const owner = controllerOf(pod)
    const controller = owner && store.get(owner.kind, pod.metadata.namespace ?? '', owner.name)
    return controller && 'spec' in controller ? { replicas: (controller.spec as { replicas?: number }).replicas } : undefined
  }
}
