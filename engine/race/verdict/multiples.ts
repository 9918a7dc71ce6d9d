/**
 * What a race depends on: how many requests each lane loses by the time that a node takes to start, and by the steepness of the
 * burst. Only the burst is run, with some calm before it and so long after it; nothing else is coarser.
 */
import type { StartKind } from '../../../data/timings.ts'
import type { StartRange } from '../../aws/ec2/machine-start.ts'
import { LoadCurve } from '../inputs/curve.ts'
import type { LaneKind, LaneSpec, RaceInputs } from '../inputs/inputs.ts'
import { servingAt } from '../result/serving-at.ts'
import { runLane } from '../run.ts'
import { burstOf, partOf, withRise } from './burst.ts'

export const raceAxes = ['start', 'rise'] as const
/** Seconds that a node or a Fargate machine takes to start; seconds in which the burst rises. */
export type RaceAxis = (typeof raceAxes)[number]

/** Values that are tried, in seconds. */
export const axisValues: Readonly<Record<RaceAxis, readonly number[]>> = {
  start: [15, 30, 60, 90, 120, 180, 240, 300],
  rise: [1, 30, 60, 120, 300, 600, 900, 1_800],
}

/** One run of one lane. */
export interface RacePoint {
  axis: RaceAxis
  /** Null: as the inputs have it. */
  seconds: number | null
  lane: LaneKind
  /** Requests. */
  demanded: number
  /** Of these not served: lost, or still waiting at the end. */
  unserved: number
  /** Pods that are ready when the burst begins. */
  ready: number
}

export interface RaceSeries {
  axis: RaceAxis
  seconds: readonly number[]
  /** Requests in each run. */
  demanded: readonly number[]
  /** Unserved requests, and pods that are ready when the burst begins, by lane: with the inputs as they are, and in the order of `seconds`. */
  lanes: readonly { lane: LaneKind, own: number, unserved: readonly number[], ready: readonly number[] }[]
}

/** Longer than any window of the autoscalers: what an earlier burst has left behind counts. */
const CALM_MS = 1_200_000
const AFTER_MS = 900_000
/** Of a burst that rises for longer only the end is run. */
const LONGEST_RISE_MS = 3_600_000

/** The inputs of one run: the burst alone, one number changed. Null for a load without a burst. */
export function pointInputs(inputs: RaceInputs, axis: RaceAxis, seconds: RacePoint['seconds']): RaceInputs | null {
  const load = axis === 'rise' && seconds !== null ? withRise(inputs.load, seconds) : inputs.load
  const burst = burstOf(load)
  if (!burst) return null
  const part = partOf(load, Math.max(burst.from - CALM_MS, burst.until - LONGEST_RISE_MS, 0), Math.min(burst.until + AFTER_MS, load.at(-1)?.at ?? 0))
  const { times } = inputs
  if (axis === 'rise' || seconds === null) return { ...inputs, load: part, faults: [] }
  const range: StartRange = [seconds, seconds]
  const startSeconds: Record<StartKind, StartRange> = { 'node-group': range, 'karpenter': range, 'auto-mode': range, 'fargate': range }
  return { ...inputs, load: part, faults: [], times: { ...times, startSeconds } }
}

/** What has to be run for a lane on an axis, the inputs' own value first. A fixed lane starts no nodes: one run says all. */
export function pointsOf(axis: RaceAxis, { kind }: LaneSpec): readonly RacePoint['seconds'][] {
  return axis === 'start' && kind === 'fixed' ? [null] : [null, ...axisValues[axis]]
}

/** One run of one lane; null for a load without a burst. */
export function runPoint(inputs: RaceInputs, axis: RaceAxis, seconds: RacePoint['seconds'], spec: LaneSpec): RacePoint | null {
  const changed = pointInputs(inputs, axis, seconds)
  if (!changed) return null
  const { serving, totals: { demanded, lost, waiting } } = runLane(changed, spec)
  const { ready } = servingAt(serving, new LoadCurve(changed.load), burstOf(changed.load)?.from ?? 0)
  return { axis, seconds, lane: spec.kind, demanded, unserved: lost + waiting, ready }
}

/** Points of one axis as lines; a lane of which a point is missing is left out. */
export function seriesOf(axis: RaceAxis, points: readonly RacePoint[]): RaceSeries {
  const seconds = axisValues[axis]
  const own = points.filter(point => point.axis === axis)
  const at = (lane: LaneKind, value: RacePoint['seconds']) => own.find(point => point.lane === lane && point.seconds === (axis === 'start' && lane === 'fixed' ? null : value))
  const kinds = [...new Set(own.map(({ lane }) => lane))]
  return {
    axis, seconds, demanded: seconds.map(value => own.find(point => point.seconds === value)?.demanded ?? 0),
    lanes: kinds.flatMap((lane) => {
      const runs = seconds.flatMap(value => at(lane, value) ?? [])
      const asItIs = at(lane, null)
      return asItIs && runs.length === seconds.length ? [{ lane, own: asItIs.unserved, unserved: runs.map(one => one.unserved), ready: runs.map(one => one.ready) }] : []
    }),
  }
}

/** All points of an axis, at once. */
export function runSeries(inputs: RaceInputs, axis: RaceAxis): RaceSeries {
  return seriesOf(axis, inputs.lanes.flatMap(spec => pointsOf(axis, spec).flatMap(seconds => runPoint(inputs, axis, seconds, spec) ?? [])))
}
