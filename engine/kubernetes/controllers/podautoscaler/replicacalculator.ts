/**
 * From metrics to a number of replicas.
 * Models pkg/controller/podautoscaler/replica_calculator.go and metrics/utilization.go.
 */
import { isPodReady } from '../../apimachinery/meta.ts'
import type { Pod } from '../../types/index.ts'
import { calculatePodRequests, groupPods } from './pods.ts'
import type { PodMetrics, ReadinessRules } from './pods.ts'

/** How far above and below 1 a ratio of use to target may be and change nothing. */
export interface Tolerances {
  scaleUp: number
  scaleDown: number
}

export interface CalculatorRules extends ReadinessRules {
  /** A number holds both ways. */
  tolerance: number | Tolerances
}

export interface Proposal {
  replicas: number
  /** Percent of the request, truncated; only for a utilisation target. */
  utilization?: number
  /** Average use: millicores, bytes or thousandths of a metric. */
  averageUsage: number
  /** Use to target over so many pods, as the replicas were computed from: with pods that were taken to use nothing, or all. */
  basis?: { ratio: number, pods: number }
}

/** A target per pod: percent of what it requests, or an amount (millicores, bytes, thousandths of a metric). */
export type TargetPerPod = { utilization: number } | { averageValue: number }

/** Pods whose samples do not count: how many, what they request, and what they are taken to use when scaling down. */
export interface Unsampled {
  count: number
  requested: number
  assumed: number
}

/** The pods of a target, added up: all that the number of replicas follows from. Requests matter only to a utilisation target. */
export interface PodTotals {
  readyPodCount: number
  /** Samples that count, and those of them whose pods are known: only these are in `used` and `requested` of a utilisation. */
  samples: number
  matched: number
  used: number
  requested: number
  unready: Unsampled
  missing: Unsampled
}

interface Usage {
  ratio: number
  utilization?: number
  averageUsage: number
}

/** Whether a ratio is near enough to 1 (Tolerances.isWithin). */
function isWithin(ratio: number, tolerance: number | Tolerances): boolean {
  const { scaleUp, scaleDown } = typeof tolerance === 'number' ? { scaleUp: tolerance, scaleDown: tolerance } : tolerance
  return 1 - scaleDown <= ratio && ratio <= 1 + scaleUp
}

/** Use against requests, or average value against a target (getResourceUtilizationRatio and getMetricUsageRatio of metrics/utilization.go). */
function usageRatio({ samples, matched, used, requested }: Pick<PodTotals, 'samples' | 'matched' | 'used' | 'requested'>, target: TargetPerPod): Usage {
  if ('averageValue' in target) {
    const averageUsage = Math.trunc(used / samples)
    return { ratio: averageUsage / target.averageValue, averageUsage }
  }
  if (requested === 0) throw new Error('no metrics returned matched known pods')
  const utilization = Math.trunc(used * 100 / requested)
  return { ratio: utilization / target.utilization, utilization, averageUsage: Math.trunc(used / matched) }
}

/**
 * The replicas that pods ask for, once they are added up (calcPlainMetricReplicas and GetResourceReplicas).
 * @throws Error when no sample counts, or none is of a known pod
 */
export function replicasOfTotals(currentReplicas: number, target: TargetPerPod, totals: PodTotals, tolerance: number | Tolerances): Proposal {
  const { unready, missing, readyPodCount } = totals
  if (totals.samples === 0) throw new Error('did not receive metrics for targeted pods (pods might be unready)')
  const first = usageRatio(totals, target)
  const { averageUsage, utilization } = first
  const proposed = (replicas: number, ratio: number, pods: number): Proposal => ({ replicas, averageUsage, ...(utilization !== undefined && { utilization }), basis: { ratio, pods } })
  const growsWithUnready = unready.count > 0 && first.ratio > 1
  if (!growsWithUnready && missing.count === 0) {
    return proposed(isWithin(first.ratio, tolerance) ? currentReplicas : Math.ceil(first.ratio * readyPodCount), first.ratio, readyPodCount)
  }
  const filled = { samples: totals.samples, matched: totals.matched, used: totals.used, requested: totals.requested }
  const assume = ({ count, requested }: Unsampled, used: number) => {
    filled.samples += count
    filled.matched += count
    filled.requested += requested
    filled.used += used
  }
  if (first.ratio !== 1) assume(missing, first.ratio < 1 ? missing.assumed : 0)
  if (growsWithUnready) assume(unready, 0)
  const { ratio } = usageRatio(filled, target)
  const flips = (first.ratio < 1 && ratio > 1) || (first.ratio > 1 && ratio < 1)
  const replicas = Math.ceil(ratio * filled.samples)
  const contradicts = (ratio < 1 && replicas > currentReplicas) || (ratio > 1 && replicas < currentReplicas)
  return proposed(isWithin(ratio, tolerance) || flips || contradicts ? currentReplicas : replicas, ratio, filled.samples)
}

function totalsOf(pods: readonly Pod[], samples: PodMetrics, resource: string, rules: ReadinessRules, targetOf: () => { requests?: ReadonlyMap<string, number>, assumed: (request: number) => number }): PodTotals {
  const { readyPodCount, unready, missing, ignored } = groupPods(pods, samples, resource, rules)
  const totals: PodTotals = { readyPodCount, samples: 0, matched: 0, used: 0, requested: 0, unready: NOBODY, missing: NOBODY }
  const counted = [...samples].filter(([name]) => !ignored.has(name) && !unready.has(name))
  if (counted.length === 0) return totals
  const { requests, assumed } = targetOf()
  totals.samples = counted.length
  for (const [name, { value }] of counted) {
    const request = requests ? requests.get(name) : 0
    if (request === undefined) continue
    totals.matched++
    totals.used += value
    totals.requested += request
  }
  const sum = (names: ReadonlySet<string>): Unsampled => {
    const all = [...names].map(name => requests?.get(name) ?? 0)
    const add = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0)
    return { count: names.size, requested: add(all), assumed: add(all.map(assumed)) }
  }
  return { ...totals, unready: sum(unready), missing: sum(missing) }
}

const NOBODY: Unsampled = { count: 0, requested: 0, assumed: 0 }

/** What a pod without sample is taken to use when scaling down: all that it requests, or the target where that is more. */
export function assumedUsage(request: number, targetUtilization: number): number {
  return Math.trunc(request * Math.max(100, targetUtilization) / 100)
}

function checkSamples(pods: readonly Pod[], samples: PodMetrics, resource: string): void {
  if (samples.size === 0 && resource) throw new Error(`unable to get metrics for resource ${resource}: no metrics returned from resource metrics API`)
  if (pods.length === 0) throw new Error('no pods returned by selector while calculating replica count')
}

/** Replicas for a resource's utilisation target (percent of requests). @throws Error when it cannot be told */
export function getResourceReplicas(currentReplicas: number, targetUtilization: number, resource: string, pods: readonly Pod[], metrics: PodMetrics, rules: CalculatorRules, container?: string): Proposal {
  checkSamples(pods, metrics, resource)
  const totals = totalsOf(pods, metrics, resource, rules, () => ({
    requests: calculatePodRequests(pods, resource, container), assumed: request => assumedUsage(request, targetUtilization),
  }))
  return replicasOfTotals(currentReplicas, { utilization: targetUtilization }, totals, rules.tolerance)
}

/** Replicas for a target per pod: of a resource (AverageValue) or of a Pods metric (`resource` empty). @throws Error when it cannot be told */
export function getRawReplicas(currentReplicas: number, target: number, resource: string, pods: readonly Pod[], metrics: PodMetrics, rules: CalculatorRules): Proposal {
  checkSamples(pods, metrics, resource)
  const totals = totalsOf(pods, metrics, resource, rules, () => ({ assumed: () => target }))
  return replicasOfTotals(currentReplicas, { averageValue: target }, totals, rules.tolerance)
}

/** Replicas for one value against a target, of an Object or External metric. */
export function getUsageRatioReplicas(currentReplicas: number, usage: number, target: number, pods: readonly Pod[], tolerance: CalculatorRules['tolerance']): Proposal {
  const ratio = usage / target
  if (currentReplicas === 0) return { replicas: Math.ceil(ratio), averageUsage: usage }
  if (isWithin(ratio, tolerance)) return { replicas: currentReplicas, averageUsage: usage }
  const ready = pods.filter(pod => pod.status?.phase === 'Running' && isPodReady(pod)).length
  return { replicas: Math.ceil(ratio * ready), averageUsage: usage }
}

/** Replicas for one value shared by all pods, of an Object or External metric with an AverageValue target. */
export function getPerPodReplicas(statusReplicas: number, usage: number, targetPerPod: number, tolerance: CalculatorRules['tolerance']): Proposal {
  const ratio = usage / (targetPerPod * statusReplicas)
  const replicas = isWithin(ratio, tolerance) ? statusReplicas : Math.ceil(usage / targetPerPod)
  return { replicas, averageUsage: Math.ceil(usage / statusReplicas) }
}
