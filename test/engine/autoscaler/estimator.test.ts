import { describe, expect, test } from 'vitest'
import { estimateNodes } from '../../../engine/kubernetes/autoscaler/estimator.ts'
import type { EstimateOptions, PodEquivalenceGroup } from '../../../engine/kubernetes/autoscaler/estimator.ts'
import { Framework, Snapshot } from '../../../engine/kubernetes/scheduler/index.ts'
import type { KubeObject } from '../../../engine/kubernetes/types/index.ts'
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
