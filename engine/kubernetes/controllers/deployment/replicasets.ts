/** A Deployment's ReplicaSets: which is new, which are old, in what order. Models deployment_util.go and controller_utils.go. */
import { parseTimestamp } from '../../apimachinery/clock.ts'
import { equal, without } from '../../apimachinery/meta.ts'
import type { Deployment, PodTemplateSpec, ReplicaSet } from '../../types/index.ts'

export const POD_TEMPLATE_HASH = 'pod-template-hash'
export const REVISION = 'deployment.kubernetes.io/revision'
export const REVISION_HISTORY = 'deployment.kubernetes.io/revision-history'
export const DESIRED_REPLICAS = 'deployment.kubernetes.io/desired-replicas'
export const MAX_REPLICAS = 'deployment.kubernetes.io/max-replicas'

/** A ReplicaSet to be given so many replicas. */
export interface Scaling {
  replicaSet: ReplicaSet
  replicas: number
}

export const replicasOf = ({ spec }: ReplicaSet): number => spec.replicas ?? 1

/** Sum of the wanted replicas. */
export function getReplicaCountForReplicaSets(replicaSets: readonly (ReplicaSet | undefined)[]): number {
  return replicaSets.reduce((sum, one) => sum + (one ? replicasOf(one) : 0), 0)
}

/** Sum of the replicas that there are. */
export function getActualReplicaCountForReplicaSets(replicaSets: readonly (ReplicaSet | undefined)[]): number {
  return replicaSets.reduce((sum, one) => sum + (one?.status?.replicas ?? 0), 0)
}

/** Sum of the available replicas. */
export function getAvailableReplicaCountForReplicaSets(replicaSets: readonly (ReplicaSet | undefined)[]): number {
  return replicaSets.reduce((sum, one) => sum + (one?.status?.availableReplicas ?? 0), 0)
}

/** Those that want at least one pod. */
export function filterActiveReplicaSets(replicaSets: readonly (ReplicaSet | undefined)[]): ReplicaSet[] {
  return replicaSets.filter(one => one !== undefined).filter(one => replicasOf(one) > 0)
}

const createdAt = ({ metadata }: ReplicaSet) => parseTimestamp(metadata.creationTimestamp)

/** Oldest first; equal times go by name. An absent time is the oldest. */
export function byCreation(a: ReplicaSet, b: ReplicaSet): number {
  const difference = (createdAt(a) || 0) - (createdAt(b) || 0)
  const [absentA, absentB] = [Number.isNaN(createdAt(a)), Number.isNaN(createdAt(b))]
  if (absentA !== absentB) return absentA ? -1 : 1
  return difference || (a.metadata.name < b.metadata.name ? -1 : Number(a.metadata.name > b.metadata.name))
}

/** Largest first; of equals the newest. */
export function bySizeNewer(a: ReplicaSet, b: ReplicaSet): number {
  return replicasOf(b) - replicasOf(a) || -byCreation(a, b)
}

/** Largest first; of equals the oldest. */
export function bySizeOlder(a: ReplicaSet, b: ReplicaSet): number {
  return replicasOf(b) - replicasOf(a) || byCreation(a, b)
}

/** The revision of a ReplicaSet or Deployment; 0 when it has none. */
export function revisionOf({ metadata }: ReplicaSet | Deployment): number {
  return Number(metadata.annotations?.[REVISION] ?? 0) || 0
}

/** The revision that a ReplicaSet had when it was new: an undo gives it another. */
export function firstRevisionOf(replicaSet: ReplicaSet): number {
  const history = replicaSet.metadata.annotations?.[REVISION_HISTORY]
  return Number(history?.split(',')[0] ?? revisionOf(replicaSet))
}

/** Whether two templates are the same but for the hash label that the controller adds. */
export function equalIgnoreHash(a: PodTemplateSpec | undefined, b: PodTemplateSpec | undefined): boolean {
  return equal(withoutHash(a), withoutHash(b))
}

function withoutHash(template: PodTemplateSpec | undefined): PodTemplateSpec | undefined {
  if (!template?.metadata?.labels) return template
  const labels = without(template.metadata.labels, POD_TEMPLATE_HASH)
  return { ...template, metadata: { ...template.metadata, labels: Object.keys(labels).length > 0 ? labels : undefined } }
}

/** The oldest ReplicaSet of the Deployment's present template, if there is one. */
export function findNewReplicaSet({ spec }: Deployment, replicaSets: readonly ReplicaSet[]): ReplicaSet | undefined {
  return [...replicaSets].sort(byCreation).find(one => equalIgnoreHash(one.spec.template, spec.template))
}

/** All but the new one; `active` are those of them that still want pods. */
export function findOldReplicaSets(deployment: Deployment, replicaSets: readonly ReplicaSet[]): { active: ReplicaSet[], all: ReplicaSet[] } {
  const newRS = findNewReplicaSet(deployment, replicaSets)
  const all = replicaSets.filter(one => one !== newRS)
  return { active: filterActiveReplicaSets(all), all }
}

/** The only active one, else the newest when none is; undefined when several are. */
export function findActiveOrLatest(newRS: ReplicaSet | undefined, oldRSs: readonly ReplicaSet[]): ReplicaSet | undefined {
  const newestFirst = [...oldRSs].sort((a, b) => -byCreation(a, b))
  const active = filterActiveReplicaSets([...newestFirst, newRS])
  if (active.length === 0) return newRS ?? newestFirst[0]
  return active.length === 1 ? active[0] : undefined
}
