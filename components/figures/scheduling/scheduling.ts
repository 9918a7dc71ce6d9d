import * as v from 'valibot'
import type { Localized } from '../../../data/localized.ts'
import { Kubelet } from '../../../engine/kubernetes/controllers/kubelet/index.ts'
import { NodeLifecycleController } from '../../../engine/kubernetes/controllers/nodelifecycle/index.ts'
import { SchedulerController } from '../../../engine/kubernetes/scheduler/controller.ts'
import { type Beat, defineFigure } from '../shell/define.ts'
import { objects } from '../shell/objects.ts'
import { data, flag } from '../shell/param.ts'
import { simulated } from '../shell/simulated.ts'
import { type Attempt, attemptKey, deciding, findAttempts, rowAt } from './attempts.ts'
import { withEdits } from './edit.ts'
import type { Scene } from './node-view.ts'
import { advantageOf, outcomeWords } from './outcome-words.ts'
import { strings } from './plugin-words.ts'
import { type ScenarioName, scenarios, settled } from './scenarios.ts'

const params = {
  /** Whether a decision waits for the audience's guess. */
  asks: flag({ label: strings.predict }),
  /** Node names by the attempt's key; empty for "nowhere". */
  guesses: data({ initial: {}, schema: v.record(v.string(), v.string()) }),
  /** Pods that are to arrive, as a hand has changed them. */
  edits: objects(),
}

/** After the last arrival (virtual ms): enough for victims to end and their place to be taken. */
const afterwards = 45_000

const lastArrival = (name: ScenarioName) => Math.max(...scenarios[name].commands.map(({ at }) => at))

/** Arrival, filters and scores where they leave a choice, and the outcome: what a press of the clicker shows. The first pod waits from the start. */
function beatsOf(attempt: Attempt, index: number): Beat<typeof params>[] {
  const { lines, at, pod } = attempt
  const rows = (phase: 'filter' | 'score') => lines.findLastIndex(line => (line.phase === 'filter') === (phase === 'filter'))
  const filtered = rows('filter')
  const feasible = attempt.explanation.rows.filter(row => row.feasible).length
  const scored = rows('score')
  return [
    ...(index === 0 ? [] : [{ until: attempt.from, say: strings.arrives(pod.metadata.name), seconds: 1 }]),
    // Where one node is left or none, the filters are the outcome.
    ...(filtered < 0 || feasible < 2 ? [] : [{ until: rowAt(attempt, filtered), say: strings.filtered(feasible, attempt.explanation.rows.length) }]),
    ...(scored < 0 ? [] : [{ until: rowAt(attempt, scored), say: strings.scored(attempt.explanation.best, Math.max(...attempt.explanation.rows.map(({ total = 0 }) => total)), advantageOf(attempt)) }]),
    { until: at, say: outcome(attempt), telling: index === 0, seconds: feasible < 2 ? 4 : 2 },
  ]
}

function outcome(attempt: Attempt): Localized {
  return { ko: outcomeWords(attempt, 'ko'), en: outcomeWords(attempt, 'en') }
}

export const scheduling = defineFigure<typeof params, ScenarioName, Attempt[], Scene>({
  name: 'scheduling',
  version: 2,
  label: strings.figure,
  params,
  carry: ({ asks }) => ({ asks }),
  scenarios,
  run: simulated({
    scenario: (name: ScenarioName, { edits }) => {
      const { objects, commands, ...rest } = scenarios[name]
      const config = 'config' in rest ? rest.config : {}
      return { objects, commands: withEdits(commands, edits), config: { ...config, schedulingLatencyMs: deciding } }
    },
    controllers: () => [new SchedulerController(), new Kubelet(), new NodeLifecycleController()],
    commands: ['apply', 'patch', 'delete'],
    look: ({ store }): Scene => ({ nodes: store.list('Node'), pods: store.list('Pod') }),
    start: settled,
    end: name => lastArrival(name) + afterwards,
    find: findAttempts,
    span: ({ found }) => ({ start: found[0]?.from ?? settled, end: Math.max(settled, ...found.map(({ at }) => at)) + 1_000 }),
    hold: ({ found }, { asks, guesses }) => asks ? found.find(attempt => guesses[attemptKey(attempt)] === undefined)?.from : undefined,
  }),
  opening: scenario => scenarios[scenario].question,
  story: ({ found }) => found.flatMap(beatsOf),
  models: strings.model,
})
