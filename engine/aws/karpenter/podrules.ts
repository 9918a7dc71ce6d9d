/**
 * What Karpenter takes of a pod: whether to make room for it, move it, evict it, and what moving it costs.
 * Models pkg/utils/pod/scheduling.go and pkg/utils/disruption/disruption.go of kubernetes-sigs/karpenter.
 */
import { parseTimestamp } from '../../kubernetes/apimachinery/clock.ts'
import { durationMs } from '../../kubernetes/apimachinery/duration.ts'
import { controllerOf, findCondition, isPodTerminal, isTerminating } from '../../kubernetes/apimachinery/meta.ts'
import { findUntoleratedTaint } from '../../kubernetes/scheduler/taints.ts'
import type { Pod, Taint } from '../../kubernetes/types/index.ts'

export const DO_NOT_DISRUPT = 'karpenter.sh/do-not-disrupt'

/** Keeps new pods off a node that is being disrupted. */
export const DISRUPTED_TAINT: Taint = { key: 'karpenter.sh/disrupted', effect: 'NoSchedule' }

const STUCK_AFTER_MS = 60_000

export const isOfDaemonSet = (pod: Pod) => controllerOf(pod)?.kind === 'DaemonSet'

/** A static pod's image in the API: only its kubelet makes and ends it. */
const isOfNode = (pod: Pod) => controllerOf(pod)?.kind === 'Node'

export const isActive = (pod: Pod) => !isPodTerminal(pod) && !isTerminating(pod)

/** Whether it needs room: the scheduler has found none. */
export function isProvisionable(pod: Pod): boolean {
  return !pod.spec.nodeName && !pod.status?.nominatedNodeName && isActive(pod) && !isOfDaemonSet(pod) && !isOfNode(pod)
    && findCondition(pod.status?.conditions, 'PodScheduled')?.reason === 'Unschedulable'
}

/** Whether it needs another place when its node goes. A StatefulSet's pod is made again only once the old one is gone. */
export function isReschedulable(pod: Pod): boolean {
  return !isOfDaemonSet(pod) && !isOfNode(pod) && (isActive(pod) || (isTerminating(pod) && controllerOf(pod)?.kind === 'StatefulSet'))
}

/** Whether the pod's annotation still protects it: for ever, or for so long after its start. */
export function isProtected({ metadata, status }: Pod, now: number): boolean {
  const value = metadata.annotations?.[DO_NOT_DISRUPT]
  if (value === undefined) return false
  if (value === 'true') return true
  const lasts = durationMs(value)
  if (!(lasts > 0)) return false
  return status?.startTime === undefined || now - parseTimestamp(status.startTime) < lasts
}

const ends = new WeakMap<readonly Pod[], readonly number[]>()

/** When the annotations of pods cease to protect them (virtual ms), of those that ever will. */
export function protectionEnds(pods: readonly Pod[]): readonly number[] {
  let found = ends.get(pods)
  if (!found) {
    found = pods.map(({ metadata, status }) => parseTimestamp(status?.startTime) + durationMs(metadata.annotations?.[DO_NOT_DISRUPT] ?? '')).filter(at => !Number.isNaN(at))
    ends.set(pods, found)
  }
  return found
}

/** Whether nothing of the pod's own stands against a disruption. */
export const isDisruptable = (pod: Pod, now: number) => !isActive(pod) || !isProtected(pod, now)

const toleratesDisruption = ({ spec }: Pod) => findUntoleratedTaint([DISRUPTED_TAINT], spec.tolerations ?? []) === undefined

/** Whether a drain would call the eviction API for it. */
export const isEvictable = (pod: Pod, now: number) => isActive(pod) && !toleratesDisruption(pod) && !isOfNode(pod) && !isProtected(pod, now)

/** Whether a drain waits for it. */
export function isWaitingEviction(pod: Pod, now: number): boolean {
  const stuck = isTerminating(pod) && now - parseTimestamp(pod.metadata.deletionTimestamp) > STUCK_AFTER_MS
  return !isPodTerminal(pod) && !toleratesDisruption(pod) && !stuck && !isOfNode(pod)
}

/** What it costs to evict a pod, -10 to 10; 1 for one that says nothing. */
export function evictionCost({ metadata, spec }: Pod): number {
  const deletionCost = Number(metadata.annotations?.['controller.kubernetes.io/pod-deletion-cost'] ?? 0)
  const cost = 1 + (Number.isNaN(deletionCost) ? 0 : deletionCost / 2 ** 27) + (spec.priority ?? 0) / 2 ** 25
  return Math.min(Math.max(cost, -10), 10)
}
