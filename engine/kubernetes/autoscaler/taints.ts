/** Marks that the autoscaler sets on nodes. Models cluster-autoscaler/utils/taints/taints.go and utils/kubernetes/ready.go. */
import { EPOCH, parseTimestamp } from '../apimachinery/clock.ts'
import { findCondition } from '../apimachinery/meta.ts'
import type { Node, Taint } from '../types/index.ts'
import { NOT_READY_TAINT } from '../types/wellknown.ts'

/** On a node that is being drained and deleted: nothing new may come. */
export const TO_BE_DELETED_TAINT = 'ToBeDeletedByClusterAutoscaler'
/** On a node that is not needed: pods had better go elsewhere. */
export const DELETION_CANDIDATE_TAINT = 'DeletionCandidateOfClusterAutoscaler'
const NOT_READY_TAINTS = [NOT_READY_TAINT, 'node.kubernetes.io/disk-pressure', 'node.kubernetes.io/network-unavailable']
/** How long a deletion is believed in (MaxCloudProviderNodeDeletionTime). */
const NODE_DELETION_MS = 300_000

/** The taint of a node whose deletion begins now; its value is the time in Unix seconds. */
export function toBeDeletedTaint(now: number): Taint {
  return { key: TO_BE_DELETED_TAINT, value: unixSeconds(now), effect: 'NoSchedule' }
}

export function deletionCandidateTaint(now: number): Taint {
  return { key: DELETION_CANDIDATE_TAINT, value: unixSeconds(now), effect: 'PreferNoSchedule' }
}

/** When a node's deletion stops being believed in, in virtual milliseconds; NaN for a node that nothing deletes. */
export function deletionBelievedUntil({ spec }: Node): number {
  const value = spec.taints?.find(({ key }) => key === TO_BE_DELETED_TAINT)?.value
  return value === undefined ? Number.NaN : Number(value) * 1_000 - EPOCH + NODE_DELETION_MS
}

/** Whether a node is ready, by its conditions and by the taints that say otherwise (GetNodeReadiness). */
export function isNodeReady({ spec, status }: Node): boolean {
  const { conditions } = status ?? {}
  return findCondition(conditions, 'Ready')?.status === 'True'
    && findCondition(conditions, 'DiskPressure')?.status !== 'True'
    && findCondition(conditions, 'NetworkUnavailable')?.status !== 'True'
    && !spec.taints?.some(({ key }) => NOT_READY_TAINTS.includes(key))
}

/** When a node appeared, in virtual milliseconds; NaN when it does not say. */
export function createdAt({ metadata }: Node): number {
  return parseTimestamp(metadata.creationTimestamp)
}

/** The taints of a node without those that go once it is ready. */
export function withoutNotReadyTaints(taints: readonly Taint[]): readonly Taint[] {
  return taints.filter(({ key }) => !NOT_READY_TAINTS.includes(key))
}

function unixSeconds(now: number): string {
  return String(Math.floor((EPOCH + now) / 1_000))
}
