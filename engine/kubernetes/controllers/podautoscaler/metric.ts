/**
 * One metric of an autoscaler: the replicas that it asks for, and how a failure is told.
 * Models computeReplicasForMetric and computeStatusFor* of pkg/controller/podautoscaler/horizontal.go, and the words that
 * replica_calculator.go puts before a metric that cannot be had.
 */
import { toBytes, toMilli } from '../../apimachinery/quantity.ts'
import { DEFAULT_CPU_UTILIZATION } from '../../apiserver/defaults/policy.ts'
import type { LabelSelector, MetricSpec, Pod } from '../../types/index.ts'
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

export interface MetricInput {
  namespace: string
  specReplicas: number
  statusReplicas: number
  pods: readonly Pod[]
  metrics: MetricsSource
  rules: CalculatorRules
}

/** Why a metric gives no number of replicas. */
export class MetricFailure extends Error {
  readonly reason: string
  /** With the words that say of which metric; the message alone is what the metric's own event and the condition say. */
  readonly wrapped: string

  constructor(metric: MetricSpec, message: string, wrapped: string) {
    super(message)
    this.reason = REASONS[metric.type]
    this.wrapped = wrapped
  }
}

const REASONS: Record<MetricSpec['type'], string> = {
  Resource: 'FailedGetResourceMetric', ContainerResource: 'FailedGetContainerResourceMetric', Pods: 'FailedGetPodsMetric', Object: 'FailedGetObjectMetric', External: 'FailedGetExternalMetric',
}

/** @throws MetricFailure */
export function proposeReplicas(metric: MetricSpec, input: MetricInput): Proposal {
  try {
    return propose(metric, input)
  } catch (error) {
    const message = `${prefixOf(metric)}${error instanceof Error ? error.message : String(error)}`
    throw new MetricFailure(metric, message, `${wrapperOf(metric)}${message}`)
  }
}

function propose(metric: MetricSpec, { namespace, specReplicas, statusReplicas, pods, metrics, rules }: MetricInput): Proposal {
  switch (metric.type) {
    case 'Resource':
    case 'ContainerResource': {
      const { name = '', target } = (metric.resource ?? metric.containerResource) ?? {}
      const container = metric.containerResource?.container
      const samples = metrics.resource(name, container)
      if (target?.averageValue !== undefined) return getRawReplicas(specReplicas, name === 'cpu' ? toMilli(target.averageValue) : toBytes(target.averageValue), name, pods, samples, rules)
      return getResourceReplicas(specReplicas, target?.averageUtilization ?? DEFAULT_CPU_UTILIZATION, name, pods, samples, rules, container)
    }
    case 'Pods': {
      const name = metric.pods?.metric.name ?? ''
      const samples = fetched(`unable to get metric ${name}: `, () => metrics.podMetric(name))
      return getRawReplicas(specReplicas, toMilli(metric.pods?.target.averageValue), '', pods, samples, rules)
    }
    default: {
      const { target } = (metric.object ?? metric.external) ?? {}
      const usage = fetched(metric.object ? objectWords(metric.object, namespace) : externalWords(metric.external, namespace), () => metrics.value(metric))
      if (target?.averageValue !== undefined) return getPerPodReplicas(statusReplicas, usage, toMilli(target.averageValue), rules.tolerance)
      return getUsageRatioReplicas(specReplicas, usage, toMilli(target?.value), pods, rules.tolerance)
    }
  }
}

function fetched<T>(words: string, fetch: () => T): T {
  try {
    return fetch()
  } catch (error) {
    throw new Error(words + (error instanceof Error ? error.message : String(error)), { cause: error })
  }
}

/** Upstream's format string names things in this odd order. */
function objectWords({ metric, describedObject: { kind, name } }: NonNullable<MetricSpec['object']>, namespace: string): string {
  return `unable to get metric ${metric.name}: ${kind} on ${namespace} ${name}/`
}

function externalWords(external: MetricSpec['external'], namespace: string): string {
  return `unable to get external metric ${namespace}/${external?.metric.name ?? ''}/${goSelector(external?.metric.selector)}: `
}

/** A selector as Go prints the pointer to it. */
function goSelector(selector: LabelSelector | undefined): string {
  if (!selector) return 'nil'
  const labels = Object.entries(selector.matchLabels ?? {}).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, value]) => `${key}: ${value},`).join('')
  const expressions = (selector.matchExpressions ?? []).map(({ key, operator, values = [] }) => `LabelSelectorRequirement{Key:${key},Operator:${operator},Values:[${values.join(' ')}],},`).join('')
  return `&LabelSelector{MatchLabels:map[string]string{${labels}},MatchExpressions:[]LabelSelectorRequirement{${expressions}},}`
}

/** What the metric's own event and the condition say before the cause. */
function prefixOf({ resource, containerResource }: MetricSpec): string {
  const source = resource ?? containerResource
  return source ? `failed to get ${source.name} ${source.target.averageValue === undefined ? 'utilization' : 'usage'}: ` : ''
}

/** What `first error is:` says before that. */
function wrapperOf({ type, resource, containerResource, object, external }: MetricSpec): string {
  switch (type) {
    case 'Resource': return `failed to get ${resource?.name ?? ''} resource metric value: `
    case 'ContainerResource': return `failed to get ${containerResource?.container ?? ''} container metric value: `
    case 'Pods': return 'failed to get pods metric value: '
    case 'Object': return `failed to get object metric value: ${object?.target.averageValue === undefined ? '' : `failed to get ${object.metric.name} object metric: `}`
    case 'External': {
      const name = external?.metric.name ?? ''
      return `failed to get ${name} external metric value: ${external?.target.averageValue === undefined ? `failed to get external metric ${name}: ` : `failed to get ${name} external metric: `}`
    }
  }
}

/** How a metric is named in the reason of a change of size. */
export function metricName(metric: MetricSpec): string {
  const { resource, containerResource } = metric
  const kind = (resource ?? containerResource)?.target.averageValue === undefined ? 'resource utilization (percentage of request)' : 'resource'
  if (resource) return `${resource.name} ${kind}`
  if (containerResource) return `${containerResource.name} ${kind}`
  if (metric.pods) return `pods metric ${metric.pods.metric.name}`
  if (!metric.object) return `external metric ${metric.external?.metric.name ?? ''}(${goSelector(metric.external?.metric.selector)})`
  const { describedObject, metric: { name, selector }, target } = metric.object
  return target.averageValue === undefined ? `${describedObject.kind} metric ${name}` : `external metric ${name}(${goSelector(selector)})`
}
