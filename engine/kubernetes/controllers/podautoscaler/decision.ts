/** An autoscaler's last turn, for who asks why it scaled like that. Upstream tells it by metrics and by its log at verbosity 4. */
import type { HorizontalPodAutoscaler, Pod } from '../../types/index.ts'
import type { Evaluation } from './evaluate.ts'
import type { MetricsSource } from './metric.ts'
import { calculatePodRequests, groupPods } from './pods.ts'
import type { ReadinessRules } from './pods.ts'

/** A pod as the autoscaler saw it. */
export interface CountedPod {
  name: string
  /** How its use counts: as it is, not yet because the pod is starting, not at all because there is no sample or the pod is going. */
  group: 'counted' | 'unready' | 'missing' | 'ignored'
  /** Millicores or bytes; absent without a sample. */
  usage?: number
  /** Millicores or bytes; absent where a container has none. */
  request?: number
}

export interface Decision {
  /** Virtual ms. */
  at: number
  /** The size that it found. */
  replicas: number
  /** By its first resource metric; empty when it has none. */
  pods: readonly CountedPod[]
  evaluation: Evaluation
}

/** The pods of a target as its first resource metric counts them (groupPods of replica_calculator.go). */
export function countPods({ spec }: HorizontalPodAutoscaler, pods: readonly Pod[], metrics: MetricsSource, rules: ReadinessRules): CountedPod[] {
  const metric = spec.metrics?.find(({ resource, containerResource }) => resource ?? containerResource)
  const source = metric?.resource ?? metric?.containerResource
  if (!source) return []
  const container = metric?.containerResource?.container
  const samples = metrics.resource(source.name, container)
  const { unready, missing, ignored } = groupPods(pods, samples, source.name, rules)
  return pods.map((pod) => {
    const { name } = pod.metadata
    const usage = samples.get(name)?.value
    const request = requestOf(pod, source.name, container)
    const group = ignored.has(name) ? 'ignored' : unready.has(name) ? 'unready' : missing.has(name) ? 'missing' : 'counted'
    return { name, group, ...(usage !== undefined && { usage }), ...(request !== undefined && { request }) }
  })
}

function requestOf(pod: Pod, resource: string, container: string | undefined): number | undefined {
  try {
    return calculatePodRequests([pod], resource, container).get(pod.metadata.name)
  } catch {
    return undefined
  }
}
