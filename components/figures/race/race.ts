import { defineFigure, type FigureScenario } from '../shell/define.ts'
import type { RaceFound } from './race-found.ts'
import { raceFigureParams } from './race-params.ts'
import { type RaceScenario, raceScenarios } from './race-scenarios.ts'
import { raceRun } from './race-run.ts'
import { raceStory } from './race-story.ts'
import { scenarioTitles, strings } from './race-words.ts'
import type { RaceView } from './race-view.ts'

export const raceFigure = defineFigure<typeof raceFigureParams, RaceScenario, RaceFound, RaceView>({
  name: 'race',
  version: 1,
  label: strings.title,
  params: raceFigureParams,
  // Numbers, a manifest and a kept run are the reader's, whatever the load is.
  carry: ({ numbers, objects, spot, selfManaged, kept }) => ({ numbers, objects, spot, selfManaged, kept }),
  scenarios: Object.fromEntries(raceScenarios.map(name => [name, { title: scenarioTitles[name] }])) as Record<RaceScenario, FigureScenario<typeof raceFigureParams>>,
  run: raceRun,
  story: ({ found }) => raceStory(found),
  models: strings.models,
})
