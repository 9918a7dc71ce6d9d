/** A race from its first instant to its last: every lane on its own, all on one clock. */
import type { LaneSpec, RaceInputs } from './inputs/inputs.ts'
import { LaneRace } from './lane/lane-race.ts'
import type { LaneResult, RaceResult } from './result/result.ts'

/** One lane, at once. @param inputs as `readRace` gives them */
export function runLane(inputs: RaceInputs, spec: LaneSpec): LaneResult {
  const run = new LaneRace(inputs, spec)
  run.advance()
  return run.result()
}

/** Lanes put together, as far as all of them have come. */
export function raceOf({ load, options }: RaceInputs, lanes: LaneResult[]): RaceResult {
  return { load, options, until: Math.min(...lanes.map(({ until }) => until)), lanes }
}

/** Every lane, at once. @param inputs as `readRace` gives them */
export function runRace(inputs: RaceInputs): RaceResult {
  return raceOf(inputs, inputs.lanes.map(spec => runLane(inputs, spec)))
}
