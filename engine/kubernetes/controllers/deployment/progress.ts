/** How far a rollout is. Models pkg/controller/deployment/progress.go, sync.go (calculateStatus) and deployment_util.go. */
import { parseTimestamp, timestamp } from '../../apimachinery/clock.ts'
import { findCondition, isTerminating } from '../../apimachinery/meta.ts'
import type { Condition, Deployment, DeploymentStatus, ReplicaSet } from '../../types/index.ts'
import { maxUnavailable } from './bounds.ts'
import {
  getActualReplicaCountForReplicaSets, getAvailableReplicaCountForReplicaSets, getReplicaCountForReplicaSets, replicasOf, revisionOf,
} from './replicasets.ts'

const NO_DEADLINE = 2_147_483_647

export function hasProgressDeadline({ spec }: Deployment): boolean {
  return spec.progressDeadlineSeconds !== undefined && spec.progressDeadlineSeconds !== NO_DEADLINE
}

/** Whether all pods are of the present template, available, and no old ones are left. */
export function deploymentComplete({ spec, metadata }: Deployment, status: DeploymentStatus): boolean {
  const desired = spec.replicas ?? 1
  return (status.updatedReplicas ?? 0) === desired && (status.replicas ?? 0) === desired
    && (status.availableReplicas ?? 0) === desired && (status.observedGeneration ?? 0) >= (metadata.generation ?? 0)
}

/** Whether anything moved forward since the status that the Deployment still shows. */
export function deploymentProgressing({ status: old = {} }: Deployment, now: DeploymentStatus): boolean {
  const left = ({ replicas = 0, updatedReplicas = 0 }: DeploymentStatus) => replicas - updatedReplicas
  return (now.updatedReplicas ?? 0) > (old.updatedReplicas ?? 0) || left(now) < left(old)
    || (now.readyReplicas ?? 0) > (old.readyReplicas ?? 0) || (now.availableReplicas ?? 0) > (old.availableReplicas ?? 0)
}

/** Whether the progress deadline has passed at `now` (virtual ms) since the last progress. */
export function deploymentTimedOut(deployment: Deployment, status: DeploymentStatus, now: number): boolean {
  if (!hasProgressDeadline(deployment)) return false
  const condition = findCondition(status.conditions, 'Progressing')
  if (!condition || condition.reason === 'NewReplicaSetAvailable') return false
  if (condition.reason === 'ProgressDeadlineExceeded') return true
  const deadline = parseTimestamp(condition.lastUpdateTime) + (deployment.spec.progressDeadlineSeconds ?? 0) * 1000
  return deadline < now
}

/** Sets a condition as upstream does: nothing changes while status and reason stay; the transition time only with the status. */
export function setDeploymentCondition(conditions: readonly Condition[] | undefined, condition: Condition, now: number, { refresh = false } = {}): Condition[] {
  const old = findCondition(conditions, condition.type)
  if (old && old.status === condition.status && old.reason === condition.reason && !refresh) return [...conditions ?? []]
  const at = timestamp(now)
  const lastTransitionTime = old?.status === condition.status ? old.lastTransitionTime : at
  return [...(conditions ?? []).filter(({ type }) => type !== condition.type), { ...condition, lastUpdateTime: at, lastTransitionTime }]
}

/** Counts a Deployment's ReplicaSets (calculateStatus). */
export function calculateDeploymentStatus(deployment: Deployment, newRS: ReplicaSet | undefined, allRSs: readonly ReplicaSet[], now: number): DeploymentStatus {
  const available = getAvailableReplicaCountForReplicaSets(allRSs)
  const ready = allRSs.reduce((sum, { status }) => sum + (status?.readyReplicas ?? 0), 0)
  const isAvailable = available >= (deployment.spec.replicas ?? 1) - maxUnavailable(deployment)
  const condition: Condition = isAvailable
    ? { type: 'Available', status: 'True', reason: 'MinimumReplicasAvailable', message: 'Deployment has minimum availability.' }
    : { type: 'Available', status: 'False', reason: 'MinimumReplicasUnavailable', message: 'Deployment does not have minimum availability.' }
  return {
    ...deployment.status,
    observedGeneration: deployment.metadata.generation,
    replicas: getActualReplicaCountForReplicaSets(allRSs),
    updatedReplicas: newRS?.status?.replicas ?? 0,
    readyReplicas: ready,
    availableReplicas: available,
    unavailableReplicas: Math.max(0, getReplicaCountForReplicaSets(allRSs) - available),
    conditions: setDeploymentCondition(deployment.status?.conditions, condition, now),
  }
}

/** The status with its Progressing and ReplicaFailure conditions brought up to date (syncRolloutStatus). */
export function rolloutStatus(deployment: Deployment, newRS: ReplicaSet | undefined, allRSs: readonly ReplicaSet[], now: number): DeploymentStatus {
  const status = calculateDeploymentStatus(deployment, newRS, allRSs, now)
  const drop = (type: string) => { status.conditions = status.conditions?.filter(one => one.type !== type) }
  const progressing = findCondition(deployment.status?.conditions, 'Progressing')
  const wasComplete = status.replicas === status.updatedReplicas && progressing?.reason === 'NewReplicaSetAvailable'
  const subject = newRS ? `ReplicaSet "${newRS.metadata.name}"` : `Deployment "${deployment.metadata.name}"`
  const set = (state: 'True' | 'False', reason: string, message: string, refresh = false) => {
    status.conditions = setDeploymentCondition(status.conditions, { type: 'Progressing', status: state, reason, message: `${subject} ${message}` }, now, { refresh })
  }
  if (!hasProgressDeadline(deployment)) drop('Progressing')
  else if (!wasComplete) {
    if (deploymentComplete(deployment, status)) set('True', 'NewReplicaSetAvailable', 'has successfully progressed.')
    else if (deploymentProgressing(deployment, status)) set('True', 'ReplicaSetUpdated', 'is progressing.', true)
    else if (deploymentTimedOut(deployment, status, now)) set('False', 'ProgressDeadlineExceeded', 'has timed out progressing.')
  }
  const failure = allRSs.map(one => findCondition(one.status?.conditions, 'ReplicaFailure')).find(one => one !== undefined)
  if (failure) status.conditions = setDeploymentCondition(status.conditions, failure, now)
  else drop('ReplicaFailure')
  return status
}

/** Old ReplicaSets beyond the history limit that nothing depends on, lowest revision first (cleanupDeployment). */
export function replicaSetsToCleanUp({ spec }: Deployment, oldRSs: readonly ReplicaSet[]): ReplicaSet[] {
  const limit = spec.revisionHistoryLimit
  if (limit === undefined || limit === NO_DEADLINE) return []
  const cleanable = oldRSs.filter(one => !isTerminating(one))
  const excess = cleanable.length - limit
  if (excess <= 0) return []
  return [...cleanable].sort((a, b) => revisionOf(a) - revisionOf(b)).slice(0, excess).filter(one =>
    (one.status?.replicas ?? 0) === 0 && replicasOf(one) === 0 && (one.metadata.generation ?? 0) <= (one.status?.observedGeneration ?? 0))
}
