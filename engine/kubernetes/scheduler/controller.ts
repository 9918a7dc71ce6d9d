/**
 * kube-scheduler as a controller of the simulation. Models pkg/scheduler/schedule_one.go and eventhandlers.go: one pod
 * at a time, from the queue to a binding or to a FailedScheduling event and, if that helps, preemption.
 * Leaves out several profiles, binding in the background and permits. A cycle takes `schedulingLatencyMs`.
 */
import type { SimulationConfig } from '../simulation/config.ts'
import type { Context, Controller, Watch } from '../simulation/controller.ts'
import { ApiError } from '../apiserver/errors.ts'
import type { WatchEvent } from '../apiserver/store.ts'
import type { Pod } from '../types/index.ts'
import { claimsReady, selectNodeForClaims } from './bindvolumes.ts'
import { clusterEventsOf, isFinished } from './clusterevents.ts'
import { fitErrorMessage } from './fiterror.ts'
import { Framework } from './framework/framework.ts'
import type { Profile } from './framework/profile.ts'
import { namespacedName } from './keys.ts'
import { podInfoOf } from './podinfo.ts'
import { clearNomination, markUnschedulable } from './podconditions.ts'
import { evictVictims } from './preemption/evict.ts'
import { preempt } from './preemption/preemption.ts'
import { SchedulingQueue } from './queue.ts'
import type { QueueState, QueuedPod } from './queue.ts'
import { Scheduler } from './scheduler.ts'
import type { Unscheduled } from './scheduler.ts'
import type { Snapshot } from './snapshot.ts'
import { SCHEDULER_KINDS, snapshotOf } from './storesnapshot.ts'

declare module '../simulation/config.ts' {
  interface SimulationConfig {
    /** How long the scheduler takes for one pod. An assumption. @default 10 ms */
    schedulingLatencyMs: number
  }
}

export const SCHEDULER_CONFIG = { schedulingLatencyMs: 10 } satisfies Partial<SimulationConfig>

/** The one key: there is one queue. */
const CYCLE = 'cycle'

interface SavedState {
  queue: QueueState
  /** Pods whose node is chosen and whose volumes are on their way: key to node. */
  reserved: readonly (readonly [string, string])[]
  nextStartNodeIndex: number
}

export class SchedulerController implements Controller {
  readonly name: string
  readonly watches: readonly Watch[] = SCHEDULER_KINDS.map(kind => ({ kind }))
  readonly config = SCHEDULER_CONFIG
  readonly framework: Framework
  readonly #queue: SchedulingQueue
  #reserved = new Map<string, string>()
  #nextStart = 0
  #cluster: Snapshot | undefined

  /** @param profile changes to kube-scheduler's default profile */
  constructor(profile: Partial<Profile> = {}) {
    this.framework = Framework.forProfile(profile)
    this.name = this.framework.profile.schedulerName
    this.#queue = new SchedulingQueue(plugin => this.framework.eventsOf(plugin))
  }

  /** The cluster as the scheduler sees it now, for `explain`. Built from the store when first asked for. */
  snapshot(ctx: Pick<Context, 'store'>): Snapshot {
    if (!this.#cluster) {
      this.#cluster = snapshotOf(ctx.store)
      for (const [key, node] of this.#reserved) {
        const pod = ctx.store.getByKey('Pod', key)
        if (pod) this.#cluster.assume(podInfoOf(pod), node)
      }
    }
    return this.#cluster
  }

  reconcile(_key: string, ctx: Context): void {
    this.#bindReserved(ctx)
    this.#queue.flush(ctx.clock.now)
    const queued = this.#queue.pop()
    const pod = queued && ctx.store.getByKey('Pod', queued.key)
    if (queued && pod && this.#wants(pod)) this.#scheduleOne(queued, pod, ctx)
    if (this.#queue.activeCount > 0) ctx.enqueueAfter(CYCLE, ctx.config.schedulingLatencyMs)
    this.#planFlush(ctx)
  }

  save(): SavedState {
    return { queue: this.#queue.save(), reserved: [...this.#reserved], nextStartNodeIndex: this.#nextStart }
  }

  restore(state: unknown): void {
    const { queue, reserved, nextStartNodeIndex } = state as SavedState
    this.#queue.restore(queue)
    this.#reserved = new Map(reserved)
    this.#nextStart = nextStartNodeIndex
    this.#cluster = undefined
  }

  /** Whether a pod is this scheduler's to place. */
  #wants({ metadata, spec, status }: Pod): boolean {
    return !spec.nodeName && !metadata.deletionTimestamp && !spec.schedulingGates?.length && status?.phase !== 'Failed'
      && (spec.schedulerName ?? this.name) === this.name
  }

  /** Keeps snapshot and queue up to date with a change; a change that gives the scheduler work wakes it. */
  observe(event: WatchEvent, ctx: Context): void {
    const { object, type } = event
    const cluster = this.snapshot(ctx)
    const key = namespacedName(object)
    if (type === 'DELETED') cluster.remove(object)
    else if (object.kind !== 'Pod' || !this.#reserved.has(key)) cluster.apply(object)
    for (const clusterEvent of clusterEventsOf(event)) this.#queue.moveFor(clusterEvent, ctx.clock.now)
    if (object.kind === 'Pod') this.#observePod(event, key, ctx)
    if (this.#queue.activeCount > 0 || this.#reserved.size > 0) ctx.enqueueAfter(CYCLE, ctx.config.schedulingLatencyMs)
    else this.#planFlush(ctx)
  }

  #observePod({ object, old, type }: WatchEvent, key: string, ctx: Context): void {
    const [pod, before] = [object as Pod, old as Pod | undefined]
    if (type === 'DELETED' || !this.#wants(pod) || isFinished(pod)) {
      this.#queue.delete(key)
      if (type === 'DELETED' || pod.metadata.deletionTimestamp) this.#reserved.delete(key)
    } else if (!this.#reserved.has(key)) {
      if (!this.#queue.has(key)) this.#queue.add(key, pod.spec.priority ?? 0, ctx.clock.now)
      else if (before && (pod.spec !== before.spec || pod.metadata.labels !== before.metadata.labels)) this.#queue.update(key, ctx.clock.now)
    }
  }

  #planFlush(ctx: Context): void {
    const next = this.#queue.nextFlush()
    if (next !== undefined) ctx.enqueueAfter(CYCLE, Math.max(next - ctx.clock.now, ctx.config.schedulingLatencyMs))
  }

  #scheduleOne(queued: QueuedPod, pod: Pod, ctx: Context): void {
    const cluster = this.snapshot(ctx)
    const scheduler = new Scheduler(this.framework, ctx.random)
    scheduler.nextStartNodeIndex = this.#nextStart
    const result = scheduler.schedule(pod, cluster)
    this.#nextStart = scheduler.nextStartNodeIndex
    if (result.node === undefined) return this.#fail(queued, pod, result, ctx)
    this.#reserved.set(queued.key, result.node)
    cluster.assume(podInfoOf(pod), result.node)
    selectNodeForClaims(pod, result.node, cluster, ctx)
    this.#bindReserved(ctx)
  }

  /** Binds the pods whose volumes are there. */
  #bindReserved(ctx: Context): void {
    for (const [key, node] of this.#reserved) {
      const pod = ctx.store.getByKey('Pod', key)
      if (pod && this.#wants(pod) && !claimsReady(pod, this.snapshot(ctx))) continue
      this.#reserved.delete(key)
      if (!pod || !this.#wants(pod)) continue
      const { namespace = 'default', name } = pod.metadata
      try {
        ctx.store.bind(namespace, name, node)
      } catch (error) {
        // A pod whose binding the API did not take is in no queue any more: it is bound at the next try.
        if (error instanceof ApiError && error.isUnavailable) this.#reserved.set(key, node)
        throw error
      }
      ctx.event(pod, 'Normal', 'Scheduled', `Successfully assigned ${namespace}/${name} to ${node}`, { namespace, pod: name, node })
    }
  }

  #fail(queued: QueuedPod, pod: Pod, result: Unscheduled, ctx: Context): void {
    const cluster = this.snapshot(ctx)
    const info = podInfoOf(pod)
    const preemption = preempt(this.framework, info, cluster, result, ctx.random)
    const { candidate, message } = preemption
    const text = message ? fitErrorMessage({ ...result.diagnosis, postFilterMessage: message }) : result.message
    // Back in the queue before the victims go: their going is what it waits for.
    this.#queue.addUnschedulable(queued, result.diagnosis.unschedulablePlugins, ctx.clock.now)
    ctx.event(pod, 'Warning', 'FailedScheduling', text, { pod: pod.metadata.name, nodes: result.diagnosis.numAllNodes })
    if (!candidate) return markUnschedulable(pod, text, preemption.clearsNomination ? null : undefined, ctx)
    const outranked = cluster.nominatedTo(candidate.node).filter(({ priority }) => priority < info.priority)
    markUnschedulable(pod, text, candidate.node, ctx)
    for (const { key } of outranked) {
      const other = ctx.store.getByKey('Pod', key)
      if (other) clearNomination(other, ctx)
    }
    evictVictims(pod, candidate, ctx)
  }
}
