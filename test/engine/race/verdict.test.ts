/** What a race comes to, and what that depends on, holds when it is tried. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  AS_GOOD_AS_ALL, burstOf, centsAt, dependsOn, laneScores, LoadCurve, partOf, raceAxes, racePresets, runLane, runPoint, runRace, runSeries, verdictOf, withRise,
  type RaceInputs, type VerdictStatement,
} from '../../../engine/race/index.ts'
import { raceWith, seconds } from './races.ts'

const sale = raceWith(racePresets['flash-sale'].inputs)
const race = runRace(sale)
const series = raceAxes.map(axis => runSeries(sale, axis))
const verdict = verdictOf(race, series)
const said = <C extends VerdictStatement['code']>(code: C) => verdict.filter((one): one is Extract<VerdictStatement, { code: C }> => one.code === code)

describe('the verdict', () => {
  it('is made of the lanes’ own numbers', () => {
    const [served] = said('served')
    const unserved = race.lanes.map(({ totals: { lost, waiting } }) => lost + waiting)
    expect(served?.best.unserved).toBe(Math.min(...unserved))
    expect(served?.worst.unserved).toBe(Math.max(...unserved))
    const [paid] = said('paid')
    expect([paid?.cheapest.cents, paid?.dearest.cents]).toEqual([Math.min(...race.lanes.map(({ totals }) => totals.cents)), Math.max(...race.lanes.map(({ totals }) => totals.cents))])
    for (const { lane, recoveredAfterMs } of laneScores(race)) {
      const shortfall = race.lanes.find(one => one.lane === lane)?.totals.shortfalls[0]
      expect(recoveredAfterMs).toBe((shortfall?.until ?? 0) - 300_000)
    }
  })

  it('says who pays after the burst: what is paid from half way down', () => {
    const fallsAt = burstOf(sale.load)?.fallsAt ?? 0
    expect(fallsAt).toBe(16 * 60_000)
    const afterwards = race.lanes.map(lane => lane.totals.cents - centsAt(lane, fallsAt, race.options))
    expect(said('afterwards')[0]?.most.centsAfterwards).toBe(Math.max(...afterwards))
    expect(said('afterwards')[0]?.least.centsAfterwards).toBe(Math.min(...afterwards))
  })

  it('says how fast nodes would have to start, and with such nodes it is so', () => {
    expect(said('start-decides').length).toBeGreaterThan(0)
    for (const { lane, best, seconds: start } of said('start-decides')) {
      if (start === null) continue
      const unserved = (changed: RaceInputs, kind: typeof lane) => runLane(changed, { kind }).totals.lost
      const started = (at: number): RaceInputs => ({ ...sale, times: { ...sale.times, startSeconds: { 'node-group': [at, at], 'karpenter': [at, at], 'auto-mode': [at, at], 'fargate': [at, at] } } })
      // Straight between two runs, so a little is forgiven.
      expect(unserved(started(start), lane)).toBeLessThan(unserved(sale, best) * 1.05)
      expect(unserved(started(start * 1.2), lane)).toBeGreaterThan(unserved(sale, best))
    }
  })

  it('says how slowly a burst may rise, and such a burst is served', () => {
    expect(said('rise-decides').map(({ lane }) => lane)).toEqual(sale.lanes.map(({ kind }) => kind))
    for (const { lane, seconds: rise } of said('rise-decides')) {
      if (rise === null) continue
      const { lost, demanded } = runLane({ ...sale, load: withRise(sale.load, rise) }, { kind: lane }).totals
      expect(lost / demanded).toBeLessThanOrEqual(AS_GOOD_AS_ALL)
    }
  })

  it('of a load that everyone serves names nobody as the best', () => {
    const steady = verdictOf(runRace(raceWith({ load: seconds([0, 900], [600, 900]) })))
    expect(steady.map(({ code }) => code)).toEqual(['all-served', 'paid', 'cost-turns-on'])
  })

  it('of one lane, and of none, can be made', () => {
    const alone = verdictOf(runRace({ ...sale, lanes: [{ kind: 'karpenter' }] }))
    expect(alone.map(({ code }) => code)).toEqual(['served', 'paid', 'paid-and-served', 'losses-turn-on'])
    expect(verdictOf({ ...race, lanes: [] })).toEqual([])
  })
})

describe('the small multiples', () => {
  it('with the inputs as they are lose in the burst what the whole race does', () => {
    for (const { lanes } of series)
      for (const { lane, own } of lanes) expect(own).toBeCloseTo(race.lanes.find(one => one.lane === lane)?.totals.lost ?? Number.NaN, 3)
  })

  it('lose more the longer a node takes, and less the slower the burst rises', () => {
    for (const { axis, lanes } of series)
      for (const { unserved } of lanes) expect([...unserved].sort((a, b) => axis === 'start' ? a - b : b - a)).toEqual(unserved)
  })

  it('of a load without a burst are empty', () => {
    expect(runSeries(raceWith({ load: seconds([0, 900], [600, 900]) }), 'start').lanes).toEqual([])
  })
})

describe('a burst', () => {
  it.each<[string, [number, number][], [from: number, until: number, fallsAt: number | null] | null]>([
    ['rises and falls', [[0, 10], [60, 10], [70, 100], [200, 100], [210, 0]], [60, 70, 204.5]],
    ['rises in steps', [[0, 10], [60, 10], [70, 50], [80, 50], [90, 100], [200, 100]], [60, 90, null]],
    ['jumps', [[0, 10], [60, 10], [60, 100], [200, 100], [200, 10], [300, 10]], [60, 60, 200]],
    ['is the larger of two', [[0, 10], [10, 50], [20, 10], [30, 90], [40, 10]], [20, 30, 35]],
    ['is none where the load is even', [[0, 10], [100, 10]], null],
    ['is none where it only falls', [[0, 10], [100, 0]], null],
    ['is none where it hardly rises', [[0, 100], [100, 105]], null],
  ])('%s', (_, points, expected) => {
    const burst = burstOf(seconds(...points))
    expect(burst && [burst.from / 1000, burst.until / 1000, burst.fallsAt === null ? null : burst.fallsAt / 1000]).toEqual(expected)
  })

  const anyLoad = fc.array(fc.tuple(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: 1_000 })), { minLength: 1, maxLength: 8 })
    .map((steps) => {
      let at = 0
      return seconds([0, 100], ...steps.map(([gap, rps]): [number, number] => [at += gap, rps]))
    })

  it('rises in the time that it is given, and what follows is the same', () => {
    fc.assert(fc.property(anyLoad, fc.integer({ min: 0, max: 600 }), (load, rise) => {
      const burst = burstOf(load)
      const changed = withRise(load, rise)
      expect(changed.every(({ at }, i) => at >= (changed[i - 1]?.at ?? 0))).toBe(true)
      if (!burst) {
        expect(changed).toEqual(load)
        return
      }
      const [before, after] = [new LoadCurve(load), new LoadCurve(changed)]
      const end = burst.from + rise * 1000
      expect(after.end - end).toBe(before.end - burst.until)
      expect(after.requestsUntil(after.end) - after.requestsUntil(end)).toBeCloseTo(before.requestsUntil(before.end) - before.requestsUntil(burst.until), 3)
      expect(after.requestsUntil(burst.from)).toBeCloseTo(before.requestsUntil(burst.from), 3)
    }))
  })

  it('cut out has the requests that it has', () => {
    fc.assert(fc.property(anyLoad, fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }), (load, a, b) => {
      const whole = new LoadCurve(load)
      const [from, until] = [Math.min(a, b) * whole.end, Math.max(a, b) * whole.end]
      const part = new LoadCurve(partOf(load, from, until))
      expect(part.end).toBe(until - from)
      expect(part.requestsUntil(part.end)).toBeCloseTo(whole.requestsUntil(until) - whole.requestsUntil(from), 3)
    }))
  })
})

describe('two rushes', () => {
  const { inputs } = racePresets['two-rushes']
  const series = runSeries({ ...inputs, lanes: [{ kind: 'fixed' }, { kind: 'fargate' }] }, 'start')
  const found = dependsOn(series).find(({ code }) => code === 'faster-serves-less')

  it('show that a faster start may serve less, with the runs of which that is truest', () => {
    if (found?.code !== 'faster-serves-less') throw new Error('a faster start serves more')
    const { lane, faster, slower } = found
    expect(lane).toBe('fargate')
    expect(faster.seconds).toBeLessThan(slower.seconds)
    const again = ({ seconds }: typeof faster) => runPoint(inputs, 'start', seconds, { kind: 'fargate' })
    for (const run of [faster, slower]) expect(again(run)).toMatchObject({ unserved: expect.closeTo(run.unservedShare * (series.demanded[0] ?? 0), 3) as number, ready: run.ready })
    expect(faster.unservedShare - slower.unservedShare).toBeGreaterThan(0.1)
  })

  it('and why: the pods that were there sooner have been taken away sooner', () => {
    expect(found?.code === 'faster-serves-less' && found.faster.ready < found.slower.ready / 2).toBe(true)
  })

  it('which a single burst does not', () => {
    const single = runSeries({ ...racePresets['flash-sale'].inputs, lanes: [{ kind: 'fargate' }] }, 'start')
    expect(dependsOn(single).some(({ code }) => code === 'faster-serves-less')).toBe(false)
  })
})
