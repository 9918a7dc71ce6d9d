import { describe, expect, it } from 'vitest'
import { billsOf, grownBySidecars, optionsOf, podsOf, today, workloadOf } from '../../components/figures/cost/compute.ts'
import { readWorkload } from '../../engine/cost/index.ts'
import { type CostScenario, presetIds } from '../../components/figures/cost/choices.ts'
import { cost } from '../../components/figures/cost/cost.ts'
import { authorsRecord, readRecord } from '../../components/figures/shell/record.ts'
import { pack, unpack } from '../../components/figures/shell/share.ts'

const record = authorsRecord(cost, 'web-shop')
const author = { scenario: 'web-shop' as CostScenario, ...record.params }
const withParam = (field: string, value: unknown) => readRecord(cost, { ...record, params: { ...record.params, [field]: value } })

describe('a record of the cost figure', () => {
  it('comes back from a link as it was sent, for every scenario', () => {
    for (const scenario of presetIds) {
      const sent = authorsRecord(cost, scenario, { scale: 3, pattern: 'week', currency: 'KRW', wonPerDollar: 1450 })
      expect(readRecord(cost, unpack(pack({ id: 'cost', version: cost.version, record: sent }))?.record)).toEqual({ record: sent, problems: [] })
    }
  })

  it.each([
    ['scale', -1], ['scale', 1e12], ['scale', Number.NaN], ['daysPerWeek', 8], ['hoursPerDay', '9'], ['low', 2], ['wonPerDollar', 0],
    ['pattern', 'monthly'], ['view', 'toString'], ['currency', 'EUR'], ['plane', '__proto__'], ['fill', 0], ['agents', 'yes'], ['usage', 'guess'], ['nodes', [{ type: 'm5.large', bought: 'stolen', count: 1 }]], ['fargateDaemonSets', 'no'], ['opened', 'x'.repeat(81)],
  ])('with an unusable %s (%j) gets the default and says so in both languages', (field, value) => {
    const read = withParam(field, value)
    expect(read).toMatchObject({ record, problems: [{ ko: expect.stringContaining(field), en: expect.stringContaining(field) }] })
  })

  it('with an unknown region or type falls back and names what is known', () => {
    const read = withParam('options', { ...author.options, region: 'moon-1', instanceType: 'm99.huge', spotDiscount: 7 })
    expect(read).toMatchObject({ record: { params: { options: author.options } } })
    expect('problems' in read && read.problems.map(({ en }) => en).join(' ')).toMatch(/moon-1.*m99\.huge.*spotDiscount/)
  })

  it('without a manifest cannot be in its scenario', () => {
    expect(readRecord(cost, { ...record, scenario: 'manifest' })).toHaveProperty('refusal')
    expect(readRecord(cost, { ...record, scenario: 'manifest', params: { manifest: 'kind: Pod' } })).toMatchObject({ record: { scenario: 'manifest' } })
  })

  it('keeps the prices and not the workload when the scenario changes', () => {
    const next = authorsRecord(cost, 'steady-api').params
    const carried = { ...next, ...cost.carry?.({ ...author, scale: 9, currency: 'KRW', options: { ...author.options, region: 'us-east-1' } }, next) }
    expect(carried).toMatchObject({ scale: 1, currency: 'KRW', options: { region: 'us-east-1', instanceType: 'best' } })
  })
})

describe('what a record computes', () => {
  it('scales replicas, at least one of each', () => {
    expect(podsOf(workloadOf({ ...author, scale: 10 }, []))).toBe(780)
    expect(podsOf(workloadOf({ ...author, scale: 0.01 }, []))).toBe(3)
    expect(podsOf(workloadOf({ ...author, scale: 0 }, []))).toBe(0)
  })

  it('costs no more when it runs fewer hours, and only the fixed fees when it never runs', () => {
    const totals = [24, 12, 0].map(hoursPerDay => billsOf({ ...author, pattern: 'week', daysPerWeek: 7, hoursPerDay }, [], '2026-11-23').bills.map(({ totalCents }) => totalCents))
    // The cluster, and what the system pods need; Auto Mode has none.
    expect(totals[2]?.[3]).toBe(7300)
    for (const cents of totals[2] ?? []) expect(cents).toBeLessThan(40_000)
    for (const [index, cents] of (totals[1] ?? []).entries())
      expect(cents).toBeLessThanOrEqual(totals[0]?.[index] ?? 0)
  })

  it('says that there are too many pods instead of computing them', () => {
    const { bills, problems } = billsOf({ ...author, scale: 3000 }, [], '2026-11-23')
    expect(bills).toEqual([])
    expect(problems[0]?.code).toBe('too-many-pods')
  })

  it('lets a day shrink what may come and go, and not the members of a StatefulSet', () => {
    const member = { apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: { name: 'db' }, spec: { replicas: 3, template: { spec: { containers: [{ name: 'c', image: 'i', resources: { requests: { cpu: '1', memory: '1Gi' } } }] } } } } as never
    const web = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web' }, spec: { replicas: 10, template: { spec: { containers: [{ name: 'c', image: 'i' }] } } } } as never
    const { groups } = workloadOf({ ...author, scenario: 'manifest', pattern: 'day' }, [member, web])
    expect(groups.map(({ minReplicas }) => minReplicas)).toEqual([3, 2])
  })

  it('leaves room on nodes for a fill below 1, and adds agents to every node', () => {
    const { bills: sparse } = billsOf({ ...author, fill: 0.35 }, [], '2026-11-23')
    const { bills: full } = billsOf({ ...author, fill: 1 }, [], '2026-11-23')
    const { bills: agents } = billsOf({ ...author, fill: 1, agents: true }, [], '2026-11-23')
    expect(sparse[1]?.totalCents).toBeGreaterThan(2 * (full[1]?.totalCents ?? 0))
    expect(sparse[4]?.totalCents).toBe(full[4]?.totalCents)
    expect(agents[1]?.totalCents).toBeGreaterThan(full[1]?.totalCents ?? 0)
    expect(agents[4]?.comparable).toBe(false)
  })

  it('says how many pods sidecars make larger on Fargate, and how much: as much as the bill then has', () => {
    const grown = (agents: boolean) => {
      const inputs = { ...author, agents, fargateDaemonSets: 'sidecars' as const }
      const { workload } = readWorkload(workloadOf(inputs, []), optionsOf(inputs, '2026-11-23'))
      return workload && grownBySidecars(workload, inputs)
    }
    expect(grown(false)).toBeUndefined()
    expect(grown(true)).toEqual({ pods: 78, before: 58, after: 116 })
  })

  it('counts ages from the reader\'s day, never from before the prices were collected', () => {
    expect(today(new Date('2027-05-01T10:00:00Z'))).toBe('2027-05-01')
    expect(today(new Date('2020-01-01T00:00:00Z'))).toBe('2026-11-23')
  })
})
