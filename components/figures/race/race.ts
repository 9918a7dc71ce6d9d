import type { RaceResult } from '../../../engine/race/result/result.ts'
import { defineFigure, type FigureScenario } from '../shell/define.ts'
import { findRace, type RaceFound } from './race-found.ts'
import { raceFigureParams, raceInputsOf } from './race-params.ts'
import { type RaceScenario, raceScenarios } from './race-scenarios.ts'
import { raced } from './race-run.ts'
import { raceStory } from './race-story.ts'
import { laneNames, scenarioTitles, strings } from './race-words.ts'
import { type RaceView, raceView } from './race-view.ts'

export const raceFigure = defineFigure<typeof raceFigureParams, RaceScenario, RaceFound, RaceView>({
  name: 'race',
  version: 1,
  label: strings.title,
  params: raceFigureParams,
  // Numbers, a manifest and a kept run are the reader's, whatever the load is.
  carry: ({ numbers, objects, spot, selfManaged, kept }) => ({ numbers, objects, spot, selfManaged, kept }),
  scenarios: Object.fromEntries(raceScenarios.map(name => [name, { title: scenarioTitles[name] }])) as Record<RaceScenario, FigureScenario<typeof raceFigureParams>>,
  run: raced({
    lanes: laneNames,
    inputs: ({ scenario, params, seed }) => {
      const { kept } = params
      return [raceInputsOf(scenario as RaceScenario, params, seed), ...(kept ? [raceInputsOf(kept.scenario, kept.changes, seed)] : [])]
    },
    find: ([result, kept]) => findRace(result as RaceResult, kept),
    look: ({ result, curve }, at) => raceView(result, curve, Math.min(at, result.until)),
  }),
  story: ({ found }) => raceStory(found),
  opening: () => strings.begin,
  models: strings.models,
})
