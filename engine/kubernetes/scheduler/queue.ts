/**
 * Pods that wait for a node. Models pkg/scheduler/backend/queue/scheduling_queue.go: active pods by priority, pods in
 * back-off, and pods that wait for a change in the cluster. Leaves out queueing hints and popping from back-off early.
 */
import type { ClusterEvent } from './framework/clusterevent.ts'

/** A pod in the queue, as data. */
export interface QueuedPod {
  /** `namespace/name`. */
  readonly key: string
  readonly priority: number
  /** When it came to the queue, or back to it, in virtual milliseconds. */
  readonly timestamp: number
  /** How often it was tried in vain. */
  readonly attempts: number
  /** The plugins that rejected it last; none when there was no node, and any change may help. */
  readonly rejectedBy: readonly string[]
  /** Tells apart what came at the same time. */
  readonly seq: number
}

export interface QueueState {
  active: readonly QueuedPod[]
  backoff: readonly QueuedPod[]
  unschedulable: readonly QueuedPod[]
  seq: number
}

const INITIAL_BACKOFF_MS = 1_000
const MAX_BACKOFF_MS = 10_000
/** After so long a pod is tried again whether anything changed or not (podMaxInUnschedulablePodsDuration). */
const MAX_UNSCHEDULABLE_MS = 5 * 60_000

/** How long a pod waits after so many attempts: 1 s, 2 s, 4 s, 8 s, then 10 s. */
export function backoffMs(attempts: number): number {
  return attempts === 0 ? 0 : Math.min(INITIAL_BACKOFF_MS * 2 ** (attempts - 1), MAX_BACKOFF_MS)
}

export class SchedulingQueue {
  readonly #eventsOf: (plugin: string) => readonly ClusterEvent[]
  #active = new Map<string, QueuedPod>()
  #backoff = new Map<string, QueuedPod>()
  #unschedulable = new Map<string, QueuedPod>()
  #seq = 0

  /** @param eventsOf what may help a pod that a plugin rejected */
  constructor(eventsOf: (plugin: string) => readonly ClusterEvent[]) {
    this.#eventsOf = eventsOf
  }

  /** Puts a new pod up for scheduling; one that is here already stays where it is. */
  add(key: string, priority: number, now: number): void {
    if (this.has(key)) return
    this.#active.set(key, { key, priority, timestamp: now, attempts: 0, rejectedBy: [], seq: this.#seq++ })
  }

  has(key: string): boolean {
    return this.#active.has(key) || this.#backoff.has(key) || this.#unschedulable.has(key)
  }

  delete(key: string): void {
    this.#active.delete(key)
    this.#backoff.delete(key)
    this.#unschedulable.delete(key)
  }

  /** Takes the pod of the highest priority, of equals the one that waits longest. */
  pop(): QueuedPod | undefined {
    let first: QueuedPod | undefined
    for (const pod of this.#active.values()) if (!first || goesBefore(pod, first)) first = pod
    if (first) this.#active.delete(first.key)
    return first
  }

  /** Takes back a pod that was tried in vain; it waits for a change that may help it. */
  addUnschedulable(pod: QueuedPod, rejectedBy: Iterable<string>, now: number): void {
    this.#unschedulable.set(pod.key, { ...pod, timestamp: now, attempts: pod.attempts + 1, rejectedBy: [...rejectedBy] })
  }

  /** Moves the pods on that a change may help: to back-off while that lasts, else up for scheduling. */
  moveFor(event: ClusterEvent, now: number): void {
    for (const pod of this.#unschedulable.values()) {
      const helps = pod.rejectedBy.length === 0 || pod.rejectedBy.some(plugin => this.#eventsOf(plugin).includes(event))
      if (helps) this.#requeue(pod, now)
    }
  }

  /** Tries one pod again, because it was changed itself. */
  update(key: string, now: number): void {
    const pod = this.#unschedulable.get(key)
    if (pod) this.#requeue(pod, now)
  }

  /** Puts up for scheduling what is through with its back-off, or has waited for a change too long. */
  flush(now: number): void {
    for (const pod of this.#backoff.values()) if (backoffEnd(pod) <= now) this.#activate(pod)
    for (const pod of this.#unschedulable.values()) if (pod.timestamp + MAX_UNSCHEDULABLE_MS <= now) this.#requeue(pod, now)
  }

  /** When `flush` will next have something to do; undefined when nothing waits. */
  nextFlush(): number | undefined {
    let next = Infinity
    for (const pod of this.#backoff.values()) next = Math.min(next, backoffEnd(pod))
    for (const pod of this.#unschedulable.values()) next = Math.min(next, pod.timestamp + MAX_UNSCHEDULABLE_MS)
    return next === Infinity ? undefined : next
  }

  /** How many pods are up for scheduling. */
  get activeCount(): number {
    return this.#active.size
  }

  save(): QueueState {
    return {
      active: [...this.#active.values()], backoff: [...this.#backoff.values()],
      unschedulable: [...this.#unschedulable.values()], seq: this.#seq,
    }
  }

  restore(state: QueueState): void {
    const byKey = (pods: readonly QueuedPod[]) => new Map(pods.map(pod => [pod.key, pod]))
    this.#active = byKey(state.active)
    this.#backoff = byKey(state.backoff)
    this.#unschedulable = byKey(state.unschedulable)
    this.#seq = state.seq
  }

  #requeue(pod: QueuedPod, now: number): void {
    if (backoffEnd(pod) <= now) {
      this.#activate(pod)
    } else {
      this.#unschedulable.delete(pod.key)
      this.#backoff.set(pod.key, pod)
    }
  }

  #activate(pod: QueuedPod): void {
    this.delete(pod.key)
    this.#active.set(pod.key, { ...pod, seq: this.#seq++ })
  }
}

function goesBefore(a: QueuedPod, b: QueuedPod): boolean {
  if (a.priority !== b.priority) return a.priority > b.priority
  return a.timestamp !== b.timestamp ? a.timestamp < b.timestamp : a.seq < b.seq
}

function backoffEnd(pod: QueuedPod): number {
  return pod.timestamp + backoffMs(pod.attempts)
}
