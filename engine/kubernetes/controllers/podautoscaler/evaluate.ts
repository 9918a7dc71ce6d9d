/**
 * One decision of an autoscaler, without its writes.
 * Models pkg/controller/podautoscaler/horizontal.go (reconcileAutoscaler, computeReplicasForMetrics).
 */
import { scalingRulesOf } from '../../apiserver/defaults/policy.ts'
import type { HorizontalPodAutoscaler, MetricSpec, Pod } from '../../types/index.ts'
import {
  convertDesiredReplicasWithBehaviorRate, convertDesiredReplicasWithRules, stabilizeRecommendation, stabilizeRecommendationWithBehaviors, tolerancesForHpa,
} from './behavior.ts'
import type { LegacyLimits, Recommendation, ScaleHistory } from './behavior.ts'
import { MetricFailure, metricName, proposeReplicas } from './metric.ts'
import type { MetricsSource } from './metric.ts'
import type { CalculatorRules, Proposal } from './replicacalculator.ts'

export interface Evaluation {
  desired: number
  /** What the metrics ask for, and what is left of it once the windows are heard; policies, min and max make `desired` of it. */
  wanted?: number
  stabilized?: number
  /** Whether the target's size is to be written. */
  rescale: boolean
  reason: string
  conditions: [type: string, status: 'True' | 'False', reason: string, message: string][]
  /** Per metric that could be read. */
  proposals: { metric: MetricSpec, proposal: Proposal }[]
  recommendations: readonly Recommendation[]
  /** Warnings on the way: a metric that cannot be had, a selector that is not its own. */
  warnings: { reason: string, message: string }[]
  /** Why there is no number of replicas. */
  error?: string
}

/** What a decision follows from, beside what the metrics ask for. */
export interface DecisionInput {
  hpa: HorizontalPodAutoscaler
  specReplicas: number
  recommendations: readonly Recommendation[]
  history: ScaleHistory
  /** Why it must not act: its pods are another autoscaler's too. */
  ambiguity?: string
  rules: { now: number, downscaleStabilizationMs: number } & LegacyLimits
}

export interface EvaluationInput extends DecisionInput {
  statusReplicas: number
  pods: readonly Pod[]
  metrics: MetricsSource
  /** `tolerance` is the controller's; an autoscaler may have its own. */
  rules: CalculatorRules & { tolerance: number } & DecisionInput['rules']
}

/** The replicas that a metric asks for. @throws MetricFailure when it cannot be had */
export type Propose = (metric: MetricSpec) => Proposal

const MESSAGES: Record<string, string> = {
  DesiredWithinRange: 'the desired count is within the acceptable range',
  TooManyReplicas: 'the desired replica count is more than the maximum replica count',
  TooFewReplicas: 'the desired replica count is less than the minimum replica count',
  ScaleUpLimit: 'the desired replica count is increasing faster than the maximum scale rate',
  ScaleDownLimit: 'the desired replica count is decreasing faster than the maximum scale rate',
}

/** Decides once from pods and their samples. The initial recommendation (the size found) must be in `recommendations` already. */
export function evaluate(input: EvaluationInput): Evaluation {
  const namespace = input.hpa.metadata.namespace ?? 'default'
  const rules = { ...input.rules, tolerance: tolerancesForHpa(input.hpa, input.rules.tolerance) }
  return decide(input, metric => proposeReplicas(metric, { ...input, namespace, rules }))
}

/** Decides once, however its metrics are had. */
export function decide(input: DecisionInput, propose: Propose): Evaluation {
  const { hpa, specReplicas, recommendations } = input
  const { minReplicas = 1, maxReplicas } = hpa.spec
  const conditions: Evaluation['conditions'] = [['AbleToScale', 'True', 'SucceededGetScale', "the HPA controller was able to get the target's current scale"]]
  const base = { conditions, proposals: [], recommendations, rescale: true, warnings: [] }
  if (specReplicas === 0 && minReplicas !== 0) {
    conditions.push(['ScalingActive', 'False', 'ScalingDisabled', 'scaling is disabled since the replica count of the target is zero'])
    return { ...base, desired: 0, rescale: false, reason: '' }
  }
  if (specReplicas > maxReplicas) return { ...base, desired: maxReplicas, reason: 'Current number of replicas above Spec.MaxReplicas' }
  if (specReplicas < minReplicas) return { ...base, desired: minReplicas, reason: 'Current number of replicas below Spec.MinReplicas' }
  return evaluateMetrics(input, propose, base)
}

function evaluateMetrics(input: DecisionInput, propose: Propose, { conditions }: Pick<Evaluation, 'conditions'>): Evaluation {
  const { hpa, specReplicas, ambiguity } = input
  const base = { conditions, desired: specReplicas, rescale: false, reason: '', recommendations: input.recommendations }
  if (ambiguity !== undefined) {
    conditions.push(['ScalingActive', 'False', 'AmbiguousSelector', ambiguity])
    return { ...base, proposals: [], warnings: [{ reason: 'AmbiguousSelector', message: ambiguity }], error: ambiguity }
  }
  const metrics = hpa.spec.metrics ?? []
  const { proposals, failures } = proposeAll(metrics, propose)
  const warnings = failures.map(({ reason, message }) => ({ reason, message }))
  const best = proposals.reduce<Evaluation['proposals'][number] | undefined>((top, one) => (!top || one.proposal.replicas > top.proposal.replicas ? one : top), undefined)
  const [failure] = failures
  if (!best || (failure && best.proposal.replicas < specReplicas)) {
    conditions.push(['ScalingActive', 'False', failure?.reason ?? '', `the HPA was unable to compute the replica count: ${failure?.message ?? ''}`])
    return { ...base, proposals, warnings, error: `invalid metrics (${failures.length} invalid out of ${metrics.length}), first error is: ${failure?.wrapped ?? ''}` }
  }
  conditions.push(['ScalingActive', 'True', 'ValidMetricFound', `the HPA was able to successfully calculate a replica count from ${metricName(best.metric)}`])
  const wanted = best.proposal.replicas
  const why = wanted > specReplicas ? `${metricName(best.metric)} above target` : wanted < specReplicas ? 'All metrics below target' : ''
  const { replicas, stabilized, recommendations } = normalize(input, wanted, conditions)
  return { conditions, desired: replicas, wanted, stabilized, rescale: replicas !== specReplicas, reason: why, proposals, warnings, recommendations }
}

function proposeAll(metrics: readonly MetricSpec[], propose: Propose): { proposals: Evaluation['proposals'], failures: MetricFailure[] } {
  const proposals: Evaluation['proposals'] = []
  const failures: MetricFailure[] = []
  for (const metric of metrics) {
    try {
      proposals.push({ metric, proposal: propose(metric) })
    } catch (error) {
      if (!(error instanceof MetricFailure)) throw error
      failures.push(error)
    }
  }
  return { proposals, failures }
}

/** Stabilises, then clamps; each says so in a condition. */
function normalize({ hpa, specReplicas, recommendations, history, rules }: DecisionInput, wanted: number, conditions: Evaluation['conditions']): { replicas: number, stabilized: number, recommendations: Recommendation[] } {
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
  return { replicas, stabilized: stable.replicas, recommendations: stable.recommendations }
}
