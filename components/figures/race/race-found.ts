/** What a race's story is told from: read off its results, once. */
import { LoadCurve } from '../../../engine/race/inputs/curve.ts'
import type { LaneResult, RaceResult } from '../../../engine/race/result/result.ts'
import { type Burst, burstOf } from '../../../engine/race/verdict/burst.ts'
import { type LaneScore, laneScores, type VerdictStatement, verdictOf } from '../../../engine/race/verdict/verdict.ts'
import { laneOrder } from './race-words.ts'

export interface RaceFound {
  result: RaceResult
  /** The run that was kept to be held against it. */
  kept?: RaceResult
  curve: LoadCurve
  burst: Burst | null
  scores: readonly LaneScore[]
  verdict: readonly VerdictStatement[]
}

export function lanesInOrder({ lanes }: RaceResult): LaneResult[] {
  return laneOrder.flatMap(kind => lanes.find(({ lane }) => lane === kind) ?? [])
}

export function findRace(result: RaceResult, kept?: RaceResult): RaceFound {
  return { result, ...(kept && { kept }), curve: new LoadCurve(result.load), burst: burstOf(result.load), scores: laneScores(result), verdict: verdictOf(result) }
}
