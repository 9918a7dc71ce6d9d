/**
 * A controller's queue of keys on the virtual clock. Models client-go/util/workqueue: a key waits once, and a failed
 * one comes back after 5 ms, doubled each time up to 1000 s (ItemExponentialFailureRateLimiter).
 */
import type { Clock, ClockEvent } from '../apimachinery/clock.ts'

const FIRST_RETRY_MS = 5
const LONGEST_RETRY_MS = 1_000_000

export interface WorkQueueState {
  due: ReadonlyMap<string, number>
  failures: ReadonlyMap<string, number>
}

export class WorkQueue {
  readonly #clock: Clock
  readonly #owner: string
  #due = new Map<string, number>()
  #failures = new Map<string, number>()

  constructor(clock: Clock, owner: string) {
    this.#clock = clock
    this.#owner = owner
  }

  /** Plans a turn for a key; if it waits for an earlier one already, nothing changes. */
  addAfter(key: string, delayMs: number): void {
    const at = this.#clock.now + Math.max(0, delayMs)
    const planned = this.#due.get(key)
    if (planned !== undefined && planned <= at) return
    this.#due.set(key, at)
    this.#clock.schedule(at, this.#owner, key)
  }

  /** Whether an event is the key's turn; an event that an earlier turn overtook is not. */
  take({ key, at }: ClockEvent): boolean {
    if (this.#due.get(key) !== at) return false
    this.#due.delete(key)
    return true
  }

  /** Plans the next try of a key that failed. @param longestMs the longest wait */
  retry(key: string, longestMs = LONGEST_RETRY_MS): void {
    const failures = this.#failures.get(key) ?? 0
    this.#failures.set(key, failures + 1)
    this.addAfter(key, Math.min(FIRST_RETRY_MS * 2 ** failures, longestMs))
  }

  /** Forgets a key's failures. */
  forget(key: string): void {
    this.#failures.delete(key)
  }

  save(): WorkQueueState {
    return { due: new Map(this.#due), failures: new Map(this.#failures) }
  }

  restore(state: WorkQueueState): void {
    this.#due = new Map(state.due)
    this.#failures = new Map(state.failures)
  }
}
