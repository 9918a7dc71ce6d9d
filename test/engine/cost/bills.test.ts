import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { regions, type RegionId } from '../../../data/regions.ts'
import {
  assumptionsOf, compareCosts, defaultOptions, planes, presets, type Bill, type CostOptions, type Plane, type PresetId, type Workload,
} from '../../../engine/cost/index.ts'
import { anyRequests, anyUsage, anyWorkload, groupOf, podOf } from './workloads.ts'

const anyOptions: fc.Arbitrary<Partial<CostOptions>> = fc.record({
  region: fc.constantFrom(...Object.keys(regions) as RegionId[]), instanceType: fc.constantFrom('best', 'm5.large', 'm5.4xlarge', 'm7g.xlarge', 'c6i.2xlarge'),
  zones: fc.integer({ min: 1, max: 3 }), headroom: fc.double({ min: 0, max: 1, noNaN: true }), prefixDelegation: fc.boolean(),
  support: fc.constantFrom('standard', 'extended'), purchase: fc.constantFrom('on-demand', 'spot', 'savings-plan'),
  spotShare: fc.double({ min: 0, max: 1, noNaN: true }), planDiscount: fc.double({ min: 0, max: 0.9, noNaN: true }),
  commitment: fc.option(fc.double({ min: 0, max: 50, noNaN: true })), systemPods: fc.boolean(), architecture: fc.constantFrom('any', 'amd64', 'arm64'),
  scaling: fc.record({ 'self-managed': fc.constantFrom('autoscaled', 'fixed'), managed: fc.constantFrom('autoscaled', 'fixed') }),
  operatorHours: fc.record({
    'self-managed': fc.integer({ min: 0, max: 100 }), managed: fc.constant(0), karpenter: fc.constant(2), 'auto-mode': fc.constant(0), fargate: fc.constant(1),
  }),
  operatorUsdPerHour: fc.double({ min: 0, max: 200, noNaN: true }),
})

/** One zone, one type and no system pods: what can be worked out by hand. */
const bare: Partial<CostOptions> = { zones: 1, instanceType: 'm5.large', architecture: 'amd64', systemPods: false }

function billsOf(workload: Workload, options: Partial<CostOptions> = {}): Record<Plane, Bill> {
  const { bills, problems } = compareCosts(workload, { ...bare, ...options })
  expect(problems).toEqual([])
  return Object.fromEntries(bills.map(bill => [bill.plane, bill])) as Record<Plane, Bill>
}

test('lines add up to the total to the cent, and each line is its quantity times its price', () => {
  fc.assert(fc.property(anyWorkload, anyOptions, (workload, options) => {
    for (const bill of Object.values(billsOf(workload, options))) {
      expect(bill.lines.reduce((sum, line) => sum + line.cents, 0)).toBe(bill.totalCents)
      for (const line of bill.lines) {
        expect(Number.isSafeInteger(line.cents)).toBe(true)
        expect(line.cents < 0).toBe(line.code === 'covered' && line.cents !== 0)
        expect(Math.abs(line.cents - line.quantity * line.unitUsd * 100)).toBeLessThan(0.51)
      }
    }
  }), { numRuns: 100 })
})

// A commitment is spent by the hour and a type chosen by the month; several groups are packed first-fit, which is not monotonic.
test('more replicas of one pod never cost less', () => {
  fc.assert(fc.property(
    anyRequests, fc.integer({ min: 0, max: 200 }), fc.integer({ min: 1, max: 20 }), anyUsage, anyOptions, fc.constantFrom('on-demand', 'spot'),
    (requests, replicas, more, usage, options, purchase) => {
      const cost = (count: number) => billsOf({ usage, groups: [groupOf(count, requests, { minReplicas: 0 })] }, { ...options, purchase, systemPods: false })
      const [fewer, larger] = [cost(replicas), cost(replicas + more)]
      for (const plane of planes) expect(larger[plane].totalUsd).toBeGreaterThanOrEqual(fewer[plane].totalUsd - 1e-6)
    },
  ), { numRuns: 100 })
})

test('another spelling of the same request never changes a bill', () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 24 }), fc.integer({ min: 1, max: 40 }), (tenths, quarters, replicas) => {
    const spellings = [
      { cpu: `${tenths * 100}m`, memory: `${quarters * 256}Mi` },
      { cpu: `${tenths / 10}`, memory: `${quarters / 4}Gi` },
      { cpu: tenths / 10, memory: quarters * 256 * 2 ** 20 },
      { cpu: `${tenths * 100_000}u`, memory: `${quarters * 256 * 1024}Ki` },
    ]
    const bills = spellings.map(requests => compareCosts({ groups: [groupOf(replicas, requests)] }).bills)
    for (const other of bills) expect(other).toEqual(bills[0])
  }), { numRuns: 40 })
})

test.each(['1G', '1000M', '1000000k', '1e9'])('%s of memory is the same bill', (memory) => {
  expect(compareCosts({ groups: [groupOf(9, { memory })] }).bills).toEqual(compareCosts({ groups: [groupOf(9, { memory: '1G' })] }).bills)
})

test('a workload of zero hours, of zero replicas or of no pods costs only the cluster', () => {
  fc.assert(fc.property(anyWorkload, fc.constantFrom('hours', 'replicas', 'groups'), fc.boolean(), (workload, what, extended) => {
    const idle: Workload = what === 'hours' ? { ...workload, usage: { kind: 'schedule', daysPerWeek: 0, hoursPerDay: 24 } }
      : what === 'groups' ? { ...workload, groups: [] }
        : { ...workload, groups: workload.groups.map(group => ({ ...group, replicas: 0 })) }
    for (const bill of Object.values(billsOf(idle, { support: extended ? 'extended' : 'standard' }))) {
      expect(bill.totalCents).toBe(extended ? 43_800 : 7300)
      expect(bill.nodes.peak).toBe(0)
    }
  }), { numRuns: 60 })
})

// Infracost's golden test of an EKS cluster and the EKS pricing page: 730 h are $73.00, with extended support $438.00
test.each([['standard', 7300], ['extended', 43_800]] as const)('a cluster in %s support is %i cents a month', (support, cents) => {
  expect(billsOf({ groups: [] }, { support }).fargate.totalCents).toBe(cents)
})

describe('a bill worked out by hand', () => {
  const workload: Workload = { groups: [groupOf(4, { cpu: '750m', memory: '1Gi' })] }
  it('managed nodes in Seoul: two m5.large all month', () => {
    const { managed } = billsOf(workload)
    expect(managed.lines.map(line => [line.code, line.cents])).toEqual([
      ['cluster', 7300], ['nodes', 17_228], ['volumes', 365],
    ])
    expect(managed).toMatchObject({ totalCents: 24_893, complete: true, nodes: { peak: 2, average: 2 } })
    expect(managed.utilisation?.cpu).toBeCloseTo(0.75, 9)
    expect(managed.perPodUsd).toBeCloseTo(62.232, 9)
  })
  it('Fargate in Virginia: four pods of 1 vCPU and 2 GB', () => {
    // Infracost's golden test of a Fargate profile: 1 vCPU is $29.55 a month, 1 GB $3.24
    const { fargate } = billsOf(workload, { region: 'us-east-1' })
    expect(fargate.lines.map(line => [line.code, line.cents])).toEqual([
      ['cluster', 7300], ['fargate-vcpu', 11_820], ['fargate-memory', 2596],
    ])
  })
  it('half the hours are half the autoscaled and Fargate lines, and the same fixed ones', () => {
    const fixed: Partial<CostOptions> = { scaling: { 'self-managed': 'fixed', managed: 'autoscaled' } }
    const half = billsOf({ ...workload, usage: { kind: 'schedule', daysPerWeek: 7, hoursPerDay: 12 } }, fixed)
    const full = billsOf(workload, fixed)
    expect(half.managed.totalUsd - 73).toBeCloseTo((full.managed.totalUsd - 73) / 2, 9)
    expect(half.fargate.totalUsd - 73).toBeCloseTo((full.fargate.totalUsd - 73) / 2, 9)
    expect(half['self-managed'].totalCents).toBe(full['self-managed'].totalCents)
  })
  it('Spot is on its share of the node-hours, and never on Auto Mode, whose built-in pools are on demand', () => {
    const spot = billsOf(workload, { purchase: 'spot', spotDiscount: 0.6, spotShare: 0.5 })
    expect(spot.managed.lines.filter(line => line.code.startsWith('nodes')).map(line => line.cents)).toEqual([8614, 3446])
    expect(spot['auto-mode'].totalCents).toBe(billsOf(workload)['auto-mode'].totalCents)
    expect(spot.fargate.totalCents).toBe(billsOf(workload).fargate.totalCents)
  })
  it("Spot without a discount of the user's takes the region's dated sample", () => {
    const { lines } = billsOf(workload, { purchase: 'spot' }).managed
    expect(lines.map(({ code }) => code)).toEqual(['cluster', 'nodes-spot', 'volumes'])
    expect(lines[1]?.params.discount).toBeCloseTo(0.65, 9)
  })
  it('short runs are a minute each on Fargate', () => {
    const runs = (secondsPerRun: number) =>
      billsOf({ ...workload, usage: { kind: 'runs', runsPerMonth: 1000, secondsPerRun } }).fargate.totalCents
    expect(runs(5)).toBe(runs(60))
    expect(runs(120)).toBeGreaterThan(runs(60))
  })
})

describe('what Fargate cannot run', () => {
  const groups = [
    groupOf(2, { cpu: '500m' }), groupOf(3, {}, { name: 'host', pod: podOf({ cpu: '1' }, { hostNetwork: true }) }),
    groupOf(1, {}, { name: 'agent', ownerKind: 'DaemonSet', pod: podOf({ cpu: '100m', memory: '100Mi' }) }),
  ]
  it('is listed with its reason and priced on nodes in the same bill', () => {
    const { fargate } = billsOf({ groups })
    expect(fargate.notRunnable.map(({ name, obstacles, pricedOnNodes }) => [name, obstacles[0]?.code, pricedOnNodes]))
      .toEqual([['host', 'hostNetwork', true], ['agent', 'DaemonSet', false]])
    expect(fargate.lines.map(line => line.code)).toEqual(['cluster', 'nodes', 'volumes', 'fargate-vcpu', 'fargate-memory'])
    expect(fargate.complete).toBe(false)
    expect(billsOf({ groups: groups.slice(0, 2) }).fargate.complete).toBe(true)
  })
  it("is a DaemonSet of the manifest's own, which takes room on every node", () => {
    const many = groupOf(7, { cpu: '1780m' })
    expect(billsOf({ groups: [many] }).managed.nodes.peak).toBe(7)
    const besideAgent = billsOf({ groups: [many, ...groups.slice(2)] }).managed
    expect(besideAgent).toMatchObject({ complete: false, nodes: { peak: 0 } })
    expect(besideAgent.notRunnable[0]?.reasons).toEqual(['Insufficient cpu'])
  })
})

test('unknown prices are left out of the total and named', () => {
  const { managed, fargate } = billsOf({ groups: [groupOf(1, { 'ephemeral-storage': '30Gi' })] }, { volumeGiB: 100 })
  expect(fargate.unknown).toMatchObject([{ code: 'fargate-storage', what: 'fargate storage', region: 'ap-northeast-2', quantity: 13_140 }])
  expect(fargate).toMatchObject({ complete: false, comparable: false })
  expect(managed).toMatchObject({ complete: true, comparable: true })
})

test('a price that is unknown on every bill alike keeps none from being held against the others', () => {
  const bills = billsOf({ groups: [groupOf(1, { cpu: '1' })], claims: [{ count: 1, gib: 10, volume: 'io2' }] })
  for (const bill of Object.values(bills)) expect(bill).toMatchObject({ complete: false, comparable: true, unknown: [{ code: 'persistent-volumes', what: 'io2' }] })
})

test('a figure older than 180 days says so, counted from the day that is given', () => {
  const nodes = (today: string) => billsOf({ groups: [groupOf(1, { cpu: '1' })] }, { region: 'us-east-1', today }).managed.lines
    .find(line => line.code === 'nodes')?.freshness
  expect(nodes('2026-11-23')).toBe('fresh')
  expect(nodes('2027-01-16')).toBe('fresh')
  expect(nodes('2027-01-17')).toBe('stale')
})

test('pods are spread over zones: three replicas in three zones are three nodes', () => {
  const workload: Workload = { groups: [groupOf(3, { cpu: '100m' })] }
  expect(billsOf(workload, { zones: 1 }).managed.nodes.peak).toBe(1)
  expect(billsOf(workload, { zones: 3 }).managed.nodes.peak).toBe(3)
})

test('Auto Mode exchanges a node for the cheapest type that holds its pods', () => {
  const auto = billsOf({ groups: [groupOf(1, { cpu: '500m', memory: '9Gi' })] }, { instanceType: 'm5.4xlarge' })['auto-mode']
  expect(auto.nodes.types).toEqual(['r5.large'])
  const arm = billsOf({ groups: [groupOf(1, { cpu: '500m', memory: '9Gi' })] }, { architecture: 'any' })['auto-mode']
  expect(arm.nodes.types).toEqual(['r7g.large'])
})

test('a discount is named as an assumption of the user', () => {
  const codes = (options: Partial<CostOptions>) => assumptionsOf({ ...defaultOptions, ...options }).map(({ code }) => code)
  expect(codes({})).not.toContain('spot-set')
  expect(codes({ purchase: 'spot', spotDiscount: 0.6 })).toContain('spot-set')
  expect(codes({ purchase: 'spot' })).toContain('spot-typical')
  expect(codes({ purchase: 'savings-plan' })).toContain('savings-plan')
})

test('150,000 pods compute, and progress is told after each data plane', () => {
  const told: number[] = []
  const groups = [groupOf(100_000, { cpu: '100m', memory: '128Mi' }), groupOf(50_000, { cpu: '250m', memory: '1Gi' })]
  const { bills } = compareCosts({ groups }, { ...bare, zones: 3 }, (done, of) => told.push(done / of))
  expect(told).toEqual([0.2, 0.4, 0.6, 0.8, 1])
  // 22,500 vCPU on nodes that offer 1.78 each
  expect(bills[1]?.nodes.peak).toBeGreaterThan(12_640)
  expect(bills[1]?.nodes.peak).toBeLessThan(13_300)
})

test.each(Object.keys(presets) as PresetId[])('preset %s runs whole on every data plane', (id) => {
  const { name, ...workload } = presets[id]
  const { bills } = compareCosts(workload)
  expect(bills).toHaveLength(5)
  for (const bill of bills) expect(bill.complete, bill.plane).toBe(true)
  expect(name.ko).not.toBe(name.en)
})

test('the options of a comparison are the defaults where nothing is set', () => {
  const { options } = compareCosts({ groups: [groupOf(3, { cpu: '1' })] })
  expect(options).toEqual({ ...defaultOptions, instanceType: options.instanceType })
  expect(options.instanceType).not.toBe('best')
})
