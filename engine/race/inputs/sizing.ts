/** How many pods a load asks for: what the autoscaler settles at. */
import { toMilli } from '../../kubernetes/apimachinery/quantity.ts'
import { podRequests } from '../../kubernetes/apimachinery/resources.ts'
import type { Pod } from '../../kubernetes/types/index.ts'
import type { RaceInputs, RaceWorkload } from './inputs.ts'

/** A pod of a workload, to be measured. */
export function podOfWorkload({ name, template }: Pick<RaceWorkload, 'name' | 'template'>): Pod {
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace: 'default', ...template.metadata }, spec: template.spec }
}

/** Millicores a pod at which the autoscaler leaves the number of pods as it is. */
export function targetMilliOf({ hpa: { targetUtilization, targetMilli }, workload }: Pick<RaceInputs, 'hpa' | 'workload'>): number {
  return targetMilli ?? (podRequests(podOfWorkload(workload)).cpu ?? 0) * targetUtilization / 100
}

/** The requests a second of one pod: what it can serve, or what its CPU limit lets it. */
export function perPodOf(inputs: Pick<RaceInputs, 'serving' | 'workload'>): number {
  const { requestsPerSecondPerPod, cpuMsPerRequest } = inputs.serving
  const limit = toMilli(inputs.workload.template.spec.containers[0]?.resources?.limits?.cpu)
  return limit > 0 && cpuMsPerRequest > 0 ? Math.min(requestsPerSecondPerPod, limit / cpuMsPerRequest) : requestsPerSecondPerPod
}

/** Millicores that a pod uses when it serves as much as it can. */
export function fullMilliOf(inputs: Pick<RaceInputs, 'serving' | 'workload'>): number {
  return perPodOf(inputs) * inputs.serving.cpuMsPerRequest
}

/** Pods for so many requests a second, between the autoscaler's minimum and maximum. */
export function podsFor(rps: number, inputs: Pick<RaceInputs, 'hpa' | 'workload' | 'serving'>): number {
  const { minReplicas, maxReplicas } = inputs.hpa
  const target = targetMilliOf(inputs)
  const wanted = target > 0 ? Math.ceil(rps * inputs.serving.cpuMsPerRequest / target - 1e-9) : minReplicas
  return Math.min(Math.max(wanted, minReplicas), maxReplicas)
}
