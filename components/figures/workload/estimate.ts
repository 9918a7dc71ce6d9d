/** How long pods take to come up, at most: so that a scenario's next act begins when the one before is over. */
import { isRollingUpdate, maxSurge, maxUnavailable } from '../../../engine/kubernetes/controllers/deployment/bounds.ts'
import { KUBELET_CONFIG } from '../../../engine/kubernetes/controllers/kubelet/config.ts'
import { preStopMs } from '../../../engine/kubernetes/controllers/kubelet/prestop.ts'
import type { Deployment } from '../../../engine/kubernetes/types/index.ts'

/** Virtual ms from a container's SIGTERM to its being gone. */
export const STOP_MS = 1_500

/** Virtual ms from a pod's beginning to its being available, at most. */
export function podMs({ spec }: Deployment, readySeconds: number): number {
  const slowest = (seconds: readonly number[]) => Math.max(0, ...seconds) * 1000
  const probes = spec.template.spec.containers.flatMap(({ readinessProbe, startupProbe }) => [readinessProbe, startupProbe].filter(probe => probe !== undefined))
  const probing = slowest(probes.map(({ initialDelaySeconds = 0, periodSeconds = 10, successThreshold = 1 }) => initialDelaySeconds + periodSeconds * (successThreshold + 1)))
  const inits = (spec.template.spec.initContainers ?? []).length * (KUBELET_CONFIG.imagePullMs + KUBELET_CONFIG.containerStartMs + KUBELET_CONFIG.initRunMs)
  return KUBELET_CONFIG.imagePullMs + KUBELET_CONFIG.containerStartMs + inits + readySeconds * 1000 + probing + (spec.minReadySeconds ?? 0) * 1000 + 1_000
}

/** How often a whole set of pods must come up before all are exchanged, at most. */
function wavesOf(deployment: Deployment): number {
  const { replicas = 1 } = deployment.spec
  if (!isRollingUpdate(deployment))
    return 1
  return Math.ceil(replicas / Math.max(1, maxSurge(deployment) + maxUnavailable(deployment))) + 1
}

/** Virtual ms in which a Deployment's pods are all exchanged, at most. @param readySeconds from a container's start to its application answering */
export function rolloutMs(deployment: Deployment, readySeconds: number): number {
  const hooks = Math.max(0, ...deployment.spec.template.spec.containers.map(preStopMs))
  return wavesOf(deployment) * (podMs(deployment, readySeconds) + STOP_MS + hooks)
}
