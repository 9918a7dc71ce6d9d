/** Looks back at a rollout: how many pods of which version there were, and what became of the promise. */
import { historyOf, type Sample, sampleAt } from '../../../engine/kubernetes/simulation/history.ts'
import type { Replay } from '../../../engine/kubernetes/simulation/replay.ts'
import { isRollingUpdate, maxSurge, minAvailable } from '../../../engine/kubernetes/controllers/deployment/bounds.ts'
import { type Counts, countsOf } from './sets.ts'
import { deploymentOf, type Plan, planOf, type RolloutInputs } from './plan.ts'

/** Virtual ms within which controllers have answered each other: what is between was never there for an eye. */
export const BLINK = 500

/** An exchange of pods. Virtual ms; counts of pods. */
export interface Act {
  from: number
  /** When it was complete; undefined when it never was. */
  to?: number
  /** The fewest available pods in it, and the most there were at once. */
  least: number
  most: number
  /** Virtual ms without any available pod. */
  outage: number
}

export interface Acts {
  plan: Plan
  samples: readonly Sample<Counts>[]
  wanted: number
  /** The fewest that are to be available, and the most that may run. */
  promise: number
  ceiling: number
  rolling: boolean
  deadlineSeconds: number
  /** When the pod that died had a successor that was available. */
  replaced: number
  update: Act
  /** How it stands just after the new image came, and when half of it is there and has been answered. */
  wave: Counts
  half: { at: number, counts: Counts }
  broken: Act
  /** How the broken image has left it. */
  stuck: Counts
  /** When the Deployment said that it does not get on. */
  stalledAt: number
  undo: Act
  /** The most pods of one version at once, those on their way out included. */
  slots: number
}

const NONE: Counts = { wanted: 0, versions: {}, available: 0, total: 0, shown: 0, stalled: false, complete: false }

export function findActs(replay: Replay<RolloutInputs>): Acts {
  const inputs = replay.run.params
  const deployment = deploymentOf(inputs)
  const plan = planOf(deployment, inputs.readySeconds)
  const samples = historyOf(replay, plan.start, plan.end, countsOf)
  const { replicas: wanted = 1 } = deployment.spec
  const at = (instant: number): Counts => sampleAt(samples, instant) ?? NONE
  const first = (from: number, to: number, is: (counts: Counts) => boolean) => samples.find(sample => sample.at > from && sample.at < to && is(sample.value))?.at
  const act = (from: number, end: number): Act => {
    const to = first(from, end, ({ complete }) => complete)
    const seen = [{ at: from, value: at(from) }, ...samples.filter(sample => sample.at > from && sample.at <= (to ?? end))]
    const outage = seen.reduce((sum, { at: since, value }, index) => value.available === 0 ? sum + (seen[index + 1]?.at ?? to ?? end) - since : sum, 0)
    return { from, to, least: Math.min(...seen.map(({ value }) => value.available)), most: Math.max(...seen.map(({ value }) => value.total)), outage }
  }
  const newest = ({ versions }: Counts) => Math.max(...Object.keys(versions).map(Number))
  const come = first(plan.update, plan.broken, counts => (counts.versions[newest(counts)]?.available ?? 0) * 2 >= wanted)
  const half = come === undefined ? plan.broken : come + BLINK
  return {
    plan, samples, wanted,
    promise: minAvailable(deployment),
    ceiling: wanted + maxSurge(deployment),
    rolling: isRollingUpdate(deployment),
    deadlineSeconds: deployment.spec.progressDeadlineSeconds ?? 600,
    replaced: first(plan.death + 1, plan.update, ({ available }) => available >= wanted) ?? plan.update,
    update: act(plan.update, plan.broken),
    wave: at(plan.update + 600),
    half: { at: half, counts: at(half) },
    broken: act(plan.broken, plan.undo),
    stuck: at(plan.undo - 1),
    stalledAt: first(plan.broken, plan.undo, ({ stalled }) => stalled) ?? plan.undo - 1,
    undo: act(plan.undo, plan.end),
    slots: Math.max(1, ...samples.map(({ value }) => value.shown)),
  }
}
