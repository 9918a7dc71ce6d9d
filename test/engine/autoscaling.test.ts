import { describe, expect, it } from 'vitest'
import { findCondition } from '../../engine/kubernetes/apimachinery/meta.ts'
import { loadOn } from '../../engine/kubernetes/controllers/kubelet/usage.ts'
import { HorizontalController } from '../../engine/kubernetes/controllers/podautoscaler/index.ts'
import { MetricFailure, proposeReplicas } from '../../engine/kubernetes/controllers/podautoscaler/metric.ts'
import type { Deployment, HorizontalPodAutoscaler, KubeObject, MetricSpec } from '../../engine/kubernetes/types/index.ts'
import { deployment, podTemplate, startCluster, wait } from './support/cluster.ts'

const cpu: MetricSpec = { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 60 } } }
const hpa = (spec: Partial<HorizontalPodAutoscaler['spec']> = {}, name = 'shop'): HorizontalPodAutoscaler => ({
  apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', metadata: { name },
  spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'shop' }, maxReplicas: 8, metrics: [cpu], ...spec },
})

function started(seconds: number, ...objects: KubeObject[]) {
  const simulation = startCluster()
  simulation.apply({ type: 'apply', objects })
  wait(simulation, seconds)
  const events = (name = 'shop') => [...new Set(simulation.log.about('HorizontalPodAutoscaler', name, 'default').map(({ type, reason, message }) => `${type} ${reason} ${message}`))]
  const condition = (type: string, name = 'shop') => {
    const { status, reason, message } = findCondition(simulation.store.mustGet('HorizontalPodAutoscaler', 'default', name).status?.conditions, type) ?? {}
    return `${status} ${reason} ${message}`
  }
  const status = () => simulation.store.mustGet('HorizontalPodAutoscaler', 'default', 'shop').status
  return { simulation, events, condition, status }
}

it('an autoscaler decides by what metrics-server has scraped before it looks: a load that came since is seen at the next look', () => {
  const grownAfter = (metricsAgeMs: number) => {
    const simulation = startCluster({ config: { metricsAgeMs } })
    simulation.apply({ type: 'apply', objects: [deployment('shop', { replicas: 2 }), hpa()] })
    simulation.apply({ type: 'load', resource: 'cpu', amount: 120, share: 'total', selector: 'app=shop' })
    wait(simulation, 100)
    const looked = () => simulation.controller(HorizontalController)?.decisionOf('default/shop')?.at ?? 0
    const before = looked()
    while (looked() === before) wait(simulation, 1)
    // Ten seconds after a look, and five before the next.
    wait(simulation, 10)
    const risen = simulation.clock.now
    simulation.apply({ type: 'load', resource: 'cpu', amount: 400, share: 'total', selector: 'app=shop' })
    while ((simulation.store.mustGet('Deployment', 'default', 'shop').spec.replicas ?? 0) <= 2 && simulation.clock.now < risen + 120_000) wait(simulation, 1)
    return (simulation.clock.now - risen) / 1000
  }
  expect(grownAfter(0)).toBeLessThanOrEqual(6)
  expect(grownAfter(12_000)).toBeGreaterThan(15)
  expect(grownAfter(12_000)).toBeLessThan(25)
})

describe('an autoscaler whose metric cannot be had', () => {
  it('says so twice a turn: the metric, and that there is no number of replicas', () => {
    const template = podTemplate('shop')
    const withProxy: Deployment = deployment('shop', { replicas: 1, template: { ...template, spec: { containers: [...template.spec.containers, { name: 'mesh', image: 'mesh:1' }] } } })
    const { simulation, events, condition, status } = started(70, withProxy, hpa())
    const pod = simulation.store.list('Pod')[0]?.metadata.name
    const why = `failed to get cpu utilization: missing request for cpu in container mesh of Pod ${pod}`
    expect(events().slice(-2)).toEqual([
      `Warning FailedGetResourceMetric ${why}`,
      `Warning FailedComputeMetricsReplicas invalid metrics (1 invalid out of 1), first error is: failed to get cpu resource metric value: ${why}`,
    ])
    expect(condition('ScalingActive')).toBe(`False FailedGetResourceMetric the HPA was unable to compute the replica count: ${why}`)
    expect(condition('AbleToScale')).toMatch(/^True SucceededGetScale /)
    expect(status()).toMatchObject({ currentReplicas: 1, desiredReplicas: 0 })
  })

  it('has none in its first half minute', () => {
    const { events } = started(10, deployment('shop'), hpa())
    const why = 'failed to get cpu utilization: unable to get metrics for resource cpu: no metrics returned from resource metrics API'
    expect(events()[0]).toBe(`Warning FailedGetResourceMetric ${why}`)
    expect(events()[1]).toMatch(`first error is: failed to get cpu resource metric value: ${why}`)
  })

  it('still grows by the others, but does not shrink', () => {
    const queue: MetricSpec = { type: 'External', external: { metric: { name: 'jobs' }, target: { type: 'Value', value: '5' } } }
    const { simulation, events } = started(40, deployment('shop', { replicas: 2 }), hpa({ metrics: [queue, cpu] }))
    simulation.apply({ type: 'load', resource: 'cpu', amount: 400, share: 'total', selector: 'app=shop' })
    wait(simulation, 30)
    const size = () => simulation.store.mustGet('Deployment', 'default', 'shop').spec.replicas ?? 0
    expect(size()).toBeGreaterThan(2)
    const grown = size()
    simulation.apply({ type: 'load', resource: 'cpu', amount: 1, share: 'total', selector: 'app=shop' })
    wait(simulation, 900)
    expect(size()).toBeGreaterThanOrEqual(grown)
    expect(events()).toContain('Warning FailedGetExternalMetric unable to get external metric default/jobs/nil: unable to fetch metrics from external metrics API: no external metrics API (external.metrics.k8s.io) registered')
  })
})

describe('the words of each kind of metric (computeReplicasForMetric)', () => {
  const described = { kind: 'Ingress', name: 'front', apiVersion: 'networking.k8s.io/v1' }
  const selector = { matchLabels: { queue: 'mail', a: 'b' } }
  const container: MetricSpec = { type: 'ContainerResource', containerResource: { name: 'memory', container: 'app', target: { type: 'AverageValue', averageValue: '1Gi' } } }
  it.each<[MetricSpec, string, string, string]>([
    [cpu, 'FailedGetResourceMetric', 'failed to get cpu utilization: no', 'failed to get cpu resource metric value: failed to get cpu utilization: no'],
    [{ type: 'Resource', resource: { name: 'memory', target: { type: 'AverageValue', averageValue: '1Gi' } } }, 'FailedGetResourceMetric', 'failed to get memory usage: no', 'failed to get memory resource metric value: failed to get memory usage: no'],
    [container, 'FailedGetContainerResourceMetric', 'failed to get memory usage: no', 'failed to get app container metric value: failed to get memory usage: no'],
    [{ type: 'Pods', pods: { metric: { name: 'rps' }, target: { type: 'AverageValue', averageValue: '10' } } }, 'FailedGetPodsMetric', 'unable to get metric rps: no', 'failed to get pods metric value: unable to get metric rps: no'],
    [{ type: 'Object', object: { metric: { name: 'rps' }, describedObject: described, target: { type: 'Value', value: '10' } } }, 'FailedGetObjectMetric', 'unable to get metric rps: Ingress on shop front/no', 'failed to get object metric value: unable to get metric rps: Ingress on shop front/no'],
    [{ type: 'Object', object: { metric: { name: 'rps' }, describedObject: described, target: { type: 'AverageValue', averageValue: '10' } } }, 'FailedGetObjectMetric', 'unable to get metric rps: Ingress on shop front/no', 'failed to get object metric value: failed to get rps object metric: unable to get metric rps: Ingress on shop front/no'],
    [{ type: 'External', external: { metric: { name: 'jobs', selector }, target: { type: 'Value', value: '5' } } }, 'FailedGetExternalMetric',
      'unable to get external metric shop/jobs/&LabelSelector{MatchLabels:map[string]string{a: b,queue: mail,},MatchExpressions:[]LabelSelectorRequirement{},}: no',
      'failed to get jobs external metric value: failed to get external metric jobs: unable to get external metric shop/jobs/&LabelSelector{MatchLabels:map[string]string{a: b,queue: mail,},MatchExpressions:[]LabelSelectorRequirement{},}: no'],
    [{ type: 'External', external: { metric: { name: 'jobs' }, target: { type: 'AverageValue', averageValue: '5' } } }, 'FailedGetExternalMetric',
      'unable to get external metric shop/jobs/nil: no', 'failed to get jobs external metric value: failed to get jobs external metric: unable to get external metric shop/jobs/nil: no'],
  ])('%j', (metric, reason, message, wrapped) => {
    const no = () => { throw new Error('no') }
    const rules = { now: 0, tolerance: 0.1, cpuInitializationPeriodMs: 0, initialReadinessDelayMs: 0 }
    try {
      proposeReplicas(metric, { namespace: 'shop', specReplicas: 1, statusReplicas: 1, pods: [], metrics: { resource: no, podMetric: no, value: no }, rules })
      expect.unreachable()
    } catch (error) {
      expect(error).toBeInstanceOf(MetricFailure)
      expect(error).toMatchObject({ reason, message, wrapped })
    }
  })
})

describe('an autoscaler without a target', () => {
  it.each<[string, HorizontalPodAutoscaler['spec']['scaleTargetRef'], string]>([
    ['that is not there', { apiVersion: 'apps/v1', kind: 'Deployment', name: 'shop' }, 'deployments.apps "shop" not found'],
    ['in no group', { kind: 'Deployment', name: 'shop' }, 'no matches for kind "Deployment" in group ""'],
    ['in a group of old', { apiVersion: 'extensions/v1beta1', kind: 'Deployment', name: 'shop' }, 'no matches for kind "Deployment" in group "extensions"'],
    ['of a kind that is not there', { apiVersion: 'apps/v1', kind: 'Rollout', name: 'shop' }, 'no matches for kind "Rollout" in group "apps"'],
    ['that cannot be scaled', { apiVersion: 'apps/v1', kind: 'DaemonSet', name: 'shop' }, 'the server could not find the requested resource'],
  ])('%s', (_what, scaleTargetRef, why) => {
    const { events, condition } = started(20, hpa({ scaleTargetRef }))
    expect(events()).toEqual([`Warning FailedGetScale ${why}`])
    expect(condition('AbleToScale')).toBe(`False FailedGetScale the HPA controller was unable to get the target's current scale: ${why}`)
  })

  it('of its own: two autoscalers of the same pods stand still', () => {
    const { simulation, events, condition } = started(60, deployment('shop', { replicas: 2 }), hpa(), hpa({}, 'other'))
    const why = 'pods by selector app=shop are controlled by multiple HPAs: [default/other default/shop]'
    expect(events()).toEqual(expect.arrayContaining([`Warning AmbiguousSelector ${why}`, `Warning FailedComputeMetricsReplicas ${why}`]))
    expect(condition('ScalingActive', 'other')).toBe(`False AmbiguousSelector ${why}`)
    expect(simulation.store.mustGet('Deployment', 'default', 'shop').spec.replicas).toBe(2)
  })
})

describe('the conditions of an autoscaler', () => {
  it('disabled by a target of zero', () => {
    const { condition } = started(30, deployment('shop', { replicas: 0 }), hpa())
    expect(condition('ScalingActive')).toBe('False ScalingDisabled scaling is disabled since the replica count of the target is zero')
  })

  it('rescaled, at the most, and held back by its window', () => {
    const { simulation, condition, events } = started(40, deployment('shop', { replicas: 2 }), hpa({ minReplicas: 2 }))
    simulation.apply({ type: 'load', resource: 'cpu', amount: 3000, share: 'total', selector: 'app=shop' })
    wait(simulation, 15)
    expect(condition('AbleToScale')).toBe('True SucceededRescale the HPA controller was able to update the target scale to 4')
    expect(condition('ScalingLimited')).toBe('True ScaleUpLimit the desired replica count is increasing faster than the maximum scale rate')
    expect(events().at(-1)).toBe('Normal SuccessfulRescale New size: 4; reason: cpu resource utilization (percentage of request) above target')
    wait(simulation, 60)
    expect(condition('ScalingLimited')).toBe('True TooManyReplicas the desired replica count is more than the maximum replica count')
    simulation.apply({ type: 'load', resource: 'cpu', amount: 4, share: 'total', selector: 'app=shop' })
    wait(simulation, 60)
    expect(condition('AbleToScale')).toBe('True ScaleDownStabilized recent recommendations were higher than current one, applying the highest recent recommendation')
    wait(simulation, 400)
    expect(events().at(-1)).toMatch(/^Normal SuccessfulRescale New size: 2; reason: All metrics below target$/)
    expect(condition('ScalingLimited')).toBe('True TooFewReplicas the desired replica count is less than the minimum replica count')
  })

  it('above its maximum', () => {
    const { events } = started(20, deployment('shop', { replicas: 9 }), hpa({ maxReplicas: 3 }))
    expect(events()).toContain('Normal SuccessfulRescale New size: 3; reason: Current number of replicas above Spec.MaxReplicas')
  })
})

describe('the last decision of an autoscaler', () => {
  const load = (amount: number) => ({ type: 'load' as const, resource: 'requests' as const, amount, share: 'total' as const, selector: 'app=shop' })
  const decision = (simulation: ReturnType<typeof startCluster>) => simulation.controller(HorizontalController)?.decisionOf('default/shop')

  it('says what it saw and what it made of it: requests are CPU, pods that start count as 0', () => {
    const template = podTemplate('shop', { readinessProbe: { httpGet: { port: 80 }, periodSeconds: 1 } })
    const { simulation } = started(70, deployment('shop', { replicas: 2, template }), hpa({ behavior: { scaleUp: {} } }))
    simulation.changeConfig({ appStartMs: 20_000 })
    // 5 ms of a core each, on top of the tenth of a request that idling takes: 100m + 10m of 100m.
    simulation.apply(load(40))
    wait(simulation, 15)
    const { replicas, pods, evaluation } = decision(simulation) ?? {}
    expect(replicas).toBe(2)
    expect(pods).toEqual(simulation.store.list('Pod').filter(({ metadata }) => pods?.some(({ name }) => name === metadata.name)).map(({ metadata: { name } }) => ({ name, group: 'counted', usage: 110, request: 100 })))
    expect(evaluation?.proposals[0]?.proposal).toEqual({ replicas: 4, utilization: 110, averageUsage: 110, basis: { ratio: 110 / 60, pods: 2 } })
    wait(simulation, 15)
    const groups = () => decision(simulation)?.pods.map(({ group }) => group).sort()
    // No sample of a container's first quarter of a minute; after that, one from before its pod was ready.
    expect(groups()).toEqual(['counted', 'counted', 'missing', 'missing'])
    expect(decision(simulation)?.evaluation.proposals[0]?.proposal).toMatchObject({ replicas: 4, utilization: 110, basis: { ratio: 55 / 60, pods: 4 } })
    wait(simulation, 15)
    expect(groups()).toEqual(['counted', 'counted', 'unready', 'unready'])
  })

  it('is that of the instant to which the cluster is wound', () => {
    const { simulation } = started(70, deployment('shop', { replicas: 2 }), hpa())
    const saved = simulation.save()
    const before = decision(simulation)
    wait(simulation, 60)
    expect(decision(simulation)?.at).toBeGreaterThan(before?.at ?? 0)
    simulation.restore(saved)
    expect(decision(simulation)).toEqual(before)
  })

  it('shares requests among pods that stay, not with those on their way out', () => {
    const { simulation } = started(40, deployment('shop', { replicas: 2 }))
    simulation.apply(load(100))
    simulation.changeConfig({ appStopMs: 10_000 })
    simulation.apply({ type: 'scale', kind: 'Deployment', name: 'shop', replicas: 1 })
    wait(simulation, 2)
    const shares = simulation.store.list('Pod').map(pod => loadOn(pod, 'requests', simulation.store, simulation.world))
    expect(shares.sort()).toEqual([0, 100])
  })
})

describe('the tolerance of an autoscaler of its own (tolerancesForHpa, replica_calculator.go isWithin)', () => {
  it.each<[string, HorizontalPodAutoscaler['spec']['behavior'], number, number]>([
    ['the controller\'s, both ends included', undefined, 66, 2],
    ['the controller\'s, beyond it', undefined, 67, 3],
    ['none when growing', { scaleUp: { tolerance: 0 } }, 61, 3],
    ['as a quantity, wider when growing', { scaleUp: { tolerance: '500m' } }, 90, 2],
    ['that of shrinking says nothing about growing', { scaleDown: { tolerance: 0.9 } }, 90, 3],
    ['wider when shrinking', { scaleDown: { tolerance: '0.6' } }, 25, 2],
    ['none set for shrinking', { scaleUp: { tolerance: 0 } }, 25, 1],
  ])('%s', (_what, behavior, usage, replicas) => {
    const { simulation } = started(40, deployment('shop', { replicas: 2 }), hpa({ behavior }))
    simulation.apply({ type: 'load', resource: 'cpu', amount: usage, share: 'perPod', selector: 'app=shop' })
    wait(simulation, 15)
    expect(simulation.controller(HorizontalController)?.decisionOf('default/shop')?.evaluation.proposals[0]?.proposal.replicas).toBe(replicas)
  })

  it.each<[string | number, string]>([[-0.1, 'must be greater than or equal to 0'], ['wide', 'quantities must match']])('%s is refused', (tolerance, why) => {
    expect(() => started(1, hpa({ behavior: { scaleUp: { tolerance } } }))).toThrow(why)
  })
})
