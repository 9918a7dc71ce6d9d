/** Which pods an autoscaler counts, and how. Models pkg/controller/podautoscaler/replica_calculator.go (groupPods, calculatePodRequests). */
import { parseTimestamp } from '../../apimachinery/clock.ts'
import { findCondition, isTerminating } from '../../apimachinery/meta.ts'
import { toBytes, toMilli } from '../../apimachinery/quantity.ts'
import { isSidecar } from '../../apimachinery/resources.ts'
import type { Pod } from '../../types/index.ts'

/** A sample of one pod: millicores, bytes or thousandths of a metric. */
export interface PodMetric {
  value: number
  /** Virtual ms. */
  timestamp: number
  windowMs: number
}

export type PodMetrics = ReadonlyMap<string, PodMetric>

export interface ReadinessRules {
  /** Virtual ms. */
  now: number
  /** While a pod is younger its samples count only from a full window after it became ready. */
  cpuInitializationPeriodMs: number
  /** A pod that never became ready within so long of its start is not counted. */
  initialReadinessDelayMs: number
}

export interface PodGroups {
  readyPodCount: number
  unready: Set<string>
  missing: Set<string>
  ignored: Set<string>
}

/** Sorts pods by how far their samples can be trusted. Only CPU depends on readiness. */
export function groupPods(pods: readonly Pod[], metrics: PodMetrics, resource: string, rules: ReadinessRules): PodGroups {
  const groups: PodGroups = { readyPodCount: 0, unready: new Set(), missing: new Set(), ignored: new Set() }
  for (const pod of pods) {
    const { name } = pod.metadata
    const metric = metrics.get(name)
    if (isTerminating(pod) || pod.status?.phase === 'Failed') groups.ignored.add(name)
    else if (pod.status?.phase === 'Pending') groups.unready.add(name)
    else if (!metric) groups.missing.add(name)
    else if (resource === 'cpu' && isUnready(pod, metric, rules)) groups.unready.add(name)
    else groups.readyPodCount++
  }
  return groups
}

function isUnready(pod: Pod, metric: PodMetric, { now, cpuInitializationPeriodMs, initialReadinessDelayMs }: ReadinessRules): boolean {
  const ready = findCondition(pod.status?.conditions, 'Ready')
  if (!ready || !pod.status?.startTime) return true
  const started = parseTimestamp(pod.status.startTime)
  const since = parseTimestamp(ready.lastTransitionTime)
  if (started + cpuInitializationPeriodMs > now) return ready.status === 'False' || metric.timestamp < since + metric.windowMs
  return ready.status === 'False' && started + initialReadinessDelayMs > since
}

/**
 * What each pod requests of a resource (millicores or bytes), of one container or of all; what the pod itself requests counts first.
 * @throws Error in upstream's words when a container does not say
 */
export function calculatePodRequests(pods: readonly Pod[], resource: string, container?: string): Map<string, number> {
  return new Map(pods.map((pod) => {
    const ofPod = pod.spec.resources?.requests?.[resource]
    if (ofPod !== undefined && container === undefined) return [pod.metadata.name, resource === 'cpu' ? toMilli(ofPod) : toBytes(ofPod)]
    const all = [...pod.spec.containers, ...(pod.spec.initContainers ?? []).filter(isSidecar)]
    const wanted = all.filter(({ name }) => container === undefined || name === container)
    const sum = wanted.reduce((total, { name, resources }) => {
      const request = resources?.requests?.[resource]
      if (request === undefined) throw new Error(`missing request for ${resource} in container ${name} of Pod ${pod.metadata.name}`)
      return total + (resource === 'cpu' ? toMilli(request) : toBytes(request))
    }, 0)
    return [pod.metadata.name, sum]
  }))
}
