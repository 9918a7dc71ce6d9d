/** What controllers ask of pods. Models pkg/controller/controller_utils.go and pkg/api/v1/pod/util.go. */
import { mergeSorted } from '../apimachinery/mergesort.ts'
import { parseTimestamp } from '../apimachinery/clock.ts'
import { findCondition, isPodReady, isPodTerminal, isTerminating } from '../apimachinery/meta.ts'
import type { Pod } from '../types/index.ts'

const POD_DELETION_COST = 'controller.kubernetes.io/pod-deletion-cost'

/** Neither finished nor on its way out. */
export function isPodActive(pod: Pod): boolean {
  return !isPodTerminal(pod) && !isTerminating(pod)
}

/** Ready for at least `minReadySeconds` at `now` (virtual ms). */
export function isPodAvailable(pod: Pod, minReadySeconds: number, now: number): boolean {
  if (!isPodReady(pod)) return false
  if (minReadySeconds === 0) return true
  const since = parseTimestamp(findCondition(pod.status?.conditions, 'Ready')?.lastTransitionTime)
  return since + minReadySeconds * 1000 <= now
}

/** When a ready pod that is not available yet will be (virtual ms). */
export function availableAt(pod: Pod, minReadySeconds: number): number {
  return parseTimestamp(findCondition(pod.status?.conditions, 'Ready')?.lastTransitionTime) + minReadySeconds * 1000
}

export interface RankedPod {
  pod: Pod
  /** Related active pods on the same node, itself included. */
  rank: number
}

export interface DeletionOrderOptions {
  /** Virtual ms; absent: ages are compared exactly instead of by their logarithm (feature LogarithmicScaleDown). */
  now?: number
  /** Whether the annotation `controller.kubernetes.io/pod-deletion-cost` counts. @default true */
  podDeletionCost?: boolean
}

/** Phases in the order in which their pods go. */
export const PHASE_ORDER: Readonly<Record<string, number>> = { Pending: 0, Unknown: 1, Running: 2 }

function deletionCost(pod: Pod): number {
  const text = pod.metadata.annotations?.[POD_DELETION_COST] ?? '0'
  return /^(0|-?[1-9]\d*)$/.test(text) ? Number(text) : 0
}

const readySince = (pod: Pod) => (isPodReady(pod) ? parseTimestamp(findCondition(pod.status?.conditions, 'Ready')?.lastTransitionTime) : Number.NaN)
const createdAt = (pod: Pod) => parseTimestamp(pod.metadata.creationTimestamp)

function maxRestarts(pod: Pod): number {
  const all = [...pod.status?.containerStatuses ?? []]
  return Math.max(0, ...all.map(({ restartCount }) => restartCount))
}

/** What the order of deletion goes by, read once a pod. Times are virtual milliseconds, NaN where there is none. */
export interface DeletionFacts {
  uid: string
  assigned: boolean
  /** As PHASE_ORDER has it. */
  phase: number
  ready: boolean
  cost: number
  rank: number
  readySince: number
  restarts: number
  createdAt: number
}

export function deletionFacts({ pod, rank }: RankedPod): DeletionFacts {
  return {
    uid: pod.metadata.uid ?? '', assigned: Boolean(pod.spec.nodeName), phase: PHASE_ORDER[pod.status?.phase ?? ''] ?? 0, ready: isPodReady(pod), cost: deletionCost(pod),
    rank, readySince: readySince(pod), restarts: maxRestarts(pod), createdAt: createdAt(pod),
  }
}

/** The logarithm of an age in nanoseconds, so that pods of about one age count as equal. */
function bucket(time: number, now: number): number {
  const age = (now - time) * 1e6
  return age <= 0 ? -1 : Math.trunc(Math.log2(age))
}

/** Later times first, absent ones before all; equal buckets go by uid. 0 when there is nothing to tell apart. */
function compareAge(a: DeletionFacts, b: DeletionFacts, timeOf: 'readySince' | 'createdAt', now: number | undefined): number {
  const [timeA, timeB] = [a[timeOf], b[timeOf]]
  if (Object.is(timeA, timeB)) return 0
  if (Number.isNaN(timeA) || Number.isNaN(timeB)) return Number.isNaN(timeA) ? -1 : 1
  if (now === undefined) return timeB - timeA
  const difference = bucket(timeA, now) - bucket(timeB, now)
  return difference || (a.uid < b.uid ? -1 : Number(a.uid > b.uid))
}

/** Which of two pods a controller that has too many deletes first: negative when `a` goes first (ActivePodsWithRanks). */
function compareFacts(a: DeletionFacts, b: DeletionFacts, { now, podDeletionCost = true }: DeletionOrderOptions = {}): number {
  return Number(a.assigned) - Number(b.assigned)
    || a.phase - b.phase
    || Number(a.ready) - Number(b.ready)
    || (podDeletionCost ? a.cost - b.cost : 0)
    || b.rank - a.rank
    || (a.ready && b.ready ? compareAge(a, b, 'readySince', now) : 0)
    || b.restarts - a.restarts
    || compareAge(a, b, 'createdAt', now)
}

/**
 * Pods in the order in which they go. Equal times are told apart by what comes after them, times of one bucket by uid, as upstream does:
 * that is no order of all pods, and where it is none, a merge sort decides.
 */
export function firstToGo<T extends { facts: DeletionFacts }>(pods: readonly T[], options: DeletionOrderOptions = {}): T[] {
  return mergeSorted(pods, (a, b) => compareFacts(a.facts, b.facts, options))
}

/** The same of two pods as they are read from the API server. */
export function compareForDeletion(a: RankedPod, b: RankedPod, options: DeletionOrderOptions = {}): number {
  return compareFacts(deletionFacts(a), deletionFacts(b), options)
}

/** Ranks pods by how many related active pods share their node (getPodsRankedByRelatedPodsOnSameNode). */
export function rankPods(pods: readonly Pod[], related: readonly Pod[]): RankedPod[] {
  const onNode = new Map<string, number>()
  for (const pod of related) {
    if (isPodActive(pod)) onNode.set(pod.spec.nodeName ?? '', (onNode.get(pod.spec.nodeName ?? '') ?? 0) + 1)
  }
  return pods.map(pod => ({ pod, rank: onNode.get(pod.spec.nodeName ?? '') ?? 0 }))
}

/** The `count` pods to delete, first to go first; `related` are the pods of all ReplicaSets of the same owner. */
export function getPodsToDelete(pods: readonly Pod[], related: readonly Pod[], count: number, options: DeletionOrderOptions = {}): Pod[] {
  if (count >= pods.length) return [...pods]
  const read = rankPods(pods, related).map(ranked => ({ pod: ranked.pod, facts: deletionFacts(ranked) }))
  return firstToGo(read, options).slice(0, count).map(({ pod }) => pod)
}
