/** Table tests after cluster-autoscaler/estimator/binpacking_estimator_test.go of kubernetes/autoscaler 1.37. Left out: its fast path, which gives the same. */
import { describe, expect, test } from 'vitest'
import { estimateNodes } from '../../../engine/kubernetes/autoscaler/estimator.ts'
import type { EstimateOptions, PodEquivalenceGroup } from '../../../engine/kubernetes/autoscaler/estimator.ts'
import { Framework, Snapshot } from '../../../engine/kubernetes/scheduler/index.ts'
import type { KubeObject, PodSpec } from '../../../engine/kubernetes/types/index.ts'
import { makeNode, makePod } from '../../../engine/kubernetes/types/make.ts'

const template = makeNode('template', { cpu: '2', memory: '4Gi', pods: '10', zone: 'a' })

function estimate(groups: PodEquivalenceGroup[], options: Partial<EstimateOptions> = {}, objects: KubeObject[] = []) {
  const snapshot = new Snapshot(objects)
  const result = estimateNodes(Framework.forProfile(), snapshot, groups, { template, ...options })
  expect(snapshot.nodes.map(({ name, pods }) => [name, pods.length])).toEqual(new Snapshot(objects).nodes.map(({ name, pods }) => [name, pods.length]))
  return { ...result, count: result.nodes.length }
}

describe('new nodes of one kind', () => {
  test('as many as the tightest resource asks for, with the reason why each was full', () => {
    const { count, scheduledPods, nodes } = estimate([{ pod: makePod('p', { cpu: '600m' }), count: 7 }])
    expect({ count, scheduledPods }).toEqual({ count: 3, scheduledPods: 7 })
    expect(nodes.map(({ pods, refusedNext }) => [pods[0]?.count, ...refusedNext])).toEqual([[3, 'Insufficient cpu'], [3, 'Insufficient cpu'], [1]])
  })

  test('pods without requests are bound by the number of pods', () => {
    const { count, nodes } = estimate([{ pod: makePod('p'), count: 21 }])
    expect(count).toBe(3)
    expect(nodes[0]?.refusedNext).toEqual(['Too many pods'])
  })

  test('larger pods first; smaller ones fill the gaps', () => {
    const { count, nodes } = estimate([{ pod: makePod('small', { cpu: '500m' }), count: 2 }, { pod: makePod('large', { cpu: '1500m' }), count: 2 }])
    expect(count).toBe(2)
    expect(nodes.map(({ pods }) => pods)).toEqual(Array(2).fill([{ group: 1, count: 1 }, { group: 0, count: 1 }]))
  })

  test('a pod that no new node would do for costs no node', () => {
    const { count, unscheduled } = estimate([{ pod: makePod('huge', { cpu: '3' }), count: 5 }])
    expect(count).toBe(0)
    expect(unscheduled).toEqual([{ group: 0, count: 5, reasons: ['Insufficient cpu'], limited: false }])
  })

  test('a node opened for one that then fits nowhere comes after those that have pods', () => {
    const elsewhere = makePod('elsewhere', { cpu: '200m', spec: { nodeSelector: { zone: 'none' } } })
    const { nodes } = estimate([{ pod: makePod('large', { cpu: '1' }), count: 1 }, { pod: elsewhere, count: 1 }, { pod: makePod('small', { cpu: '100m' }), count: 1 }])
    expect(nodes.map(({ pods }) => pods)).toEqual([[{ group: 0, count: 1 }, { group: 2, count: 1 }]])
  })

  test('a limit is kept', () => {
    const { count, scheduledPods, unscheduled } = estimate([{ pod: makePod('p', { cpu: '1' }), count: 9 }], { maxNodes: 2 })
    expect({ count, scheduledPods }).toEqual({ count: 2, scheduledPods: 4 })
    expect(unscheduled).toEqual([{ group: 0, count: 5, reasons: [], limited: true }])
  })

  test('what a DaemonSet takes of every node is not there for others', () => {
    const daemonPods = [makePod('agent', { cpu: '500m' })]
    expect(estimate([{ pod: makePod('p', { cpu: '1' }), count: 4 }], { daemonPods }).count).toBe(4)
  })

  test('spreading over zones counts the nodes that exist', () => {
    const labels = { app: 'web' }
    const pod = makePod('p', { labels, spec: { topologySpreadConstraints: [{ maxSkew: 1, topologyKey: 'topology.kubernetes.io/zone', whenUnsatisfiable: 'DoNotSchedule', labelSelector: { matchLabels: labels } }] } })
    const elsewhere = [makeNode('old', { zone: 'b', cpu: '100m' }), makePod('w', { labels, on: 'old' })]
    expect(estimate([{ pod, count: 5 }], {}, elsewhere)).toMatchObject({ count: 1, scheduledPods: 2 })
  })

  test('anti-affinity by hostname takes a node a pod', () => {
    const labels = { app: 'db' }
    const pod = makePod('p', { labels, spec: { affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: labels } }] } } } })
    expect(estimate([{ pod, count: 3 }]).count).toBe(3)
  })
})

describe('TestBinpackingEstimate (estimator/binpacking_estimator_test.go)', () => {
  const MIB = 2 ** 20
  const labels = { app: 'estimatee' }
  const group = (count: number, milliCPU: number, memory: number, spec: Partial<PodSpec> = {}): PodEquivalenceGroup => ({ pod: makePod(`p-${milliCPU}`, { cpu: `${milliCPU}m`, memory: String(memory), labels, namespace: 'universe', spec }), count })
  const skew = (maxSkew: number, topologyKey: string, minDomains: number): Partial<PodSpec> => ({ topologySpreadConstraints: [{ maxSkew, topologyKey, whenUnsatisfiable: 'DoNotSchedule', minDomains, labelSelector: { matchLabels: labels } }] })
  const port: Partial<PodSpec> = { containers: [{ name: 'app', image: 'app:1', resources: { requests: { cpu: '200m', memory: '1000' } }, ports: [{ containerPort: 5555, hostPort: 5555 }] }] }
  test.each<[string, number, number, PodEquivalenceGroup[], number, number, number]>([
    ['simple resource-based binpacking', 350 * 3 - 50, 2_000, [group(10, 350, 1_000)], 0, 5, 10],
    ['pods-per-node bound binpacking', 10_000, 20_000, [group(20, 10, 100)], 0, 2, 20],
    ['hostport conflict forces pod-per-node', 1_000, 5_000, [group(8, 200, 1_000, port)], 0, 8, 8],
    ['limiter cuts binpacking', 1_000, 5_000, [group(20, 500, 1_000)], 5, 5, 10],
    ['decreasing ordered pods are processed first', 1_000, 5_000, [group(10, 50, 1_000), group(10, 500, 1_000)], 5, 5, 10],
    ['hostname topology spreading with maxSkew=2 forces 2 pods/node', 1_000, 5_000, [group(8, 200, 200, skew(2, 'kubernetes.io/hostname', 1))], 0, 4, 8],
    ['zonal topology spreading with maxSkew=2 only allows 2 pods to schedule', 1_000, 5_000, [group(8, 20, 100, skew(2, 'topology.kubernetes.io/zone', 1))], 0, 1, 2],
    ['hostname topology spreading with maxSkew=1 with a large scaleup handles scheduling pods retroactively', 1_000, 5_000, [group(12, 20, 100, skew(1, 'kubernetes.io/hostname', 3))], 0, 3, 12],
  ])('%s', (_, milliCPU, memory, groups, maxNodes, nodes, pods) => {
    const old = makeNode('oldnode', { cpu: '100m', memory: String(100 * MIB), pods: '10', zone: 'zone-jupiter' })
    const made = makeNode('template', { cpu: `${milliCPU}m`, memory: String(memory * MIB), pods: '10', zone: 'zone-mars' })
    const { count, scheduledPods, nodes: filled } = estimate(groups, { template: made, maxNodes }, [old])
    expect([count, scheduledPods]).toEqual([nodes, pods])
    if (groups.length > 1) expect(filled.every(one => one.pods.every(placed => placed.group === 1))).toBe(true)
  })
})
