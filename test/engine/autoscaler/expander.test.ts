/** Table tests after cluster-autoscaler/expander/{waste,mostpods,leastnodes,random,priority,factory}/*_test.go (price has no model on AWS), utils/backoff/exponential_backoff_test.go and processors/nodegroupset/balancing_processor_test.go of kubernetes/autoscaler 1.37. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Random } from '../../../engine/kubernetes/apimachinery/random.ts'
import { ExponentialBackoff } from '../../../engine/kubernetes/autoscaler/backoff.ts'
import type { NodeGroup } from '../../../engine/kubernetes/autoscaler/cloudprovider.ts'
import { bestOption, filterOptions } from '../../../engine/kubernetes/autoscaler/expander.ts'
import type { ExpansionOption } from '../../../engine/kubernetes/autoscaler/expander.ts'
import { areSimilarGroups, balanceScaleUp } from '../../../engine/kubernetes/autoscaler/nodegroupset.ts'
import { podInfoOf } from '../../../engine/kubernetes/scheduler/podinfo.ts'
import type { Node } from '../../../engine/kubernetes/types/index.ts'
import { MINUTES, node, pod } from './support/builders.ts'
import { stockout } from './support/provider.ts'

const groupOf = (id: string, template: Node = node(id, 1_000, 1_000), sizes: Partial<NodeGroup> = {}): NodeGroup =>
  ({ id, minSize: 0, maxSize: 10, targetSize: 1, template, daemonPods: [], instances: [], ...sizes })
const optionOf = (group: NodeGroup, pods = 0, nodeCount = 1): ExpansionOption =>
  ({ group, nodeCount, pods: Array.from({ length: pods }, (_, i) => podInfoOf(pod(`p${i}`, 500, 1_000 * 1024 * 1024))) })
const ids = (options: readonly ExpansionOption[]) => options.map(({ group }) => group.id)

describe('TestLeastWaste (expander/waste/waste_test.go)', () => {
  const memory = 1_000 * 1024 * 1024
  const balanced = groupOf('balanced', node('balanced', 16 * 500, 16 * memory))
  const highmem = groupOf('highmem', node('highmem', 16 * 500, 32 * memory))
  const lowcpu = groupOf('lowcpu', node('lowcpu', 8 * 500, 16 * memory))
  test.each([
    ['without any pods, one node info', [optionOf(balanced)], ['balanced']],
    ['one pod, one node info', [optionOf(balanced, 1)], ['balanced']],
    ['one pod, two node infos, one that has lots of RAM', [optionOf(balanced, 1), optionOf(highmem, 1)], ['balanced']],
    ['one pod, three node infos, one that has less CPU', [optionOf(balanced, 1), optionOf(highmem, 1), optionOf(lowcpu, 1)], ['lowcpu']],
  ])('%s', (_, options, wanted) => expect(ids(filterOptions('least-waste', options))).toEqual(wanted))
})

test('TestMostPods (expander/mostpods/mostpods_test.go)', () => {
  const [none, one, alike] = [optionOf(groupOf('EO0')), optionOf(groupOf('EO1'), 1), optionOf(groupOf('EO1b'), 1)]
  expect(ids(filterOptions('most-pods', [none]))).toEqual(['EO0'])
  expect(ids(filterOptions('most-pods', [none, one]))).toEqual(['EO1'])
  expect(ids(filterOptions('most-pods', [none, one, alike]))).toEqual(['EO1', 'EO1b'])
})

// Options without nodes, which upstream's tests have, are never made.
describe('TestLeastNodes (expander/leastnodes/leastnodes_test.go)', () => {
  test.each([
    ['no options', [], []], ['1 valid option', [2], [0]], ['2 valid options, not equal', [2, 1], [1]], ['3 valid options, 2 equal', [6, 2, 2], [1, 2]],
    ['3 valid options, all equal', [8, 8, 8], [0, 1, 2]], ['6 valid options, 3 equal', [23, 5, 8, 5, 5, 22], [1, 3, 4]],
  ])('%s', (_, counts, wanted) => {
    expect(ids(filterOptions('least-nodes', counts.map((count, i) => optionOf(groupOf(`EO${i}`), 1, count))))).toEqual(wanted.map(i => `EO${i}`))
  })
})

test('TestRandomExpander (expander/random/random_test.go): one of those given, whichever', () => {
  const options = [optionOf(groupOf('EO0')), optionOf(groupOf('EO1'))]
  const chosen = Array.from({ length: 40 }, (_, seed) => bestOption(options, { expanders: ['random'], priorities: {} }, new Random(seed))?.group.id)
  expect(new Set(chosen)).toEqual(new Set(['EO0', 'EO1']))
})

describe('expander/priority/priority_test.go', () => {
  const config = { 5: ['.*t2\\.micro.*'], 10: ['.*t2\\.large.*', '.*t3\\.large.*'], 50: ['.*m4\\.4xlarge.*'] }
  const [t2Micro, t2Large, t3Large, m4] = ['t2.micro', 't2.large', 't3.large', 'm4.4xlarge'].map(type => optionOf(groupOf(`my-asg.${type}`))) as [ExpansionOption, ExpansionOption, ExpansionOption, ExpansionOption]
  test.each([
    ['CorrecltyFiltersSingleMatchingOptionOutOfOne', config, [t2Large], [t2Large]],
    ['CorrecltyFiltersSingleMatchingOptionOutOfMany', config, [t2Large, m4], [m4]],
    ['FiltersToHigherPriorityMatch', { 5: ['.*'], 10: ['.t2\\.large.*'] }, [t2Large, t2Micro], [t2Large]],
    ['CorrecltyFiltersTwoMatchingOptionsOutOfMany', config, [t2Large, t3Large, t2Micro], [t2Large, t3Large]],
    ['CorrecltyFallsBackToAllWhenNoMatches', { 5: ['.*t\\.micro.*'], 10: ['.*t\\.large.*'] }, [t2Large, t3Large], [t2Large, t3Large]],
    ['CorrecltyHandlesConfigUpdate: one entry', { 10: ['.*t2\\.large.*'] }, [t2Large, t3Large, m4], [t2Large]],
    ['CorrecltySkipsBadChangeConfig: a pattern that is none', { 10: ['('] }, [t2Large, t3Large, m4], [t2Large, t3Large, m4]],
  ])('TestPriorityExpander%s', (_, priorities, options, wanted) => {
    expect(filterOptions('priority', options, priorities)).toEqual(wanted)
  })
})

describe('TestChainStrategy_BestOption (expander/factory/chain_test.go)', () => {
  const options = [optionOf(groupOf('a'), 1, 2), optionOf(groupOf('b'), 2, 2), optionOf(groupOf('c'), 2, 1)]
  test('filters with multiple filters, and short circuits', () => {
    expect(bestOption(options, { expanders: ['most-pods', 'least-nodes'], priorities: {} }, new Random(1))?.group.id).toBe('c')
    expect(bestOption([options[0] as ExpansionOption], { expanders: ['random'], priorities: {} }, new Random(1))?.group.id).toBe('a')
    expect(bestOption([], { expanders: ['least-waste'], priorities: {} }, new Random(1))).toBeUndefined()
  })

  test('selects from multiple after filters at random: each in turn, the same for the same seed', () => {
    const choose = (seed: number) => bestOption(options, { expanders: ['most-pods'], priorities: {} }, new Random(seed))?.group.id
    const chosen = Array.from({ length: 50 }, (_, seed) => choose(seed))
    expect([...new Set(chosen)].sort()).toEqual(['b', 'c'])
    expect(chosen).toEqual(Array.from({ length: 50 }, (_, seed) => choose(seed)))
  })
})

describe('utils/backoff/exponential_backoff_test.go', () => {
  const other = { ...stockout, errorCode: 'IP_SPACE_EXHAUSTED' }
  const of = (initialNodeGroupBackoffMs: number, maxNodeGroupBackoffMs: number) => new ExponentialBackoff({ initialNodeGroupBackoffMs, maxNodeGroupBackoffMs, nodeGroupBackoffResetMs: 180 * MINUTES })

  test('TestBackoffTwoKeys', () => {
    const backoff = of(10 * MINUTES, 60 * MINUTES)
    expect(backoff.status('id1', 0)).toBeUndefined()
    backoff.backoff('id1', stockout, MINUTES)
    expect(backoff.status('id1', 2 * MINUTES)).toMatchObject({ errorInfo: stockout })
    expect(backoff.status('id2', 0)).toBeUndefined()
    expect(backoff.status('id1', 11 * MINUTES + 1)).toBeUndefined()
  })

  test('TestMaxBackoff: twice as long each time, up to the longest', () => {
    const backoff = of(MINUTES, 3 * MINUTES)
    expect(backoff.backoff('id1', other, 0)).toBe(MINUTES)
    expect(backoff.backoff('id1', other, 2 * MINUTES)).toBe(4 * MINUTES)
    expect(backoff.backoff('id1', other, 5 * MINUTES)).toBe(8 * MINUTES)
    expect(backoff.status('id1', 7 * MINUTES)).toMatchObject({ errorInfo: other })
    expect(backoff.status('id1', 8 * MINUTES)).toBeUndefined()
  })

  test('TestResetStaleBackoffData', () => {
    const backoff = of(MINUTES, 3 * MINUTES)
    backoff.backoff('id1', stockout, 0)
    backoff.backoff('id2', stockout, 60 * MINUTES)
    const left = (now: number) => {
      backoff.removeStale(now)
      return backoff.save().size
    }
    expect([60, 239, 240].map(minutes => left(minutes * MINUTES))).toEqual([2, 1, 0])
  })

  test('TestIncreaseExistingBackoff: failing again meanwhile changes the reason, not the length', () => {
    const backoff = of(1_000, 10 * MINUTES)
    backoff.backoff('id1', stockout, 0)
    expect(backoff.backoff('id1', other, 1_001)).toBe(3_001)
    expect(backoff.backoff('id1', stockout, 2_001)).toBe(4_001)
    expect(backoff.status('id1', 2_001)).toMatchObject({ errorInfo: stockout })
    expect(backoff.status('id1', 4_002)).toBeUndefined()
  })
})

describe('processors/nodegroupset/balancing_processor_test.go', () => {
  const sized = (...sizes: [max: number, target: number][]) => sizes.map(([maxSize, targetSize], i) => groupOf(`ng${i + 1}`, undefined, { maxSize, targetSize }))
  const sizes = (groups: NodeGroup[], newNodes: number) => Object.fromEntries(balanceScaleUp(groups, newNodes).map(({ groupId, newSize }) => [groupId, newSize]))
  const under = sized([10, 1], [10, 3], [10, 5], [10, 5])
  const [ng1, ng2, ng3, ng4, ng5] = sized([1, 1], [3, 1], [10, 3], [7, 5], [3, 6]) as [NodeGroup, NodeGroup, NodeGroup, NodeGroup, NodeGroup]
  test.each([
    ['TestBalanceSingleGroup', sized([10, 1]), 4, { ng1: 5 }],
    ['TestBalanceUnderMaxSize: a single node', under, 1, { ng1: 2 }],
    ['TestBalanceUnderMaxSize: multiple nodes to single group', under, 2, { ng1: 3 }],
    ['TestBalanceUnderMaxSize: groups of different sizes, divisible', under, 4, { ng1: 4, ng2: 4 }],
    ['TestBalanceUnderMaxSize: groups of different sizes, non-divisible', under, 5, { ng1: 5, ng2: 4 }],
    ['TestBalanceUnderMaxSize: all groups, divisible', under, 10, { ng1: 6, ng2: 6, ng3: 6, ng4: 6 }],
    ['TestBalanceHittingMaxSize: just one maxed out group', [ng1], 1, {}],
    ['TestBalanceHittingMaxSize: smallest group already maxed out', [ng1, ng2], 1, { ng2: 2 }],
    ['TestBalanceHittingMaxSize: too many nodes', [ng1, ng2], 5, { ng2: 3 }],
    ['TestBalanceHittingMaxSize: first group maxes out', [ng2, ng3], 4, { ng2: 3, ng3: 5 }],
    ['TestBalanceHittingMaxSize: last group maxes out before previous one', [ng2, ng3, ng4], 9, { ng2: 3, ng3: 8, ng4: 7 }],
    ['TestBalanceHittingMaxSize: use all capacity', [ng2, ng3, ng4], 900, { ng2: 3, ng3: 10, ng4: 7 }],
    ['TestBalanceHittingMaxSize: one node group exceeds max', [ng2, ng5], 1, { ng2: 2 }],
  ])('%s', (_, groups, newNodes, wanted) => expect(sizes(groups, newNodes)).toEqual(wanted))

  test('TestFindSimilarNodeGroups, and compare_nodegroups_test.go: zones may differ, other labels and more than a little may not', () => {
    const template = node('t', 1_000, 10_000_000, { zone: 'a' })
    const [a, b] = [groupOf('a', template), groupOf('b', node('u', 1_000, 10_100_000, { zone: 'b' }))]
    expect(areSimilarGroups(a, b)).toBe(true)
    expect(areSimilarGroups(a, groupOf('c', node('v', 2_000, 2_000)))).toBe(false)
    expect(areSimilarGroups(a, groupOf('c', node('v', 1_000, 10_200_000)))).toBe(false)
    expect(areSimilarGroups(a, groupOf('c', node('v', 1_000, 10_000_000, { labels: { pool: 'x' } })))).toBe(false)
    expect(areSimilarGroups(a, groupOf('c', node('v', 1_000, 10_000_000, { resources: { 'nvidia.com/gpu': 1 } })))).toBe(false)
    expect(areSimilarGroups(a, groupOf('c', template, { daemonPods: [pod('d', 100, 0)] }))).toBe(false)
  })

  test('whatever the sizes: never above a maximum, all nodes where there is room, the smallest first', () => {
    fc.assert(fc.property(fc.array(fc.tuple(fc.nat(8), fc.nat(8)), { minLength: 1, maxLength: 5 }), fc.nat(30), (pairs, newNodes) => {
      const groups = sized(...pairs)
      const room = groups.reduce((sum, { maxSize, targetSize }) => sum + Math.max(0, maxSize - targetSize), 0)
      const infos = balanceScaleUp(groups, newNodes)
      expect(infos.reduce((sum, { newSize, currentSize }) => sum + newSize - currentSize, 0)).toBe(Math.min(newNodes, room))
      for (const { newSize, maxSize } of infos) expect(newSize).toBeLessThanOrEqual(maxSize)
      const grown = Math.max(0, ...infos.map(({ newSize }) => newSize))
      for (const { id, maxSize, targetSize } of groups) expect(infos.find(info => info.groupId === id)?.newSize ?? targetSize).toBeGreaterThanOrEqual(Math.min(maxSize, grown - 1, Math.max(targetSize, grown - 1)))
    }))
  })
})
