/**
 * The arithmetic of a rolling update. Models pkg/controller/deployment/rolling.go and NewRSNewReplicas.
 * Each function says what to scale; the controller does it.
 */
import type { Deployment, ReplicaSet } from '../../types/index.ts'
import { isRollingUpdate, maxUnavailable, scaledValue } from './bounds.ts'
import {
  byCreation, getAvailableReplicaCountForReplicaSets, getReplicaCountForReplicaSets, replicasOf,
} from './replicasets.ts'
import type { Scaling } from './replicasets.ts'

/** How many replicas the new ReplicaSet gets next; `allRSs` are all that count against the surge. */
export function newRSNewReplicas(deployment: Deployment, allRSs: readonly (ReplicaSet | undefined)[], newRS: ReplicaSet): number {
  const desired = deployment.spec.replicas ?? 1
  if (!isRollingUpdate(deployment)) return desired
  const surge = scaledValue(deployment.spec.strategy?.rollingUpdate?.maxSurge, desired, 'up')
  const room = desired + surge - getReplicaCountForReplicaSets(allRSs)
  if (room <= 0) return replicasOf(newRS)
  return replicasOf(newRS) + Math.min(room, desired - replicasOf(newRS))
}

/** The next size of the new ReplicaSet; undefined when it stays. */
export function reconcileNewReplicaSet(deployment: Deployment, newRS: ReplicaSet, oldRSs: readonly ReplicaSet[]): Scaling | undefined {
  const desired = deployment.spec.replicas ?? 1
  const replicas = replicasOf(newRS) > desired ? desired : newRSNewReplicas(deployment, [...oldRSs, newRS], newRS)
  return replicas === replicasOf(newRS) ? undefined : { replicaSet: newRS, replicas }
}

/** Takes down to `maxCleanupCount` pods that are not available, from the oldest ReplicaSets first. */
export function cleanupUnhealthyReplicas(oldRSs: readonly ReplicaSet[], maxCleanupCount: number): Scaling[] {
  const scalings: Scaling[] = []
  let left = maxCleanupCount
  for (const replicaSet of [...oldRSs].sort(byCreation)) {
    if (left <= 0) break
    const unhealthy = replicasOf(replicaSet) - (replicaSet.status?.availableReplicas ?? 0)
    const count = Math.min(left, unhealthy)
    if (replicasOf(replicaSet) === 0 || count <= 0) continue
    left -= count
    scalings.push({ replicaSet, replicas: replicasOf(replicaSet) - count })
  }
  return scalings
}

/** Takes down old pods as far as enough of all stay available, from the oldest ReplicaSets first. */
export function scaleDownOldReplicaSetsForRollingUpdate(allRSs: readonly (ReplicaSet | undefined)[], oldRSs: readonly ReplicaSet[], deployment: Deployment): Scaling[] {
  const minimum = (deployment.spec.replicas ?? 1) - maxUnavailable(deployment)
  let left = getAvailableReplicaCountForReplicaSets(allRSs) - minimum
  const scalings: Scaling[] = []
  for (const replicaSet of [...oldRSs].sort(byCreation)) {
    if (left <= 0) break
    const count = Math.min(replicasOf(replicaSet), left)
    if (count === 0) continue
    left -= count
    scalings.push({ replicaSet, replicas: replicasOf(replicaSet) - count })
  }
  return scalings
}

/** The next sizes of the old ReplicaSets: unhealthy pods go first, then as many as availability allows. */
export function reconcileOldReplicaSets(deployment: Deployment, newRS: ReplicaSet | undefined, oldRSs: readonly ReplicaSet[]): Scaling[] {
  if (getReplicaCountForReplicaSets(oldRSs) === 0) return []
  const minimum = (deployment.spec.replicas ?? 1) - maxUnavailable(deployment)
  const newUnavailable = newRS ? replicasOf(newRS) - (newRS.status?.availableReplicas ?? 0) : 0
  const maxScaledDown = getReplicaCountForReplicaSets([...oldRSs, newRS]) - minimum - newUnavailable
  if (maxScaledDown <= 0) return []
  const cleaned = cleanupUnhealthyReplicas(oldRSs, maxScaledDown)
  const after = applyScalings(oldRSs, cleaned)
  const scaled = scaleDownOldReplicaSetsForRollingUpdate([...after, newRS], after, deployment)
  return merge(oldRSs, applyScalings(after, scaled))
}

function applyScalings(replicaSets: readonly ReplicaSet[], scalings: readonly Scaling[]): ReplicaSet[] {
  return replicaSets.map((one) => {
    const scaling = scalings.find(({ replicaSet }) => replicaSet === one)
    return scaling ? { ...one, spec: { ...one.spec, replicas: scaling.replicas } } : one
  })
}

function merge(before: readonly ReplicaSet[], after: readonly ReplicaSet[]): Scaling[] {
  return before.flatMap((replicaSet, i) => {
    const replicas = after[i]?.spec.replicas ?? 1
    return replicas === replicasOf(replicaSet) ? [] : [{ replicaSet, replicas }]
  })
}
