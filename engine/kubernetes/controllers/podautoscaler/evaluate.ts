/**
 * One decision of an autoscaler, without its writes.
 * Models pkg/controller/podautoscaler/horizontal.go (reconcileAutoscaler, computeReplicasForMetrics).
 */
import { toBytes, toMilli } from '../../apimachinery/quantity.ts'
import { DEFAULT_CPU_UTILIZATION, scalingRulesOf } from '../../apiserver/defaults/policy.ts'
import type { HorizontalPodAutoscaler, MetricSpec, Pod } from '../../types/index.ts'
import {
  convertDesiredReplicasWithBehaviorRate, convertDesiredReplicasWithRules, stabilizeRecommendation, stabilizeRecommendationWithBehaviors,
} from './behavior.ts'
import type { LegacyLimits, Recommendation, ScaleHistory } from './behavior.ts'
import type { PodMetrics } from './pods.ts'
import { getPerPodReplicas, getRawReplicas, getResourceReplicas, getUsageRatioReplicas } from './replicacalculator.ts'
import type { CalculatorRules, Proposal } from './replicacalculator.ts'

/** Where samples come from. Each throws an Error that says why there is none. */
export interface MetricsSource {
  /** Millicores or bytes a pod; of one container or of all. */
  resource(name: string, container?: string): PodMetrics
  /** Thousandths a pod. */
  podMetric(name: string): PodMetrics
  /** Thousandths. */
  value(metric: MetricSpec): number
}

export interface Evaluation {
  desired: number
  /** Whether the target's size is to be written. */
  rescale: boolean
  reason: string
  conditions: [type: string, status: 'True' | 'False', reason: string, message: string][]
  /** Per metric that could be read. */
  proposals: { metric: MetricSpec, proposal: Proposal }[]
  recommendations: readonly Recommendation[]
  error?: string
}

export interface EvaluationInput {
  hpa: HorizontalPodAutoscaler
  specReplicas: number
  statusReplicas: number
  pods: readonly Pod[]
  metrics: MetricsSource
  recommendations: readonly Recommendation[]
  history: ScaleHistory
  rules: CalculatorRules & LegacyLimits & { downscaleStabilizationMs: number }
}

const MESSAGES: Record<string, string> = {
  DesiredWithinRange: 'the desired count is within the acceptable range',
  TooManyReplicas: 'the desired replica count is more than the maximum replica count',
  TooFewReplicas: 'the desired replica count is less than the minimum replica count',
  ScaleUpLimit: 'the desired replica count is increasing faster than the maximum scale rate',
  ScaleDownLimit: 'the desired replica count is decreasing faster than the maximum scale rate',
}

function propose(metric: MetricSpec, { specReplicas, statusReplicas, pods, metrics, rules }: EvaluationInput): Proposal {
  const milli = (value: string | number | undefined) => toMilli(value)
  switch (metric.type) {
    case 'Resource':
    case 'ContainerResource': {
      const { name = '', target } = (metric.resource ?? metric.containerResource) ?? {}
      const container = metric.containerResource?.container
      const samples = metrics.resource(name, container)
      if (target?.averageValue !== undefined) return getRawReplicas(specReplicas, name === 'cpu' ? milli(target.averageValue) : toBytes(target.averageValue), name, pods, samples, rules)
      return getResourceReplicas(specReplicas, target?.averageUtilization ?? DEFAULT_CPU_UTILIZATION, name, pods, samples, rules, container)
    }
    case 'Pods': return getRawReplicas(specReplicas, milli(metric.pods?.target.averageValue), '', pods, metrics.podMetric(metric.pods?.metric.name ?? ''), rules)
    default: {
      const { target } = (metric.object ?? metric.external) ?? {}
      const usage = metrics.value(metric)
      if (target?.averageValue !== undefined) return getPerPodReplicas(statusReplicas, usage, milli(target.averageValue), rules.tolerance)
      return getUsageRatioReplicas(specReplicas, usage, milli(target?.value), pods, rules.tolerance)
    }
  }
}

const FAILURES: Record<MetricSpec['type'], string> = {
  Resource: 'FailedGetResourceMetric', ContainerResource: 'FailedGetContainerResourceMetric', Pods: 'FailedGetPodsMetric', Object: 'FailedGetObjectMetric', External: 'FailedGetExternalMetric',
}

function metricName(metric: MetricSpec): string {
  const { resource, containerResource } = metric
  const kind = (resource ?? containerResource)?.target.averageValue === undefined ? 'resource utilization (percentage of request)' : 'resource'
  if (resource) return `${resource.name} ${kind}`
  if (containerResource) return `${containerResource.name} container ${kind}`
  if (metric.pods) return `pods metric ${metric.pods.metric.name}`
  return metric.object ? `${metric.object.describedObject.kind} metric ${metric.object.metric.name}` : `external metric ${metric.external?.metric.name ?? ''}`
}

/** Decides once. The initial recommendation (the size found) must be in `recommendations` already. */
export function evaluate(input: EvaluationInput): Evaluation {
  const { hpa, specReplicas, recommendations } = input
  const { minReplicas = 1, maxReplicas } = hpa.spec
  const conditions: Evaluation['conditions'] = [['AbleToScale', 'True', 'SucceededGetScale', "the HPA controller was able to get the target's current scale"]]
  const base = { conditions, proposals: [], recommendations, rescale: true }
  if (specReplicas === 0 && minReplicas !== 0) {
    conditions.push(['ScalingActive', 'False', 'ScalingDisabled', 'scaling is disabled since the replica count of the target is zero'])
    return { ...base, desired: 0, rescale: false, reason: '' }
  }
  if (specReplicas > maxReplicas) return { ...base, desired: maxReplicas, reason: 'Current number of replicas above Spec.MaxReplicas' }
  if (specReplicas < minReplicas) return { ...base, desired: minReplicas, reason: 'Current number of replicas below Spec.MinReplicas' }
  return evaluateMetrics(input, base)
}

function evaluateMetrics(input: EvaluationInput, base: Pick<Evaluation, 'conditions'>): Evaluation {
  const { hpa, specReplicas } = input
  const { conditions } = base
  const proposals: Evaluation['proposals'] = []
  const failures: [MetricSpec['type'], string][] = []
  const metrics = hpa.spec.metrics ?? []
  for (const metric of metrics) {
    try {
      proposals.push({ metric, proposal: propose(metric, input) })
    } catch (error) {
      failures.push([metric.type, error instanceof Error ? error.message : String(error)])
    }
  }
  const best = proposals.reduce<Evaluation['proposals'][number] | undefined>((top, one) => (!top || one.proposal.replicas > top.proposal.replicas ? one : top), undefined)
  const [failure] = failures
  if (!best || (failure && best.proposal.replicas < specReplicas)) {
    const [type, why] = failure ?? ['Resource', 'no metrics']
    conditions.push(['ScalingActive', 'False', FAILURES[type], `the HPA was unable to compute the replica count: ${why}`])
    return { ...base, desired: specReplicas, rescale: false, reason: '', proposals, recommendations: input.recommendations, error: `invalid metrics (${failures.length} invalid out of ${metrics.length}), first error is: ${why}` }
  }
  conditions.push(['ScalingActive', 'True', 'ValidMetricFound', `the HPA was able to successfully calculate a replica count from ${metricName(best.metric)}`])
  const wanted = best.proposal.replicas
  const why = wanted > specReplicas ? `${metricName(best.metric)} above target` : wanted < specReplicas ? 'All metrics below target' : ''
  const { replicas, recommendations } = normalize(input, wanted, conditions)
  return { ...base, desired: replicas, rescale: replicas !== specReplicas, reason: why, proposals, recommendations }
}

/** Stabilises, then clamps; each says so in a condition. */
function normalize({ hpa, specReplicas, recommendations, history, rules }: EvaluationInput, wanted: number, conditions: Evaluation['conditions']): { replicas: number, recommendations: Recommendation[] } {
  const { minReplicas: min = 1, maxReplicas: max, behavior } = hpa.spec
  const { now, downscaleStabilizationMs } = rules
  const { scaleUp, scaleDown } = scalingRulesOf(behavior)
  const downWindowMs = scaleDown.stabilizationWindowSeconds === undefined ? downscaleStabilizationMs : scaleDown.stabilizationWindowSeconds * 1000
  const stable = behavior
    ? stabilizeRecommendationWithBehaviors(recommendations, specReplicas, wanted, (scaleUp.stabilizationWindowSeconds ?? 0) * 1000, downWindowMs, now)
    : stabilizeRecommendation(recommendations, wanted, downscaleStabilizationMs, now)
  if (stable.replicas === wanted) conditions[0] = ['AbleToScale', 'True', 'ReadyForNewScale', 'recommended size matches current size']
  else if (stable.replicas > wanted) conditions[0] = ['AbleToScale', 'True', 'ScaleDownStabilized', 'recent recommendations were higher than current one, applying the highest recent recommendation']
  else conditions[0] = ['AbleToScale', 'True', 'ScaleUpStabilized', 'recent recommendations were lower than current one, applying the lowest recent recommendation']
  const { replicas, reason } = behavior
    ? convertDesiredReplicasWithBehaviorRate(specReplicas, stable.replicas, { min, max, scaleUp, scaleDown, history, now })
    : convertDesiredReplicasWithRules(specReplicas, stable.replicas, min, max, rules)
  conditions.push(['ScalingLimited', replicas === stable.replicas ? 'False' : 'True', reason, MESSAGES[reason] ?? ''])
  return { replicas, recommendations: stable.recommendations }
}
