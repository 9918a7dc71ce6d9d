import authorsBills from 'virtual:eks-primer/authors-bills/cost'
import { expect, test } from 'vitest'
import { billsToChooseBy } from '../../components/figures/cost/choose.ts'
import { billsOf } from '../../components/figures/cost/compute.ts'
import { cost, type CostRecord } from '../../components/figures/cost/cost.ts'
import { billsAt, type KnownBills, packBills, rememberBills } from '../../components/figures/cost/known-bills.ts'
import { authorsRecord } from '../../components/figures/shell/record.ts'

const built = JSON.parse(authorsBills) as KnownBills[]
const author: CostRecord = { ...authorsRecord(cost, 'web-shop').params, scenario: 'web-shop' }
const later = '2027-09-01'

test('the bills that come with the deck are those of each beat and of fixed nodes, and what the model computes, on any day', () => {
  rememberBills(authorsBills)
  expect(built.map(({ inputs: { fill, agents, pattern } }) => ({ fill, agents, pattern }))).toEqual([
    { fill: author.fill, agents: false, pattern: 'own' }, { fill: 1, agents: false, pattern: 'own' }, { fill: 1, agents: true, pattern: 'own' }, { fill: 1, agents: true, pattern: 'week' },
    { fill: 1, agents: false, pattern: 'own' },
  ])
  for (const { inputs, comparison } of built) {
    expect(billsOf(inputs, [], comparison.options.today)).toEqual(comparison)
    expect(billsAt(inputs, [], later)).toEqual(billsOf(inputs, [], later))
  }
})

test('what the slides open with is read and not computed; what a reader changes is computed', () => {
  const marked = built.map(({ inputs, comparison }) => ({ inputs: { ...inputs, runMinutes: 11 }, comparison: { ...comparison, bills: [] } }))
  rememberBills(packBills(marked))
  const opened = { ...author, runMinutes: 11 }
  expect(billsAt(opened, [], later).bills).toEqual([])
  expect(billsToChooseBy(opened, [], later)).toMatchObject({ fills: [[], []], fixed: undefined })
  for (const changed of [{ scale: 2 }, { scenario: 'steady-api' as const }, { options: { ...author.options, region: 'us-east-1' as const } }])
    expect(billsAt({ ...opened, ...changed }, [], later)).toEqual(billsOf({ ...opened, ...changed }, [], later))
})
