/**
 * Which pods a DaemonSet's rolling update takes away, and where it runs a second one first.
 * Models pkg/controller/daemon/update.go (rollingUpdate) and the surge part of podsShouldBeOnNode.
 */
import { isPodReady } from '../apimachinery/meta.ts'
import type { DaemonSet, Pod } from '../types/index.ts'
import { scaledValue } from './deployment/bounds.ts'
import { isPodAvailable } from './pods.ts'
import { REVISION_HASH_LABEL } from './revisions.ts'

/** A node that should have a daemon, and its pods that are neither finished nor on their way out, oldest first. */
export interface NodePods {
  node: string
  pods: readonly Pod[]
}

export interface UpdatePlan {
  remove: Pod[]
  /** Nodes that get a pod of the new template beside the old one. */
  surgeOnto: string[]
}

export const isUpdated = (pod: Pod, hash: string): boolean => pod.metadata.labels?.[REVISION_HASH_LABEL] === hash

/** How many nodes may have two pods during an update, and how many none; both round up. */
function limitsOf({ spec }: DaemonSet, desired: number): { maxSurge: number, maxUnavailable: number } {
  const { maxSurge, maxUnavailable = 1 } = spec.updateStrategy?.rollingUpdate ?? {}
  const surge = scaledValue(maxSurge, desired, 'up')
  const unavailable = scaledValue(maxUnavailable, desired, 'up')
  return { maxSurge: surge, maxUnavailable: surge === 0 && unavailable === 0 ? 1 : unavailable }
}

export function allowsSurge({ spec }: DaemonSet): boolean {
  return spec.updateStrategy?.type !== 'OnDelete' && scaledValue(spec.updateStrategy?.rollingUpdate?.maxSurge, 1, 'up') > 0
}

/** @param now virtual ms */
export function planUpdate(daemonSet: DaemonSet, nodes: readonly NodePods[], hash: string, now: number): UpdatePlan {
  const { maxSurge, maxUnavailable } = limitsOf(daemonSet, nodes.length)
  const isAvailable = (pod: Pod) => isPodAvailable(pod, daemonSet.spec.minReadySeconds ?? 0, now)
  const sorted = nodes.map(({ node, pods }) => ({ node, old: pods.find(pod => !isUpdated(pod, hash)), fresh: pods.find(pod => isUpdated(pod, hash)) }))
  return maxSurge > 0 ? planSurge(sorted, maxSurge, isAvailable) : planReplacement(sorted, maxUnavailable, isAvailable)
}

interface NodeState {
  node: string
  old?: Pod
  fresh?: Pod
}

/** Old pods go first: those that are unavailable anyway at once, others as far as maxUnavailable allows. */
function planReplacement(nodes: readonly NodeState[], maxUnavailable: number, isAvailable: (pod: Pod) => boolean): UpdatePlan {
  const remove: Pod[] = []
  const candidates: Pod[] = []
  let unavailable = 0
  for (const { old, fresh } of nodes) {
    const pod = fresh ?? old
    if (!pod || !isAvailable(pod)) unavailable++
    if (!old || fresh) continue
    if (isAvailable(old)) candidates.push(old)
    else remove.push(old)
  }
  return { remove: [...remove, ...candidates.slice(0, Math.max(0, maxUnavailable - unavailable))], surgeOnto: [] }
}

/** New pods come first; an old one goes when the new one beside it is available, or when it is not ready itself. */
function planSurge(nodes: readonly NodeState[], maxSurge: number, isAvailable: (pod: Pod) => boolean): UpdatePlan {
  const remove: Pod[] = []
  const atOnce: string[] = []
  const candidates: string[] = []
  let surging = 0
  for (const { node, old, fresh } of nodes) {
    if (!old) continue
    if (!fresh) (isAvailable(old) ? candidates : atOnce).push(node)
    else if (isAvailable(fresh) || !isPodReady(old)) remove.push(old)
    else surging++
  }
  return { remove, surgeOnto: [...atOnce, ...candidates.slice(0, Math.max(0, maxSurge - surging))] }
}
