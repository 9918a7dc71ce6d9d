/** The HorizontalPodAutoscaler that the inputs describe, as kubectl would print it. */
import { defaultHorizontalPodAutoscaler } from '../../kubernetes/apiserver/defaults/policy.ts'
import { clone } from '../../kubernetes/apimachinery/meta.ts'
import type { HorizontalPodAutoscaler, MetricTarget } from '../../kubernetes/types/index.ts'
import type { RaceInputs } from './inputs.ts'

/** As the user would write it: without what the API server fills in. */
export function writtenAutoscaler({ workload: { name }, hpa: { minReplicas, maxReplicas, targetUtilization, targetMilli, behavior } }: Pick<RaceInputs, 'workload' | 'hpa'>): HorizontalPodAutoscaler {
  const target: MetricTarget = targetMilli === null
    ? { type: 'Utilization', averageUtilization: targetUtilization }
    : { type: 'AverageValue', averageValue: `${targetMilli}m` }
  return {
    apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', metadata: { name, namespace: 'default' },
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name }, minReplicas, maxReplicas,
      metrics: [{ type: 'Resource', resource: { name: 'cpu', target } }], ...(behavior && { behavior }),
    },
  }
}

/** As the API server keeps it. */
export function autoscalerOf(inputs: Pick<RaceInputs, 'workload' | 'hpa'>): HorizontalPodAutoscaler {
  const hpa = clone(writtenAutoscaler(inputs))
  defaultHorizontalPodAutoscaler(hpa)
  return hpa
}
