import type { Localized } from '../../../data/localized.ts'
import { mergedLog } from '../../../engine/kubernetes/simulation/lanes.ts'
import type { Controller } from '../../../engine/kubernetes/simulation/controller.ts'
import type { LogEntry } from '../../../engine/kubernetes/simulation/log.ts'
import { Replay } from '../../../engine/kubernetes/simulation/replay.ts'
import type { Run, Scenario } from '../../../engine/kubernetes/simulation/run.ts'
import type { Simulation } from '../../../engine/kubernetes/simulation/simulation.ts'
import type { FigureRun, RunTimes } from './define.ts'
import type { ParamSet, ValuesOf } from './param.ts'
import { BUDGET, typedReplays } from './simulated.ts'
import { TERMINAL_COMMANDS, terminalController, loadFor } from './terminal-code.ts'

/** What a figure says of a run that goes on in several clusters at once, on one clock. */
export interface LanedRun<P extends ParamSet, S extends string, L extends string, T, V> extends RunTimes<P, S, T> {
  /** What each is called, in the order in which they are shown. */
  lanes: Readonly<Record<L, Localized>>
  scenario: (name: S, params: ValuesOf<P>, lane: L) => Scenario
  controllers: (lane: L) => Controller[]
  /** What is on the stage at the instant to which all are wound: plain data that does not change later. */
  look: (clusters: Readonly<Record<L, Simulation>>) => V
  /** Looks back at the run; the replays may be wound. Entries of the log name their lane. */
  find?: (replays: Readonly<Record<L, Replay<ValuesOf<P>>>>, log: readonly LogEntry[]) => T
}

/** A run in several clusters. A hand's command is for the lane that it names; one that names none is for all. */
export function laned<P extends ParamSet, S extends string, L extends string, T, V>({ scenario, controllers, look, find, commands = [], ...run }: LanedRun<P, S, L, T, V>): FigureRun<P, S, T, V> {
  const names = Object.keys(run.lanes) as L[]
  const each = <X>(of: (lane: L) => X) => Object.fromEntries(names.map(lane => [lane, of(lane)])) as Record<L, X>
  const inLane = (whole: Run<ValuesOf<P>>, lane: L) => ({ ...whole, commands: whole.commands.filter(command => command.lane === undefined || command.lane === lane) })

  return {
    ...run,
    commands: [...commands, ...TERMINAL_COMMANDS],
    load: loadFor,
    playback: (begun) => {
      const lanes = each(lane => typedReplays(inLane(begun, lane), own => new Replay(own, {
        scenarioOf: ({ scenario: name, params }) => scenario(name as S, params, lane),
        controllers: () => [...controllers(lane), ...terminalController()],
        budget: BUDGET / names.length,
      })))
      const replays = () => each(lane => lanes[lane].current)
      const all = () => names.map(lane => lanes[lane].current)
      return {
        begin: next => names.forEach(lane => lanes[lane].begin(inLane(next, lane))),
        advance: (at, turns) => all().map(replay => replay.advance(at, turns / names.length)).every(Boolean),
        now: () => Math.min(...all().map(({ simulation }) => simulation.clock.now)),
        spent: () => all().some(({ spent }) => spent),
        log: () => mergedLog(each(lane => lanes[lane].current.simulation.log.entries)),
        seek: at => all().reduce((sum, replay) => sum + replay.seek(at).turns, 0),
        look: () => look(each(lane => lanes[lane].current.simulation)),
        find: log => find?.(replays(), log) as T,
        clusters: () => each(lane => lanes[lane].current.simulation),
      }
    },
  }
}
