import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { applyPlan, bestPlan, compareCosts, type Spend } from '../../../engine/cost/index.ts'
import { anyWorkload, groupOf } from './workloads.ts'

const rates = { ec2: 0.3, fargate: 0.2 }
const anyMonth: fc.Arbitrary<Spend[]> = fc.array(fc.record({
  hours: fc.integer({ min: 0, max: 300 }), ec2: fc.double({ min: 0, max: 50, noNaN: true }), fargate: fc.double({ min: 0, max: 50, noNaN: true }),
}), { maxLength: 6 }).map((spends) => {
  const total = spends.reduce((sum, { hours }) => sum + hours, 0)
  return total > 730 ? spends.map(spend => ({ ...spend, hours: spend.hours * 730 / total })) : spends
})

describe('a month of 365 hours at $10 and 365 at $2 of EC2', () => {
  const month: Spend[] = [{ hours: 365, ec2: 10, fargate: 0 }, { hours: 365, ec2: 2, fargate: 0 }]
  it('a commitment of $1.40 covers what always runs', () => {
    expect(applyPlan(month, rates, 1.4)).toMatchObject({ coveredUsd: expect.closeTo(1460, 6), savedUsd: expect.closeTo(438, 6) })
  })
  it('one of $7 pays for night hours that nothing uses, and is dearer than none', () => {
    // Covered 365 x 10 + 365 x 2 = 4,380; paid 730 x 7 = 5,110.
    expect(applyPlan(month, rates, 7).savedUsd).toBeCloseTo(-730, 6)
  })
  it('the best is the floor', () => {
    expect(bestPlan(month, rates).usdPerHour).toBe(1.4)
  })
})

test('the best commitment is never beaten by another, and never dearer than none', () => {
  fc.assert(fc.property(anyMonth, fc.double({ min: 0, max: 100, noNaN: true }), (month, other) => {
    const best = bestPlan(month, rates)
    expect(best.savedUsd).toBeGreaterThanOrEqual(-1e-9)
    // Plans are sold in tenths of a cent.
    expect(applyPlan(month, rates, other).savedUsd).toBeLessThanOrEqual(best.savedUsd + 0.001 * 730 + 1e-6)
  }))
})

test('a commitment never makes the month dearer than its own price', () => {
  fc.assert(fc.property(anyWorkload, fc.double({ min: 0, max: 20, noNaN: true }), (workload, commitment) => {
    const usd = (options: object) => compareCosts(workload, { zones: 1, instanceType: 'm5.xlarge', ...options }).bills.map(({ totalUsd }) => totalUsd)
    const [without, committed] = [usd({}), usd({ purchase: 'savings-plan', commitment })]
    for (const [index, total] of committed.entries()) expect(total).toBeLessThanOrEqual((without[index] ?? 0) + commitment * 730 + 0.01)
    const best = usd({ purchase: 'savings-plan' })
    for (const [index, total] of best.entries()) expect(total).toBeLessThanOrEqual((without[index] ?? 0) + 0.01)
  }), { numRuns: 40 })
})

test('a commitment is two lines: what is committed, and what it pays for', () => {
  const { bills } = compareCosts({ groups: [groupOf(4, { cpu: '750m', memory: '1Gi' })] },
    { region: 'us-east-1', zones: 1, instanceType: 'm5.large', systemPods: false, purchase: 'savings-plan', commitment: 0.0672 })
  // One of the two nodes: 0.096 x 0.7 an hour.
  expect(bills[1]?.lines.map(({ code, cents }) => [code, cents])).toEqual([
    ['cluster', 7300], ['nodes', 14_016], ['volumes', 320], ['commitment', 4906], ['covered', -7008],
  ])
  expect(bills[1]?.commitment).toEqual({ usdPerHour: 0.0672, savedUsd: expect.closeTo(21.024, 6) })
})

test('equal planes have equal bills: self-managed and managed, both autoscaled or both fixed', () => {
  fc.assert(fc.property(anyWorkload, fc.constantFrom('autoscaled', 'fixed'), fc.boolean(), (workload, scaling, spot) => {
    const { bills: [selfManaged, managed] } = compareCosts(workload, { scaling: { 'self-managed': scaling, managed: scaling }, ...(spot && { purchase: 'spot' }) })
    expect(selfManaged?.lines).toEqual(managed?.lines)
    expect(selfManaged?.totalCents).toBe(managed?.totalCents)
  }), { numRuns: 30 })
})
