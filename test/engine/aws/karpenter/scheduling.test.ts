/**
 * Where pods are placed, after pkg/controllers/provisioning/scheduling/suite_test.go of kubernetes-sigs/karpenter (main, August
 * 2026); the names are its cases'. Left out, as the model has none of it: minValues, Windows, restricted labels, unready
 * NodePools, volumes beyond their zones, DRA, reserved capacity, overrides of offerings, Metrics, what a kubelet zeroes.
 */
import { describe, expect, it } from 'vitest'
import type { NodePool } from '../../../../engine/aws/karpenter/nodepool.ts'
import { ARCH_LABEL, HOSTNAME_LABEL, INSTANCE_TYPE_LABEL, ZONE_LABEL } from '../../../../engine/kubernetes/types/wellknown.ts'
import type { Labels, NodeSelectorRequirement, Pod } from '../../../../engine/kubernetes/types/index.ts'
import { running } from './disrupting.ts'
import { CPU, fakeType, foreignNode, growingTypes, pod, podsOf, pool, Provisioning, SIZE, spread, type PodOptions } from './provisioning.ts'

const need = (key: string, operator: NodeSelectorRequirement['operator'], ...values: string[]): NodeSelectorRequirement => ({ key, operator, values })
const zone = (...numbers: (number | string)[]) => need(ZONE_LABEL, 'In', ...numbers.map(number => (typeof number === 'number' ? `test-zone-${number}` : number)))
const notZone = (...numbers: number[]) => ({ ...zone(...numbers), operator: 'NotIn' as const })
const typeIn = (...names: string[]) => need(INSTANCE_TYPE_LABEL, 'In', ...names)
const provisioned = (pods: Pod[], setting: ConstructorParameters<typeof Provisioning>[0] = {}) => {
  const cluster = new Provisioning(setting)
  cluster.provision(...pods)
  return cluster
}
const KEY = { 'test-key': 'test-value' }

describe('Custom Constraints', () => {
  const LABELLED = pool([], { labels: KEY })
  const key = (operator: NodeSelectorRequirement['operator'], ...values: string[]) => [[need('test-key', operator, ...values)]]
  const all = [zone(1, 2, 3, 'unknown')]
  it.each<[string, NodePool, PodOptions, Labels | undefined]>([
    ['should schedule unconstrained pods that don\'t have matching node selectors', LABELLED, {}, KEY],
    ['should not schedule pods that have conflicting node selectors', LABELLED, { nodeSelector: { 'test-key': 'different-value' } }, undefined],
    ['should not schedule pods that have node selectors with undefined key', pool(), { nodeSelector: KEY }, undefined],
    ['should schedule pods that have matching requirements', LABELLED, { terms: key('In', 'test-value', 'another-value') }, KEY],
    ['should not schedule pods that have conflicting requirements', LABELLED, { terms: key('In', 'another-value') }, undefined],
    // "Well Known Labels"
    ['should use NodePool constraints', pool([zone(2)]), {}, { [ZONE_LABEL]: 'test-zone-2' }],
    ['should use node selectors', pool([zone(1, 2)]), { nodeSelector: { [ZONE_LABEL]: 'test-zone-2' } }, { [ZONE_LABEL]: 'test-zone-2' }],
    ['should not schedule nodes with a hostname selector', pool(), { nodeSelector: { [HOSTNAME_LABEL]: 'red-node' } }, undefined],
    ['should not schedule the pod if nodeselector unknown', pool([zone(1)]), { nodeSelector: { [ZONE_LABEL]: 'unknown' } }, undefined],
    ['should not schedule if node selector outside of NodePool constraints', pool([zone(1)]), { nodeSelector: { [ZONE_LABEL]: 'test-zone-2' } }, undefined],
    ['should schedule compatible requirements with Operator=In', pool(), { terms: [[zone(3)]] }, { [ZONE_LABEL]: 'test-zone-3' }],
    ['should schedule compatible requirements with Operator=Gt', pool([need(CPU, 'Gt', '8')]), {}, { [CPU]: '16' }],
    ['should schedule compatible requirements with Operator=Lt', pool([need(CPU, 'Lt', '8')]), {}, { [CPU]: '2' }],
    ['should schedule compatible requirements with Operator=Gte', pool([{ key: CPU, operator: 'Gte', values: ['16'] }]), {}, { [CPU]: '16' }],
    ['should schedule compatible requirements with Operator=Lte', pool([{ key: CPU, operator: 'Lte', values: ['2'] }]), {}, { [CPU]: '2' }],
    ['should not schedule incompatible preferences and requirements with Operator=In', pool(), { terms: [[zone('unknown')]] }, undefined],
    ['should schedule compatible requirements with Operator=NotIn', pool(), { terms: [[notZone(1, 2)]] }, { [ZONE_LABEL]: 'test-zone-3' }],
    ['should not schedule incompatible preferences and requirements with Operator=NotIn', pool(), { terms: [[notZone(1, 2, 3)]] }, undefined],
    ['should schedule compatible preferences and requirements with Operator=In', pool(), { terms: [all], prefers: [{ expressions: [zone(2, 'unknown')] }] }, { [ZONE_LABEL]: 'test-zone-2' }],
    ['should schedule incompatible preferences and requirements with Operator=In', pool(), { terms: [all], prefers: [{ expressions: [zone('unknown')] }] }, {}],
    ['should schedule compatible preferences and requirements with Operator=NotIn', pool(), { terms: [all], prefers: [{ expressions: [notZone(1, 3)] }] }, { [ZONE_LABEL]: 'test-zone-2' }],
    ['should schedule incompatible preferences and requirements with Operator=NotIn', pool(), { terms: [all], prefers: [{ expressions: [notZone(1, 2, 3)] }] }, {}],
    ['should schedule compatible node selectors, preferences and requirements', pool(), { nodeSelector: { [ZONE_LABEL]: 'test-zone-3' }, terms: [[zone(1, 2, 3)]], prefers: [{ expressions: [zone(1, 2, 3)] }] }, { [ZONE_LABEL]: 'test-zone-3' }],
    ['should combine multidimensional node selectors, preferences and requirements', pool(), {
      nodeSelector: { [ZONE_LABEL]: 'test-zone-3', [INSTANCE_TYPE_LABEL]: 'arm-instance-type' }, terms: [[zone(1, 3), typeIn('default-instance-type', 'arm-instance-type')]],
      prefers: [{ expressions: [need(ZONE_LABEL, 'NotIn', 'unknown'), need(INSTANCE_TYPE_LABEL, 'NotIn', 'unknown')] }],
    }, { [ZONE_LABEL]: 'test-zone-3', [INSTANCE_TYPE_LABEL]: 'arm-instance-type' }],
    // "Scheduling Logic"
    ['should not schedule pods that have node selectors with In operator and undefined key', pool(), { terms: key('In', 'test-value') }, undefined],
    ['should schedule pods that have node selectors with NotIn operator and undefined key', pool(), { terms: key('NotIn', 'test-value') }, {}],
    ['should not schedule pods that have node selectors with Exists operator and undefined key', pool(), { terms: key('Exists') }, undefined],
    ['should schedule pods that with DoesNotExists operator and undefined key', pool(), { terms: key('DoesNotExist') }, {}],
    ['should schedule pods that have node selectors with matching value and In operator', LABELLED, { terms: key('In', 'test-value') }, KEY],
    ['should not schedule pods that have node selectors with matching value and NotIn operator', LABELLED, { terms: key('NotIn', 'test-value') }, undefined],
    ['should schedule the pod with Exists operator and defined key', LABELLED, { terms: key('Exists') }, KEY],
    ['should not schedule the pod with DoesNotExists operator and defined key', LABELLED, { terms: key('DoesNotExist') }, undefined],
    ['should not schedule pods that have node selectors with different value and In operator', LABELLED, { terms: key('In', 'another-value') }, undefined],
    ['should schedule pods that have node selectors with different value and NotIn operator', LABELLED, { terms: key('NotIn', 'another-value') }, KEY],
    ['should label nodes (a requirement of the NodePool with one value)', pool([need('test-key', 'In', 'test-value')]), {}, KEY],
  ])('%s', (_, one, options, labels) => {
    const waiting = pod(options)
    const found = provisioned([waiting], { pools: [one] }).nodeOf(waiting)
    expect(found && Object.fromEntries(Object.keys(labels ?? {}).map(name => [name, found.labels[name]]))).toEqual(labels)
  })

  it.each([['compatible pods to the same node', ['test-value', 'another-value'], 1], ['incompatible pods to the different node', ['another-value'], 2]] as const)('should schedule %s', (_, values, count) => {
    const pods = [pod({ terms: key('In', 'test-value') }), pod({ terms: key('In', ...values) })]
    const cluster = provisioned(pods, { pools: [pool([need('test-key', 'In', 'test-value', 'another-value')])] })
    expect(cluster.spreadOver(pods)).toBe(count)
    expect(pods.every(cluster.isScheduled)).toBe(true)
  })
  it('Exists operator should not overwrite the existing value', () => {
    const one = pod({ terms: [[need('non-existent-zone', 'Exists')]] })
    expect(provisioned([one], { pools: [pool([need('non-existent-zone', 'In', 'non-existent-zone')])] }).nodeOf(one)?.labels['non-existent-zone']).toBe('non-existent-zone')
  })
})

describe('Instance Type Compatibility', () => {
  it('should not schedule if requesting more resources than any instance type has', () => {
    const one = pod({ cpu: '512' })
    expect(provisioned([one]).isScheduled(one)).toBe(false)
  })
  it.each<[string, PodOptions[]]>([
    ['different archs', [{ nodeSelector: { [ARCH_LABEL]: 'amd64' } }, { nodeSelector: { [ARCH_LABEL]: 'arm64' } }]],
    ['different instance type node selectors', [{ terms: [[typeIn('small-instance-type')]] }, { terms: [[typeIn('default-instance-type')]] }]],
    ['different zone selectors', [{ nodeSelector: { [ZONE_LABEL]: 'test-zone-1' } }, { nodeSelector: { [ZONE_LABEL]: 'test-zone-2' } }]],
    ['resources that aren\'t on any single instance type', [{ resources: { 'nvidia.com/gpu': '1' } }, { cpu: '8' }]],
  ])('should launch pods with %s on different instances', (_, options) => {
    const pods = options.map(pod)
    const cluster = provisioned(pods)
    expect([pods.every(cluster.isScheduled), cluster.spreadOver(pods)]).toEqual([true, 2])
  })
  it('should fail to schedule a pod with resources requests that aren\'t on a single instance type', () => {
    const one = pod({ cpu: '8', resources: { 'nvidia.com/gpu': '1' } })
    expect(provisioned([one]).isScheduled(one)).toBe(false)
  })
  it('should exclude instance types that are not supported by the provider constraints (arch)', () => {
    const one = pod({ cpu: '14' })
    expect(provisioned([one], { pools: [pool([need(ARCH_LABEL, 'In', 'amd64')])] }).isScheduled(one)).toBe(false)
  })
  it('should filter instance types that match labels, and not schedule with incompatible labels', () => {
    const [large, small, both] = [pod({ nodeSelector: { [SIZE]: 'large' } }), pod({ nodeSelector: { [SIZE]: 'small' } }), pod({ nodeSelector: { [SIZE]: 'large', [INSTANCE_TYPE_LABEL]: 'small-instance-type' } })]
    const cluster = provisioned([large, small, both])
    expect([large, small, both].map(one => cluster.nodeOf(one)?.labels[INSTANCE_TYPE_LABEL])).toEqual(['arm-instance-type', 'small-instance-type', undefined])
  })
})

describe('Binpacking', () => {
  const LARGE = { memory: '1.8G', nodeSelector: { [ARCH_LABEL]: 'amd64' } }
  it.each<[string, Pod[], string, number]>([
    ['should schedule a small pod on the smallest instance', [pod({ memory: '100M' })], 'small-instance-type', 1],
    ['should schedule multiple small pods on the smallest possible instance type', podsOf(5, { memory: '10M' }), 'small-instance-type', 1],
    ['should create new nodes when a node is at capacity', podsOf(40, LARGE), 'default-instance-type', 20],
    ['should pack small and large pods together', [...podsOf(40, LARGE), ...podsOf(20, { ...LARGE, memory: '400M' })], 'default-instance-type', 20],
    ['should create new nodes when a node is at capacity due to pod limits per node', podsOf(25, { memory: '1m', cpu: '1m', nodeSelector: { [ARCH_LABEL]: 'amd64' } }), 'small-instance-type', 5],
    ['should take into account initContainer resource requests when binpacking', [pod({ spec: {
      containers: [{ name: 'a', image: 'a', resources: { requests: { memory: '1Gi', cpu: '1' } } }], initContainers: [{ name: 'i', image: 'i', resources: { requests: { memory: '1Gi', cpu: '2' } } }],
    } })], 'default-instance-type', 1],
    ['should handle zero-quantity resource requests', [pod({ resources: { 'foo.com/weird-resources': '0' } })], 'small-instance-type', 1],
  ])('%s', (_, pods, type, count) => {
    const cluster = provisioned(pods)
    expect(new Set(pods.map(one => cluster.nodeOf(one)?.labels[INSTANCE_TYPE_LABEL]))).toEqual(new Set([type]))
    expect(cluster.nodes).toHaveLength(count)
  })
  it('should pack nodes tightly', () => {
    const pods = [pod({ cpu: '4.5' }), pod({ cpu: '1' })]
    const cluster = provisioned(pods, { types: growingTypes(5) })
    expect(new Set(pods.map(one => cluster.nodeOf(one)?.labels[INSTANCE_TYPE_LABEL])).size).toBe(2)
  })
  it.each<[string, PodOptions]>([
    ['exceed every instance type\'s capacity', { memory: '2Ti' }],
    ['when initContainer resource requests are greater than available instance types', { spec: { initContainers: [{ name: 'i', image: 'i', resources: { requests: { memory: '1Ti', cpu: '2' } } }] } }],
  ])('should not schedule pods that %s', (_, options) => {
    const one = pod(options)
    expect(provisioned([one]).isScheduled(one)).toBe(false)
  })
  it('should select for valid instance types, regardless of price', () => {
    const priced = (name: string, size: number, price: number) => fakeType(name, { cpu: String(size), memory: `${size}Gi` }, { offerings: [{ capacityType: 'on-demand', zone: 'test-zone-1a', price }] })
    const one = pod({ cpu: '1m', memory: '1Mi' })
    const cluster = provisioned([one], { types: [priced('medium', 2, 3), priced('small', 1, 2), priced('large', 4, 1)] })
    expect(cluster.nodeOf(one)?.labels[INSTANCE_TYPE_LABEL]).toBe('large')
    expect(cluster.claims[0]?.types.map(({ name }) => name).sort()).toEqual(['large', 'medium', 'small'])
  })
})

describe('In-Flight Nodes, Existing Nodes', () => {
  const SMALL = { cpu: '10m' }
  it.each<[string, PodOptions, PodOptions, boolean]>([
    ['should not launch a second node if there is an in-flight node that can support the pod', SMALL, SMALL, true],
    ['should not launch a second node if there is an in-flight node that can support the pod (node selectors)', { ...SMALL, terms: [[zone(2)]] }, { ...SMALL, terms: [[zone(1, 2)]] }, true],
    ['... and this pod needs a new node', { ...SMALL, terms: [[zone(2)]] }, { ...SMALL, terms: [[zone(1, 3)]] }, false],
    ['should launch a second node if a pod won\'t fit on the existingNodes node', { cpu: '1001m' }, { cpu: '1' }, false],
    ['should launch a second node if a pod isn\'t compatible with the existingNodes node (node selector)', SMALL, { nodeSelector: { [ARCH_LABEL]: 'arm64' } }, false],
  ])('%s', (_, first, second, same) => {
    const [a, b] = [pod(first), pod(second)]
    const cluster = provisioned([a])
    cluster.provision(b)
    expect([cluster.isScheduled(a), cluster.isScheduled(b), cluster.nodeOf(a) === cluster.nodeOf(b)]).toEqual([true, true, same])
  })
  it('should launch a second node if an in-flight node is terminating', () => {
    const [a, b] = podsOf(2, SMALL)
    if (!a || !b) throw new Error('two pods')
    const cluster = provisioned([a])
    cluster.nodes = cluster.nodes.map(one => ({ ...one, deleting: true }))
    cluster.provision(b)
    expect(cluster.nodeOf(b)).not.toBe(cluster.nodeOf(a))
  })
  it.each([['zones', ZONE_LABEL, [1, 1, 2], [3, 3, 3], true], ['hostnames', HOSTNAME_LABEL, [1, 1, 1, 1], [1, 1, 1, 1, 1, 1, 1, 1, 1], false]] as const)('should balance pods across %s with in-flight nodes', (_, key, first, second, same) => {
    const own = { labels: { foo: 'bar' }, spread: [spread(key, { foo: 'bar' })] }
    const cluster = provisioned(podsOf(4, own))
    expect(cluster.skew(key, own.labels)).toEqual(first)
    const { length } = cluster.nodes
    cluster.provision(...podsOf(5, own))
    expect(cluster.skew(key, own.labels)).toEqual(second)
    expect(cluster.nodes.length === length).toBe(same)
  })
  it('should not assume pod will schedule to a tainted node', () => {
    const cluster = provisioned([pod({ cpu: '8' })])
    cluster.nodes = cluster.nodes.map(one => ({ ...one, pods: [], initialized: true, taints: [{ key: 'foo.com/taint', value: 'tainted', effect: 'NoSchedule' }] }))
    cluster.provision(pod())
    expect(cluster.nodes).toHaveLength(2)
  })
  it('should assume pod will schedule to a tainted node with a custom startup taint', () => {
    const cluster = provisioned([pod({ cpu: '8' })], { pools: [pool([], { startupTaints: [{ key: 'foo.com/taint', value: 'tainted', effect: 'NoSchedule' }] })] })
    cluster.provision(pod())
    expect(cluster.nodes).toHaveLength(1)
  })
  it('should pack in-flight nodes before launching new nodes', () => {
    const cluster = new Provisioning({ types: [fakeType('medium', { cpu: '4.25', pods: '4' })] })
    for (const count of [3, 7, 1, 9, 0, 5, 2, 8, 4, 6]) cluster.provision(...podsOf(count, { cpu: '1' }))
    expect(cluster.nodes.filter(({ pods }) => pods.length < 4).length).toBeLessThanOrEqual(1)
  })
  it.each([['should order initialized nodes for scheduling uninitialized nodes when all other nodes are inflight', false], ['should order initialized nodes for scheduling uninitialized nodes', true]])('%s', (_, registered) => {
    const nodes = Array.from({ length: 100 }, (_unused, i) => foreignNode(`node-${String(i).padStart(3, '0')}`, {}, undefined, { nodeClaim: `c${i}`, nodePool: 'default', initialized: i === 77, registered: i === 77 || registered }))
    const one = pod()
    expect(provisioned([one], { nodes }).nodeOf(one)?.name).toBe('node-077')
  })
  it('should schedule pods with the same host port to different nodes', () => {
    const pods = podsOf(2, { spec: { containers: [{ name: 'a', image: 'a', ports: [{ containerPort: 8080, hostPort: 8080 }] }] } })
    expect(provisioned(pods).spreadOver(pods)).toBe(2)
  })
  it('should schedule multiple pods to an existing node unowned by Karpenter', () => {
    const pods = podsOf(100, SMALL)
    const cluster = provisioned(pods, { nodes: [foreignNode('own', {}, { cpu: '10', memory: '100Gi', pods: '110' })] })
    expect(new Set(pods.map(one => cluster.nodeOf(one)?.name))).toEqual(new Set(['own']))
  })
  it('should consider a pod incompatible with an existing node but compatible with NodePool', () => {
    const one = pod({ terms: [[zone(1)]] })
    expect(provisioned([one], { pools: [], nodes: [foreignNode('own', {})] }).isScheduled(one)).toBe(false)
    expect(provisioned([one], { nodes: [foreignNode('own', {})] }).isScheduled(one)).toBe(true)
  })
  it('should not subtract daemonset overhead that is not strictly compatible with an existing node', () => {
    const daemonPods = [running({ owner: 'DaemonSet', cpu: '100', memory: '100Gi', terms: [[zone(1)]] })]
    const pods = podsOf(2, { cpu: '1', memory: '1Gi' })
    const cluster = provisioned(pods, { daemonPods, nodes: [foreignNode('own', {}, { cpu: '1', memory: '1Gi', pods: '110' })] })
    expect(pods.map(one => cluster.nodeOf(one)?.name)).toEqual(['own', undefined])
  })
  it('should track daemonset usage separately so we know how many DS resources are remaining to be scheduled', () => {
    const daemon = running({ owner: 'DaemonSet', cpu: '1', memory: '1Gi' })
    const one = pod({ cpu: '14.9' })
    expect(provisioned([one], { daemonPods: [daemon], nodes: [foreignNode('own', {}, { cpu: '15.9', memory: '32Gi', pods: '110' }, { pods: [daemon] })] }).nodeOf(one)?.name).toBe('own')
  })
})
