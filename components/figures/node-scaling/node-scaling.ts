import type { RaceResult } from '../../../engine/race/result/result.ts'
import { raced } from '../race/race-run.ts'
import { laneNames } from '../race/race-words.ts'
import { defineFigure, type FigureScenario } from '../shell/define.ts'
import { number } from '../shell/param.ts'
import { findNodeScaling, type NodeScalingFound } from './node-scaling-found.ts'
import { nodeScalingInputs, type NodeScalingScenario, nodeScalingScenarios } from './node-scaling-inputs.ts'
import { nodeScalingStory } from './node-scaling-story.ts'
import { type LaneStage, nodeScalingView } from './node-scaling-view.ts'
import { scenarioTitles, strings } from './node-scaling-words.ts'

const params = {
  peak: number({ initial: 1_400, min: 600, max: 2_000, step: 100, label: strings.peak }),
  groupStart: number({ initial: 180, min: 20, max: 600, step: 10, label: strings.start }),
}

export const nodeScaling = defineFigure<typeof params, NodeScalingScenario, NodeScalingFound, readonly LaneStage[]>({
  name: 'node-scaling',
  version: 1,
  label: strings.title,
  params,
  carry: before => before,
  scenarios: Object.fromEntries(nodeScalingScenarios.map(name => [name, { title: scenarioTitles[name] }])) as Record<NodeScalingScenario, FigureScenario<typeof params>>,
  run: raced({
    lanes: laneNames,
    inputs: ({ scenario, params: choices, seed }) => [nodeScalingInputs(scenario as NodeScalingScenario, choices, seed)],
    find: ([race]) => findNodeScaling(race as RaceResult),
    look: ({ race }, at) => nodeScalingView(race, Math.min(at, race.until)),
  }),
  story: ({ found }, scenario) => nodeScalingStory(found, scenario),
  opening: () => strings.begin,
  models: strings.models,
})
