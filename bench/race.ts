/** How long a race takes: a day, 200 pods, five lanes, in Workers on two cores; and how it grows. */
import process from 'node:process'
import { Worker } from 'node:worker_threads'
import { laneKinds, partOf, raceAsker, racePresets, readRace, runLane, type LaneKind, type LaneSpec, type RaceInputs } from '../engine/race/index.ts'
import { autoscaledGroup, fixedNodes, simulate } from '../test/engine/race/simulated.ts'
import type { TimedAnswer } from './race-worker.ts'

const HOUR = 3_600_000
const WORKERS = 2
const ROUNDS = 7

const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

/** The preset of a day, so many times as much of it and so many days. @param pods that its peak asks for */
function dayOf({ pods = 200, days = 1, seed = 1, lanes = laneKinds }: { pods?: number, days?: number, seed?: number, lanes?: readonly LaneKind[] } = {}): RaceInputs {
  const { inputs: day } = racePresets.daily
  const end = day.load.at(-1)?.at ?? 0
  const load = Array.from({ length: Math.ceil(days) }, (_, n) => day.load.slice(n === 0 ? 0 : 1).map(({ at, rps }) => ({ at: at + n * end, rps: rps * pods / 200 }))).flat()
  const { inputs } = readRace({ ...day, seed, load: partOf(load, 0, days * end), hpa: { ...day.hpa, maxReplicas: pods }, group: { ...day.group, maxNodes: pods }, lanes: lanes.map(kind => ({ kind })) })
  if (!inputs) throw new Error('the day cannot be run')
  return inputs
}

export interface RaceTiming {
  /** Milliseconds on the clock until the first portion is there, and until the whole is. */
  first: number
  whole: number
  /** The same in the own time of the Worker that took longer: on cores that nobody else uses. */
  firstOwn: number
  wholeOwn: number
}

/** The same load at first, and then a little more or less of it. */
function withOtherPeak(inputs: RaceInputs, times: number): RaceInputs {
  return { ...inputs, load: inputs.load.map(({ at, rps }, i) => ({ at, rps: i === 0 ? rps : rps * times })) }
}

/**
 * The first race, whose code is new to the Workers; the median of those after it, each with other luck, so that nothing is remembered;
 * and that of races which differ in their load only, so that what Karpenter begins on is known.
 */
export async function benchRace(): Promise<{ cold: RaceTiming, warm: RaceTiming, again: RaceTiming }> {
  const workers = Array.from({ length: WORKERS }, () => new Worker(new URL('race-worker.ts', import.meta.url)))
  const timings: RaceTiming[] = []
  let asked = 0
  let own: number[] = []
  let first: Pick<RaceTiming, 'first' | 'firstOwn'> | undefined
  let finish: (timing: RaceTiming) => void = () => undefined
  const asker = raceAsker(workers.map(worker => ({ ask: question => worker.postMessage(question) })), {
    race: (_, done) => {
      const [clock, most] = [performance.now() - asked, Math.max(...own)]
      first ??= { first: clock, firstOwn: most }
      if (done) finish({ ...first, whole: clock, wholeOwn: most })
    },
    progress: () => undefined, series: () => undefined, failed: (why) => { throw new Error(why) },
  })
  workers.forEach((worker, i) => worker.on('message', ({ answer, cpuMs }: TimedAnswer) => {
    own[i] = cpuMs
    asker.hear(answer)
  }))
  await Promise.all(workers.map(worker => new Promise(resolve => worker.once('online', resolve))))
  const day = dayOf()
  const asks = [...Array.from({ length: ROUNDS }, (_, round) => dayOf({ seed: round + 1 })), ...Array.from({ length: ROUNDS }, (_, round) => withOtherPeak(day, 1 - round / 100))]
  for (const inputs of asks) {
    timings.push(await new Promise((resolve) => {
      finish = resolve
      first = undefined
      own = []
      asked = performance.now()
      asker.ask(inputs)
    }))
  }
  await Promise.all(workers.map(worker => worker.terminate()))
  const [cold] = timings
  if (!cold) throw new Error('no race was run')
  const medians = (some: readonly RaceTiming[]): RaceTiming => {
    const of = (field: keyof RaceTiming) => median(some.map(one => one[field]))
    return { first: of('first'), whole: of('whole'), firstOwn: of('firstOwn'), wholeOwn: of('wholeOwn') }
  }
  return { cold, warm: medians(timings.slice(1, ROUNDS)), again: medians(timings.slice(ROUNDS + 1)) }
}

/** The thread's own time (ms). */
function timed(work: () => void): number {
  const before = process.threadCpuUsage()
  work()
  const { user, system } = process.threadCpuUsage(before)
  return (user + system) / 1000
}

export interface SecondBySecond {
  lane: LaneKind
  /** Both of the same hour (ms). */
  race: number
  simulated: number
}

/** An hour of the day, and the same in the whole simulation with its API objects, where the load is set and pods are counted every second. */
export function benchEverySecond(): SecondBySecond[] {
  const day = dayOf()
  const inputs: RaceInputs = { ...day, load: partOf(day.load, 7 * HOUR, 8 * HOUR), options: { ...day.options, systemPods: false }, group: { ...day.group, fixedNodes: 30 } }
  const of = (lane: LaneKind, spec: LaneSpec, supplied: Parameters<typeof simulate>[1]): SecondBySecond =>
    ({ lane, race: median([1, 2, 3, 4, 5].map(() => timed(() => runLane(inputs, spec)))), simulated: timed(() => simulate(inputs, supplied)) })
  return [of('fixed', { kind: 'fixed' }, fixedNodes(inputs)), of('cluster-autoscaler', { kind: 'cluster-autoscaler' }, autoscaledGroup(inputs, 12))]
}

export interface RaceGrowth {
  lane: LaneKind
  /** Milliseconds by size. */
  ms: readonly number[]
  /** How it grows: 1 is linear, 2 is by the square. */
  power: number
}

export const GROWTH_PODS = [50, 100, 200, 400]
export const GROWTH_HOURS = [6, 12, 24, 48]

/** Each lane by its pods (a day) and by its hours (200 pods), after a warm-up. */
export function benchGrowth(): { pods: RaceGrowth[], hours: RaceGrowth[], lanes: readonly number[] } {
  let seed = 100
  const once = (inputs: RaceInputs) => timed(() => inputs.lanes.forEach(spec => runLane(inputs, spec)))
  const of = (lane: LaneKind, sizes: readonly number[], inputsOf: (size: number) => Parameters<typeof dayOf>[0]): RaceGrowth => {
    once(dayOf({ ...inputsOf(sizes[1] ?? 0), lanes: [lane], seed: seed++ }))
    const ms = sizes.map(size => median([1, 2, 3].map(() => once(dayOf({ ...inputsOf(size), lanes: [lane], seed: seed++ })))))
    return { lane, ms, power: powerOf(sizes, ms) }
  }
  return {
    pods: laneKinds.map(lane => of(lane, GROWTH_PODS, pods => ({ pods }))),
    hours: laneKinds.map(lane => of(lane, GROWTH_HOURS, hours => ({ days: hours / 24 }))),
    lanes: laneKinds.map((_, i) => median([1, 2, 3].map(() => once(dayOf({ lanes: laneKinds.slice(0, i + 1), seed: seed++ }))))),
  }
}

/** The slope of a line through the logarithms. */
function powerOf(sizes: readonly number[], ms: readonly number[]): number {
  const [x, y] = [sizes.map(Math.log), ms.map(Math.log)]
  const mean = (values: readonly number[]) => values.reduce((sum, one) => sum + one, 0) / values.length
  const [mx, my] = [mean(x), mean(y)]
  return x.reduce((sum, one, i) => sum + (one - mx) * ((y[i] ?? 0) - my), 0) / x.reduce((sum, one) => sum + (one - mx) ** 2, 0)
}
