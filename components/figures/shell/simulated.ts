import { Replay } from '../../../engine/kubernetes/simulation/replay.ts'
import type { LogEntry } from '../../../engine/kubernetes/simulation/log.ts'
import type { Run, Scenario } from '../../../engine/kubernetes/simulation/run.ts'
import type { Simulation } from '../../../engine/kubernetes/simulation/simulation.ts'
import type { Controller } from '../../../engine/kubernetes/simulation/controller.ts'
import type { FigureRun, RunTimes } from './define.ts'
import type { ParamSet, ValuesOf } from './param.ts'
import { loadFor, TERMINAL_COMMANDS, terminalCode, terminalController } from './terminal-code.ts'

/** Turns of controllers that a figure's run may take: a few seconds of work. */
export const BUDGET = 400_000

/** What a figure says of a run in one cluster. */
export interface SimulatedRun<P extends ParamSet, S extends string, T, V> extends RunTimes<P, S, T> {
  scenario: (name: S, params: ValuesOf<P>) => Scenario
  /** Only those that the figure needs: it loads no more. */
  controllers: () => Controller[]
  /** Whether these bring a terminal themselves, as those of a figure that types: it is there from the beginning then. @default false */
  ownTerminal?: boolean
  /** What is on the stage at the instant to which the simulation is wound: plain data that does not change later. */
  look: (simulation: Simulation, run: { scenario: S, params: ValuesOf<P> }) => V
  /** Looks back at the run; the replay may be wound. */
  find?: (replay: Replay<ValuesOf<P>>, log: readonly LogEntry[]) => T
}

/** A run on the engine. It stands apart from `defineFigure`, so that a figure without time does not load the engine. */
export function simulated<P extends ParamSet, S extends string, T, V>({ scenario, controllers, look, find, commands = [], ownTerminal = false, ...times }: SimulatedRun<P, S, T, V>): FigureRun<P, S, T, V> {
  return {
    ...times,
    commands: [...commands, ...TERMINAL_COMMANDS],
    load: ownTerminal ? undefined : loadFor,
    playback: (begun) => {
      const replays = typedReplays(begun, (run: Run<ValuesOf<P>>) => new Replay(run, {
        scenarioOf: ({ scenario: name, params }) => scenario(name as S, params),
        controllers: () => [...controllers(), ...ownTerminal ? [] : terminalController()],
        budget: BUDGET,
      }))
      const replay = () => replays.current
      return {
        begin: replays.begin,
        advance: (at, turns) => replay().advance(at, turns),
        now: () => replay().simulation.clock.now,
        spent: () => replay().spent,
        log: () => replay().simulation.log.entries,
        seek: at => replay().seek(at).turns,
        look: () => look(replay().simulation, { scenario: replay().run.scenario as S, params: replay().run.params }),
        find: log => find?.(replay(), log) as T,
        clusters: () => ({ '': replay().simulation }),
      }
    },
  }
}

/**
 * A replay that takes further runs. It is made when it is first asked for: where a figure opens with what its run came to
 * (told-ahead.ts), nothing has to be built to draw it. It is made anew once a terminal's code has been loaded.
 */
export function typedReplays<P extends object>(begun: Run<P>, make: (run: Run<P>) => Replay<P>) {
  let run = begun
  let replay: Replay<P> | undefined
  let typed = false
  return {
    /** @throws Error when the run names no known scenario */
    get current() {
      if (!replay) {
        replay = make(run)
        typed = terminalCode() !== undefined
      }
      return replay
    },
    begin: (next: Run<P>) => {
      if (replay && (typed || !terminalCode()))
        replay.run = next
      else
        replay = undefined
      run = next
    },
  }
}
