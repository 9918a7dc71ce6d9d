/**
 * Batches, limits, NodePools by weight, DaemonSets and expiry, after pkg/controllers/provisioning/suite_test.go and
 * pkg/controllers/nodeclaim/expiration/suite_test.go of kubernetes-sigs/karpenter (main, August 2026); the names are their cases'.
 * Left out, as the model has none of it: Metrics, annotations and hashes, registration health, static NodePools, volumes beyond
 * their zones, PREFERENCE_POLICY=Ignore, minValues, accelerators other than those of EC2, a DaemonSet's pod under a LimitRange.
 */
import { describe, expect, it } from 'vitest'
import { Batcher } from '../../../../engine/aws/karpenter/batcher.ts'
import type { NodePool } from '../../../../engine/aws/karpenter/nodepool.ts'
import { NODE_POOL_LABEL } from '../../../../engine/aws/eks-node.ts'
import { ARCH_LABEL, HOSTNAME_LABEL, INSTANCE_TYPE_LABEL, OS_LABEL, ZONE_LABEL } from '../../../../engine/kubernetes/types/wellknown.ts'
import type { Container, Pod, ResourceList } from '../../../../engine/kubernetes/types/index.ts'
import { CAPACITY_TYPE_LABEL } from '../../../../engine/aws/eks-node.ts'
import { Disrupting, node, running } from './disrupting.ts'
import { nodePool } from './lane.ts'
import { foreignNode, pod, podsOf, pool, Provisioning, SIZE, type PodOptions } from './provisioning.ts'

const provisioned = (pools: NodePool[], pods: Pod[], daemonPods: Pod[] = []) => {
  const cluster = new Provisioning({ pools, daemonPods })
  cluster.provision(...pods)
  return cluster
}
const ALONE = { labels: { app: 'foo' }, apart: [{ topologyKey: HOSTNAME_LABEL, labelSelector: { matchLabels: { app: 'foo' } } }], cpu: '1.5' }
const ZONE_1 = { key: ZONE_LABEL, operator: 'In' as const, values: ['test-zone-1'] }

describe('Batcher', () => {
  const batcher = () => new Batcher({ idleMs: 5_000, maxMs: 10_000 })
  it('should provision single pod if no other pod is received within the batch idle duration', () => {
    const one = batcher()
    one.observe(['a'], 0)
    expect(one.closesAt).toBe(5_000)
  })
  it('should not extend the timeout if we receive the same pod within the batch idle duration', () => {
    const one = batcher()
    for (const at of [0, 3_000]) one.observe(['a'], at)
    expect(one.closesAt).toBe(5_000)
  })
  it('should extend the timeout if we receive a new pod within the batch idle duration', () => {
    const one = batcher()
    one.observe(['a'], 0)
    one.observe(['a', 'b'], 3_000)
    expect(one.closesAt).toBe(8_000)
    one.observe(['a', 'b', 'c'], 7_000)
    expect(one.closesAt).toBe(10_000)
  })
})

describe('Provisioning', () => {
  it('should provision nodes, for multiple pods', () => {
    expect(provisioned([pool()], [pod()]).nodes).toHaveLength(1)
    const pods = podsOf(3)
    const cluster = provisioned([pool()], pods)
    expect(pods.every(cluster.isScheduled)).toBe(true)
    expect(cluster.nodes).toHaveLength(1)
  })
  it('should mark pod as unschedulable if there are no valid nodepools', () => expect(provisioned([], [pod()]).nodes).toEqual([]))

  const KEYS: [string, string, boolean][] = [
    [NODE_POOL_LABEL, 'default', true], [ZONE_LABEL, 'test-zone-1', true], [INSTANCE_TYPE_LABEL, 'default-instance-type', true], [ARCH_LABEL, 'arm64', true], [OS_LABEL, 'linux', true],
    [NODE_POOL_LABEL, 'unknown', false], [ZONE_LABEL, 'unknown', false], [INSTANCE_TYPE_LABEL, 'unknown', false], [ARCH_LABEL, 'unknown', false], [OS_LABEL, 'unknown', false],
    [CAPACITY_TYPE_LABEL, 'unknown', false], ['foo', 'bar', false],
  ]
  it.each(KEYS)('should provision nodes for pods with supported node selectors: %s=%s', (key, value, scheduled) => {
    const one = pod({ nodeSelector: { [key]: value } })
    expect(provisioned([pool()], [one]).isScheduled(one)).toBe(scheduled)
  })
  it.each(KEYS)('should provision nodes for pods with supported node affinities: %s=%s', (key, value, scheduled) => {
    const one = pod({ terms: [[{ key, operator: 'In', values: [value] }]] })
    expect(provisioned([pool()], [one]).isScheduled(one)).toBe(scheduled)
  })
  it('should provision nodes for accelerators', () => {
    const one = pod({ resources: { 'nvidia.com/gpu': '1' } })
    expect(provisioned([pool()], [one]).nodeOf(one)?.labels[INSTANCE_TYPE_LABEL]).toBe('gpu-vendor-instance-type')
  })
  it('should provision multiple nodes when maxPods is set', () => {
    const cluster = provisioned([pool([{ key: INSTANCE_TYPE_LABEL, operator: 'In', values: ['single-pod-instance-type'] }])], podsOf(3))
    expect(cluster.nodes).toHaveLength(3)
  })
  it('should schedule all pods on one inflight node when node is in deleting state', () => {
    const cluster = new Provisioning({ nodes: [foreignNode('going', {}, undefined, { deleting: true, pods: podsOf(3) })] })
    cluster.provision(...podsOf(2))
    expect(cluster.nodes).toHaveLength(2)
  })
  it('should schedule pods that tolerate taints', () => {
    const pods = [
      { key: 'nvidia.com/gpu', operator: 'Equal' as const, value: 'true', effect: 'NoSchedule' as const }, { key: 'nvidia.com/gpu', operator: 'Exists' as const, effect: 'NoSchedule' as const },
      { key: 'nvidia.com/gpu', operator: 'Exists' as const }, { operator: 'Exists' as const },
    ].map(toleration => pod({ spec: { tolerations: [toleration] } }))
    const [plain] = podsOf(1)
    const cluster = provisioned([pool([], { taints: [{ key: 'nvidia.com/gpu', value: 'true', effect: 'NoSchedule' }] })], [...pods, ...(plain ? [plain] : [])])
    expect([...pods.map(cluster.isScheduled), plain && cluster.isScheduled(plain)]).toEqual([true, true, true, true, false])
  })
})

describe('Resource Limits', () => {
  it('should not schedule when limits are exceeded', () => {
    const used = foreignNode('used', {}, { cpu: '100' }, { nodeClaim: 'used', nodePool: 'default', allocatable: {} })
    const cluster = new Provisioning({ pools: [pool([], { limits: { cpu: '20' } })], nodes: [used] })
    const one = pod()
    cluster.provision(one)
    expect(cluster.isScheduled(one)).toBe(false)
  })
  it.each<[string, ResourceList, PodOptions, number, number]>([
    ['should schedule if limits would be met', { cpu: '2' }, { cpu: '1.75' }, 1, 1],
    ['should partially schedule if limits would be exceeded', { cpu: '3' }, ALONE, 2, 1],
    ['should not schedule if limits would be exceeded', { cpu: '2' }, { cpu: '2.1' }, 1, 0],
    ['should not schedule if limits would be exceeded (GPU)', { 'nvidia.com/gpu': '1' }, { resources: { 'nvidia.com/gpu': '1' } }, 1, 0],
  ])('%s', (_, limits, options, count, scheduled) => {
    const pods = podsOf(count, options)
    expect(pods.filter(provisioned([pool([], { limits })], pods).isScheduled)).toHaveLength(scheduled)
  })
  it.each<[string, ResourceList, PodOptions, number]>([
    ['should not schedule to a nodepool after a scheduling round if limits would be exceeded', { cpu: '2' }, { cpu: '1.75' }, 1],
    ['should not schedule if limits would be exceeded (node)', { nodes: '2' }, ALONE, 2],
  ])('%s', (_, limits, options, rounds) => {
    const cluster = new Provisioning({ pools: [pool([], { limits })] })
    const pods = podsOf(rounds + 1, options)
    for (const one of pods) cluster.provision(one)
    expect(pods.map(cluster.isScheduled)).toEqual([...Array.from({ length: rounds }, () => true), false])
  })
})

describe('Multiple NodePools, Weighted NodePools', () => {
  const weighted = (...weights: number[]) => weights.map(weight => pool([], { name: `weight-${weight}`, ...(weight > 0 && { weight }) }))
  it.each<[string, NodePool[], PodOptions, string]>([
    ['should schedule to an explicitly selected NodePool', [pool([], { name: 'a' }), pool([], { name: 'b' })], { nodeSelector: { [NODE_POOL_LABEL]: 'a' } }, 'a'],
    ['should schedule to a NodePool by labels', [pool([], { name: 'a', labels: { foo: 'bar' } }), pool([], { name: 'b' })], { nodeSelector: { foo: 'bar' } }, 'a'],
    ['should not match NodePool with PreferNoSchedule taint when other NodePool match', [pool([], { name: 'z', taints: [{ key: 'foo', value: 'bar', effect: 'PreferNoSchedule' }] }), pool([], { name: 'a' })], {}, 'a'],
    ['should schedule to the nodepool with the highest priority always', weighted(0, 20, 100), {}, 'weight-100'],
    ['should schedule to explicitly selected nodepool even if other nodePools are higher priority', weighted(0, 20, 100), { nodeSelector: { [NODE_POOL_LABEL]: 'weight-0' } }, 'weight-0'],
  ])('%s', (_, pools, options, expected) => {
    const pods = podsOf(3, options)
    const cluster = provisioned(pools, pods)
    expect(new Set(pods.map(one => cluster.nodeOf(one)?.nodePool))).toEqual(new Set([expected]))
  })
})

describe('Daemonsets', () => {
  const LARGE = { cpu: '2', memory: '2Gi' }
  const SMALL = { cpu: '1', memory: '1Gi' }
  const init = (requests: ResourceList): Container => ({ name: 'init', image: 'init:1', resources: { requests } })
  const ports = (hostPort: number): Partial<Pod['spec']> => ({ containers: [{ name: 'app', image: 'app:1', resources: { requests: SMALL }, ports: [{ containerPort: hostPort, hostPort }] }] })
  const daemon = (options: PodOptions, spec?: Partial<Pod['spec']>) => running({ owner: 'DaemonSet', ...options, ...(spec && { spec }) })
  const size = (value: string) => [[{ key: SIZE, operator: 'In' as const, values: [value] }]]
  const FOO = [pool([], { labels: { foo: 'bar' } })]
  const is = (values: string[]) => [{ key: 'foo', operator: 'In' as const, values }]

  // Of the types, one has 2 cores and one 4: which is launched tells whether the DaemonSet was reckoned with.
  it.each<[string, Pod[], PodOptions, string | undefined, NodePool[]]>([
    ['should account for daemonsets', [daemon(LARGE)], SMALL, '4', [pool()]],
    ['should account for daemonset hostports', [daemon({}, ports(8080))], { spec: ports(8080) }, undefined, [pool()]],
    ['should account for daemonsets (with startup taint)', [daemon(LARGE)], SMALL, '4', [pool([], { startupTaints: [{ key: 'foo.com/taint', effect: 'NoSchedule' }] })]],
    ['should not schedule if daemonset overhead is too large', [daemon({ cpu: '10000', memory: '10000Gi' })], {}, undefined, [pool()]],
    ['should schedule based on the max resource requests of containers and initContainers', [daemon({ cpu: '1' }, { initContainers: [init({ cpu: '3', memory: '3Gi' })] })], {}, '4', [pool()]],
    ['should not schedule if combined max resources are too large for any node', [daemon({ cpu: '1' }, { initContainers: [init({ cpu: '1', memory: '10000Gi' })] })], {}, undefined, [pool()]],
    ['should not schedule if initContainer resources are too large', [daemon({}, { initContainers: [init({ cpu: '10000', memory: '10000Gi' })] })], {}, undefined, [pool()]],
    ['should be able to schedule pods if resource requests and limits are not defined', [daemon({})], {}, '2', [pool()]],
    ['should ignore daemonsets without matching tolerations', [daemon(LARGE)], { ...SMALL, spec: { tolerations: [{ operator: 'Exists' }] } }, '2', [pool([], { taints: [{ key: 'foo', value: 'bar', effect: 'NoSchedule' }] })]],
    ['should ignore daemonsets with an invalid selector', [daemon({ ...LARGE, nodeSelector: { node: 'invalid' } })], SMALL, '2', [pool()]],
    ['should ignore daemonsets when no instance types meet the daemonset requirements', [daemon({ ...LARGE, terms: [[{ key: INSTANCE_TYPE_LABEL, operator: 'In', values: ['non-existent'] }]] })], SMALL, '2', [pool()]],
    ['should account for daemonsets with a custom label nodeSelector that matches the nodepool', [daemon({ ...LARGE, nodeSelector: { foo: 'bar' } })], SMALL, '4', FOO],
    ['should filter out daemonsets based on instance type requirements', [daemon({ cpu: '1', terms: size('small') }), daemon({ cpu: '10', terms: size('large') })], SMALL, '4', [pool()]],
    ['should account daemonsets with NotIn operator and unspecified key', [daemon({ ...LARGE, terms: [[{ key: 'foo', operator: 'NotIn', values: ['bar'] }]] })], { ...SMALL, terms: [[{ ...ZONE_1, values: ['test-zone-2'] }]] }, '4', [pool()]],
    ['should consider a daemonset schedulable with multiple node affinity terms', [daemon({ ...LARGE, terms: [is(['voo']), is(['bar'])] })], SMALL, '4', FOO],
    ['should consider a daemonset schedulable with an incompatible node affinity preference', [daemon({ ...LARGE, prefers: [{ expressions: [{ key: 'node', operator: 'In', values: ['invalid'] }] }] })], SMALL, '4', [pool()]],
    ['should consider a daemonset schedulable with a PreferNoSchedule taint', [daemon(LARGE)], SMALL, '4', [pool([], { taints: [{ key: 'test', effect: 'PreferNoSchedule' }] })]],
    ['should not account for daemonset hostports when daemonset would not schedule on selected node', [daemon({ terms: size('large') }, ports(8080)), daemon({ ...LARGE, terms: size('small') })], { terms: size('small'), spec: ports(8080) }, '4', [pool()]],
  ])('%s', (_, daemons, options, cores, pools) => {
    const one = pod(options)
    const cluster = provisioned(pools, [one], daemons)
    expect(cluster.nodeOf(one)?.capacity.cpu).toBe(cores === undefined ? undefined : Number(cores) * 1000)
  })
})

describe('Preferential Fallback', () => {
  const zone = (...values: string[]) => [{ key: ZONE_LABEL, operator: 'In' as const, values }]
  const type = [{ key: INSTANCE_TYPE_LABEL, operator: 'In' as const, values: ['invalid'] }]
  const prefers = [{ expressions: zone('invalid') }, { expressions: type }]
  it.each<[string, NodePool, PodOptions, string | undefined]>([
    ['should not relax the final term', pool([ZONE_1]), { terms: [zone('invalid')] }, undefined],
    ['should relax multiple terms', pool(), { terms: [zone('invalid'), zone('invalid'), zone('test-zone-1'), zone('test-zone-2')] }, 'test-zone-1'],
    ['should relax all node affinity terms', pool(), { prefers }, 'test-zone-1'],
    ['should relax to use lighter weights', pool([{ ...ZONE_1, values: ['test-zone-1', 'test-zone-2'] }]), {
      prefers: [{ weight: 100, expressions: type }, { weight: 50, expressions: zone('test-zone-2') }, { weight: 1, expressions: zone('test-zone-1') }],
    }, 'test-zone-2'],
    ['should tolerate PreferNoSchedule taint only after trying to relax Affinity terms', pool([], { taints: [{ key: 'foo', value: 'bar', effect: 'PreferNoSchedule' }] }), { prefers }, 'test-zone-1'],
    ['should schedule even if preference is conflicting with requirement', pool(), { terms: [zone('test-zone-3')], prefers: [{ expressions: [{ key: ZONE_LABEL, operator: 'NotIn', values: ['test-zone-3'] }] }] }, 'test-zone-3'],
    ['should schedule even if preference requirements are conflicting', pool(), { prefers: [{ expressions: [...zone('invalid'), { key: ZONE_LABEL, operator: 'NotIn', values: ['invalid'] }] }] }, 'test-zone-1'],
  ])('%s', (_, one, options, expected) => {
    const waiting = pod(options)
    expect(provisioned([one], [waiting]).nodeOf(waiting)?.labels[ZONE_LABEL]).toBe(expected)
  })
})

describe('Expiration', () => {
  const aged = (expireAfterMs: number | undefined, change = {}) => new Disrupting({ nodes: [node({ name: 'old', expireAfterMs, pods: [running()], ...change })], pools: [nodePool('default', { disruption: { budgets: [{ nodes: '0' }] } })] })

  it('should remove nodeclaims that are expired', () => expect(aged(30_000).run(60_000).deleted).toEqual(['claim-old']))
  it('should ignore expired NodeClaims that are not managed by this Karpenter instance', () => expect(aged(30_000, { nodeClaim: undefined }).run(60_000).deleted).toEqual([]))
  it('should not remove the NodeClaims when expiration is disabled', () => expect(aged(undefined).run(60_000).deleted).toEqual([]))
  it('should not remove non-expired NodeClaims', () => expect(aged(200_000).run(60_000).deleted).toEqual([]))
  it('should delete NodeClaims if the nodeClaim is expired but the node isn\'t', () => expect(aged(30_000, { createdAt: 0, initializedAt: 50_000 }).run(60_000).deleted).toEqual(['claim-old']))
  it('should return the requeue interval for the time between now and when the nodeClaim expires', () => {
    const cluster = aged(200_000)
    expect(cluster.run(199_999).deleted).toEqual([])
    expect(cluster.run(1).deleted).toEqual(['claim-old'])
  })
  it('shouldn\'t expire the same NodeClaim multiple times', () => expect(aged(30_000).run(600_000).deleted).toEqual(['claim-old']))
})
