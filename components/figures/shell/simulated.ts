import { Replay } from '../../../engine/kubernetes/simulation/replay.ts'
import type { FigureRun, SimulatedRun } from './define.ts'
import type { ParamSet } from './param.ts'

/** Turns of controllers that a figure's run may take: a few seconds of work. */
export const BUDGET = 400_000

/** A run on the engine. It stands apart from `defineFigure`, so that a figure without time does not load the engine. */
export function simulated<P extends ParamSet, S extends string, T, V>(run: SimulatedRun<P, S, T, V>): FigureRun<P, S, T, V> {
  return {
    ...run,
    replay: record => new Replay(record, {
      scenarioOf: ({ scenario, params }) => run.scenario(scenario as S, params),
      controllers: run.controllers,
      budget: BUDGET,
    }),
  }
}
