/**
 * Nodes that are deleted or replaced, after pkg/controllers/disruption/{consolidation,singlenodeconsolidation}_test.go of
 * kubernetes-sigs/karpenter (main, August 2026); the names are their cases'. Left out, as the model has none of it: Metrics, timeouts
 * of a search, minValues, Reserved Capacity, Preferences (PREFERENCE_POLICY=Ignore), MinValuesPolicy, Buffer Pods, Static NodePool,
 * a NodePool without a template or a NodeClass.
 */
import { describe, expect, it } from 'vitest'
import { INSTANCE_TYPE_LABEL, ZONE_LABEL } from '../../../../engine/kubernetes/types/wellknown.ts'
import { CAPACITY_TYPE_LABEL } from '../../../../engine/aws/eks-node.ts'
import type { Labels, Pod } from '../../../../engine/kubernetes/types/index.ts'
import { without } from '../../../../engine/kubernetes/apimachinery/meta.ts'
import { timestamp } from '../../../../engine/kubernetes/apimachinery/clock.ts'
import { nodePool } from './lane.ts'
import { ASSORTED, blocking, Disrupting, extremes, LEAST, MOST, node, running, willing, type Setting } from './disrupting.ts'
import { fakeType, pod } from './provisioning.ts'

const APP = { app: 'test' }
const DO_NOT_DISRUPT = { 'karpenter.sh/do-not-disrupt': 'true' }
const SPOT = extremes('spot')
/** "if the candidate is on-demand node", "if the candidate is spot node" */
const BOTH = [['on-demand', MOST], ['spot', SPOT.most]] as const

/** Two nodes of the cheapest type, with two pods and one: what BeforeEach of "Delete" sets up. */
const pair = (first: Pod[], second: Pod[]) => [node({ type: LEAST, name: 'a', pods: first }), node({ type: LEAST, name: 'b', pods: second })]

describe('Events', () => {
  const cluster = (pool: Setting['pools'], labels: (labels: Labels) => Labels = one => one, pods = [running()]) => {
    const own = node({ pods })
    return new Disrupting({ pools: pool, nodes: [{ ...own, labels: labels(own.labels) }] }).run()
  }

  it('should not fire an event for ConsolidationDisabled when the NodePool has consolidation set to WhenEmptyOrUnderutilized', () => {
    expect(cluster([willing()], labels => labels, []).count('Unconsolidatable')).toBe(0)
  })

  // Upstream's recorder counts every call; ours tells each once, of the Node and of the NodeClaim.
  it.each<[string, Setting['pools'], (labels: Labels) => Labels, string]>([
    ['when the NodePool has consolidation set to WhenEmpty', [willing('default', { consolidationPolicy: 'WhenEmpty', consolidateAfter: '1m' })], one => one, 'NodePool "default" has consolidation policy WhenEmpty, but node is not empty'],
    ['when the NodePool has consolidateAfter set to \'Never\'', [willing('default', { consolidateAfter: 'Never' })], one => one, 'NodePool "default" has consolidation disabled'],
    ['when a candidate does not have a resolvable instance type', [willing()], labels => without(labels, INSTANCE_TYPE_LABEL), 'Instance Type "" not found'],
    ['when a candidate does not have the capacity type label', [willing()], labels => without(labels, CAPACITY_TYPE_LABEL), `Node does not have label "${CAPACITY_TYPE_LABEL}"`],
    ['when a candidate does not have the zone label', [willing()], labels => without(labels, ZONE_LABEL), `Node does not have label "${ZONE_LABEL}"`],
  ])('should fire an event %s', (_, pools, labels, message) => {
    const { told } = cluster(pools, labels)
    expect(told.filter(({ reason }) => reason === 'Unconsolidatable').map(event => [event.on.kind, event.message])).toEqual([['Node', message], ['NodeClaim', message]])
  })
})

describe.each(BOTH)('Replace: if the candidate is %s node', (_, type) => {
  const replaced = (setting: Omit<Setting, 'nodes'>, pods: Pod[], change = {}) => new Disrupting({ ...setting, nodes: [node({ type, name: 'old', pods, ...change })] }).reconcile()
  const expectReplaced = (cluster: Disrupting) => {
    expect(cluster.commands).toEqual([{ decision: 'replace', reason: 'underutilized', nodes: ['old'] }])
    expect(cluster.claims[0]?.spec.types.map(({ name }) => name)).not.toContain(type.name)
    expect(cluster.deleted).toEqual([])
    expect(cluster.initialize().deleted).toEqual(['claim-old'])
  }
  const expectKept = (cluster: Disrupting) => expect([cluster.commands, cluster.claims, cluster.staying]).toEqual([[], [], ['old']])

  it('can replace node', () => expectReplaced(replaced({}, [running()])))
  it('can replace nodes if another nodePool returns no instance types', () => {
    expectReplaced(replaced({ pools: [willing(), willing('two', {}, [{ key: INSTANCE_TYPE_LABEL, operator: 'In', values: ['none'] }])] }, [running()]))
  })
  it('can replace nodes, considers PDB', () => {
    expectKept(replaced({ budgets: [blocking(APP)] }, [running({ labels: APP }), running({ labels: APP }), running({ labels: APP })]))
  })
  it('can replace nodes, considers PDB policy', () => {
    const unready = { conditions: [{ type: 'Ready', status: 'False' as const }] }
    expectReplaced(replaced({ budgets: [blocking(APP, { unhealthyPodEvictionPolicy: 'AlwaysAllow' })] }, Array.from({ length: 3 }, () => running({ labels: APP, status: unready }))))
  })
  it('can replace nodes, PDB namespace must match', () => expectReplaced(replaced({ budgets: [blocking(APP, { namespace: 'other' })] }, [running({ labels: APP })])))
  it('can replace nodes, considers karpenter.sh/do-not-disrupt set to true on nodes', () => expectKept(replaced({}, [running(), running(), running()], { doNotDisrupt: true })))
  it('can replace nodes, considers karpenter.sh/do-not-disrupt set to true on pods', () => expectKept(replaced({}, [running({ annotations: DO_NOT_DISRUPT }), running(), running()])))
})

describe('Replace', () => {
  it('should replace a node with a cheaper one even when consolidateAfter has not expired', () => {
    const cluster = new Disrupting({ pools: [willing('default', { consolidateAfter: '1m' })], nodes: [node({ name: 'old', pods: [running()] })] })
    expect(cluster.run(50_000).commands).toEqual([])
    expect(cluster.run(60_000).commands).toEqual([{ decision: 'replace', reason: 'underutilized', nodes: ['old'] }])
  })

  const offer = (zone: string, capacityType: 'spot' | 'on-demand', price: number) => ({ zone: `test-zone-1${zone}`, capacityType, price })
  const current = fakeType('current-on-demand', {}, { offerings: [offer('a', 'on-demand', 0.5)] })
  it.each([
    ['node if any spot replacement is more expensive', [offer('a', 'spot', 1), offer('b', 'spot', 0.2), offer('c', 'spot', 0.4)], []],
    ['on-demand node if on-demand replacement is more expensive', [offer('a', 'on-demand', 0.6), offer('b', 'on-demand', 0.6), offer('b', 'spot', 0.2), offer('c', 'spot', 0.3)], ['on-demand']],
  ])('won\'t replace %s', (_, offerings, capacityTypes) => {
    const pools = [willing('default', {}, capacityTypes.length > 0 ? [{ key: CAPACITY_TYPE_LABEL, operator: 'In', values: capacityTypes }] : [])]
    const cluster = new Disrupting({ types: [current, fakeType('replacement', {}, { offerings })], pools, nodes: [node({ type: current, pods: [running()] })] }).run()
    expect([cluster.commands, cluster.staying.length]).toEqual([[], 1])
  })
})

describe('Delete', () => {
  const labelled = [running({ labels: APP })]
  it.each<[string, Setting, string[]]>([
    ['can delete nodes', { nodes: pair([running(), running()], [running()]) }, ['b']],
    ['can delete nodes, when non-Karpenter capacity can fit pods', {
      nodes: [node({ type: LEAST, name: 'a', pods: [running(), running(), running()] }), node({ name: 'unmanaged', nodeClaim: undefined, nodePool: undefined })],
    }, ['a']],
    ['can delete nodes, considers PDB', { nodes: pair([running(), running()], labelled), budgets: [blocking(APP)] }, ['a']],
    ['can delete nodes, considers karpenter.sh/do-not-disrupt set to true on nodes', { nodes: pair([running(), running()], [running()]).map(one => (one.name === 'b' ? { ...one, doNotDisrupt: true } : one)) }, ['a']],
    ['can delete nodes, considers karpenter.sh/do-not-disrupt set to true on pods', { nodes: pair([running(), running()], [running({ annotations: DO_NOT_DISRUPT })]) }, ['a']],
    ['does not consolidate nodes with karpenter.sh/do-not-disrupt set to true on pods when the NodePool\'s TerminationGracePeriod is not nil', {
      pools: [nodePool('default', { requirements: [], disruption: { consolidateAfter: '0s', budgets: [{ nodes: '100%' }] }, template: { terminationGracePeriod: '300s' } })],
      nodes: pair([running(), running()], [running({ annotations: DO_NOT_DISRUPT })]),
    }, ['a']],
    ['does not consolidate nodes with pods with blocking PDBs when the NodePool\'s TerminationGracePeriod is not nil', {
      pools: [nodePool('default', { requirements: [], disruption: { consolidateAfter: '0s', budgets: [{ nodes: '100%' }] }, template: { terminationGracePeriod: '300s' } })],
      nodes: pair([...labelled, running({ labels: APP })], [running({ labels: APP })]), budgets: [blocking(APP)],
    }, []],
    ['does not consolidate nodes with pods that have a duration-based do-not-disrupt annotation that is still active', {
      nodes: pair([running(), running()], [running({ annotations: { 'karpenter.sh/do-not-disrupt': '2m' }, status: { startTime: timestamp(0) } })]),
    }, ['a']],
    ['can delete nodes, considers invalid do-not-disrupt annotation format as not blocking', { nodes: pair([running(), running()], [running({ annotations: { 'karpenter.sh/do-not-disrupt': 'invalid-format' } })]) }, ['b']],
    ['can delete nodes, evicts pods without an ownerRef', { nodes: pair([running(), running()], [running({ owner: '' })]) }, ['b']],
    ['can delete nodes with a permanently pending pod', { nodes: pair([running(), running()], [running()]), pending: [unschedulable()] }, ['b']],
    ['can delete nodes while an invalid node pool exists', { pools: [willing(), willing('bad', {}, [{ key: INSTANCE_TYPE_LABEL, operator: 'In', values: ['none'] }])], nodes: pair([running(), running()], [running()]) }, ['b']],
    ['won\'t delete nodes if it would make a non-pending pod go pending', {
      nodes: ['1', '2'].map(foo => node({ type: LEAST, extraLabels: { foo }, pods: Array.from({ length: foo === '1' ? 2 : 1 }, () => running({ nodeSelector: { foo } })) })),
    }, []],
    ['should consolidate the node with best savings ratio first', { nodes: pair([running(), running()], [running()]) }, ['b']],
  ])('%s', (_, setting, expected) => {
    const cluster = new Disrupting(setting).reconcile()
    expect(cluster.commands).toEqual(expected.length === 0 ? [] : [{ decision: 'delete', reason: 'underutilized', nodes: expected }])
    expect(cluster.deleted).toEqual(expected.map(name => `claim-${name}`))
    expect(cluster.claims).toEqual([])
  })

  it('NodePools take turns, the best savings ratio first in each ("Candidate Shuffling", singlenodeconsolidation_test.go)', () => {
    // a1 has the best ratio and cannot go, which keeps several from going at once; then b1 comes before a2.
    const own = (name: string, pods: Pod[], change = {}) => node({ type: LEAST, name, pool: `pool-${name[0]}`, pods, ...change })
    const nodes = [
      own('a1', [running({ nodeSelector: { foo: '1' } })], { extraLabels: { foo: '1' } }), own('a2', [running(), running()]),
      own('b1', [running(), running(), running()]),
    ]
    expect(new Disrupting({ pools: [willing('pool-a'), willing('pool-b')], nodes }).run().commands).toEqual([{ decision: 'delete', reason: 'underutilized', nodes: ['b1'] }])
  })

  it('can consolidate nodes after duration-based do-not-disrupt annotation expires', () => {
    const held = () => running({ annotations: { 'karpenter.sh/do-not-disrupt': '2m' }, status: { startTime: timestamp(0) } })
    const cluster = new Disrupting({ nodes: pair([held(), held()], [held()]) })
    expect(cluster.run(119_000).commands).toEqual([])
    expect(cluster.run(30_000).commands).toHaveLength(1)
  })

  it('won\'t delete node if it would require pods to schedule on an uninitialized node', () => {
    const nodes = pair([running(), running()], [running()]).map(one => (one.name === 'a' ? { ...one, initialized: false } : one))
    const cluster = new Disrupting({ nodes }).run()
    expect([cluster.commands, cluster.staying]).toEqual([[], ['a', 'b']])
    expect([cluster.says('Not all pods would schedule'), cluster.says('would schedule against uninitialized nodeclaim')]).toEqual([true, true])
  })

  it('should not consolidate pods onto a destination node that is under its consolidateAfter window', () => {
    const cluster = new Disrupting({ pools: [willing('default', { consolidateAfter: '1m' })], nodes: pair([running(), running()], [running()]) })
    // Only the source is past its window: the pod of b may not come to a. Nothing else changes: Karpenter looks again after five minutes.
    cluster.changeNode('a', { lastPodEventAt: 50_000 })
    expect(cluster.run(300_000).commands).toEqual([])
    expect(cluster.run(30_000).commands).toEqual([{ decision: 'delete', reason: 'underutilized', nodes: ['b'] }])
  })

  it('should consolidate pods onto a destination node with consolidateAfter set to Never', () => {
    const nodes = [node({ type: LEAST, name: 'source', pods: [running()] }), node({ type: LEAST, name: 'destination', pool: 'never' })]
    const cluster = new Disrupting({ pools: [willing(), willing('never', { consolidateAfter: 'Never' })], nodes }).run()
    expect(cluster.commands).toEqual([{ decision: 'delete', reason: 'underutilized', nodes: ['source'] }])
  })

  it('should consider initialized nodes before uninitialized nodes', () => {
    const types = [fakeType('default-instance-type', { cpu: '3', memory: '3Gi', pods: '110' }), fakeType('small-instance-type', { cpu: '1', memory: '1Gi', pods: '10' })] as const
    const full = (i: number) => node({ type: types[0], resources: { cpu: '3', memory: '3Gi', pods: '100' }, initialized: i === 37, pods: [running({ cpu: '2', memory: '2Gi' })] })
    const small = node({ name: 'small', type: types[1], resources: { cpu: '1', memory: '1Gi', pods: '100' }, pods: [running({ cpu: '1', memory: '1Gi' })] })
    const cluster = new Disrupting({ types, nodes: [...Array.from({ length: 100 }, (_, i) => full(i)), small] }).reconcile()
    expect(cluster.commands).toEqual([{ decision: 'delete', reason: 'underutilized', nodes: ['small'] }])
    expect(cluster.says('would schedule against uninitialized nodeclaim')).toBe(false)
  })
})

describe('Spot to Spot', () => {
  const types = [...new Set(ASSORTED.filter(({ offerings: [one] }) => one?.capacityType === 'spot'))]
  /** Types with prices of their own. */
  const priced = (count: number, price: (i: number) => number) => types.slice(0, count).map((type, i) => ({ ...type, offerings: type.offerings.map(one => ({ ...one, price: price(i) })) }))
  const consolidated = (offered: Setting['types'], at: number, settings: Setting['settings'] = {}) =>
    new Disrupting({ types: offered, settings, nodes: [node({ name: 'old', type: offered?.[at], pods: [running()] })] }).run()

  it('cannot replace spot with spot if less than minimum InstanceTypes flexibility', () => {
    const cluster = consolidated(priced(3, i => (i === 0 ? 0.001 : 0.2)), 2)
    expect([cluster.commands, cluster.says('SpotToSpotConsolidation requires 15 cheaper instance type options than the current candidate to consolidate, got 1')]).toEqual([[], true])
  })
  it('cannot replace spot with spot if the spotToSpotConsolidation is disabled', () => {
    const cluster = consolidated(ASSORTED, ASSORTED.indexOf(SPOT.most), { spotToSpot: false })
    expect([cluster.commands, cluster.says('SpotToSpotConsolidation is disabled, can\'t replace a spot node with a spot node')]).toEqual([[], true])
  })
  it('cannot replace spot with spot if it is part of the 15 cheapest instance types.', () => {
    expect(consolidated(priced(20, i => 0.1 + i / 10), 1).commands).toEqual([])
  })
  it('spot to spot consolidation should order the instance types by price before enforcing minimum flexibility.', () => {
    const offered = priced(18, i => (i === 16 ? 0.001 : 1 + i / 10))
    const cluster = consolidated(offered, 17)
    expect(cluster.commands).toHaveLength(1)
    expect(cluster.claims[0]?.spec.types.map(({ name }) => name)).toEqual([offered[16], ...offered.slice(0, 14)].map(type => type?.name))
  })
})

describe('Parallelization', () => {
  it('should not schedule an additional node when receiving pending pods while consolidating', () => {
    const cluster = new Disrupting({ nodes: [node({ name: 'old', pods: [running()] })] }).reconcile()
    expect(cluster.claims).toHaveLength(1)
    cluster.change({ pending: [unschedulable({})] })
    cluster.run(5_000)
    expect(cluster.claims).toHaveLength(1)
    expect(cluster.says('Pod should schedule on')).toBe(true)
  })
})

/** A pod that the scheduler found no room for. */
function unschedulable(nodeSelector: Labels = { 'non-existent': 'node-label' }): Pod {
  return { ...pod({ nodeSelector }), status: { phase: 'Pending', conditions: [{ type: 'PodScheduled', status: 'False', reason: 'Unschedulable' }] } }
}
