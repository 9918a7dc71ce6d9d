/** pkg/apis/v1/nodepool_budgets_test.go of kubernetes-sigs/karpenter. */
import { describe, expect, it } from 'vitest'
import { allowedByBudget, allowedDisruptions, budgetsFor, isBudgetActive } from '../../../../engine/aws/karpenter/budgets.ts'
import type { DisruptionBudget, DisruptionReason } from '../../../../engine/aws/karpenter/nodepool.ts'
import type { StateNode } from '../../../../engine/aws/karpenter/statenode.ts'
import { EPOCH } from '../../../../engine/kubernetes/apimachinery/clock.ts'
import { durationMs } from '../../../../engine/kubernetes/apimachinery/duration.ts'
import { nodePool } from './lane.ts'

const at = (date: string) => Date.parse(date) - EPOCH
const NOW = at('2000-06-15T12:30:30Z')
const REASONS: DisruptionReason[] = ['Empty', 'Underutilized', 'Drifted']
const always = { schedule: '* * * * *', duration: '1h' }
const BUDGETS: readonly DisruptionBudget[] = [
  { nodes: '10', ...always }, { nodes: '100', ...always }, { nodes: '100%', ...always }, { nodes: '15', ...always, reasons: ['Drifted', 'Underutilized'] },
  { nodes: '5', ...always, reasons: ['Drifted'] }, { nodes: '0', schedule: '@weekly', duration: '1h', reasons: REASONS },
]

function allowed(budgets: readonly DisruptionBudget[]): Record<string, number> {
  const pool = nodePool('default', { disruption: { budgets } })
  return Object.fromEntries(REASONS.map(reason => [reason, allowedDisruptions(pool, 100, reason, NOW)]))
}

describe('GetAllowedDisruptionsByReason', () => {
  it('should return 0 for all reasons if a budget is active for all reasons', () => {
    expect(allowed(BUDGETS.with(5, { ...BUDGETS[5], nodes: '0', ...always }))).toEqual({ Empty: 0, Underutilized: 0, Drifted: 0 })
  })
  it('should return MaxInt32 for all reasons when there are no active budgets', () => {
    expect(allowed(BUDGETS.map(one => ({ ...one, schedule: '@yearly' })))).toEqual({ Empty: Infinity, Underutilized: Infinity, Drifted: Infinity })
  })
  it('should ignore reason-defined budgets when inactive', () => {
    expect(allowed(BUDGETS.map((one, i) => (i === 3 || i === 4 ? { ...one, schedule: '@yearly' } : one)))).toEqual({ Empty: 10, Underutilized: 10, Drifted: 10 })
  })
  it('should return the budget for all disruption reasons when undefined', () => {
    expect(allowed(BUDGETS.slice(0, 1))).toEqual({ Empty: 10, Underutilized: 10, Drifted: 10 })
  })
  it('should get the minimum budget for each reason', () => {
    expect(allowed([...BUDGETS, { nodes: '4', ...always, reasons: ['Empty'] }])).toEqual({ Empty: 4, Underutilized: 10, Drifted: 5 })
  })
})

describe('AllowedDisruptions', () => {
  it.each<[string, DisruptionBudget, number]>([
    ['zero values if a schedule is invalid', { nodes: '10', schedule: '@wrongly', duration: '1h' }, 0],
    ['zero values if a nodes value is invalid', { nodes: '1000a%', ...always }, 0],
    ['MaxInt32 when a budget is inactive', { nodes: '10', schedule: '@yearly', duration: '1h' }, Infinity],
    ['the int value when a budget is active', { nodes: '10', ...always }, 10],
    ['the string value when a budget is active', { nodes: '100%', ...always }, 100],
  ])('should return %s', (_name, budget, expected) => {
    expect(allowedByBudget(budget, 100, NOW)).toBe(expected)
  })

  // "This will round up to the nearest whole number": GetAllowedDisruptions, pkg/apis/v1/nodepool.go
  it.each([[10, 1], [5, 1], [0, 0], [11, 2], [20, 2], [21, 3]])('10%% of %i nodes is %i', (nodes, expected) => {
    expect(allowedByBudget({ nodes: '10%' }, nodes, NOW)).toBe(expected)
  })
})

describe('IsActive', () => {
  it.each<[string, DisruptionBudget, number, boolean | null]>([
    ['should always consider a schedule and time in UTC', { nodes: '1', schedule: '@daily', duration: '30m' }, at('2000-05-30T23:00:00Z'), false],
    ['should return that a schedule is active when schedule and duration are nil', { nodes: '1' }, NOW, true],
    ['should return that a schedule is active', { nodes: '1', ...always }, NOW, true],
    ['should return that a schedule is inactive', { nodes: '1', schedule: '@yearly', duration: '1h' }, NOW, false],
    ['active when the schedule hit is in the middle of the duration', { nodes: '1', schedule: '@yearly', duration: '24h' }, at('2001-01-01T12:00:00Z'), true],
    ['active when the duration is longer than the recurrence', { nodes: '1', schedule: '@daily', duration: '48h' }, at('2024-01-07T00:00:00Z'), true],
    ['inactive when the schedule hit is after the duration', { nodes: '1', schedule: '30 6 * * SUN', duration: '6h' }, at('2024-01-07T00:00:00Z'), false],
    ['an error indicating why the cron fails to parse', { nodes: '1', schedule: '0 0 * * tue-mon', duration: '6h' }, at('2024-01-07T00:00:00Z'), null],
  ])('%s', (_name, budget, now, expected) => {
    expect(isBudgetActive(budget, now)).toBe(expected)
  })
})

// pkg/controllers/disruption/suite_test.go, "BuildDisruptionBudgetMapping"
describe('BuildDisruptionBudgetMapping', () => {
  const node = (i: number, change: Partial<StateNode> = {}): StateNode => ({
    name: `n${i}`, nodeClaim: `c${i}`, nodePool: 'default', labels: {}, taints: [], allocatable: {}, capacity: {}, pods: [],
    registered: true, initialized: true, ready: true, createdAt: 0, deleting: false, ...change,
  })
  const left = (change: (i: number) => Partial<StateNode>, nodes = '100%') => {
    const pool = nodePool('default', { disruption: { budgets: [{ nodes }] } })
    return budgetsFor([pool], Array.from({ length: 10 }, (_, i) => node(i, change(i))), 'Empty', 0).get('default')?.left
  }

  it.each<[string, (i: number) => Partial<StateNode>, string, number]>([
    ['should not consider nodes that are not managed as part of disruption count', i => (i < 2 ? { nodeClaim: undefined } : {}), '100%', 8],
    ['should not consider nodes that are not initialized as part of disruption count', i => (i < 3 ? { initialized: false } : {}), '100%', 7],
    ['should not consider nodes that have the terminating status condition as part of disruption count', i => (i < 1 ? { terminating: true } : {}), '100%', 9],
    ['should not return a negative disruption value', () => ({ ready: false }), '10%', 0],
    ['should consider nodes with a deletion timestamp set and MarkedForDeletion to the disruption count', i => (i % 2 ? { deleting: true } : {}), '100%', 5],
    ['should consider not ready nodes to the disruption count', i => (i % 2 ? { ready: false } : {}), '100%', 5],
  ])('%s', (_name, change, nodes, expected) => {
    expect(left(change, nodes)).toBe(expected)
  })
})

it.each([['10m', 600_000], ['1h30m', 5_400_000], ['1.5h', 5_400_000], ['0s', 0], ['0', 0], ['-5m', -300_000]])('the Go duration %s', (text, ms) => {
  expect(durationMs(text)).toBe(ms)
})
it.each(['', '10', 'h', '1d', 'true', '5 m'])('%j is no Go duration', (text) => {
  expect(durationMs(text)).toBeNaN()
})
