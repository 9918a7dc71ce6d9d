import { BASE_OBJECTS, standardControllers } from '../../../engine/kubernetes/cluster.ts'
import { KubectlTerminal } from '../../../engine/kubernetes/kubectl/index.ts'
import type { TimedCommand } from '../../../engine/kubernetes/simulation/run.ts'
import { defineFigure, type FigureScenario } from '../shell/define.ts'
import { flag } from '../shell/param.ts'
import { simulated } from '../shell/simulated.ts'
import { type StageView, stageView } from '../stage/view.ts'
import { type Level, type LevelName, levelNames, levelOf } from './levels.ts'
import { strings } from './terminal-words.ts'

/** When a level begins, whatever happened before it has settled: virtual ms. */
export const LEVEL_START = 120_000
/** When what happened before it happens: virtual ms apart. */
const BEFORE_EVERY = 30_000
/** The answer is typed so long after the beginning, a line after the other: virtual ms. */
const ANSWER_AFTER = 1_000
const LINE_EVERY = 6_000
const SETTLES = 40_000

const params = { answered: flag({ initial: false }) }

export interface LevelView {
  stage: StageView
  /** Which checks hold, in their order. */
  holds: readonly boolean[]
}

/** The commands that lead to where a level begins, and its answer. */
export function levelCommands({ before = [], solution }: Level, answered: boolean): TimedCommand[] {
  return [
    ...before.map((each, index): TimedCommand => ({ at: BEFORE_EVERY * (index + 1), do: each })),
    ...(answered ? solution : []).map((line, index): TimedCommand => ({ at: LEVEL_START + ANSWER_AFTER + index * LINE_EVERY, do: { type: 'kubectl', line } })),
  ]
}

export const levelsFigure = defineFigure<typeof params, LevelName, undefined, LevelView>({
  name: 'levels',
  version: 1,
  label: strings.levelsTitle,
  params,
  scenarios: Object.fromEntries(levelNames.map((name, index): [string, FigureScenario<typeof params>] => {
    const { chapter, title } = levelOf(name)
    return [name, { title: { ko: `${index + 1}. ${chapter.ko}: ${title.ko}`, en: `${index + 1}. ${chapter.en}: ${title.en}` } }]
  })) as Record<LevelName, FigureScenario<typeof params>>,
  run: simulated({
    scenario: (name, { answered }) => ({ objects: [...BASE_OBJECTS, ...levelOf(name).objects], commands: levelCommands(levelOf(name), answered) }),
    controllers: () => [...standardControllers(), new KubectlTerminal()],
    ownTerminal: true,
    look: ({ store }, { scenario }) => ({ stage: stageView(store.list('Node'), store.list('Pod')), holds: levelOf(scenario).checks.map(({ holds }) => holds(store)) }),
    start: LEVEL_START,
    end: name => LEVEL_START + ANSWER_AFTER + levelOf(name).solution.length * LINE_EVERY + SETTLES,
  }),
  story: (_, name) => [
    { until: LEVEL_START + ANSWER_AFTER + levelOf(name).solution.length * LINE_EVERY + SETTLES, params: { answered: true }, say: strings.answer, seconds: 10 },
  ],
  opening: () => strings.task,
  models: strings.models,
})
