/**
 * Conditions that others than the kubelet set on a pod: PodScheduled where there is no node for it (that it has one, the API
 * server writes with the binding), and DisruptionTarget. Models updatePod of pkg/scheduler/schedule_one.go, and pod
 * disruption conditions (api/core/v1).
 */
import { timestamp } from '../apimachinery/clock.ts'
import type { Clock } from '../apimachinery/clock.ts'
import { isPodTerminal, setCondition } from '../apimachinery/meta.ts'
import type { Store } from '../apiserver/store.ts'
import type { Context } from '../simulation/controller.ts'
import type { Condition, Pod } from '../types/index.ts'

/**
 * Says why a pod has no node.
 * @param nominated the node that is being freed for it; null to give up one nominated earlier, undefined to keep it
 */
export function markUnschedulable(pod: Pod, message: string, nominated: string | null | undefined, { store, clock }: Context): void {
  const condition: Condition = { type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message }
  const { nominatedNodeName: before, ...status } = pod.status ?? {}
  const nominatedNodeName = nominated === undefined ? before : nominated
  const conditions = setCondition(pod.status?.conditions, condition, timestamp(clock.now))
  store.updateStatus({ ...pod, status: { ...status, conditions, ...(nominatedNodeName && { nominatedNodeName }) } })
}

/** Gives up the node that was being freed for a pod: a more important one gets it. */
export function clearNomination(pod: Pod, { store }: Context): void {
  const status = { ...pod.status }
  delete status.nominatedNodeName
  store.updateStatus({ ...pod, status })
}

/** Says who is about to take a pod away, and why. */
export function markDisrupted(
  pod: Pod, reason: 'EvictionByEvictionAPI' | 'PreemptionByScheduler' | 'DeletionByTaintManager' | 'DeletionByPodGC', message: string,
  { store, clock }: { store: Store, clock: Clock },
): void {
  if (isPodTerminal(pod)) return
  const conditions = setCondition(pod.status?.conditions, { type: 'DisruptionTarget', status: 'True', reason, message }, timestamp(clock.now))
  store.updateStatus({ ...pod, status: { ...pod.status, conditions } })
}
