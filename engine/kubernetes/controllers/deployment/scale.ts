/** Scaling a Deployment while or while not it rolls out. Models pkg/controller/deployment/sync.go (scale) and GetProportion. */
import type { Deployment, ReplicaSet } from '../../types/index.ts'
import { isRollingUpdate, maxSurge } from './bounds.ts'
import {
  bySizeNewer, bySizeOlder, DESIRED_REPLICAS, filterActiveReplicaSets, findActiveOrLatest, getReplicaCountForReplicaSets,
  MAX_REPLICAS, replicasOf,
} from './replicasets.ts'
import type { Scaling } from './replicasets.ts'

function annotation(replicaSet: ReplicaSet, key: string): number | undefined {
  const text = replicaSet.metadata.annotations?.[key]
  return text !== undefined && /^-?\d+$/.test(text) ? Number(text) : undefined
}

/** Whether the Deployment's size changed since its ReplicaSets were last scaled. */
export function isScalingEvent(deployment: Deployment, replicaSets: readonly ReplicaSet[]): boolean {
  return filterActiveReplicaSets(replicaSets).some((one) => {
    const desired = annotation(one, DESIRED_REPLICAS)
    return desired !== undefined && desired !== (deployment.spec.replicas ?? 1)
  })
}

/** Whether the new ReplicaSet alone already is all that is wanted. */
export function isSaturated(deployment: Deployment, newRS: ReplicaSet | undefined): boolean {
  const desired = deployment.spec.replicas ?? 1
  return newRS !== undefined && replicasOf(newRS) === desired && annotation(newRS, DESIRED_REPLICAS) === desired
    && (newRS.status?.availableReplicas ?? 0) === desired
}

/** Rounds half away from zero. */
const round = (value: number) => Math.trunc(value < 0 ? value - 0.5 : value + 0.5)

/** A ReplicaSet's share of a change, by its share of the size that the Deployment had. */
function getProportion(replicaSet: ReplicaSet, deployment: Deployment, toAdd: number, added: number): number {
  if (replicasOf(replicaSet) === 0 || toAdd === 0 || toAdd === added) return 0
  const desired = deployment.spec.replicas ?? 1
  const before = annotation(replicaSet, MAX_REPLICAS) ?? deployment.status?.replicas ?? 0
  if (desired !== 0 && before === 0) return 0
  const fraction = desired === 0
    ? -replicasOf(replicaSet)
    : round(replicasOf(replicaSet) * (desired + maxSurge(deployment)) / before) - replicasOf(replicaSet)
  return toAdd > 0 ? Math.min(fraction, toAdd - added) : Math.max(fraction, toAdd - added)
}

/** The sizes that ReplicaSets get when the Deployment's size changed; those that stay are among them. */
export function scale(deployment: Deployment, newRS: ReplicaSet | undefined, oldRSs: readonly ReplicaSet[]): Scaling[] {
  const desired = deployment.spec.replicas ?? 1
  const only = findActiveOrLatest(newRS, oldRSs)
  if (only) return [{ replicaSet: only, replicas: desired }]
  if (isSaturated(deployment, newRS)) return filterActiveReplicaSets(oldRSs).map(replicaSet => ({ replicaSet, replicas: 0 }))
  return isRollingUpdate(deployment) ? scaleProportionally(deployment, filterActiveReplicaSets([...oldRSs, newRS])) : []
}

function scaleProportionally(deployment: Deployment, active: ReplicaSet[]): Scaling[] {
  const desired = deployment.spec.replicas ?? 1
  const allowed = desired > 0 ? desired + maxSurge(deployment) : 0
  const toAdd = allowed - getReplicaCountForReplicaSets(active)
  const sorted = toAdd > 0 ? active.sort(bySizeNewer) : toAdd < 0 ? active.sort(bySizeOlder) : active
  let added = 0
  const scalings = sorted.map((replicaSet) => {
    const proportion = getProportion(replicaSet, deployment, toAdd, added)
    added += proportion
    return { replicaSet, replicas: replicasOf(replicaSet) + proportion }
  })
  const first = scalings[0]
  if (first && toAdd !== 0) first.replicas = Math.max(0, first.replicas + toAdd - added)
  return scalings
}
