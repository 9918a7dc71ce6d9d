/** Sorts of pods that the autoscaler tells apart. Models cluster-autoscaler/utils/pod/pod.go and utils/drain/drain.go. */
import { parseTimestamp } from '../apimachinery/clock.ts'
import { controllerOf, equal } from '../apimachinery/meta.ts'
import type { PodInfo } from '../scheduler/podinfo.ts'
import type { Pod, PodSpec } from '../types/index.ts'

const DAEMONSET_POD_ANNOTATION = 'cluster-autoscaler.kubernetes.io/daemonset-pod'
const MIRROR_ANNOTATION = 'kubernetes.io/config.mirror'
const SOURCE_ANNOTATION = 'kubernetes.io/config.source'
/** How long beyond its grace period a terminating pod still counts (PodLongTerminatingExtraThreshold). */
const LONG_TERMINATING_EXTRA_MS = 30_000
const DEFAULT_GRACE_SECONDS = 30

export function isDaemonSetPod(pod: Pod): boolean {
  return controllerOf(pod)?.kind === 'DaemonSet' || pod.metadata.annotations?.[DAEMONSET_POD_ANNOTATION] === 'true'
}

export function isMirrorPod(pod: Pod): boolean {
  return pod.metadata.annotations?.[MIRROR_ANNOTATION] !== undefined
}

/** Whether the kubelet has a pod from somewhere else than the API server. */
export function isStaticPod({ metadata }: Pod): boolean {
  const source = metadata.annotations?.[SOURCE_ANNOTATION]
  return source !== undefined && source !== 'api'
}

/** From when on a terminating pod counts as gone, in virtual milliseconds; NaN for a pod that nothing has deleted. */
export function longTerminatingAt({ metadata, spec }: Pod): number {
  return parseTimestamp(metadata.deletionTimestamp) + (spec.terminationGracePeriodSeconds ?? DEFAULT_GRACE_SECONDS) * 1_000 + LONG_TERMINATING_EXTRA_MS
}

export function isLongTerminating(pod: Pod, now: number): boolean {
  return longTerminatingAt(pod) < now
}

const unbound = new WeakMap<PodInfo, PodInfo>()

/** A pod as if it had no node yet (ClearPodNodeNames). */
export function withoutNode(pod: PodInfo): PodInfo {
  if (!pod.pod.spec.nodeName) return pod
  let free = unbound.get(pod)
  if (!free) {
    free = { ...pod, pod: { ...pod.pod, spec: { ...pod.pod.spec, nodeName: undefined } } }
    unbound.set(pod, free)
  }
  return free
}

/** Whether what fits one pod fits the other: pods of one controller with equal labels and specs. */
export function areSimilar(a: PodInfo, b: PodInfo): boolean {
  const owner = controllerOf(a.pod)?.uid
  return owner !== undefined && owner === controllerOf(b.pod)?.uid && equal(a.labels, b.labels) && haveEqualSpecs(a.pod, b.pod)
}

function haveEqualSpecs({ spec: a }: Pod, { spec: b }: Pod): boolean {
  if (a === b) return true
  for (const field in { ...a, ...b }) {
    if (field !== 'nodeName' && !equal(a[field as keyof PodSpec], b[field as keyof PodSpec])) return false
  }
  return true
}
