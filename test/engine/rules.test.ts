import { describe, expect, it } from 'vitest'
import { checkEviction } from '../../engine/kubernetes/controllers/disruption/eviction.ts'
import { pdbStatus } from '../../engine/kubernetes/controllers/disruption/status.ts'
import { maxSurge, maxUnavailable, resolveFenceposts } from '../../engine/kubernetes/controllers/deployment/bounds.ts'
import { reconcileNewReplicaSet, reconcileOldReplicaSets } from '../../engine/kubernetes/controllers/deployment/rolling.ts'
import { scale } from '../../engine/kubernetes/controllers/deployment/scale.ts'
import { podToEndpoint, shouldPodBeInEndpoints } from '../../engine/kubernetes/controllers/endpointslice.ts'
import { computeZoneState, evictionRate } from '../../engine/kubernetes/controllers/nodelifecycle/zones.ts'
import { calculateScaleDownLimit, convertDesiredReplicasWithRules, stabilizeRecommendationWithBehaviors } from '../../engine/kubernetes/controllers/podautoscaler/behavior.ts'
import { getResourceReplicas } from '../../engine/kubernetes/controllers/podautoscaler/replicacalculator.ts'
import { getPodsToDelete } from '../../engine/kubernetes/controllers/pods.ts'
import { evictionDelay } from '../../engine/kubernetes/controllers/tainteviction.ts'
import { parseTimestamp, timestamp } from '../../engine/kubernetes/apimachinery/clock.ts'
import type { Pod, PodDisruptionBudget, ReplicaSet, Service } from '../../engine/kubernetes/types/index.ts'
import { deployment, podTemplate } from './support/cluster.ts'

interface PodSketch { ready?: boolean, phase?: 'Pending' | 'Running' | 'Failed', node?: string, cost?: string, readySince?: number, cpu?: string, ip?: string, deleting?: boolean }

function pod(name: string, { ready = true, phase = 'Running', node = 'n', cost, readySince = 0, cpu = '100m', ip = '10.0.0.1', deleting = false }: PodSketch = {}): Pod {
  const annotations = cost === undefined ? undefined : { 'controller.kubernetes.io/pod-deletion-cost': cost }
  return {
    apiVersion: 'v1', kind: 'Pod',
    metadata: { name, namespace: 'default', uid: name, labels: { app: 'web' }, annotations, creationTimestamp: timestamp(0), ...(deleting && { deletionTimestamp: timestamp(0) }) },
    spec: { containers: [{ name: 'c', image: 'c', resources: { requests: { cpu } } }], nodeName: node || undefined },
    status: { phase, podIP: ip, startTime: timestamp(0), conditions: [{ type: 'Ready', status: ready ? 'True' : 'False', lastTransitionTime: timestamp(readySince) }] },
  }
}

function replicaSet(name: string, replicas: number, available = replicas, max = replicas): ReplicaSet {
  return {
    apiVersion: 'apps/v1', kind: 'ReplicaSet',
    metadata: { name, creationTimestamp: timestamp(name === 'old' ? 0 : 60_000), annotations: { 'deployment.kubernetes.io/max-replicas': String(max), 'deployment.kubernetes.io/desired-replicas': String(max) } },
    spec: { replicas, selector: {}, template: podTemplate('web') },
    status: { replicas, availableReplicas: available },
  }
}

const rolling = (replicas: number, surge: number | string, unavailable: number | string) =>
  deployment('web', { replicas, strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: surge, maxUnavailable: unavailable } } })

describe('rolling update', () => {
  it.each([[7, '25%', '25%', 2, 1], [3, '1%', '10%', 1, 0], [4, 0, '10%', 0, 1], [2, 1, 5, 1, 2]])('%i pods with %s and %s: surge %i, unavailable %i', (replicas, surge, unavailable, up, down) => {
    expect([maxSurge(rolling(replicas, surge, unavailable)), maxUnavailable(rolling(replicas, surge, unavailable))]).toEqual([up, down])
  })
  it('refuses what is no percentage', () => expect(() => resolveFenceposts('3', '1%', 4)).toThrow('string is not a percentage'))
  it('the new set grows into the surge', () => {
    expect(reconcileNewReplicaSet(rolling(8, 3, 0), replicaSet('new', 1), [replicaSet('old', 8)])?.replicas).toBe(3)
    expect(reconcileNewReplicaSet(rolling(8, 3, 0), replicaSet('new', 3), [replicaSet('old', 8)])).toBeUndefined()
  })
  it('unhealthy old pods go first, then as many as availability allows', () => {
    expect(reconcileOldReplicaSets(rolling(10, 0, 4), replicaSet('new', 0), [replicaSet('old', 10, 7)]).map(one => one.replicas)).toEqual([6])
    expect(reconcileOldReplicaSets(rolling(10, 2, 0), replicaSet('new', 2, 0), [replicaSet('old', 10)])).toEqual([])
  })
  it('a change of size in the middle is shared by size', () => {
    const sizes = scale(rolling(15, 0, 1), replicaSet('new', 4, 4, 10), [replicaSet('old', 6, 6, 10)]).map(one => [one.replicaSet.metadata.name, one.replicas])
    expect(Object.fromEntries(sizes)).toEqual({ old: 9, new: 6 })
  })
})

describe('which pod a ReplicaSet deletes first', () => {
  it.each<[string, PodSketch, PodSketch]>([
    ['one without a node', { node: '', phase: 'Pending', ready: false }, { phase: 'Pending', ready: false }],
    ['a pending one', { phase: 'Pending', ready: false }, { ready: false }],
    ['one that is not ready', { ready: false }, { cost: '-5' }],
    ['the cheaper one', { cost: '-5' }, { cost: '3', readySince: 9_000_000 }],
    ['one ready for a much shorter time', { readySince: 9_990_000 }, { readySince: 0 }],
  ])('%s', (_what, first, second) => {
    const pods = [pod('second', second), pod('first', first)]
    expect(getPodsToDelete(pods, [], 1, { now: 10_000_000 }).map(({ metadata }) => metadata.name)).toEqual(['first'])
  })
  it('one of the node with most siblings', () => {
    const pods = [pod('alone', { node: 'a' }), pod('x', { node: 'b' }), pod('y', { node: 'b' })]
    expect(getPodsToDelete(pods, pods, 1)[0]?.spec.nodeName).toBe('b')
  })
})

describe('endpoints', () => {
  const service: Service = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web' }, spec: { selector: { app: 'web' } } }
  it.each([[{}, true, true, false], [{ ready: false }, false, false, false], [{ deleting: true }, false, true, true]])('%j', (sketch, ready, serving, terminating) => {
    expect(podToEndpoint(pod('p', sketch), undefined, service).conditions).toEqual({ ready, serving, terminating })
  })
  it('a failed pod and one without address are none', () => {
    expect([shouldPodBeInEndpoints(pod('p', { phase: 'Failed' }), true), shouldPodBeInEndpoints(pod('p', { ip: '' }), true), shouldPodBeInEndpoints(pod('p', { deleting: true }), false)]).toEqual([false, false, false])
  })
})

describe('eviction by taint', () => {
  const taint = (key: string) => ({ key, effect: 'NoExecute' as const })
  it('the shortest toleration used counts; an untolerated taint is at once', () => {
    const tolerant: Pod = { ...pod('p'), spec: { ...pod('p').spec, tolerations: [{ key: 'a', operator: 'Exists', tolerationSeconds: 60 }, { key: 'b', operator: 'Exists' }, { key: 'unused', operator: 'Exists', tolerationSeconds: 1 }] } }
    expect([['a', 'b'], ['b'], ['a', 'c'], []].map(keys => evictionDelay(tolerant, keys.map(taint)))).toEqual([60, Infinity, 0, Infinity])
  })
  it.each([[3, 0, 'Normal', 0.1], [0, 3, 'FullDisruption', 0.1], [2, 3, 'PartialDisruption', 0], [20, 60, 'PartialDisruption', 0.01]])('a zone with %i ready and %i not is %s: %f nodes/s', (ready, notReady, state, rate) => {
    expect([computeZoneState(ready, notReady), evictionRate(computeZoneState(ready, notReady), ready + notReady, false)]).toEqual([state, rate])
  })
  it('nobody is evicted when every zone is down', () => expect(evictionRate('FullDisruption', 3, true)).toBe(0))
})

describe('disruption budget', () => {
  const budget = (spec: PodDisruptionBudget['spec'], status?: PodDisruptionBudget['status']): PodDisruptionBudget => ({ apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name: 'web', namespace: 'default' }, spec: { selector: { matchLabels: { app: 'web' } }, ...spec }, status })
  const pods = [pod('a'), pod('b'), pod('c', { ready: false })]
  const five = () => ({ id: 'web', scale: 5 })
  it.each([[{ minAvailable: 1 }, 1, 1, 3], [{ minAvailable: '30%' }, 0, 2, 5], [{ maxUnavailable: '50%' }, 0, 2, 5], [{ maxUnavailable: 4 }, 1, 1, 5]])('%j allows %i', (spec, allowed, desired, expected) => {
    expect(pdbStatus(budget(spec), pods, five)).toEqual({ disruptionsAllowed: allowed, currentHealthy: 2, desiredHealthy: desired, expectedPods: expected })
  })
  it('an eviction beyond it says what it needs; a pending pod needs no leave', () => {
    const spent = budget({ minAvailable: 2 }, { disruptionsAllowed: 0, currentHealthy: 2, desiredHealthy: 2, expectedPods: 3 })
    expect(checkEviction(pod('a'), [spent])).toMatchObject({ allowed: false, cause: 'The disruption budget web needs 2 healthy pods and has 2 currently' })
    expect([checkEviction(pod('c', { ready: false }), [spent]).allowed, checkEviction(pod('d', { phase: 'Pending' }), [spent]).allowed]).toEqual([true, true])
  })
})

describe('autoscaler', () => {
  const rules = { now: parseTimestamp('2026-01-01T01:00:00Z'), tolerance: 0.1, cpuInitializationPeriodMs: 300_000, initialReadinessDelayMs: 30_000 }
  const used = (...values: number[]) => new Map(values.map((value, i) => [`p${i}`, { value, timestamp: rules.now, windowMs: 30_000 }]))
  const four = Array.from({ length: 4 }, (_, i) => pod(`p${i}`))
  it.each([['over target', 50, [90, 90, 90, 90], 8], ['within tolerance', 50, [54, 54, 54, 54], 4], ['missing pods count as idle when growing', 50, [100, 100], 4], ['and as full when shrinking', 60, [10, 10], 4]])('%s', (_what, target, values, replicas) => {
    expect(getResourceReplicas(4, target, 'cpu', four, used(...values), rules).replicas).toBe(replicas)
  })
  it('without behaviour it at most doubles, or goes to 4', () => {
    expect([convertDesiredReplicasWithRules(3, 20, 1, 50), convertDesiredReplicasWithRules(1, 9, 1, 50)]).toEqual([{ replicas: 6, reason: 'ScaleUpLimit' }, { replicas: 4, reason: 'ScaleUpLimit' }])
  })
  it('Min and Max are about the size of the change', () => {
    const policies = [{ type: 'Pods' as const, value: 4, periodSeconds: 60 }, { type: 'Percent' as const, value: 10, periodSeconds: 60 }]
    expect((['Max', 'Min', 'Disabled'] as const).map(selectPolicy => calculateScaleDownLimit(20, { up: [], down: [] }, { selectPolicy, policies }, 0))).toEqual([16, 18, 20])
  })
  it('goes only as far as both windows agree', () => {
    const recommendations = [{ timestamp: -100_000, recommendation: 9 }, { timestamp: -20_000, recommendation: 6 }]
    expect(stabilizeRecommendationWithBehaviors(recommendations, 10, 4, 0, 60_000, 0).replicas).toBe(6)
  })
})
