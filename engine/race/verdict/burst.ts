/** The burst of a load: its largest rise, and when it is over. */
import type { LoadPoint } from '../inputs/curve.ts'

export interface Burst {
  /** From where to where it rises (virtual ms), and from and to how many requests a second. */
  from: number
  until: number
  fromRps: number
  toRps: number
  /** When the load is back half way down; null: not before the end. */
  fallsAt: number | null
}

/** A rise by less than this share is none. */
const LEAST_RISE = 0.1

/** The rise, without a fall in between, that adds most. Null for a load that does not rise. */
export function burstOf(load: readonly LoadPoint[]): Burst | null {
  let best: Omit<Burst, 'fallsAt'> | null = null
  let start: LoadPoint | undefined
  for (const [i, point] of load.entries()) {
    const before = load[i - 1]
    if (!before || point.rps < before.rps) start = point
    // What is flat at the foot is no part of the rise.
    else if (point.rps > before.rps && start && start.rps === before.rps) start = before
    if (start && point.rps - start.rps > (best ? best.toRps - best.fromRps : LEAST_RISE * start.rps)) best = { from: start.at, until: point.at, fromRps: start.rps, toRps: point.rps }
  }
  return best && { ...best, fallsAt: fallOf(load, best) }
}

function fallOf(load: readonly LoadPoint[], { until, fromRps, toRps }: Omit<Burst, 'fallsAt'>): number | null {
  const half = (fromRps + toRps) / 2
  for (const [i, { at, rps }] of load.entries()) {
    const before = load[i - 1]
    if (!before || at < until || before.at < until || rps > half) continue
    return before.rps === rps || before.rps <= half ? before.at : before.at + (at - before.at) * (before.rps - half) / (before.rps - rps)
  }
  return null
}

/** The same load with its burst rising in so many seconds; what comes after it comes so much later, or sooner. */
export function withRise(load: readonly LoadPoint[], seconds: number): LoadPoint[] {
  const burst = burstOf(load)
  if (!burst) return [...load]
  // By place: two points at one instant are a jump, of which one belongs to the burst.
  const top = load.findIndex(({ at, rps }) => at === burst.until && rps === burst.toRps)
  const foot = load.slice(0, top).findLastIndex(({ at, rps }) => at === burst.from && rps === burst.fromRps)
  const end = burst.from + seconds * 1000
  return [...load.slice(0, foot + 1), { at: end, rps: burst.toRps }, ...load.slice(top + 1).map(({ at, rps }) => ({ at: at + end - burst.until, rps }))]
}

/** A part of a load as one of its own, from 0 on. */
export function partOf(load: readonly LoadPoint[], from: number, until: number): LoadPoint[] {
  const rateAt = (at: number) => {
    const next = load.findIndex(point => point.at > at)
    const [a, b] = next < 0 ? [load.at(-1), undefined] : [load[next - 1], load[next]]
    return !a ? 0 : !b || b.at === a.at ? a.rps : a.rps + (b.rps - a.rps) * (at - a.at) / (b.at - a.at)
  }
  const within = load.filter(({ at }) => at > from && at < until)
  return [{ at: from, rps: rateAt(from) }, ...within, { at: until, rps: rateAt(until) }].map(({ at, rps }) => ({ at: at - from, rps }))
}
