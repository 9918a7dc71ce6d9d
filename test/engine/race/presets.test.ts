/** End states that make sense, by preset and lane. */
import { describe, expect, it } from 'vitest'
import { laneAt, laneKinds, LoadCurve, racePresets, readRace, runRace, servingAt, type LaneKind, type LaneResult, type RacePresetId, type RaceResult } from '../../../engine/race/index.ts'

function raced(id: RacePresetId): { race: RaceResult, of: (kind: LaneKind) => LaneResult } {
  const { inputs, problems } = readRace(racePresets[id].inputs)
  if (!inputs || problems.length > 0) throw new Error(problems.map(({ message }) => message.en).join('\n'))
  const race = runRace(inputs)
  return {
    race, of: (kind) => {
      const found = race.lanes.find(({ lane }) => lane === kind)
      if (!found) throw new Error(`no lane ${kind}`)
      return found
    },
  }
}

/** Lanes from the least to the most. */
const inOrderOf = ({ lanes }: RaceResult, value: (lane: LaneResult) => number) => [...lanes].sort((a, b) => value(a) - value(b)).map(({ lane }) => lane)
const AUTOSCALED = laneKinds.filter(kind => kind !== 'fixed')

describe('a flash sale', () => {
  const { race, of } = raced('flash-sale')
  const unmet = ({ totals: { shortfalls } }: LaneResult) => shortfalls.reduce((sum, { from, until }) => sum + until - from, 0)

  it('is served best by nodes that are there, and worst by those that Cluster Autoscaler has to fetch', () => {
    expect(inOrderOf(race, ({ totals }) => totals.lost)).toEqual(['fixed', 'fargate', 'karpenter', 'auto-mode', 'cluster-autoscaler'])
    expect(inOrderOf(race, unmet)).toEqual(['fixed', 'fargate', 'karpenter', 'auto-mode', 'cluster-autoscaler'])
  })

  it('costs the most where the nodes are always there', () => {
    expect(inOrderOf(race, ({ totals }) => totals.cents)).toEqual(['fargate', 'karpenter', 'auto-mode', 'cluster-autoscaler', 'fixed'])
  })

  it.each<[LaneKind, { unmet: [number, number], p95: [number, number], share: [number, number] }]>([
    // Seconds: of a shortfall, of a pod's way to ready; the share that is served.
    ['fixed', { unmet: [60, 90], p95: [5, 8], share: [0.97, 0.99] }],
    ['cluster-autoscaler', { unmet: [330, 480], p95: [120, 240], share: [0.75, 0.85] }],
    ['karpenter', { unmet: [180, 270], p95: [60, 180], share: [0.88, 0.94] }],
    ['auto-mode', { unmet: [180, 270], p95: [60, 180], share: [0.88, 0.94] }],
    ['fargate', { unmet: [150, 270], p95: [55, 90], share: [0.88, 0.94] }],
  ])('%s is as late as its nodes are', (kind, bounds) => {
    const lane = of(kind)
    const { served, demanded, p95ReadyMs } = lane.totals
    for (const [value, [low, high]] of [[unmet(lane) / 1000, bounds.unmet], [(p95ReadyMs ?? 0) / 1000, bounds.p95], [served / demanded, bounds.share]] as const) {
      expect(value).toBeGreaterThan(low)
      expect(value).toBeLessThan(high)
    }
  })

  it.each(laneKinds)('%s meets the demand at the end, with as many pods as the load needs, and has given back what it fetched', (kind) => {
    const lane = of(kind)
    const now = laneAt(lane, race.until)
    const { capacity, demand } = servingAt(lane.serving, new LoadCurve(race.load), race.until)
    expect(capacity).toBeGreaterThanOrEqual(demand)
    // 1,000 requests a second at 60 % of 100 each, within the HPA's tolerance of a tenth.
    const ready = now.pods.filter(({ state, workload }) => workload === 0 && state === 'ready').length
    expect(ready).toBeGreaterThanOrEqual(17)
    expect(ready).toBeLessThanOrEqual(19)
    const nodes = now.nodes.filter(({ state }) => state === 'ready').length
    if (kind === 'fixed') expect(nodes).toBe(lane.totals.mostNodes)
    else expect(nodes).toBeLessThan(lane.totals.mostNodes * 0.7)
  })
})

describe('a steady load', () => {
  const { race, of } = raced('steady')

  it('is served by everyone, without a pod or a node more than at the beginning', () => {
    for (const { totals } of race.lanes) expect(totals).toMatchObject({ lost: 0, waiting: 0, shortfalls: [], podsMade: 0, nodesMade: 0, p95ReadyMs: null })
  })

  it('gives an autoscaler nothing to save: its group costs what the fixed one does', () => {
    expect(of('cluster-autoscaler').totals.cents).toBe(of('fixed').totals.cents)
  })

  it.each(['karpenter', 'auto-mode'] as const)('costs less with %s: it begins on what it has settled on, not on three machines for pods that came all at once', (kind) => {
    expect(of(kind).totals.mostNodes).toBeGreaterThan(10)
    expect(of(kind).totals.cents).toBeLessThan(of('fixed').totals.cents)
  })

  it('costs with Auto Mode what it does with Karpenter, and the fee on top', () => {
    // Families of one price take turns.
    const sizes = (kind: LaneKind) => of(kind).nodes.filter(({ system }) => !system).map(({ type }) => type.split('.')[1])
    expect(sizes('auto-mode')).toEqual(sizes('karpenter'))
    expect(of('auto-mode').totals.cents).toBeGreaterThan(of('karpenter').totals.cents)
  })
})

describe('a day', () => {
  const { race, of } = raced('daily')

  it('rises slowly enough for everyone to serve it all', () => {
    for (const { totals } of race.lanes) expect(totals.lost + totals.waiting).toBe(0)
  })

  it.each(AUTOSCALED)('costs with %s not much more than half of what it does with nodes for its peak', (kind) => {
    const share = of(kind).totals.cents / of('fixed').totals.cents
    expect(share).toBeGreaterThan(0.35)
    expect(share).toBeLessThan(0.65)
  })

  it.each(AUTOSCALED)('%s follows it up and down', (kind) => {
    const lane = of(kind)
    const nodesAt = (hour: number) => laneAt(lane, hour * 3_600_000).nodes.filter(({ state }) => state === 'ready').length
    expect(nodesAt(16)).toBeGreaterThan(nodesAt(4) * 2)
    expect(nodesAt(24)).toBeLessThan(nodesAt(16))
  })
})

describe('a batch at night', () => {
  const { race, of } = raced('nightly-batch')

  it('is served whole where nodes wait for it, which costs more than three times as much as anything else', () => {
    expect(of('fixed').totals.lost).toBe(0)
    for (const kind of AUTOSCALED) expect(of('fixed').totals.cents).toBeGreaterThan(3 * of(kind).totals.cents)
  })

  it('waits in its queue, which is empty again at the end', () => {
    for (const { totals } of race.lanes) {
      expect(totals.mostWaiting).toBeGreaterThan(100_000)
      expect(totals.mostWaiting).toBeLessThanOrEqual(2_000_000 + 1e-6)
      expect(totals.waiting).toBe(0)
    }
  })

  it.each(AUTOSCALED)('leaves %s with a few nodes and the smallest Deployment', (kind) => {
    const { pods, nodes } = laneAt(of(kind), race.until)
    expect(pods.filter(({ state, workload }) => workload === 0 && state === 'ready')).toHaveLength(1)
    expect(nodes.filter(({ state }) => state === 'ready').length).toBeLessThanOrEqual(4)
  })
})
