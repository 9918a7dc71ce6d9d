import { describe, expect, it } from 'vitest'
import { billsOf, podsOf, today, workloadOf } from '../../components/figures/cost/compute.ts'
import { authorsRecord, presetIds, readCostRecord, withScenario } from '../../components/figures/cost/record.ts'
import { pack, unpack } from '../../components/figures/shell/share.ts'

const author = authorsRecord('web-shop')
const through = (value: unknown) => readCostRecord(JSON.parse(JSON.stringify(value)))

describe('a record of the cost figure', () => {
  it('comes back from a link as it was sent, for every scenario', () => {
    for (const scenario of presetIds) {
      const record = { ...authorsRecord(scenario), scale: 3, pattern: 'week' as const, currency: 'KRW' as const, wonPerDollar: 1450 }
      expect(readCostRecord(unpack('cost', pack('cost', record)))).toEqual({ record, problems: [] })
    }
  })

  it.each([
    ['scale', -1], ['scale', 1e12], ['scale', Number.NaN], ['daysPerWeek', 8], ['hoursPerDay', '9'], ['low', 2], ['wonPerDollar', 0],
    ['pattern', 'monthly'], ['view', 'toString'], ['currency', 'EUR'], ['plane', '__proto__'], ['scenario', 'constructor'],
    ['opened', 'x'.repeat(81)],
  ])('with an unusable %s (%s) gets the default and says so in both languages', (field, value) => {
    const read = readCostRecord({ ...author, [field]: value })
    expect(read?.record).toEqual(author.opened && field === 'opened' ? { ...author, opened: '' } : author)
    expect(read?.problems).toHaveLength(1)
    expect(read?.problems[0]?.ko).toContain(field)
    expect(read?.problems[0]?.en).toContain(field)
  })

  it('with an unknown region or type falls back and names what is known', () => {
    const read = readCostRecord({ ...author, options: { ...author.options, region: 'moon-1', instanceType: 'm99.huge', discount: 7 } })
    expect(read?.record.options).toEqual(author.options)
    expect(read?.problems.map(({ en }) => en).join(' ')).toMatch(/moon-1.*m99\.huge.*discount/)
  })

  it('is refused when it is another thing', () => {
    for (const value of [null, 1, 'cost', [], {}, { scenario: 7 }])
      expect(readCostRecord(value)).toBeUndefined()
  })

  it('without a manifest cannot be in its scenario', () => {
    expect(through({ ...author, scenario: 'manifest' })?.record.scenario).toBe('web-shop')
    expect(through({ ...author, scenario: 'manifest', manifest: 'kind: Pod' })?.record.scenario).toBe('manifest')
  })

  it('keeps the prices and not the workload when the scenario changes', () => {
    const changed = withScenario({ ...author, scale: 9, currency: 'KRW', options: { ...author.options, region: 'us-east-1' } }, 'steady-api')
    expect(changed).toMatchObject({ scale: 1, currency: 'KRW', scenario: 'steady-api' })
    expect(changed.options).toMatchObject({ region: 'us-east-1', instanceType: 'm6i.xlarge' })
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
    expect(totals[2]).toEqual([7300, 7300, 7300, 7300])
    for (const [index, cents] of (totals[1] ?? []).entries())
      expect(cents).toBeLessThanOrEqual(totals[0]?.[index] ?? 0)
  })

  it('says that there are too many pods instead of computing them', () => {
    const { bills, problems } = billsOf({ ...author, scale: 3000 }, [], '2026-11-23')
    expect(bills).toEqual([])
    expect(problems[0]?.code).toBe('too-many-pods')
  })

  it('computes a thousand pods well within a frame, and the most that Kubernetes takes within a second', () => {
    const time = (scale: number) => {
      const start = performance.now()
      expect(billsOf({ ...author, scale }, [], '2026-11-23').bills).toHaveLength(4)
      return performance.now() - start
    }
    time(13)
    expect(time(12.8)).toBeLessThan(16)
    expect(time(1900)).toBeLessThan(1000)
  })

  it('counts ages from the reader\'s day, never from before the prices were collected', () => {
    expect(today(new Date('2027-05-01T10:00:00Z'))).toBe('2027-05-01')
    expect(today(new Date('2020-01-01T00:00:00Z'))).toBe('2026-11-23')
  })
})
