/**
 * Tells an event once in a while, not every time. Models pkg/events/recorder.go of kubernetes-sigs/karpenter. Leaves out its rate
 * limit, and tells another message of the same reason at once, where upstream tells it when the first may be told again.
 */
import { DEFAULT_QUIET_MS, type DedupedEvent } from './events.ts'
import type { KarpenterHost } from './host.ts'

/** How many are remembered before those that are over are forgotten. */
const MOST = 1000

export class Recorder {
  /** Until when an event is not told again (virtual ms). */
  #quiet = new Map<string, number>()

  record(events: readonly DedupedEvent[], host: KarpenterHost): void {
    if (this.#quiet.size > MOST) for (const [key, until] of this.#quiet) if (until <= host.now) this.#quiet.delete(key)
    for (const { values, quietMs = DEFAULT_QUIET_MS, ...event } of events) {
      const { kind, namespace, name } = event.on
      const key = [event.reason, kind, namespace, name, values ?? event.message].join('/')
      if ((this.#quiet.get(key) ?? Number.NEGATIVE_INFINITY) > host.now) continue
      this.#quiet.set(key, host.now + quietMs)
      host.event(event)
    }
  }

  save(): ReadonlyMap<string, number> {
    return new Map(this.#quiet)
  }

  restore(state: ReadonlyMap<string, number>): void {
    this.#quiet = new Map(state)
  }
}
