/**
 * Does a faster start of nodes ever serve less? Until the slower ones are there: no. Over a whole race: yes, since what is there
 * sooner is also taken away sooner. The counter-examples that a search found are kept, each with its cause.
 */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { defaultRace, laneAt, LoadCurve, runLane, servingAt, simpleWorkload, type LaneKind, type LaneResult, type RaceInputs } from '../../../engine/race/index.ts'
import { raceWith, seconds } from './races.ts'

function started(inputs: RaceInputs, kind: LaneKind, start: number): LaneResult {
  const range = [start, start] as const
  return runLane({ ...inputs, times: { ...inputs.times, startSeconds: { 'node-group': range, 'karpenter': range, 'auto-mode': range, 'fargate': range } } }, { kind })
}

const race = (load: ReturnType<typeof seconds>, seed: number, cpuMilli: number, minReplicas: number, maxReplicas: number) =>
  raceWith({ load, seed, workload: simpleWorkload('web', cpuMilli, 512), hpa: { ...defaultRace.hpa, minReplicas, maxReplicas } })

const readyAt = (lane: LaneResult, second: number) => laneAt(lane, second * 1000).pods.filter(({ workload, state }) => workload === 0 && state === 'ready').length
const said = ({ log }: LaneResult, reason: string) => log.filter(entry => entry.reason === reason).map(({ at }) => Math.round(at / 1000))

describe('nodes that start faster', () => {
  it.each<LaneKind>(['cluster-autoscaler', 'fargate'])('of %s have not served less by the time that the slower ones are there', (kind) => {
    const anyBurst = fc.record({
      rise: fc.integer({ min: 0, max: 120 }), top: fc.integer({ min: 1_000, max: 6_000 }), cpuMilli: fc.integer({ min: 100, max: 1_000 }),
      seed: fc.integer({ min: 0, max: 100 }), slow: fc.integer({ min: 20, max: 200 }), share: fc.double({ min: 0, max: 1, noNaN: true }),
    })
    fc.assert(fc.property(anyBurst, ({ rise, top, cpuMilli, seed, slow, share }) => {
      const load = seconds([0, 800], [60, 800], [60 + rise, top], [700, top])
      const inputs = race(load, seed, cpuMilli, 2, 100)
      const curve = new LoadCurve(load)
      const [fast, late] = [started(inputs, kind, Math.round(5 + (slow - 5) * share)), started(inputs, kind, slow)]
      const arrival = Math.min(...late.nodes.filter(({ requestedAt }) => requestedAt > 0).map(node => node.readyAt), late.until)
      for (let at = 0; at <= arrival; at += 1_000) expect(servingAt(fast.serving, curve, at).servedSoFar).toBeGreaterThanOrEqual(servingAt(late.serving, curve, at).servedSoFar - 1e-6)
    }), { numRuns: 25 })
  })

  it('serve less with Karpenter where the HPA, sooner at its goal, has taken more pods away when a second burst comes', () => {
    const inputs = race(seconds([0, 800], [60, 800], [91, 2_172], [202, 2_172], [262, 321], [615, 321], [645, 3_045], [995, 3_045]), 18, 690, 2, 42)
    const [fast, slow] = [started(inputs, 'karpenter', 62), started(inputs, 'karpenter', 106)]
    expect(said(fast, 'SuccessfulRescale')[1]).toBeLessThan(said(slow, 'SuccessfulRescale')[1] ?? 0)
    expect(readyAt(fast, 610)).toBeLessThan(readyAt(slow, 610))
    expect(said(fast, 'DisruptionTerminating')[0]).toBeLessThan(said(slow, 'DisruptionTerminating')[0] ?? 0)
    expect(fast.totals.served).toBeLessThan(slow.totals.served)
  })

  it('serve less on Fargate where the HPA, sooner at its goal, has taken more pods away when a second burst comes', () => {
    const inputs = race(seconds([0, 800], [60, 800], [128, 2_393], [586, 2_393], [646, 451], [957, 600], [987, 4_917], [1_337, 3_000]), 94, 578, 3, 43)
    const [fast, slow] = [started(inputs, 'fargate', 153), started(inputs, 'fargate', 180)]
    // The first burst is served better.
    const lostBy = (lane: LaneResult, second: number) => servingAt(lane.serving, new LoadCurve(inputs.load), second * 1000).lostSoFar
    expect(lostBy(fast, 900)).toBeLessThan(lostBy(slow, 900))
    // Between the two, it has no more than what little load asks for.
    expect(readyAt(fast, 975)).toBeLessThan(readyAt(slow, 975) / 2)
    expect(fast.totals.served).toBeLessThan(slow.totals.served * 0.8)
  })

  it('serve less with Cluster Autoscaler where a node was given back before a second burst', () => {
    const inputs = race(seconds([0, 800], [60, 800], [105, 3_144], [226, 3_144], [286, 344], [1_399, 600], [1_429, 3_028], [1_779, 3_000]), 14, 630, 6, 20)
    const [fast, slow] = [started(inputs, 'cluster-autoscaler', 115), started(inputs, 'cluster-autoscaler', 171)]
    expect(fast.totals.served).toBeLessThan(slow.totals.served)
    // With the slower nodes a pod that is not ready yet uses up the disruption budget as the ten minutes run, and they begin anew.
    expect(said(fast, 'ScaleDownEmpty')[0]).toBeLessThan(1_399)
    expect(said(slow, 'ScaleDownEmpty')).toEqual([])
    expect(said(slow, 'ScaleDown')).toEqual([])
  })
})
