/**
 * The Balanced policy, after pkg/controllers/disruption/balanced_{,scoring_,integration_,adversarial_}test.go of
 * kubernetes-sigs/karpenter (main, August 2026); the names are their cases'. Left out: thresholds other than k = 2, which no
 * NodePool can have; prices that are no number, which the deck's data cannot hold; an empty command, which is never made; entries
 * of a map and of metrics.
 */
import { describe, expect, it } from 'vitest'
import { poolTotals, scoreMove, scoresOf, type PoolTotals } from '../../../../engine/aws/karpenter/balanced.ts'
import { candidateOf, priceOf, savingsRatio, type DisruptionCandidate } from '../../../../engine/aws/karpenter/candidate.ts'
import { savingsOf, sumOfPrices } from '../../../../engine/aws/karpenter/command.ts'
import { claimTemplate } from '../../../../engine/aws/karpenter/claimtemplate.ts'
import { NOTHING_UNAVAILABLE, offeringKey, type OfferedType } from '../../../../engine/aws/karpenter/instancetype.ts'
import type { ConsolidationPolicy, NodePool } from '../../../../engine/aws/karpenter/nodepool.ts'
import { CAPACITY_TYPE_LABEL } from '../../../../engine/aws/eks-node.ts'
import { INSTANCE_TYPE_LABEL } from '../../../../engine/kubernetes/types/wellknown.ts'
import type { Pod } from '../../../../engine/kubernetes/types/index.ts'
import { ASSORTED, Disrupting, extremes, LEAST, MOST, node, running, willing } from './disrupting.ts'
import { fakeType } from './provisioning.ts'

const pods = (count: number, cpu?: string) => Array.from({ length: count }, () => running(cpu === undefined ? {} : { cpu }))
const priced = (name: string, price: number): OfferedType => fakeType(name, {}, { offerings: [{ zone: 'test-zone-1', capacityType: 'on-demand', price }] })
const balanced = (name = 'default') => willing(name, { consolidationPolicy: 'Balanced' })

describe('ScoreMove', () => {
  const TOTALS: PoolTotals = { cost: 58.08, disruption: 90 }
  it.each<[string, number, number, PoolTotals, boolean]>([
    ['should approve an oversized node consolidation', 7.26, 4, TOTALS, true],
    ['should approve a spare capacity delete', 4.84, 5, TOTALS, true],
    ['should reject a marginal move', 2.42, 9, TOTALS, false],
    ['should reject a well-packed node with zero savings', 0, 11, TOTALS, false],
    ['should approve a replace in a uniform pool', 2.42, 9, { cost: 48.40, disruption: 90 }, true],
    ['should approve low-disruption nodes', 4.84, 5, { cost: 58.08, disruption: 117 }, true],
    ['and reject high-disruption nodes', 4.84, 32, { cost: 58.08, disruption: 117 }, false],
    ['should reject at k=2 for a marginal move', 2.42, 9, TOTALS, false],
  ])('%s', (_, savings, disruption, totals, approved) => {
    const score = scoreMove(savings, disruption, totals)
    expect(score.approved).toBe(approved)
    expect(score.score).toBeCloseTo((savings / totals.cost) / (disruption / totals.disruption), 5)
  })

  it('should produce the same score regardless of pool size', () => expect(scoreMove(7.26, 4, TOTALS).score).toBeCloseTo(scoreMove(7.26, 4, { cost: 580.8, disruption: 900 }).score, 5))
  it('should produce identical scores for proportionally equivalent moves', () => {
    expect(scoreMove(4.84, 4, { cost: 48.4, disruption: 90 }).score).toBeCloseTo(scoreMove(1.45, 4, { cost: 14.5, disruption: 90 }).score, 2)
  })

  it.each<[string, number, number, PoolTotals, number, boolean]>([
    ['should approve with +Inf score when move disruption is zero and savings positive', 4.84, 0, TOTALS, Infinity, true],
    ['should reject when both savings and disruption are zero', 0, 0, TOTALS, 0, false],
    ['should reject when nodepool cost is zero', 4.84, 5, { cost: 0, disruption: 90 }, 0, false],
    // "should compute correct scores"
    ['high savings low disruption', 20, 5, { cost: 100, disruption: 100 }, 4, true],
    ['equal fractions', 10, 10, { cost: 100, disruption: 100 }, 1, true],
    ['low savings high disruption', 5, 50, { cost: 100, disruption: 100 }, 0.1, false],
    ['zero disruption cost', 10, 0, { cost: 100, disruption: 100 }, Infinity, true],
    ['zero savings', 0, 10, { cost: 100, disruption: 100 }, 0, false],
    ['negative savings', -5, 10, { cost: 100, disruption: 100 }, 0, false],
  ])('%s', (_, savings, disruption, totals, score, approved) => {
    expect(scoreMove(savings, disruption, totals)).toMatchObject({ score, approved })
  })
})

describe('Balanced Scoring', () => {
  const XLARGE = priced('m7i.xlarge', 4.84)
  const TYPES = new Map([XLARGE, priced('tiny', 1), priced('medium', 5), priced('expensive', 10)].map(type => [type.name, type]))
  const candidate = (own: Pod[], pool: NodePool = balanced(), type: OfferedType | undefined = XLARGE, change = {}): DisruptionCandidate => {
    const made = node({ type, pool: pool.metadata.name, pods: own })
    return candidateOf({ ...made, labels: { ...made.labels, ...change } }, pool, TYPES)
  }
  const unknown = (own: Pod[]) => candidate(own, balanced(), XLARGE, { [INSTANCE_TYPE_LABEL]: 'unknown' })
  const totalsOf = (candidates: DisruptionCandidate[]) => poolTotals(candidates, candidates.map(one => one.node), one => priceOf(one, TYPES))
  const scored = (chosen: DisruptionCandidate[], all: DisruptionCandidate[]) => scoresOf({ method: 'multi', reason: 'Underutilized', candidates: chosen, savings: sumOfPrices(chosen) }, totalsOf(all))

  it('should produce totals from ALL candidates, not just a filtered subset', () => {
    expect(totalsOf(Array.from({ length: 5 }, () => candidate(pods(1)))).get('default')).toEqual({ cost: expect.closeTo(5 * 4.84, 5) as number, disruption: 10 })
  })
  it('should accumulate disruption from zero-priced candidates', () => {
    expect(totalsOf([candidate(pods(1)), unknown(pods(1)), candidate(pods(1))]).get('default')).toEqual({ cost: expect.closeTo(9.68, 5) as number, disruption: 6 })
  })
  it('should skip non-Balanced pools and approve unconditionally', () => {
    const all = Array.from({ length: 2 }, () => candidate(pods(1), willing()))
    expect(scored(all.slice(0, 1), all).size).toBe(0)
  })
  it('should reject when candidate NodePool is missing from totals map', () => {
    const one = candidate(pods(1))
    expect(scoresOf({ method: 'single', reason: 'Underutilized', candidates: [one], savings: one.price }, new Map()).get('default')).toMatchObject({ score: 0, approved: false })
  })
  it('should approve a delete command for a single Balanced NodePool', () => {
    const all = Array.from({ length: 10 }, () => candidate(pods(1)))
    expect(scored(all.slice(0, 1), all).get('default')).toMatchObject({ score: expect.closeTo(1, 5) as number, approved: true })
  })
  it('should attribute savings proportionally in cross-NodePool scenarios', () => {
    const [own, other] = [Array.from({ length: 5 }, () => candidate(pods(1))), Array.from({ length: 5 }, () => candidate(pods(1), willing('other')))]
    const scores = scored([...own.slice(0, 1), ...other.slice(0, 1)], [...own, ...other])
    expect([...scores]).toEqual([['default', expect.objectContaining({ score: expect.closeTo(1, 5) as number, approved: true })]])
  })
  it('should reject when any Balanced pool rejects', () => {
    const light = Array.from({ length: 10 }, () => candidate(pods(1), balanced('a')))
    const tiny = TYPES.get('tiny')
    const heavy = [candidate(pods(40), balanced('b'), tiny), candidate(pods(1), balanced('b'), TYPES.get('expensive'))]
    const scores = scored([...light.slice(0, 1), ...heavy.slice(0, 1)], [...light, ...heavy])
    expect([scores.get('a')?.approved, scores.get('b')?.approved]).toEqual([true, false])
  })
  it('should approve single-node pool DELETE with expected scoring', () => {
    const one = candidate(pods(1))
    expect(scored([one], [one]).get('default')).toMatchObject({ savingsShare: 1, disruptionShare: 1, score: 1, approved: true })
  })

  it('should return 0 for nil instanceType, and the offering price for a valid instanceType', () => expect([unknown([]), candidate([])].map(one => sumOfPrices([one]))).toEqual([0, 4.84]))
  it('should sum candidate costs correctly with nil instanceType', () => expect(sumOfPrices([candidate(pods(1)), unknown(pods(1)), candidate(pods(1))])).toBeCloseTo(9.68, 5))
  it('should compute expected ratios for different configurations', () => expect([candidate([]), candidate(pods(3)), unknown(pods(3))].map(savingsRatio)).toEqual([4.84, 1.21, 0]))

  it('should use source pricing that ignores availability', () => {
    const unavailable = new Set([offeringKey(XLARGE.name, 'test-zone-1', 'on-demand')])
    expect(savingsOf([candidate(pods(1))], undefined, unavailable)).toBe(4.84)
  })

  it('should REJECT a move when EstimatedSavings excludes spot offerings for an on-demand-only NodePool', () => {
    const pool = willing('default', { consolidationPolicy: 'Balanced' }, [{ key: CAPACITY_TYPE_LABEL, operator: 'In', values: ['on-demand'] }])
    const to = fakeType('dest-type', {}, { offerings: [{ zone: 'test-zone-1', capacityType: 'spot', price: 0.1 }, { zone: 'test-zone-1', capacityType: 'on-demand', price: 0.4 }] })
    const template = claimTemplate(pool, [to], [], NOTHING_UNAVAILABLE)
    const from = { ...candidate(pods(3), pool), price: 0.5 }
    const savings = savingsOf([from], { template, requirements: template.requirements, types: [to], requests: {}, pods: [] }, NOTHING_UNAVAILABLE)
    expect(savings).toBeCloseTo(0.1, 5)
    expect(scoreMove(savings, from.cost, { cost: 1, disruption: 10 }).approved).toBe(false)
  })
})

describe('Balanced Consolidation', () => {
  const only = (own: Pod[], type = MOST, pool = balanced()) => new Disrupting({ pools: [pool], nodes: [node({ name: 'only', type, pods: own })] }).reconcile()

  it('should approve replacing an oversized node', () => {
    const cluster = only(pods(1, '500m'))
    expect(cluster.commands).toEqual([{ decision: 'replace', reason: 'underutilized', nodes: ['only'] }])
    expect(cluster.claims[0]?.spec.types).not.toContain(MOST)
    expect(cluster.told.find(({ reason }) => reason === 'ConsolidationApproved')?.message).toMatch(/>= threshold 0\.50 \(k: 2/)
  })
  it('should reject replacing a well-packed node', () => {
    const cluster = only(pods(8, '3500m'), LEAST)
    expect([cluster.commands, cluster.count('ConsolidationApproved')]).toEqual([[], 0])
  })
  it('should approve consolidating multiple underutilized nodes', () => {
    const cluster = new Disrupting({ pools: [balanced()], nodes: ['a', 'b', 'c'].map(name => node({ name, pods: pods(1, '1') })) }).reconcile()
    expect(cluster.commands.map(({ nodes }) => nodes.length)).toEqual([3])
  })
  it('should block disruption when budget is 0%', () => {
    const cluster = only(pods(1, '500m'), MOST, willing('default', { consolidationPolicy: 'Balanced', budgets: [{ nodes: '0%' }] }))
    expect([cluster.commands, cluster.count('ConsolidationApproved')]).toEqual([[], 0])
  })
  it('should consolidate empty nodes before non-empty nodes when budget is limited', () => {
    const pool = willing('default', { consolidationPolicy: 'Balanced', budgets: [{ nodes: '1' }] })
    const cluster = new Disrupting({ pools: [pool], nodes: [node({ name: 'empty' }), node({ name: 'used', pods: pods(1, '500m') })] }).reconcile()
    expect(cluster.commands).toEqual([{ decision: 'delete', reason: 'empty', nodes: ['empty'] }])
  })

  const byPrice = ASSORTED.filter(({ offerings: [one] }) => one?.capacityType === 'on-demand').sort((a, b) => (a.offerings[0]?.price ?? 0) - (b.offerings[0]?.price ?? 0))
  const middle = byPrice[byPrice.length >> 1] ?? MOST
  it('should choose delete when pods fit on existing nodes', () => {
    const cluster = new Disrupting({ pools: [balanced()], nodes: [node({ name: 'a', type: middle, pods: pods(1, '1') }), node({ name: 'b', type: middle, pods: pods(30, '1') })] }).reconcile()
    expect(cluster.commands).toEqual([{ decision: 'delete', reason: 'underutilized', nodes: ['a'] }])
    expect(cluster.logged.find(({ message }) => message === 'disrupting node(s)')?.params.savings).toBeCloseTo(middle.offerings[0]?.price ?? 0, 5)
  })
  it('should choose replace when pods need a new cheaper node', () => {
    const cluster = only(pods(1, '2'))
    expect(cluster.commands.map(({ decision }) => decision)).toEqual(['replace'])
    const savings = cluster.logged.find(({ message }) => message === 'disrupting node(s)')?.params.savings as number
    expect(savings).toBeGreaterThan(0)
    expect(savings).toBeLessThan(MOST.offerings[0]?.price ?? 0)
  })
  it('should select highest-ratio candidates first when nodes have heterogeneous prices and pod counts', () => {
    const nodes = [node({ name: 'a', pods: pods(10, '100m') }), node({ name: 'b', type: middle, pods: pods(1, '100m') }), node({ name: 'c', type: LEAST, resources: { cpu: '4', pods: '100' }, pods: pods(8, '100m') })]
    expect(new Disrupting({ pools: [balanced()], nodes }).reconcile().commands[0]?.nodes).toContain('b')
  })
  it('should apply scoring to Balanced pools while non-Balanced pools consolidate normally', () => {
    const cluster = new Disrupting({ pools: [balanced('balanced'), willing('other')], nodes: [node({ name: 'a', pool: 'balanced', pods: pods(1, '500m') }), node({ name: 'b', pool: 'other', pods: pods(1, '500m') })] }).reconcile()
    expect(cluster.commands.length).toBeGreaterThan(0)
    expect(cluster.initialize().staying).toEqual([])
  })

  it.each<[string, ConsolidationPolicy]>([['should accept Balanced candidates', 'Balanced'], ['should accept WhenEmptyOrUnderutilized candidates', 'WhenEmptyOrUnderutilized']])('%s', (_, consolidationPolicy) => {
    const cluster = new Disrupting({ pools: [willing('default', { consolidationPolicy })], nodes: [node({ type: extremes('on-demand').most, pods: pods(1) })] }).reconcile()
    expect([cluster.count('Unconsolidatable'), cluster.commands.length]).toEqual([0, 1])
  })
})
