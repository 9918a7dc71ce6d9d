/**
 * The side that asks: lanes are dealt out to a few that run them, the heaviest first, and what they tell is put together. A new
 * question takes the place of the one before at once. Knows nothing of Workers.
 */
import { laneKinds, type LaneKind, type LaneSpec, type RaceInputs } from '../inputs/inputs.ts'
import { raceOf } from '../run.ts'
import type { LaneResult, RaceResult } from '../result/result.ts'
import { pointsOf, raceAxes, seriesOf, type RacePoint, type RaceSeries } from '../verdict/multiples.ts'
import type { PointWanted, RaceAnswer, RaceQuestion } from './messages.ts'

/** What runs lanes: a Worker, or what stands in for one. */
export interface LaneRunner {
  ask: (question: RaceQuestion) => void
}

export interface RaceListener {
  /** Every lane as far as it has come, all to one instant; `done`: to the end. */
  race: (race: RaceResult, done: boolean) => void
  /** The share of the race that is run, 0 to 1. */
  progress: (share: number) => void
  /** What the race depends on; only after the race itself. */
  series: (series: readonly RaceSeries[]) => void
  failed: (why: string) => void
}

export interface RaceAsker {
  /** Runs a race, and with `depends` what it depends on. */
  ask: (inputs: RaceInputs, depends?: boolean) => void
  cancel: () => void
  /** Takes an answer of a runner. */
  hear: (answer: RaceAnswer) => void
}

/** Shares of the race at which it is shown on the way: the first within a tenth of a second. */
const SHOWN = [0.02, 0.1, 0.3, 0.6]

/** How long lanes take against each other. Karpenter looks for cheaper nodes all the time. */
const WEIGHTS: Readonly<Record<LaneKind, number>> = { 'fixed': 1, 'cluster-autoscaler': 2, 'karpenter': 9, 'fargate': 0.5, 'auto-mode': 9 }

/** @param runners at least one */
export function raceAsker(runners: readonly LaneRunner[], listener: RaceListener): RaceAsker {
  let id = 0
  let inputs: RaceInputs | undefined
  let depends = false
  /** Lanes by the instant that they have come to, until all of them are there: one runner may be far ahead of another. */
  const portions = new Map<number, readonly LaneResult[]>()
  const reached = new Map<LaneKind, number>()
  let points: RacePoint[] = []
  let wanted = 0

  function hear(answer: RaceAnswer): void {
    if (answer.id !== id || !inputs) return
    switch (answer.tell) {
      case 'progress': return hearProgress(inputs, answer.lane, answer.at)
      case 'lanes': return hearLanes(inputs, answer.lanes, answer.done)
      case 'point': return hearPoint(answer.point)
      case 'failed': return listener.failed(answer.why)
    }
  }

  function hearProgress({ load, lanes: specs }: RaceInputs, lane: LaneKind, at: number): void {
    reached.set(lane, at)
    const all = specs.reduce((sum, { kind }) => sum + WEIGHTS[kind], 0)
    const done = specs.reduce((sum, { kind }) => sum + WEIGHTS[kind] * (reached.get(kind) ?? 0), 0)
    listener.progress(done / (all * (load.at(-1)?.at ?? 1)))
  }

  function hearLanes(race: RaceInputs, results: readonly LaneResult[], isDone: boolean): void {
    const until = results[0]?.until ?? 0
    const there = [...portions.get(until) ?? [], ...results]
    portions.set(until, there)
    if (there.length < race.lanes.length) return
    portions.delete(until)
    listener.race(raceOf(race, race.lanes.flatMap(({ kind }) => there.find(({ lane }) => lane === kind) ?? [])), isDone)
    if (isDone && depends) askPoints(race)
  }

  function askPoints(race: RaceInputs): void {
    const all = raceAxes.flatMap(axis => race.lanes.flatMap(spec => pointsOf(axis, spec).map((seconds): PointWanted => ({ axis, seconds, spec }))))
    wanted = all.length
    runners.forEach((runner, n) => runner.ask({ ask: 'points', id, inputs: race, points: all.filter((_, i) => i % runners.length === n) }))
  }

  function hearPoint(point: RacePoint | null): void {
    wanted--
    if (point) points.push(point)
    if (wanted === 0) listener.series(raceAxes.map(axis => seriesOf(axis, points)).filter(series => series.lanes.length > 0))
  }

  function forget(): void {
    id++
    portions.clear()
    reached.clear()
    points = []
    inputs = undefined
  }

  return {
    hear,
    ask: (next, alsoDepends = false) => {
      forget()
      inputs = next
      depends = alsoDepends
      const end = next.load.at(-1)?.at ?? 0
      const showAt = SHOWN.map(share => Math.round(share * end))
      const hands = dealt(next.lanes, runners.length)
      runners.forEach((runner, n) => runner.ask(hands[n] ? { ask: 'lanes', id, inputs: next, lanes: hands[n], showAt } : { ask: 'nothing', id }))
    },
    cancel: () => {
      forget()
      for (const runner of runners) runner.ask({ ask: 'nothing', id })
    },
  }
}

/** Lanes by runner, the heaviest to whoever has least; no runner without one. */
function dealt(specs: readonly LaneSpec[], runners: number): LaneSpec[][] {
  const hands = Array.from({ length: Math.max(1, Math.min(runners, specs.length)) }, () => ({ specs: [] as LaneSpec[], weight: 0 }))
  const order = [...specs].sort((a, b) => WEIGHTS[b.kind] - WEIGHTS[a.kind] || laneKinds.indexOf(a.kind) - laneKinds.indexOf(b.kind))
  for (const spec of order) {
    const lightest = hands.reduce((least, hand) => hand.weight < least.weight ? hand : least)
    lightest.specs.push(spec)
    lightest.weight += WEIGHTS[spec.kind]
  }
  return hands.map(hand => hand.specs)
}
