/** What a lane serves at an instant, exactly, from its pieces. */
import type { LoadCurve } from '../inputs/curve.ts'
import { MODES, type ServingColumns, type ServingMode } from './result.ts'

export interface ServingNow {
  /** Pods that answer. */
  ready: number
  /** Requests a second. */
  demand: number
  capacity: number
  served: number
  lost: number
  mode: ServingMode
  /** Requests. */
  waiting: number
  servedSoFar: number
  lostSoFar: number
}

/** The last place in a column of instants that is not after `at`; -1 before the first. */
export function placeAt(column: Float64Array, at: number): number {
  let [low, high] = [-1, column.length - 1]
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((column[middle] ?? 0) <= at) low = middle
    else high = middle - 1
  }
  return low
}

/** @param at virtual ms, 0 or more */
export function servingAt(pieces: ServingColumns, curve: LoadCurve, at: number): ServingNow {
  const i = Math.max(placeAt(pieces.at, at), 0)
  const read = (column: Float64Array) => column[i] ?? 0
  const from = read(pieces.at)
  const [capacity, reach] = [read(pieces.capacity), read(pieces.reach)]
  const mode = MODES[pieces.mode[i] ?? 0] ?? 'meets'
  const demand = curve.rateAt(at)
  const came = curve.requestsUntil(at) - curve.requestsUntil(from)
  const done = mode === 'meets' ? came * reach : capacity * (at - from) / 1000
  const served = mode === 'meets' ? demand * reach : capacity
  const queued = mode === 'queueing'
  return {
    ready: read(pieces.alive), demand, capacity, served, lost: queued ? 0 : Math.max(demand - served, 0), mode,
    waiting: Math.max(read(pieces.waiting) + (queued ? came - done : 0), 0), servedSoFar: read(pieces.served) + done, lostSoFar: read(pieces.lost) + (queued ? 0 : Math.max(came - done, 0)),
  }
}
