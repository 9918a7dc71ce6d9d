/** A race from its first instant to its last: every lane on its own, all on one clock. */
import type { LaneSpec, RaceInputs } from './inputs/inputs.ts'
import type { Resolution } from './lane/context.ts'
import { LaneRun } from './lane/lane.ts'
import type { LaneResult, RaceResult } from './result/result.ts'

/** One lane, at once. @param inputs as `readRace` gives them */
export function runLane(inputs: RaceInputs, spec: LaneSpec, resolution?: Resolution): LaneResult {
  const run = new LaneRun(inputs, spec, resolution)
  run.advance()
  return run.result()
}

/** Lanes put together. */
export function raceOf({ load, options }: RaceInputs, lanes: LaneResult[]): RaceResult {
  return { load, options, until: load.at(-1)?.at ?? 0, lanes }
}

/** Every lane, at once. @param inputs as `readRace` gives them */
export function runRace(inputs: RaceInputs, resolution?: Resolution): RaceResult {
  return raceOf(inputs, inputs.lanes.map(spec => runLane(inputs, spec, resolution)))
}
