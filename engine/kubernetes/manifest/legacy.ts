/** Old versions of a kind, read as the one that the engine speaks. Models what upstream's conversion functions did while it served them. */
import { isRecord } from '../apimachinery/patch.ts'
import type { KindSchema } from './schema/kinds.ts'

type Json = Record<string, unknown>

/** The object in the schema's version; itself when it is in that version already. */
export function toCurrentVersion(object: Json, schema: KindSchema): Json {
  const from = String(object.apiVersion)
  if (from === schema.apiVersion) return object
  const spec = isRecord(object.spec) ? object.spec : {}
  if (object.kind === 'HorizontalPodAutoscaler') return { ...object, apiVersion: schema.apiVersion, spec: autoscalerSpec(spec) }
  const template = spec.template
  if (schema.apiVersion === 'apps/v1' && spec.selector === undefined && isRecord(template)) {
    return { ...object, apiVersion: schema.apiVersion, spec: { ...spec, selector: ownSelector(template) } }
  }
  return { ...object, apiVersion: schema.apiVersion }
}

/** extensions/v1beta1 and apps/v1beta1 took the template's labels when there was no selector. */
function ownSelector(template: Json): Json {
  const labels = isRecord(template.metadata) ? template.metadata.labels : undefined
  return { matchLabels: isRecord(labels) ? { ...labels } : {} }
}

function autoscalerSpec(spec: Json): Json {
  const { targetCPUUtilizationPercentage, metrics, ...rest } = spec
  if (typeof targetCPUUtilizationPercentage === 'number') {
    const target = { type: 'Utilization', averageUtilization: targetCPUUtilizationPercentage }
    return { ...rest, metrics: [{ type: 'Resource', resource: { name: 'cpu', target } }] }
  }
  return { ...rest, ...(metrics !== undefined && { metrics: Array.isArray(metrics) ? metrics.map(currentMetric) : metrics }) }
}

function currentMetric(metric: unknown): unknown {
  if (!isRecord(metric) || !isRecord(metric.resource)) return metric
  const { targetAverageUtilization, targetAverageValue, ...resource } = metric.resource
  if (targetAverageUtilization !== undefined) {
    return { ...metric, resource: { ...resource, target: { type: 'Utilization', averageUtilization: targetAverageUtilization } } }
  }
  if (targetAverageValue === undefined) return metric
  return { ...metric, resource: { ...resource, target: { type: 'AverageValue', averageValue: targetAverageValue } } }
}
