/** What a window and a Worker that runs lanes say to each other: plain data. */
import type { LaneKind, LaneSpec, RaceInputs } from '../inputs/inputs.ts'
import type { LaneResult } from '../result/result.ts'
import type { RaceAxis, RacePoint } from '../verdict/multiples.ts'

/** A run of one lane with one number changed. */
export interface PointWanted {
  axis: RaceAxis
  seconds: RacePoint['seconds']
  spec: LaneSpec
}

export type RaceQuestion =
  /** Runs lanes side by side, and shows what they have come to at some instants on the way (virtual ms), then at the end. Ends what is under way. */
  | { ask: 'lanes', id: number, inputs: RaceInputs, lanes: readonly LaneSpec[], showAt: readonly number[] }
  /** Runs what the race depends on. */
  | { ask: 'points', id: number, inputs: RaceInputs, points: readonly PointWanted[] }
  /** Ends what is under way. */
  | { ask: 'nothing', id: number }

export type RaceAnswer =
  /** Lanes as far as they have come; `done`: to the end. */
  | { tell: 'lanes', id: number, lanes: LaneResult[], done: boolean }
  /** How far a lane has come (virtual ms). */
  | { tell: 'progress', id: number, lane: LaneKind, at: number }
  | { tell: 'point', id: number, point: RacePoint | null }
  /** Something that should not happen did. */
  | { tell: 'failed', id: number, why: string }

/** The parts of an answer that a Worker hands over instead of copying them. */
export function transferables(answer: RaceAnswer): ArrayBuffer[] {
  if (answer.tell !== 'lanes') return []
  return answer.lanes.flatMap(({ pods, serving, replicas, money }) => [pods, serving, replicas, money].flatMap(part => Object.values(part) as unknown[]))
    .flatMap(column => ArrayBuffer.isView(column) && column.buffer instanceof ArrayBuffer ? [column.buffer] : [])
}
