/** Races as a figure's run: at once where that is asked for, else in Workers. */
import { mergedLog } from '../../../engine/kubernetes/simulation/lanes.ts'
import type { Run } from '../../../engine/kubernetes/simulation/run.ts'
import type { RaceInputs } from '../../../engine/race/inputs/inputs.ts'
import type { RaceResult } from '../../../engine/race/result/result.ts'
import { runRace } from '../../../engine/race/run.ts'
import type { Localized } from '../../../data/localized.ts'
import type { FigureRun } from '../shell/define.ts'
import type { ParamSet, ValuesOf } from '../shell/param.ts'
import { unpackRace } from './packed-race.ts'
import { type RaceJob, races } from './race-client.ts'

/** What a figure says of a race. */
export interface RacedRun<P extends ParamSet, T, V> {
  /** What its lanes are called. */
  lanes: Readonly<Record<string, Localized>>
  /** The races that a run asks for, the first the one whose clock and log are shown. @throws Refusal naming what cannot be used */
  inputs: (run: Run<ValuesOf<P>>) => readonly RaceInputs[]
  find: (results: readonly RaceResult[]) => T
  /** What is on the stage at an instant (virtual ms): plain data that does not change later. */
  look: (found: T, at: number) => V
}

/** Races that were run before, by their inputs. */
const known = new Map<string, RaceResult>()
/** Those that nobody has asked for yet: to read one costs a phone 70 ms. */
const packed: string[] = []

/** Keeps what a race came to: asked for at once, it is not run again. @param text as `packRace` made it */
export function remember(text: string): void {
  packed.push(text)
}

function knownRace(asked: RaceInputs): RaceResult | undefined {
  for (const { inputs, result } of packed.splice(0).map(unpackRace))
    known.set(JSON.stringify(inputs), result)
  return known.get(JSON.stringify(asked))
}

const endOf = (inputs: readonly RaceInputs[]) => Math.max(...inputs.map(({ load }) => load.at(-1)?.at ?? 0))

export function raced<P extends ParamSet, S extends string, T, V>({ lanes, inputs: ask, find, look }: RacedRun<P, T, V>): FigureRun<P, S, T, V> {
  return {
    lanes,
    end: (scenario, params) => endOf(ask({ scenario, params, seed: 1, commands: [] }).slice(0, 1)),
    playback: (begun) => {
      interface Shown { results: readonly RaceResult[], found: T }
      let inputs = ask(begun)
      /** Of the last race that was gone through: it stays on the stage while another is under way. */
      let shown: Shown | undefined
      /** As much as there is of one that is under way. */
      let portion: Shown | undefined
      let done = false
      let job: RaceJob | undefined
      let at = 0

      function stop() {
        job?.cancel()
        job = portion = undefined
      }

      function finish(results: readonly RaceResult[]) {
        stop()
        shown = { results, found: find(results) }
        done = true
      }

      return {
        begin: (run) => {
          const next = ask(run)
          stop()
          inputs = next
          done = false
        },
        advance: (_, turns) => {
          if (!done && turns === Number.POSITIVE_INFINITY)
            finish(inputs.map(each => knownRace(each) ?? runRace(each)))
          if (done)
            return true
          job ??= races.start(inputs)
          const results = job.results()
          const part = job.portion()
          if (results)
            finish(results)
          else if (part && part !== portion?.results)
            portion = { results: part, found: find(part) }
          return done
        },
        now: () => (done ? 1 : job?.share() ?? 0) * endOf(inputs),
        spent: () => false,
        log: () => mergedLog(Object.fromEntries((shown?.results[0]?.lanes ?? []).map(({ lane, log }) => [lane, log]))),
        seek: (instant) => {
          at = instant
          return instant
        },
        portion: () => portion,
        look: () => look((portion ?? shown)?.found as T, at),
        find: () => shown?.found as T,
        news: () => job?.news() ?? Promise.resolve(),
      }
    },
  }
}
