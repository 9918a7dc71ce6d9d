/**
 * From metrics to a number of replicas.
 * Models pkg/controller/podautoscaler/replica_calculator.go and metrics/utilization.go.
 */
import { isPodReady } from '../../apimachinery/meta.ts'
import type { Pod } from '../../types/index.ts'
import { calculatePodRequests, groupPods } from './pods.ts'
import type { PodMetric, PodMetrics, ReadinessRules } from './pods.ts'

export interface CalculatorRules extends ReadinessRules {
  /** Ratios within 1 +- this change nothing. */
  tolerance: number
}

export interface Proposal {
  replicas: number
  /** Percent of the request, truncated; only for a utilisation target. */
  utilization?: number
  /** Average use: millicores, bytes or thousandths of a metric. */
  averageUsage: number
}

interface Usage {
  ratio: number
  utilization?: number
  averageUsage: number
}

const isWithin = (ratio: number, tolerance: number) => Math.abs(1 - ratio) <= tolerance

/** Use against requests (getResourceUtilizationRatio). @throws Error when no sample is of a known pod */
export function getResourceUtilizationRatio(metrics: PodMetrics, requests: ReadonlyMap<string, number>, target: number): Usage {
  let [used, requested, count] = [0, 0, 0]
  for (const [name, { value }] of metrics) {
    const request = requests.get(name)
    if (request === undefined) continue
    used += value
    requested += request
    count++
  }
  if (requested === 0) throw new Error('no metrics returned matched known pods')
  const utilization = Math.trunc(used * 100 / requested)
  return { ratio: utilization / target, utilization, averageUsage: Math.trunc(used / count) }
}

/** Average value against a target (getMetricUsageRatio). */
export function getMetricUsageRatio(metrics: PodMetrics, target: number): Usage {
  let used = 0
  for (const { value } of metrics.values()) used += value
  const averageUsage = Math.trunc(used / metrics.size)
  return { ratio: averageUsage / target, averageUsage }
}

/** What the two kinds of target differ in. */
interface Target {
  ratioOf: (metrics: PodMetrics) => Usage
  /** What a pod without sample is taken to use when scaling down. */
  assumed: (name: string) => number
}

function calculate(currentReplicas: number, pods: readonly Pod[], samples: PodMetrics, resource: string, rules: CalculatorRules, targetOf: () => Target): Proposal {
  if (samples.size === 0 && resource) throw new Error(`unable to get metrics for resource ${resource}: no metrics returned from resource metrics API`)
  if (pods.length === 0) throw new Error('no pods returned by selector while calculating replica count')
  const { readyPodCount, unready, missing, ignored } = groupPods(pods, samples, resource, rules)
  const metrics = new Map<string, PodMetric>([...samples].filter(([name]) => !ignored.has(name) && !unready.has(name)))
  if (metrics.size === 0) throw new Error('did not receive metrics for targeted pods (pods might be unready)')
  const { ratioOf, assumed } = targetOf()
  const first = ratioOf(metrics)
  const keep = { ...first, replicas: currentReplicas }
  const growsWithUnready = unready.size > 0 && first.ratio > 1
  if (!growsWithUnready && missing.size === 0) {
    return isWithin(first.ratio, rules.tolerance) ? keep : { ...first, replicas: Math.ceil(first.ratio * readyPodCount) }
  }
  const assume = (name: string, value: number) => metrics.set(name, { value, timestamp: rules.now, windowMs: 0 })
  if (first.ratio < 1) for (const name of missing) assume(name, assumed(name))
  else if (first.ratio > 1) for (const name of missing) assume(name, 0)
  if (growsWithUnready) for (const name of unready) assume(name, 0)
  const { ratio } = ratioOf(metrics)
  const flips = (first.ratio < 1 && ratio > 1) || (first.ratio > 1 && ratio < 1)
  if (isWithin(ratio, rules.tolerance) || flips) return keep
  const replicas = Math.ceil(ratio * metrics.size)
  const contradicts = (ratio < 1 && replicas > currentReplicas) || (ratio > 1 && replicas < currentReplicas)
  return contradicts ? keep : { ...first, replicas }
}

/** Replicas for a resource's utilisation target (percent of requests). @throws Error when it cannot be told */
export function getResourceReplicas(currentReplicas: number, targetUtilization: number, resource: string, pods: readonly Pod[], metrics: PodMetrics, rules: CalculatorRules, container?: string): Proposal {
  return calculate(currentReplicas, pods, metrics, resource, rules, () => {
    const requests = calculatePodRequests(pods, resource, container)
    const fallback = Math.max(100, targetUtilization)
    return {
      ratioOf: all => getResourceUtilizationRatio(all, requests, targetUtilization),
      assumed: name => Math.trunc((requests.get(name) ?? 0) * fallback / 100),
    }
  })
}

/** Replicas for a target per pod: of a resource (AverageValue) or of a Pods metric (`resource` empty). @throws Error when it cannot be told */
export function getRawReplicas(currentReplicas: number, target: number, resource: string, pods: readonly Pod[], metrics: PodMetrics, rules: CalculatorRules): Proposal {
  return calculate(currentReplicas, pods, metrics, resource, rules, () => ({
    ratioOf: all => getMetricUsageRatio(all, target),
    assumed: () => target,
  }))
}

/** Replicas for one value against a target, of an Object or External metric. */
export function getUsageRatioReplicas(currentReplicas: number, usage: number, target: number, pods: readonly Pod[], tolerance: number): Proposal {
  const ratio = usage / target
  if (currentReplicas === 0) return { replicas: Math.ceil(ratio), averageUsage: usage }
  if (isWithin(ratio, tolerance)) return { replicas: currentReplicas, averageUsage: usage }
  const ready = pods.filter(pod => pod.status?.phase === 'Running' && isPodReady(pod)).length
  return { replicas: Math.ceil(ratio * ready), averageUsage: usage }
}

/** Replicas for one value shared by all pods, of an Object or External metric with an AverageValue target. */
export function getPerPodReplicas(statusReplicas: number, usage: number, targetPerPod: number, tolerance: number): Proposal {
  const ratio = usage / (targetPerPod * statusReplicas)
  const replicas = isWithin(ratio, tolerance) ? statusReplicas : Math.ceil(usage / targetPerPod)
  return { replicas, averageUsage: Math.ceil(usage / statusReplicas) }
}
