/** Faults: what is lost until the control plane notices, and who replaces what is gone. */
import { describe, expect, it } from 'vitest'
import { laneAt, LoadCurve, runLane, servingAt, type LaneSpec, type RaceInputs } from '../../../engine/race/index.ts'
import { raceWith, seconds } from './races.ts'

/** A steady load on nodes that are there to stay; the fault comes after 5 minutes. */
const AT = 300_000
const base: Partial<RaceInputs> = { load: seconds([0, 3_000], [1_800, 3_000]) }

function run(spec: LaneSpec, changes: Partial<RaceInputs>) {
  const inputs = raceWith({ ...base, ...changes })
  const lane = runLane(inputs, spec)
  const curve = new LoadCurve(inputs.load)
  const at = (second: number) => servingAt(lane.serving, curve, second * 1000)
  return { lane, at, ready: (second: number) => laneAt(lane, second * 1000).pods.filter(({ workload, state }) => workload === 0 && state === 'ready').length }
}

describe('a zone that is cut off', () => {
  it('takes its share of the requests until its nodes are noticed, a minute at most, and no more after that than is missing', () => {
    const { lane, at } = run({ kind: 'fixed' }, { faults: [{ at: AT, kind: 'zone', zone: 0, seconds: 3_600 }] })
    const share = 1 - at(310).served / at(310).demand
    expect(share).toBeGreaterThan(0.2)
    expect(share).toBeLessThan(0.5)
    expect(lane.log.filter(({ reason }) => reason === 'NodeNotReady').every(entry => entry.at > AT + 40_000 && entry.at < AT + 60_000)).toBe(true)
    expect(at(290).lost).toBe(0)
    expect(at(1_700)).toMatchObject({ lost: 0, served: 3_000 })
  })

  it('is left: replacements start in the others', () => {
    const { lane } = run({ kind: 'fixed' }, { faults: [{ at: AT, kind: 'zone', zone: 0, seconds: 3_600 }] })
    const later = lane.nodes.filter(({ requestedAt }) => requestedAt > AT)
    expect(later.length).toBeGreaterThan(0)
    expect(later.every(({ zone }) => !zone.endsWith('a'))).toBe(true)
    expect(lane.nodes.filter(({ zone }) => zone.endsWith('a')).every(({ goneAt }) => goneAt > AT && goneAt < 1_800_000)).toBe(true)
  })

  it('takes Fargate pods, which come back elsewhere once they are evicted, after five minutes', () => {
    const { lane, ready } = run({ kind: 'fargate' }, { faults: [{ at: AT, kind: 'zone', zone: 1, seconds: 3_600 }] })
    expect(ready(340)).toBeLessThan(ready(290))
    expect(ready(600)).toBeLessThan(ready(290))
    expect(ready(1_790)).toBeGreaterThanOrEqual(ready(290))
    expect(lane.nodes.filter(({ requestedAt }) => requestedAt > AT).every(({ zone }) => !zone.endsWith('b'))).toBe(true)
  })
})

describe('a machine that ends', () => {
  it('is not paid for any more, and its pods are replaced after its Node is gone', () => {
    const { lane, ready } = run({ kind: 'fixed' }, { faults: [{ at: AT, kind: 'node' }] })
    const lost = lane.nodes.find(({ deadAt }) => deadAt === AT)
    expect(lost?.billedUntil).toBe(AT)
    // Noticed within a minute, looked for by the cloud's controller, and its pods collected 40 s later.
    expect(lost?.goneAt).toBeGreaterThan(AT + 80_000)
    expect(lost?.goneAt).toBeLessThan(AT + 120_000)
    expect(ready(350)).toBeLessThan(ready(290))
    expect(ready(1_790)).toBe(ready(290))
    expect(lane.nodes.filter(({ requestedAt }) => requestedAt > AT)).toHaveLength(1)
  })
})

describe('Spot instances that EC2 takes back', () => {
  const spot: Partial<RaceInputs> = { options: { ...raceWith({}).options, purchase: 'spot', spotShare: 0.5 }, faults: [{ at: AT, kind: 'spot', share: 1 }] }

  it('are drained and replaced on notice in a managed node group', () => {
    const { lane } = run({ kind: 'fixed' }, spot)
    const taken = lane.nodes.filter(node => node.spot && node.requestedAt === 0)
    expect(taken.length).toBeGreaterThan(1)
    expect(taken.every(({ drainedFrom, billedUntil }) => drainedFrom === AT && billedUntil === AT + 120_000)).toBe(true)
    expect(lane.nodes.filter(({ requestedAt }) => requestedAt === AT)).toHaveLength(taken.length)
  })

  it('just go where nobody listens: on your own nodes', () => {
    const managed = run({ kind: 'fixed' }, spot)
    const own = run({ kind: 'fixed', selfManaged: true }, spot)
    expect(own.lane.nodes.every(({ drainedFrom }) => drainedFrom === Number.POSITIVE_INFINITY)).toBe(true)
    expect(own.lane.nodes.filter(({ requestedAt }) => requestedAt > 0).every(({ requestedAt }) => requestedAt > AT + 120_000)).toBe(true)
    expect(own.lane.totals.lost).toBeGreaterThan(managed.lane.totals.lost)
  })

  it('are none on Fargate', () => {
    expect(run({ kind: 'fargate' }, spot).lane.totals.lost).toBe(0)
  })
})
