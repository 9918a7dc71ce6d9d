/**
 * A discrete-event virtual clock. An event is data, not a closure, so that a checkpoint can hold the whole queue.
 * Events run in the order of (time, sequence): two runs of one record never differ.
 */

/** Something due: `owner` names who handles it (a controller, the simulation), `key` what it is about. */
export interface ClockEvent {
  at: number
  seq: number
  owner: string
  key: string
}

/** What a checkpoint keeps of the clock. */
export interface ClockState {
  now: number
  seq: number
  events: readonly ClockEvent[]
}

/** Virtual time 0 as a date. */
export const EPOCH = Date.UTC(2026, 0, 1)

/** Virtual milliseconds as an RFC 3339 date in whole seconds, as API objects carry it. */
export function timestamp(ms: number): string {
  return `${new Date(EPOCH + Math.floor(ms / 1000) * 1000).toISOString().slice(0, 19)}Z`
}

/** Virtual milliseconds as an RFC 3339 date in microseconds, as leases carry it. */
export function microTimestamp(ms: number): string {
  return new Date(EPOCH + ms).toISOString().replace('Z', '000Z')
}

/** Virtual milliseconds of an RFC 3339 date; an absent or unreadable one is NaN. */
export function parseTimestamp(text: string | undefined): number {
  return text === undefined ? Number.NaN : Date.parse(text) - EPOCH
}

const before = (a: ClockEvent, b: ClockEvent) => a.at < b.at || (a.at === b.at && a.seq < b.seq)

export class Clock {
  /** Virtual milliseconds since the epoch. */
  now = 0
  #seq = 0
  #heap: ClockEvent[] = []

  /** Plans an event; one in the past is due now. */
  schedule(at: number, owner: string, key: string): ClockEvent {
    const event = { at: Math.max(at, this.now), seq: this.#seq++, owner, key }
    this.#heap.push(event)
    this.#up(this.#heap.length - 1)
    return event
  }

  /** When the next event is due; undefined when nothing is planned. */
  nextAt(): number | undefined {
    return this.#heap[0]?.at
  }

  /** Takes the next event due at or before `until` and moves `now` to it. */
  pop(until: number): ClockEvent | undefined {
    const first = this.#heap[0]
    if (!first || first.at > until) return undefined
    const last = this.#heap.pop()
    if (last && this.#heap.length > 0) {
      this.#heap[0] = last
      this.#down(0)
    }
    this.now = first.at
    return first
  }

  save(): ClockState {
    return { now: this.now, seq: this.#seq, events: this.#heap.slice() }
  }

  restore(state: ClockState): void {
    this.now = state.now
    this.#seq = state.seq
    this.#heap = state.events.slice()
  }

  #up(index: number): void {
    const heap = this.#heap
    while (index > 0) {
      const parent = (index - 1) >> 1
      if (!this.#swapIfBefore(heap, index, parent)) return
      index = parent
    }
  }

  #down(index: number): void {
    const heap = this.#heap
    for (;;) {
      const left = 2 * index + 1
      const right = left + 1
      const [a, b] = [heap[left], heap[right]]
      if (!a) return
      const child = b && before(b, a) ? right : left
      if (!this.#swapIfBefore(heap, child, index)) return
      index = child
    }
  }

  #swapIfBefore(heap: ClockEvent[], lower: number, upper: number): boolean {
    const [a, b] = [heap[lower], heap[upper]]
    if (!a || !b || !before(a, b)) return false
    heap[lower] = b
    heap[upper] = a
    return true
  }
}
