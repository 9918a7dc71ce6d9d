/** Budgets and autoscalers. Models pkg/apis/policy/validation and pkg/apis/autoscaling/validation. */
import { parseQuantity } from '../../apimachinery/quantity.ts'
import type { FieldError } from '../errors.ts'
import { invalid, required } from '../errors.ts'
import type { HorizontalPodAutoscaler, HPAScalingRules, MetricSpec, MetricTarget, PodDisruptionBudget } from '../../types/index.ts'
import { checkChoice, checkInteger, checkIntOrPercent } from './numbers.ts'
import { checkSelector } from './selector.ts'

export function checkPodDisruptionBudget({ spec }: PodDisruptionBudget): FieldError[] {
  const errors = [
    ...checkIntOrPercent(spec.minAvailable, 'spec.minAvailable', { atMost100: true }),
    ...checkIntOrPercent(spec.maxUnavailable, 'spec.maxUnavailable', { atMost100: true }),
    ...checkChoice(spec.unhealthyPodEvictionPolicy, 'spec.unhealthyPodEvictionPolicy', ['AlwaysAllow', 'IfHealthyBudget']),
    ...checkSelector(spec.selector, 'spec.selector'),
  ]
  if (spec.minAvailable !== undefined && spec.maxUnavailable !== undefined) {
    errors.push(invalid('spec', spec, 'minAvailable and maxUnavailable cannot be both set'))
  }
  return errors
}

const SOURCES = { Resource: 'resource', ContainerResource: 'containerResource', Pods: 'pods', Object: 'object', External: 'external' } as const

function checkTarget(target: MetricTarget | undefined, field: string): FieldError[] {
  if (!target) return [required(`${field}.target`, 'must specify a target')]
  const { averageUtilization } = target
  const errors = checkChoice(target.type, `${field}.target.type`, ['AverageValue', 'Utilization', 'Value'])
  if (averageUtilization !== undefined && averageUtilization < 1) {
    errors.push(invalid(`${field}.target.averageUtilization`, averageUtilization, 'must be greater than 0'))
  }
  return errors
}

function checkMetric(metric: MetricSpec, field: string): FieldError[] {
  const source = SOURCES[metric.type]
  if (!source) return checkChoice(metric.type, `${field}.type`, Object.keys(SOURCES))
  const body = metric[source]
  return body ? checkTarget(body.target, `${field}.${source}`) : [required(`${field}.${source}`, 'must populate information for the given metric source')]
}

function checkTolerance(tolerance: string | number | undefined, field: string): FieldError[] {
  if (tolerance === undefined) return []
  try {
    return parseQuantity(tolerance).nano < 0n ? [invalid(field, String(tolerance), 'must be greater than or equal to 0')] : []
  } catch (error) {
    return [invalid(field, String(tolerance), error instanceof Error ? error.message : String(error))]
  }
}

function checkRules(rules: HPAScalingRules | undefined, field: string): FieldError[] {
  if (!rules) return []
  const { stabilizationWindowSeconds: seconds } = rules
  const errors = checkInteger(seconds, `${field}.stabilizationWindowSeconds`)
  if (seconds !== undefined && seconds > 3600) errors.push(invalid(`${field}.stabilizationWindowSeconds`, seconds, 'must be less than or equal to 3600'))
  errors.push(...checkTolerance(rules.tolerance, `${field}.tolerance`))
  errors.push(...checkChoice(rules.selectPolicy, `${field}.selectPolicy`, ['Disabled', 'Max', 'Min']))
  if (rules.policies?.length === 0) errors.push(required(`${field}.policies`, 'must specify at least one Policy'))
  rules.policies?.forEach((policy, i) => {
    const at = `${field}.policies[${i}]`
    errors.push(...checkChoice(policy.type, `${at}.type`, ['Percent', 'Pods']))
    if (policy.value <= 0) errors.push(invalid(`${at}.value`, policy.value, 'must be greater than zero'))
    if (policy.periodSeconds <= 0) errors.push(invalid(`${at}.periodSeconds`, policy.periodSeconds, 'must be greater than zero'))
    if (policy.periodSeconds > 1800) errors.push(invalid(`${at}.periodSeconds`, policy.periodSeconds, 'must be less than or equal to 1800'))
  })
  return errors
}

export function checkHorizontalPodAutoscaler({ spec }: HorizontalPodAutoscaler): FieldError[] {
  const { minReplicas = 1, maxReplicas, scaleTargetRef } = spec
  const errors: FieldError[] = []
  if (minReplicas < 1) errors.push(invalid('spec.minReplicas', minReplicas, 'must be greater than or equal to 1'))
  if (typeof maxReplicas !== 'number' || maxReplicas < 1) errors.push(invalid('spec.maxReplicas', maxReplicas ?? 0, 'must be greater than 0'))
  else if (maxReplicas < minReplicas) errors.push(invalid('spec.maxReplicas', maxReplicas, 'must be greater than or equal to `minReplicas`'))
  if (!scaleTargetRef?.kind) errors.push(required('spec.scaleTargetRef.kind'))
  if (!scaleTargetRef?.name) errors.push(required('spec.scaleTargetRef.name'))
  spec.metrics?.forEach((metric, i) => errors.push(...checkMetric(metric, `spec.metrics[${i}]`)))
  return [...errors, ...checkRules(spec.behavior?.scaleUp, 'spec.behavior.scaleUp'), ...checkRules(spec.behavior?.scaleDown, 'spec.behavior.scaleDown')]
}
