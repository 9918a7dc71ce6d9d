/** Spreads, after pkg/controllers/provisioning/scheduling/topology_test.go of kubernetes-sigs/karpenter; the names are its cases'. */
import { describe, expect, it } from 'vitest'
import type { Labels, NodeSelectorRequirement, Pod } from '../../../../engine/kubernetes/types/index.ts'
import { ARCH_LABEL, HOSTNAME_LABEL, ZONE_LABEL } from '../../../../engine/kubernetes/types/wellknown.ts'
import { CAPACITY_TYPE_LABEL } from '../../../../engine/aws/eks-node.ts'
import type { NodePool } from '../../../../engine/aws/karpenter/nodepool.ts'
import { foreignNode, pod, podsOf, pool, Provisioning, spread, type PodOptions } from './provisioning.ts'

const LABELS = { test: 'test' }
const ANY = { key: CAPACITY_TYPE_LABEL, operator: 'Exists' } as const
const zones = (...numbers: number[]): NodeSelectorRequirement => ({ key: ZONE_LABEL, operator: 'In', values: numbers.map(number => `test-zone-${number}`) })
const bought = (...values: string[]): NodeSelectorRequirement => ({ key: CAPACITY_TYPE_LABEL, operator: 'In', values })
const byZone = (maxSkew = 1) => spread(ZONE_LABEL, LABELS, maxSkew)
const byHost = (maxSkew = 1, unsatisfiable: 'DoNotSchedule' | 'ScheduleAnyway' = 'DoNotSchedule') => spread(HOSTNAME_LABEL, LABELS, maxSkew, unsatisfiable)
const byCapacity = () => spread(CAPACITY_TYPE_LABEL, LABELS)

interface Round {
  pools?: NodePool[]
  pods: Pod[]
  skew: number[]
}

const own = (count: number, options: PodOptions = {}) => podsOf(count, { labels: LABELS, ...options })
const large = { cpu: '1.1' }

const CASES: Record<string, { key?: string, of?: Labels, rounds: () => Round[] }> = {
  'should not spread when a nil label selector is defined': { rounds: () => [{ pods: own(2, { spread: [spread(ZONE_LABEL, undefined)] }), skew: [2] }] },
  'Zonal: should balance pods across zones (match labels)': { rounds: () => [{ pods: own(4, { spread: [byZone()] }), skew: [1, 1, 2] }] },
  'Zonal: should balance pods across zones (match expressions)': {
    rounds: () => [{ pods: own(4, { spread: [spread(ZONE_LABEL, undefined, 1, 'DoNotSchedule', { labelSelector: { matchExpressions: [{ key: 'test', operator: 'In', values: ['test'] }] } })] }), skew: [1, 1, 2] }],
  },
  'Zonal: should respect NodePool zonal constraints': { rounds: () => [{ pools: [pool([zones(1, 2, 3)])], pods: own(4, { spread: [byZone()] }), skew: [1, 1, 2] }] },
  'Zonal: should respect NodePool zonal constraints (subset) with requirements': { rounds: () => [{ pools: [pool([zones(1, 2)])], pods: own(4, { spread: [byZone()] }), skew: [2, 2] }] },
  'Zonal: should respect NodePool zonal constraints (subset) with labels': { rounds: () => [{ pools: [pool([ANY], { labels: { [ZONE_LABEL]: 'test-zone-1' } })], pods: own(4, { spread: [byZone()] }), skew: [4] }] },
  'Zonal: should respect NodePool zonal constraints (subset) with requirements and labels': {
    rounds: () => [{ pools: [pool([zones(1, 2)], { labels: { [ZONE_LABEL]: 'test-zone-1' } })], pods: own(4, { spread: [byZone()] }), skew: [4] }],
  },
  'Zonal: should respect NodePool zonal constraints (subset) with labels across NodePools': {
    rounds: () => [{ pools: [pool([zones(1, 2)], { labels: { [ZONE_LABEL]: 'test-zone-1' } }), pool([], { name: 'two', labels: { [ZONE_LABEL]: 'test-zone-2' } })], pods: own(4, { spread: [byZone()] }), skew: [2, 2] }],
  },
  'Zonal: should respect NodePool zonal constraints (existing pod)': {
    rounds: () => [
      { pods: own(1, { ...large, nodeSelector: { [ZONE_LABEL]: 'test-zone-3' } }), skew: [1] },
      { pools: [pool([zones(1, 2)])], pods: own(6, { ...large, spread: [byZone()] }), skew: [1, 2, 2] },
    ],
  },
  'Zonal: should schedule to the non-minimum domain if its all that\'s available': {
    rounds: () => [
      { pools: [pool([zones(1)])], pods: own(1, { ...large, spread: [byZone(5)] }), skew: [1] },
      { pools: [pool([zones(2)])], pods: own(1, { ...large, spread: [byZone(5)] }), skew: [1, 1] },
      { pools: [pool([zones(3)])], pods: own(10, { ...large, spread: [byZone(5)] }), skew: [1, 1, 6] },
    ],
  },
  'Zonal: should not violate max-skew when unsat = do not schedule': {
    rounds: () => [
      { pools: [pool([zones(1)])], pods: own(1, { ...large, spread: [byZone()] }), skew: [1] },
      { pools: [pool([zones(2, 3)])], pods: own(10, { ...large, spread: [byZone()] }), skew: [1, 2, 2] },
    ],
  },
  'Zonal: should not violate max-skew when unsat = do not schedule (discover domains)': {
    rounds: () => [
      { pools: [pool([zones(1)])], pods: own(1, large), skew: [1] },
      { pools: [pool([zones(2, 3)])], pods: own(10, { ...large, spread: [byZone()] }), skew: [1, 2, 2] },
    ],
  },
  'Zonal: should respect minDomains constraints': { rounds: () => [{ pools: [pool([zones(1, 2)])], pods: own(3, { spread: [{ ...byZone(), minDomains: 3 }] }), skew: [1, 1] }] },
  'Zonal: satisfied minDomains constraints (equal) should allow expected pod scheduling': { rounds: () => [{ pools: [pool([zones(1, 2, 3)])], pods: own(11, { spread: [{ ...byZone(), minDomains: 3 }] }), skew: [3, 4, 4] }] },
  'Zonal: satisfied minDomains constraints (greater than minimum) should allow expected pod scheduling': { rounds: () => [{ pools: [pool([zones(1, 2, 3)])], pods: own(11, { spread: [{ ...byZone(), minDomains: 2 }] }), skew: [3, 4, 4] }] },
  'Hostname: should balance pods across nodes': { key: HOSTNAME_LABEL, rounds: () => [{ pods: own(4, { spread: [byHost()] }), skew: [1, 1, 1, 1] }] },
  'Hostname: should balance pods on the same hostname up to maxskew': { key: HOSTNAME_LABEL, rounds: () => [{ pods: own(4, { spread: [byHost(4)] }), skew: [4] }] },
  'CapacityType: should balance pods across capacity types': { key: CAPACITY_TYPE_LABEL, rounds: () => [{ pods: own(4, { spread: [byCapacity()] }), skew: [2, 2] }] },
  'CapacityType: should respect NodePool capacity type constraints': { key: CAPACITY_TYPE_LABEL, rounds: () => [{ pools: [pool([bought('spot', 'on-demand')])], pods: own(4, { spread: [byCapacity()] }), skew: [2, 2] }] },
  'CapacityType: should not violate max-skew when unsat = do not schedule (capacity type)': {
    key: CAPACITY_TYPE_LABEL,
    rounds: () => [
      { pools: [pool([bought('spot')])], pods: own(1, { ...large, spread: [byCapacity()] }), skew: [1] },
      { pools: [pool([bought('on-demand')])], pods: own(5, { ...large, spread: [byCapacity()] }), skew: [1, 2] },
    ],
  },
  'CapacityType: should violate max-skew when unsat = schedule anyway (capacity type)': {
    key: CAPACITY_TYPE_LABEL,
    rounds: () => [
      { pools: [pool([bought('spot')])], pods: own(1, { ...large, spread: [{ ...byCapacity(), whenUnsatisfiable: 'ScheduleAnyway' }] }), skew: [1] },
      { pools: [pool([bought('on-demand')])], pods: own(5, { ...large, spread: [{ ...byCapacity(), whenUnsatisfiable: 'ScheduleAnyway' }] }), skew: [1, 5] },
    ],
  },
  'CapacityType: should balance pods across capacity-types (node required affinity constrained)': {
    key: CAPACITY_TYPE_LABEL,
    rounds: () => [
      { pods: own(1, { terms: [[zones(1), bought('on-demand')]] }), skew: [1] },
      { pods: own(5, { terms: [[zones(2), bought('spot')]], spread: [byCapacity()] }), skew: [1, 5] },
    ],
  },
  'CapacityType: should balance pods across capacity-types (no constraints)': {
    key: CAPACITY_TYPE_LABEL,
    rounds: () => [
      { pods: own(1, { nodeSelector: { 'node.kubernetes.io/instance-type': 'single-pod-instance-type' }, terms: [[bought('on-demand')]] }), skew: [1] },
      { pools: [pool([bought('spot')])], pods: own(5, { cpu: '2', spread: [byCapacity()] }), skew: [1, 2] },
    ],
  },
  'CapacityType: should balance pods across arch (no constraints)': {
    key: ARCH_LABEL,
    rounds: () => [
      { pods: own(1, { nodeSelector: { 'node.kubernetes.io/instance-type': 'single-pod-instance-type' }, terms: [[{ key: ARCH_LABEL, operator: 'In', values: ['amd64'] }]] }), skew: [1] },
      { pools: [pool([{ key: ARCH_LABEL, operator: 'In', values: ['arm64'] }])], pods: own(5, { cpu: '2', spread: [spread(ARCH_LABEL, LABELS)] }), skew: [1, 2] },
    ],
  },
  'Combined Hostname and Zonal Topology: should spread pods while respecting both constraints (hostname and zonal)': {
    rounds: () => [[2, [1, 1]], [3, [1, 2, 2]], [5, [3, 3, 4]], [11, [7, 7, 7]]].map(([count, skew]) => ({ pods: own(count as number, { spread: [byZone(), byHost(3)] }), skew: skew as number[] })),
  },
  'Combined Hostname and Zonal Topology: should spread pods while respecting both constraints (a NodePool that may make nothing)': {
    rounds: () => [{ pools: [pool([zones(1, 2)]), pool([zones(3)], { name: 'two', limits: { cpu: '0' } })], pods: own(10, { spread: [byZone(), byHost(1, 'ScheduleAnyway')] }), skew: [1, 1] }],
  },
  'Combined Hostname and Capacity Type: should spread pods while respecting both constraints': {
    key: CAPACITY_TYPE_LABEL,
    rounds: () => [[2, [1, 1]], [3, [2, 3]], [5, [5, 5]], [11, [10, 11]]].map(([count, skew]) => ({ pods: own(count as number, { spread: [byCapacity(), byHost(3)] }), skew: skew as number[] })),
  },
  'Combined Hostname and Zonal Topology: should balance pods across NodePool requirements': {
    key: 'capacity.spread.4-1',
    rounds: () => [{
      pools: [
        pool([bought('spot'), { key: 'capacity.spread.4-1', operator: 'In', values: ['2', '3', '4', '5'] }], { name: 'spot' }),
        pool([bought('on-demand'), { key: 'capacity.spread.4-1', operator: 'In', values: ['1'] }], { name: 'on-demand' }),
      ],
      pods: own(20, { spread: [spread('capacity.spread.4-1', LABELS)] }), skew: [4, 4, 4, 4, 4],
    }],
  },
  'Combined Zonal Topology and Node Affinity: should limit spread options by nodeSelector': {
    rounds: () => [{ pods: [...own(5, { spread: [byZone()], nodeSelector: { [ZONE_LABEL]: 'test-zone-1' } }), ...own(10, { spread: [byZone()], nodeSelector: { [ZONE_LABEL]: 'test-zone-2' } })], skew: [5, 10] }],
  },
  'Combined Zonal Topology and Node Affinity: should limit spread options by node requirements': { rounds: () => [{ pods: own(10, { spread: [byZone()], terms: [[zones(1, 2)]] }), skew: [5, 5] }] },
  'Combined Zonal Topology and Node Affinity: should limit spread options by required node affinity': {
    rounds: () => [
      { pods: own(6, { spread: [byZone()], terms: [[zones(1, 2)]] }), skew: [3, 3] },
      { pools: [pool([zones(1, 2, 3)])], pods: own(1, { spread: [byZone()], terms: [[zones(2, 3)]] }), skew: [1, 3, 3] },
      { pods: own(5, { spread: [byZone()] }), skew: [4, 4, 4] },
    ],
  },
  'Combined Zonal Topology and Node Affinity: should not limit spread options by preferred node affinity': { rounds: () => [{ pods: own(6, { spread: [byZone()], prefers: [{ expressions: [zones(1, 2)] }] }), skew: [2, 2, 2] }] },
  'Combined Capacity Type Topology and Node Affinity: should limit spread options by node affinity (capacity type)': {
    key: CAPACITY_TYPE_LABEL,
    rounds: () => [
      { pods: own(3, { spread: [byCapacity()], terms: [[bought('spot')]] }), skew: [3] },
      { pods: own(1, { spread: [byCapacity()], terms: [[bought('on-demand', 'spot')]] }), skew: [1, 3] },
      { pods: own(5, { spread: [byCapacity()] }), skew: [4, 5] },
    ],
  },
}

describe('topology_test.go', () => {
  it.each(Object.entries(CASES))('%s', (_, { key = ZONE_LABEL, rounds }) => {
    const cluster = new Provisioning({ pools: [pool([ANY])] })
    for (const { pools, pods, skew } of rounds()) {
      cluster.pools = pools ?? cluster.pools
      cluster.provision(...pods)
      expect(cluster.skew(key, LABELS)).toEqual(skew)
      expect(cluster.skew(HOSTNAME_LABEL, LABELS).every(count => count <= 5)).toBe(true)
    }
  })

  it('should ignore unknown topology keys', () => {
    const cluster = new Provisioning({ pools: [pool([ANY])] })
    const [unknown, plain] = [pod({ labels: LABELS, spread: [spread('unknown', LABELS)] }), pod()]
    cluster.provision(unknown, plain)
    expect([unknown, plain].map(cluster.isScheduled)).toEqual([false, true])
  })

  it('Zonal: should only schedule to minimum domains if already violating max skew', () => {
    const cluster = new Provisioning({ pools: [pool([ANY])] })
    const pods = own(9, { ...large, spread: [byZone()] })
    cluster.provision(...pods)
    expect(cluster.skew(ZONE_LABEL)).toEqual([3, 3, 3])
    cluster.nodes = cluster.nodes.map(node => (node.labels[ZONE_LABEL] === 'test-zone-1' ? node : { ...node, pods: [] }))
    cluster.provision(...own(3, { ...large, spread: [byZone()] }))
    expect(cluster.skew(ZONE_LABEL)).toEqual([1, 2, 3])
  })

  it('Zonal: should only count running/scheduled pods with matching labels scheduled to nodes with a corresponding domain', () => {
    const on = (node: string, change: Partial<Pod> & PodOptions = {}): Pod => {
      const made = pod({ labels: LABELS, ...change })
      return { ...made, metadata: { ...made.metadata, ...change.metadata }, spec: { ...made.spec, nodeName: node }, status: { phase: 'Running', ...change.status } }
    }
    const terminating = { metadata: { name: 'going', deletionTimestamp: '2026-01-01T00:00:00Z' } }
    const nodes = [
      foreignNode('first', { [ZONE_LABEL]: 'test-zone-1' }, { cpu: '0' }, {
        pods: [on('first', { labels: {} }), on('first', { namespace: 'other' }), on('first', terminating), on('first', { status: { phase: 'Failed' } }), on('first', { status: { phase: 'Succeeded' } }), on('first'), on('first')],
      }),
      foreignNode('second', { [ZONE_LABEL]: 'test-zone-2' }, { cpu: '0' }, { pods: [on('second')] }),
      foreignNode('third', {}, { cpu: '0' }, { pods: [on('third')] }),
    ]
    const cluster = new Provisioning({ pools: [pool([ANY])], nodes })
    const [a, b] = own(2, { spread: [byZone()] })
    if (!a || !b) throw new Error('two pods')
    cluster.provision(a, b)
    // 2, 2 and 1 a zone, whichever of the last two has the second.
    expect([['test-zone-2', 'test-zone-3'], ['test-zone-3', 'test-zone-3']]).toContainEqual([a, b].map(one => cluster.nodeOf(one)?.labels[ZONE_LABEL]).sort())
  })

  it('Hostname: should handle interdependent selectors', () => {
    const cluster = new Provisioning({ pools: [pool([ANY])] })
    const pods = podsOf(5, { spread: [byHost()] })
    cluster.provision(...pods)
    expect(cluster.spreadOver(pods)).toBe(1)
  })

  it.each([['balance multiple deployments with hostname topology spread', undefined, 2], ['balance multiple deployments with hostname topology spread & varying arch', ['amd64', 'arm64'], 4]] as const)('Hostname: %s', (_, arches, count) => {
    const cluster = new Provisioning({ pools: [pool([ANY])] })
    const pods = ['app1', 'app2'].flatMap((app, i) => podsOf(2, { labels: { app }, spread: [spread(HOSTNAME_LABEL, { app })], ...(arches && { terms: [[{ key: ARCH_LABEL, operator: 'In', values: [arches[i] ?? ''] }]] }) }))
    cluster.provision(...pods)
    expect(pods.every(cluster.isScheduled)).toBe(true)
    expect(cluster.nodes).toHaveLength(count)
  })

  it.each([['Ignore', [1]], ['Honor', [5]]] as const)('NodeTaintsPolicy: should balance pods across a label (NodeTaintsPolicy=%s)', (nodeTaintsPolicy, skew) => {
    const taints = [{ key: 'taintname', value: 'taintvalue', effect: 'NoSchedule' as const }]
    const nodes = ['foo', 'bar'].map(value => foreignNode(value, { 'fake-label': value }, { cpu: '100m' }, { taints }))
    const cluster = new Provisioning({ pools: [pool([ANY], { labels: { 'fake-label': 'baz' } })], nodes })
    cluster.provision(...own(5, { cpu: '1', spread: [spread('fake-label', LABELS, 1, 'DoNotSchedule', { nodeTaintsPolicy })] }))
    expect(cluster.skew('fake-label', LABELS)).toEqual(skew)
  })

  it.each([['Ignore', [1]], ['Honor', [5]]] as const)('NodeAffinityPolicy: should balance pods across a label (NodeAffinityPolicy=%s)', (nodeAffinityPolicy, skew) => {
    const nodes = ['foo', 'bar'].map(value => foreignNode(value, { 'fake-label': value, 'selector': 'mismatch' }, { cpu: '100m' }))
    const cluster = new Provisioning({ pools: [pool([ANY], { labels: { 'fake-label': 'baz', 'selector': 'match' } })], nodes })
    cluster.provision(...own(5, { cpu: '1', nodeSelector: { selector: 'match' }, spread: [spread('fake-label', LABELS, 1, 'DoNotSchedule', { nodeAffinityPolicy })] }))
    expect(cluster.skew('fake-label', LABELS)).toEqual(skew)
  })
})
