/** What a race's story is told from: read off its results, once. */
import { LoadCurve } from '../../../engine/race/inputs/curve.ts'
import type { LaneKind } from '../../../engine/race/inputs/inputs.ts'
import type { LaneResult, RaceResult } from '../../../engine/race/result/result.ts'
import { laneOrder } from './race-words.ts'

export interface RaceFound {
  result: RaceResult
  /** The run that was kept to be held against it. */
  kept?: RaceResult
  curve: LoadCurve
  /** When the load first rises, and when it has its peak: virtual ms; absent where it never rises. */
  rise?: { from: number, until: number, rps: number, peak: number }
  /** How long (ms) each lane that fell short took until it met the demand again; Infinity: it never did. In the order of who did so first. */
  caughtUp: readonly { lane: LaneKind, at: number, after: number }[]
}

export function lanesInOrder({ lanes }: RaceResult): LaneResult[] {
  return laneOrder.flatMap(kind => lanes.find(({ lane }) => lane === kind) ?? [])
}

export function findRace(result: RaceResult, kept?: RaceResult): RaceFound {
  const curve = new LoadCurve(result.load)
  const rise = riseOf(curve)
  const caughtUp = lanesInOrder(result).flatMap(({ lane, totals }) => {
    const worst = [...totals.shortfalls].sort((a, b) => b.lost - a.lost || b.until - b.from - (a.until - a.from))[0]
    return worst ? [{ lane, at: worst.until, after: worst.until - worst.from }] : []
  }).sort((a, b) => a.at - b.at)
  return { result, ...(kept && { kept }), curve, ...(rise && { rise }), caughtUp }
}

/** The steepest rise. */
function riseOf({ points, peak }: LoadCurve): RaceFound['rise'] {
  const rises = points.flatMap((point, index) => {
    const next = points[index + 1]
    return next && next.rps > point.rps ? [{ from: point.at, until: next.at, rps: point.rps, to: next.rps }] : []
  })
  const steepest = rises.sort((a, b) => (b.to - b.rps) / (b.until - b.from + 1) - (a.to - a.rps) / (a.until - a.from + 1))[0]
  return steepest && { from: steepest.from, until: steepest.until, rps: steepest.rps, peak }
}
