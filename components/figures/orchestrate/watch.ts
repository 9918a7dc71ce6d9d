/** Looks back at the night: how many containers served in each lane, for how long too few did, who was paged. */
import { isPodActive } from '../../../engine/kubernetes/controllers/pods.ts'
import { isPodReady, isTerminating } from '../../../engine/kubernetes/apimachinery/meta.ts'
import { historyOf, type Sample, sampleAt } from '../../../engine/kubernetes/simulation/history.ts'
import type { Replay } from '../../../engine/kubernetes/simulation/replay.ts'
import type { Simulation } from '../../../engine/kubernetes/simulation/simulation.ts'
import { UNREACHABLE_TAINT } from '../../../engine/kubernetes/types/wellknown.ts'
import { DYING, endOf, type Fault, type LaneId, laneIds, type NightInputs, type NightScenario, nightOf, type NightWork, START, workOf } from './night.ts'

export interface Watch {
  night: readonly Fault[]
  /** Pods that the load needs, before and after it has doubled. */
  needed: NightWork['needed']
  end: number
  /** Containers that serve, over time. */
  serving: Readonly<Record<LaneId, readonly Sample<number>[]>>
  /** For each fault, virtual ms from it to there being enough again; undefined when there never were. */
  mending: Readonly<Record<LaneId, readonly (number | undefined)[]>>
  /** What a machine's repair by Kubernetes is made of; undefined where no machine dies, or it is not mended. */
  moving: Moving | undefined
}

/** Virtual ms, one after the other: until the silence is noticed, while its pods wait for it, until others have taken their place. */
export interface Moving {
  noticing: number
  waiting: number
  starting: number
}

export function watchNight(replays: Readonly<Record<LaneId, Replay<NightInputs>>>): Watch {
  const { scenario, params: inputs } = replays.hand.run
  const night = nightOf(scenario as NightScenario, inputs)
  const end = endOf(scenario as NightScenario, inputs)
  const each = <X>(of: (lane: LaneId) => X) => Object.fromEntries(laneIds.map(lane => [lane, of(lane)])) as Record<LaneId, X>
  // To the second, as all of it is told: parts add up to their sum.
  const serving = each(lane => historyOf(replays[lane], START, end, servingIn).map(({ at, value }) => ({ at: Math.ceil(at / 1000) * 1000, value })))
  const watch = { night, end, serving, needed: workOf(inputs).needed }
  const mending = each(lane => night.map((fault, index) => mendingOf(serving[lane], fault, night[index + 1]?.at ?? end, watch)))
  const machine = night.findIndex(({ id }) => id === 'machine')
  return { ...watch, mending, moving: movingOf(replays.kubernetes, night[machine]?.at, mending.kubernetes[machine]) }
}

/** @param at when the machine falls silent @param took until there are enough again, to the second */
function movingOf(replay: Replay<NightInputs>, at: number | undefined, took: number | undefined): Moving | undefined {
  if (at === undefined || took === undefined)
    return undefined
  const steps = historyOf(replay, at, at + took, ({ store }) => ({
    noticed: store.get('Node', '', DYING)?.spec?.taints?.some(({ key, effect }) => key === UNREACHABLE_TAINT && effect === 'NoExecute') ?? false,
    evicted: store.list('Pod').some(pod => pod.spec.nodeName === DYING && isTerminating(pod)),
  }))
  const [noticed, evicted] = (['noticed', 'evicted'] as const).map(step => steps.find(({ value }) => value[step])?.at)
  if (noticed === undefined || evicted === undefined)
    return undefined
  const [noticing, waiting] = [noticed - at, evicted - noticed].map(ms => Math.round(ms / 1000) * 1000) as [number, number]
  return { noticing, waiting, starting: took - noticing - waiting }
}

/** Pods that answer: ready, staying, on a machine that lives. */
export function servingIn({ store, world }: Simulation): number {
  return store.list('Pod').filter(pod => isPodActive(pod) && isPodReady(pod) && !world.deadNodes.includes(pod.spec.nodeName ?? '')).length
}

type Need = Pick<Watch, 'night' | 'needed'>

/** Containers that the load needs at an instant (virtual ms). */
export function neededAt({ night, needed }: Need, at: number): number {
  return night.some(({ id, at: since }) => id === 'load' && since <= at) ? needed.after : needed.before
}

function mendingOf(samples: readonly Sample<number>[], { at }: Fault, until: number, need: Need): number | undefined {
  const needed = neededAt(need, at)
  const then = (sampleAt(samples, at) ?? 0) < needed ? at : samples.find(sample => sample.at > at && sample.at < until && sample.value < needed)?.at
  if (then === undefined)
    return 0
  const again = samples.find(sample => sample.at > then && sample.at < until && sample.value >= needed)
  return again && again.at - at
}

/** Virtual ms up to an instant in which fewer containers served than were needed. */
export function shortUntil({ night, serving, needed }: Need & Pick<Watch, 'serving'>, lane: LaneId, now: number): number {
  const samples = serving[lane]
  // The need changes at faults, too.
  const instants = [...new Set([...samples.map(({ at }) => at), ...night.map(({ at }) => at)])].filter(at => at < now).sort((a, b) => a - b)
  return instants.reduce((sum, at, index) => {
    return (sampleAt(samples, at) ?? 0) < neededAt({ night, needed }, at) ? sum + Math.min(now, instants[index + 1] ?? now) - at : sum
  }, 0)
}
