import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { breakEven, compareCosts, DAY_CURVE, defaultOptions, readWorkload, suggestInstanceTypes, type CostOptions, type Plane, type Workload } from '../../../engine/cost/index.ts'
import { anyRequests, groupOf } from './workloads.ts'

const options: CostOptions = { ...defaultOptions, zones: 1, instanceType: 'm5.large', architecture: 'amd64', systemPods: false, scaling: { 'self-managed': 'fixed', managed: 'autoscaled' } }

function priced(workload: Workload) {
  const read = readWorkload(workload).workload
  if (!read) throw new Error('the workload has problems')
  return read
}

/** What a data plane costs at h hours a day, straight from its bill. */
function usdAt(workload: Workload, plane: Plane, hoursPerDay: number): number {
  const { bills } = compareCosts({ ...workload, usage: { kind: 'schedule', daysPerWeek: 7, hoursPerDay } }, options)
  return bills.find(bill => bill.plane === plane)?.totalUsd ?? Number.NaN
}

test('at a crossing both data planes cost the same, and the right one costs less on either side', () => {
  fc.assert(fc.property(anyRequests, fc.integer({ min: 1, max: 60 }), (requests, replicas) => {
    const workload: Workload = { groups: [groupOf(replicas, requests)] }
    for (const { hours, cheaperBelow, cheaperAbove } of breakEven(priced(workload), options).byHours.crossings) {
      expect(usdAt(workload, cheaperBelow, hours)).toBeCloseTo(usdAt(workload, cheaperAbove, hours), 6)
      const [before, after] = [hours * 0.9, hours + (24 - hours) * 0.1]
      expect(usdAt(workload, cheaperBelow, before)).toBeLessThan(usdAt(workload, cheaperAbove, before))
      expect(usdAt(workload, cheaperAbove, after)).toBeLessThan(usdAt(workload, cheaperBelow, after))
    }
  }), { numRuns: 60 })
})

test('the curve is what the bills say, at every hour', () => {
  const workload: Workload = { groups: [groupOf(4, { cpu: '750m', memory: '1Gi' })] }
  const { curve } = breakEven(priced(workload), options).byHours
  expect(curve).toHaveLength(25)
  for (const { hours, usd } of curve.filter(point => point.hours % 6 === 0)) {
    for (const plane of Object.keys(usd) as Plane[]) expect(usd[plane]).toBeCloseTo(usdAt(workload, plane, hours), 6)
  }
})

test('Fargate against two fixed m5.large in Seoul, solved by hand', () => {
  // Nodes: 2 x 730 h x $0.118 + 40 GB x $0.0912. Fargate an hour a day: 4 pods x 30.4167 h x (1 x $0.04656 + 2 x $0.00511).
  const nodes = 2 * 730 * 0.118 + 40 * 0.0912
  const fargate = 4 * (730 / 24) * (0.04656 + 2 * 0.00511)
  const { crossings } = breakEven(priced({ groups: [groupOf(4, { cpu: '750m', memory: '1Gi' })] }), options).byHours
  const found = crossings.find(crossing => crossing.cheaperBelow === 'fargate' && crossing.cheaperAbove === 'self-managed')
  expect(nodes / fargate).toBeGreaterThan(24)
  expect(found).toBeUndefined()
  const half = breakEven(priced({ groups: [groupOf(4, { cpu: '750m', memory: '1Gi' })] }), { ...options, purchase: 'spot', spotDiscount: 0.5 })
    .byHours.crossings.find(crossing => crossing.cheaperBelow === 'fargate' && crossing.cheaperAbove === 'self-managed')
  expect(half?.hours).toBeCloseTo((2 * 730 * 0.059 + 40 * 0.0912) / fargate, 9)
})

describe('by fill', () => {
  const workload = priced({ groups: [groupOf(4, { cpu: '750m', memory: '1Gi' })] })
  const { byFill } = breakEven(workload, options)
  it('is where the nodes for the same pods cost what Fargate does', () => {
    const managed = byFill.find(crossing => crossing.plane === 'managed')
    const nodes = 2 * 730 * 0.118 + 40 * 0.0912
    const fargate = 4 * 730 * (0.04656 + 2 * 0.00511)
    const cluster = 73
    expect(managed?.present).toBeCloseTo(0.75, 9)
    expect(managed?.breakEven).toBeCloseTo(0.75 * nodes / fargate, 9)
    const point = managed?.curve.find(({ fill }) => fill === 0.75)
    expect(point?.nodesUsd).toBeCloseTo(nodes + cluster, 9)
    expect(point?.fargateUsd).toBeCloseTo(fargate + cluster, 9)
  })
  it('stands at what the bill says, whenever the workload runs', () => {
    for (const usage of [{ kind: 'always' }, { kind: 'schedule', daysPerWeek: 5, hoursPerDay: 9 }, { kind: 'profile', load: DAY_CURVE }] as const) {
      const given: Workload = { groups: [groupOf(12, { cpu: '750m', memory: '1Gi' })], usage }
      const { bills } = compareCosts(given, options)
      const found = breakEven(priced(given), options).byFill
      expect(found).toHaveLength(4)
      for (const { plane, present, presentUsd } of found) {
        const bill = bills.find(each => each.plane === plane)
        expect(presentUsd).toBe(bill?.totalUsd)
        expect(present).toBe(Math.max(bill?.utilisation?.cpu ?? 0, bill?.utilisation?.memory ?? 0))
      }
    }
  })
  it('leaves out a data plane that cannot run every pod', () => {
    const tooLarge = breakEven(priced({ groups: [groupOf(1, { cpu: '3' })] }), options)
    expect(tooLarge.byFill.map(({ plane }) => plane)).toEqual(['karpenter', 'auto-mode'])
    expect(tooLarge.byHours.lines.map(({ plane }) => plane)).toEqual(['karpenter', 'auto-mode', 'fargate'])
  })
  it('is empty without pods', () => {
    expect(breakEven(priced({ groups: [] }), options)).toMatchObject({ byFill: [], byHours: { crossings: [], present: 0 } })
  })
})

describe('the hint which type fits best', () => {
  it('names only types that hold every pod, cheapest first, burstable last', () => {
    const hints = suggestInstanceTypes(priced({ groups: [groupOf(3, { cpu: '1500m', memory: '10Gi' })] }), options)
    expect(hints[0]?.type).toMatch(/^r/)
    expect(hints.every(hint => hint.arch === 'amd64')).toBe(true)
    expect(hints.map(hint => hint.type)).not.toContain('c5.large')
    expect(hints.at(-1)?.burstable).toBe(true)
    const steady = hints.filter(hint => !hint.burstable).map(hint => hint.cents)
    expect(steady).toEqual(steady.toSorted((a, b) => a - b))
  })
  it('costs what the managed bill of that type says', () => {
    const workload: Workload = { groups: [groupOf(9, { cpu: '500m', memory: '2Gi' })] }
    const any: CostOptions = { ...options, architecture: 'any' }
    const [best] = suggestInstanceTypes(priced(workload), any)
    const bill = compareCosts(workload, { ...any, instanceType: best?.type ?? '' }).bills.find(({ plane }) => plane === 'managed')
    expect(bill?.totalCents).toBe((best?.cents ?? 0) + 7300)
    expect(best?.arch).toBe('arm64')
  })
})
