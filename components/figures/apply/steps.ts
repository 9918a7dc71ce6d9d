/** The writes of a run, in the order in which an eye can follow them. */
import { USER } from '../../../engine/kubernetes/apiserver/store.ts'
import type { LogEntry } from '../../../engine/kubernetes/simulation/log.ts'
import type { Replay } from '../../../engine/kubernetes/simulation/replay.ts'
import { type Write, writesOf } from '../../../engine/kubernetes/simulation/writes.ts'
import { Refusal } from '../shell/refusal.ts'
import { APPLIED, type ApplyInputs, type ApplyScenario, endOf, SCHEDULER } from './apply-plan.ts'

/** Who may write, in the order of the picture: who asks, who makes objects of objects, who places pods, who runs them. */
const ORDER: readonly string[] = [
  USER, 'deployment-controller', 'replicaset-controller', 'statefulset-controller', 'daemonset-controller', 'job-controller', 'persistentvolume-controller', SCHEDULER, 'kubelet',
]

export interface Step extends Write {
  /** Virtual ms at which it is shown: what happens at one instant is shown one after the other. */
  shownAt: number
}

/** Virtual ms between two steps of one instant, and in which one is drawn. */
const APART = 100
export const DRAWN = 60
/** What a cluster writes whether anything was applied or not. */
const BACKGROUND = new Set(['Node', 'Lease', 'Event'])

export interface Steps {
  scenario: ApplyScenario
  steps: readonly Step[]
  /** Who writes in it, in the order of the picture. */
  writers: readonly string[]
  /** Virtual ms at which everything runs and everybody knows. */
  settled: number
}

/** @throws Refusal when the API server does not take what is applied, in its words */
export function findSteps(replay: Replay<ApplyInputs>, log: readonly LogEntry[]): Steps {
  const refused = log.find(({ at, source, object: { kind } }) => at === APPLIED && source === USER && kind === 'Command')
  if (refused)
    throw new Refusal({ ko: refused.message, en: refused.message })
  const scenario = replay.run.scenario as ApplyScenario
  let last = 0
  const steps = writesOf(replay, endOf(scenario), kind => !BACKGROUND.has(kind)).filter(({ at, by }) => at >= APPLIED || by !== USER).map((write): Step => {
    last = Math.max(write.at, last + APART)
    return { ...write, shownAt: last }
  })
  const writers = ORDER.filter(name => name === USER || steps.some(({ by }) => by === name))
  return { scenario, steps, writers, settled: (steps.at(-1)?.shownAt ?? APPLIED) + 500 }
}

/** Who has written anything besides the one who applied it. */
export function componentsOf(steps: readonly Step[]): Set<string> {
  return new Set(steps.map(({ by }) => by).filter(by => by !== USER))
}
