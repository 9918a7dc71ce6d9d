/** A race as a figure's run: at once where that is asked for, else in Workers. */
import type { Run } from '../../../engine/kubernetes/simulation/run.ts'
import { mergedLog } from '../../../engine/kubernetes/simulation/lanes.ts'
import type { RaceInputs } from '../../../engine/race/inputs/inputs.ts'
import type { RaceResult } from '../../../engine/race/result/result.ts'
import { runRace } from '../../../engine/race/run.ts'
import type { FigureRun } from '../shell/define.ts'
import type { Playback } from '../shell/playback.ts'
import { findRace, lanesInOrder, type RaceFound } from './race-found.ts'
import { raceFigureParams, raceInputsOf, type RaceParamValues } from './race-params.ts'
import type { RaceScenario } from './race-scenarios.ts'
import { laneNames } from './race-words.ts'
import { type RaceView, raceView } from './race-view.ts'
import { startRace, type RaceJob } from './race-client.ts'

type Found = RaceFound
type P = typeof raceFigureParams

/** What a run asks for: its own race, and the one that it is held against. */
function asked({ scenario, params, seed }: Run<RaceParamValues>): RaceInputs[] {
  const { kept } = params
  return [raceInputsOf(scenario as RaceScenario, params, seed), ...(kept ? [raceInputsOf(kept.scenario, kept.changes, seed)] : [])]
}

const endOf = (inputs: RaceInputs) => inputs.load.at(-1)?.at ?? 0

function racePlayback(begun: Run<RaceParamValues>): Playback<RaceParamValues, Found, RaceView> {
  let inputs = asked(begun)
  let results: readonly RaceResult[] | undefined
  let job: RaceJob | undefined
  let found: Found | undefined
  let at = 0

  function stop() {
    job?.cancel()
    job = undefined
  }

  function finish(done: readonly RaceResult[]) {
    const [own, kept] = done
    if (!own)
      return
    results = done
    found = findRace(own, kept)
    stop()
  }

  return {
    begin: (run) => {
      // What cannot be read leaves the last race in its place.
      const next = asked(run)
      stop()
      inputs = next
      results = undefined
    },
    advance: (_, turns) => {
      if (results)
        return true
      if (turns === Number.POSITIVE_INFINITY) {
        finish(inputs.map(each => runRace(each)))
        return true
      }
      job ??= startRace(inputs)
      const done = job.results()
      if (done)
        finish(done)
      return done !== undefined
    },
    now: () => (results ? 1 : job?.share() ?? 0) * Math.max(...inputs.map(endOf)),
    spent: () => false,
    log: () => results?.[0] ? mergedLog(Object.fromEntries(lanesInOrder(results[0]).map(({ lane, log }) => [lane, log]))) : [],
    seek: (instant) => {
      at = instant
      return instant
    },
    look: () => found ? raceView(found.result, found.curve, Math.min(at, found.result.until)) : { at: 0, lanes: [] },
    find: () => found as Found,
    news: () => job?.news() ?? Promise.resolve(),
  }
}

export const raceRun: FigureRun<P, RaceScenario, Found, RaceView> = {
  lanes: laneNames,
  playback: racePlayback,
  end: (scenario, params) => endOf(raceInputsOf(scenario, params, 1)),
}
