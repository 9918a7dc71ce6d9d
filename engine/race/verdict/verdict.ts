/** What a race comes to, as statements made from its own numbers. A figure words them. */
import { centsAt } from '../result/money.ts'
import type { LaneResult, RaceResult } from '../result/result.ts'
import type { LaneKind } from '../inputs/inputs.ts'
import { burstOf, type Burst } from './burst.ts'
import { lossCauses, lossesByCause, type LossCause } from './losses.ts'
import type { RaceSeries } from './multiples.ts'
import { costCauses, spendingOf, type CostCause } from './spending.ts'

/** A lane's numbers, as a verdict compares them. */
export interface LaneScore {
  lane: LaneKind
  /** 0 to 1. */
  servedShare: number
  /** Requests lost, or still waiting at the end. */
  unserved: number
  /** From the burst's beginning until the ready pods meet the demand again (ms): 0 where they always did, Infinity where they never do; null without a burst. */
  recoveredAfterMs: number | null
  cents: number
  /** Of these, since the load was half way down again; null where it never was. */
  centsAfterwards: number | null
}

export type VerdictStatement =
  /** Every lane served everything. */
  | { code: 'all-served' }
  /** Who left the fewest unserved, and who the most. */
  | { code: 'served', best: LaneScore, worst: LaneScore }
  /** Who met the demand again first after the burst, and who last. */
  | { code: 'ready', first: LaneScore, last: LaneScore }
  /** Who is the cheapest, and who the dearest. */
  | { code: 'paid', cheapest: LaneScore, dearest: LaneScore }
  /** The cheapest of those who served as good as everything, where that is not the cheapest of all; null: nobody did. */
  | { code: 'paid-and-served', lane: LaneScore | null }
  /** Who pays most, and who least, after the load is down again. */
  | { code: 'afterwards', most: LaneScore, least: LaneScore }
  /** What most of all that was not served turns on, and its share of it. */
  | { code: 'losses-turn-on', cause: LossCause, share: number }
  /** What most of what lies between the cheapest and the dearest turns on, and its share of it. */
  | { code: 'cost-turns-on', cause: CostCause, share: number }
  /** How fast the nodes of a lane would have to start for it to leave as few unserved as the best lane; null: however fast, it would not. */
  | { code: 'start-decides', lane: LaneKind, best: LaneKind, seconds: number | null }
  /** In how many seconds the burst may rise at the fastest for a lane to serve as good as everything; null: in none that was tried. */
  | { code: 'rise-decides', lane: LaneKind, seconds: number | null }
  /** Where machines that start faster serve less: a lane and two of its runs, those of which it is truest. */
  | { code: 'faster-serves-less', lane: LaneKind, faster: StartRun, slower: StartRun }

/** A run with another time to start. */
export interface StartRun {
  seconds: number
  /** 0 to 1. */
  unservedShare: number
  /** Pods that are ready when the burst begins. */
  ready: number
}

/** A share of requests as small as this counts as none. */
export const AS_GOOD_AS_ALL = 0.0005

/** Every lane's numbers, in the race's order. */
export function laneScores({ lanes, load, options, until }: RaceResult): LaneScore[] {
  const burst = burstOf(load)
  return lanes.map((lane) => {
    const { demanded, served, lost, waiting, cents } = lane.totals
    return {
      lane: lane.lane, servedShare: demanded > 0 ? served / demanded : 1, unserved: lost + waiting, recoveredAfterMs: burst && recoveredAfter(lane, burst), cents,
      centsAfterwards: burst?.fallsAt == null || burst.fallsAt >= until ? null : cents - centsAt(lane, burst.fallsAt, options),
    }
  })
}

/** From the burst to the end of the shortfall that it brings. */
function recoveredAfter({ totals: { shortfalls } }: LaneResult, { from, until }: Burst): number {
  const shortfall = shortfalls.find(one => one.until > from && one.from <= until + SOON_MS)
  return shortfall ? shortfall.until - from : 0
}

/** What begins later after a burst (ms) has another cause. */
const SOON_MS = 300_000

/** @param series what the race depends on, where that was run */
export function verdictOf(race: RaceResult, series: readonly RaceSeries[] = []): VerdictStatement[] {
  const scores = laneScores(race)
  if (scores.length === 0) return []
  const least = (of: (score: LaneScore) => number, among = scores) => among.reduce((best, one) => of(one) < of(best) ? one : best)
  const most = (of: (score: LaneScore) => number) => least(one => -of(one))
  const statements: VerdictStatement[] = []
  const isAsGood = ({ servedShare }: LaneScore) => servedShare >= 1 - AS_GOOD_AS_ALL
  const [best, worst] = [least(one => one.unserved), most(one => one.unserved)]
  statements.push(scores.every(isAsGood) ? { code: 'all-served' } : { code: 'served', best, worst })
  const recovered = (one: LaneScore) => one.recoveredAfterMs ?? 0
  const [first, last] = [least(recovered), most(recovered)]
  if (recovered(first) !== recovered(last)) statements.push({ code: 'ready', first, last })
  const cheapest = least(one => one.cents)
  statements.push({ code: 'paid', cheapest, dearest: most(one => one.cents) })
  const good = scores.filter(isAsGood)
  if (!isAsGood(cheapest)) statements.push({ code: 'paid-and-served', lane: good.length > 0 ? least(one => one.cents, good) : null })
  if (scores.every(one => one.centsAfterwards !== null) && scores.length > 1) statements.push({ code: 'afterwards', most: most(one => one.centsAfterwards ?? 0), least: least(one => one.centsAfterwards ?? 0) })
  return [...statements, ...turnsOn(race, statements), ...series.flatMap(dependsOn)]
}

/** What who served, and who paid, turns on: read off the race itself. */
function turnsOn(race: RaceResult, statements: readonly VerdictStatement[]): VerdictStatement[] {
  const found: VerdictStatement[] = []
  if (statements.some(({ code }) => code === 'served')) {
    const losses = lossesByCause(race)
    const [cause, share] = largest(lossCauses, one => losses[one])
    found.push({ code: 'losses-turn-on', cause, share })
  }
  const paid = statements.find(one => one.code === 'paid')
  const [cheap, dear] = [paid?.cheapest, paid?.dearest].map(score => race.lanes.find(({ lane }) => lane === score?.lane))
  if (paid && cheap && dear && paid.dearest.cents > paid.cheapest.cents) {
    const [less, more] = [spendingOf(cheap, race), spendingOf(dear, race)]
    const [cause, share] = largest(costCauses, one => more[one] - less[one])
    found.push({ code: 'cost-turns-on', cause, share })
  }
  return found
}

/** The largest part, and its share of all that add to the sum. */
function largest<C extends string>(causes: readonly [C, ...C[]], partOf: (cause: C) => number): [cause: C, share: number] {
  const cause = causes.reduce((most, one) => partOf(one) > partOf(most) ? one : most)
  return [cause, partOf(cause) / causes.reduce((sum, one) => sum + Math.max(0, partOf(one)), 0)]
}

/** What a race depends on: those of the statements that need its series. */
export function dependsOn({ axis, seconds, demanded, lanes }: RaceSeries): VerdictStatement[] {
  if (axis === 'rise') {
    const isAsGood = (unserved: number, i: number) => unserved <= AS_GOOD_AS_ALL * (demanded[i] ?? 0)
    return lanes.map(({ lane, unserved }) => ({ code: 'rise-decides', lane, seconds: seconds.find((_, from) => unserved.every((one, i) => i < from || isAsGood(one, i))) ?? null }))
  }
  // A fixed lane starts no nodes, so it is no measure of how fast they should start.
  const starting = lanes.filter(({ lane }) => lane !== 'fixed').sort((a, b) => a.own - b.own)
  const [best, ...others] = starting
  if (!best) return []
  return [...fasterServesLess({ axis, seconds, demanded, lanes: starting }), ...others.filter(({ own }) => own > best.own).map(({ lane, unserved }): VerdictStatement => ({ code: 'start-decides', lane, best: best.lane, seconds: crossing(seconds, unserved, best.own) }))]
}

/** A smaller share of the requests is luck: which zone a machine is in, when the autoscaler looks. */
const LEAST_LOSS = 0.02

function fasterServesLess({ seconds, demanded, lanes }: RaceSeries): VerdictStatement[] {
  let found: Extract<VerdictStatement, { code: 'faster-serves-less' }> | undefined
  let most = LEAST_LOSS
  for (const { lane, unserved, ready } of lanes) {
    const runs = seconds.map((value, i): StartRun => ({ seconds: value, unservedShare: (unserved[i] ?? 0) / Math.max(demanded[i] ?? 0, 1), ready: ready[i] ?? 0 }))
    for (const [i, slower] of runs.entries()) {
      for (const faster of runs.slice(0, i)) {
        if (faster.unservedShare - slower.unservedShare <= most) continue
        most = faster.unservedShare - slower.unservedShare
        found = { code: 'faster-serves-less', lane, faster, slower }
      }
    }
  }
  return found ? [found] : []
}

/** The largest value up to which a line that rises stays at or below a level, straight between its points; null when it is above it from the first. */
function crossing(values: readonly number[], line: readonly number[], level: number): number | null {
  let reached: number | null = null
  for (const [i, value] of values.entries()) {
    const [now = 0, before = 0] = [line[i], line[i - 1]]
    if (now <= level) reached = value
    else if (reached !== null && values[i - 1] === reached) return reached + (value - reached) * (level - before) / (now - before)
    else break
  }
  return reached
}
