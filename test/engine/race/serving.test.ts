/** Who serves the load, exactly: against sums by hand and against a walk in small steps. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LoadCurve, servingAt, type LoadPoint } from '../../../engine/race/index.ts'
import { Serving } from '../../../engine/race/lane/serving.ts'

interface Change { at: number, alive: number, dead: number }

function served(points: readonly LoadPoint[], changes: readonly Change[], queueBound: number | null, perPod = 10) {
  const curve = new LoadCurve(points)
  const serving = new Serving(curve, { perPod, queueBound })
  for (const { at, alive, dead } of changes) serving.change(at, alive, dead)
  const columns = serving.columns(curve.end)
  return { curve, columns, at: (at: number) => servingAt(columns, curve, at) }
}

const seconds = (...points: [second: number, rps: number][]): LoadPoint[] => points.map(([at, rps]) => ({ at: at * 1000, rps }))

describe('without a queue', () => {
  it('serves all up to capacity, and loses the triangle above it', () => {
    // From 0 to 100 requests a second in 10 s, against 50: half of it is met, the upper quarter of the area is lost.
    const { at } = served(seconds([0, 0], [10, 100]), [{ at: 0, alive: 5, dead: 0 }], null)
    expect(at(5_000)).toMatchObject({ servedSoFar: 125, lostSoFar: 0, mode: 'short' })
    expect(at(10_000)).toMatchObject({ servedSoFar: 375, lostSoFar: 125, demand: 100, served: 50, lost: 50, capacity: 50 })
  })

  it('loses what meets an endpoint whose machine is dead, though others are idle', () => {
    const { at } = served(seconds([0, 30], [20, 30]), [{ at: 0, alive: 6, dead: 0 }, { at: 10_000, alive: 4, dead: 2 }], null)
    expect(at(20_000)).toMatchObject({ servedSoFar: 300 + 200, lostSoFar: 100, mode: 'meets' })
  })

  it('loses everything while nobody answers', () => {
    const { at } = served(seconds([0, 30], [10, 30]), [{ at: 4_000, alive: 3, dead: 0 }], null)
    expect(at(10_000)).toMatchObject({ servedSoFar: 180, lostSoFar: 120 })
  })
})

describe('with a queue', () => {
  it('lets requests wait up to its bound, and serves them when there is room', () => {
    // 10 s of 20 above capacity fill 150 in 7.5 s; then 50 are lost; then 30 a second of room drain it in 5 s.
    const { at } = served(seconds([0, 70], [10, 70], [10, 20], [20, 20]), [{ at: 0, alive: 5, dead: 0 }], 150)
    expect(at(7_500)).toMatchObject({ waiting: 150, lostSoFar: 0 })
    expect(at(10_000)).toMatchObject({ waiting: 150, lostSoFar: 50, servedSoFar: 500 })
    expect(at(12_000)).toMatchObject({ waiting: 90, mode: 'queueing', served: 50 })
    expect(at(15_000).waiting).toBeCloseTo(0, 6)
    expect(at(20_000)).toMatchObject({ waiting: 0, mode: 'meets', servedSoFar: 850, lostSoFar: 50 })
  })

  it('may be empty again before the load is through rising', () => {
    const { at } = served(seconds([0, 60], [4, 20], [14, 120], [15, 120]), [{ at: 0, alive: 5, dead: 0 }], 1_000)
    expect(at(3_000).waiting).toBe(0)
    expect(at(15_000).waiting).toBeCloseTo((7 * 70) / 2 + 70, 6)
  })
})

const anyPoints = fc.array(fc.record({ gap: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 30_000 })), rps: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 200 })) }), { minLength: 2, maxLength: 8 })
  .map((steps) => {
    let at = 0
    return [{ at: 0, rps: 50 }, ...steps.map(({ gap, rps }) => ({ at: at += gap, rps })), { at: at + 5_000, rps: 20 }]
  })
const anyChanges = fc.array(fc.record({ at: fc.integer({ min: 0, max: 120_000 }), alive: fc.integer({ min: 0, max: 20 }), dead: fc.constantFrom(0, 0, 1, 4) }), { maxLength: 6 })
  .map(changes => [...changes].sort((a, b) => a.at - b.at))
const anyQueue = fc.constantFrom(null, 0, 1, 50, 10_000)

describe('whatever comes', () => {
  it('demand is what is served, lost or waits, at every instant', () => {
    fc.assert(fc.property(anyPoints, anyChanges, anyQueue, fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 10 }), (points, changes, bound, shares) => {
      const { curve, at } = served(points, changes.filter(one => one.at < (points.at(-1)?.at ?? 0)), bound)
      for (const share of [...shares, 1]) {
        const now = at(share * curve.end)
        const demanded = curve.requestsUntil(share * curve.end)
        expect(Math.abs(now.servedSoFar + now.lostSoFar + now.waiting - demanded)).toBeLessThan(1e-6 * (1 + demanded))
        expect(now.waiting).toBeLessThanOrEqual((bound ?? 0) + 1e-6)
        expect(now.served).toBeLessThanOrEqual(now.capacity + 1e-6)
      }
    }), { numRuns: 300 })
  })

  it('comes to what a walk in steps of 10 ms comes to', () => {
    fc.assert(fc.property(anyPoints, anyChanges, anyQueue, (points, changes, bound) => {
      const inTime = changes.filter(one => one.at < (points.at(-1)?.at ?? 0))
      const { curve, at } = served(points, inTime, bound)
      const STEP = 10
      let [done, lost, waiting] = [0, 0, 0]
      for (let t = 0; t < curve.end; t += STEP) {
        const { alive = 0, dead = 0 } = inTime.findLast(one => one.at <= t) ?? {}
        const length = Math.min(STEP, curve.end - t)
        const came = curve.requestsUntil(t + length) - curve.requestsUntil(t)
        const able = alive * 10 * length / 1000
        const reaching = alive === 0 ? 0 : bound === null ? came * alive / (alive + dead) : came
        const now = Math.min(bound === null ? reaching : waiting + came, able)
        done += now
        waiting = bound === null ? 0 : waiting + came - now
        const over = Math.max(waiting - (bound ?? 0), 0)
        lost += bound === null ? came - now : over
        waiting -= over
      }
      const end = at(curve.end)
      const most = 200 * 2 * STEP / 1000 * (inTime.length + points.length + 2)
      expect(Math.abs(end.servedSoFar - done)).toBeLessThan(most)
      expect(Math.abs(end.lostSoFar - lost)).toBeLessThan(most)
    }), { numRuns: 150 })
  })
})
