/** Revisions of a Deployment: numbering, history, rollback. Models deployment_util.go (SetNewReplicaSetAnnotations) and kubectl's rollback.go. */
import { without } from '../../apimachinery/meta.ts'
import type { Deployment, PodTemplateSpec, ReplicaSet } from '../../types/index.ts'
import { maxSurge } from './bounds.ts'
import { DESIRED_REPLICAS, findNewReplicaSet, MAX_REPLICAS, POD_TEMPLATE_HASH, REVISION, REVISION_HISTORY, revisionOf } from './replicasets.ts'

/** Annotations of a Deployment that its ReplicaSets do not carry. */
const NOT_COPIED = ['kubectl.kubernetes.io/last-applied-configuration', REVISION, REVISION_HISTORY, DESIRED_REPLICAS, MAX_REPLICAS]

/** The annotations of the new ReplicaSet; an older revision of the same template moves into its history. */
export function newReplicaSetAnnotations(deployment: Deployment, replicaSet: ReplicaSet | undefined, revision: number): Record<string, string> {
  const old = replicaSet?.metadata.annotations ?? {}
  const copied = Object.entries(deployment.metadata.annotations ?? {}).filter(([key]) => !NOT_COPIED.includes(key))
  const annotations: Record<string, string> = { ...old, ...Object.fromEntries(copied) }
  const before = Number(old[REVISION] ?? 0)
  if (before < revision) {
    annotations[REVISION] = String(revision)
    if (before > 0) annotations[REVISION_HISTORY] = [old[REVISION_HISTORY], before].filter(Boolean).join(',')
  }
  return annotations
}

/** The annotations by which a later change of size is recognised. */
export function replicasAnnotations(deployment: Deployment): Record<string, string> {
  const desired = deployment.spec.replicas ?? 1
  return { [DESIRED_REPLICAS]: String(desired), [MAX_REPLICAS]: String(desired + maxSurge(deployment)) }
}

/** The revision that the present template gets: one more than the highest old one. */
export function nextRevision(oldRSs: readonly ReplicaSet[]): number {
  return Math.max(0, ...oldRSs.map(revisionOf)) + 1
}

/**
 * The template to go back to: of revision `toRevision`, or (0) of the one before the present.
 * @throws Error in kubectl's words when there is none, or when the Deployment already has that template
 */
export function rollbackTemplate(deployment: Deployment, replicaSets: readonly ReplicaSet[], toRevision = 0): PodTemplateSpec {
  const sorted = [...replicaSets].sort((a, b) => revisionOf(b) - revisionOf(a))
  const current = findNewReplicaSet(deployment, replicaSets)
  const found = toRevision > 0 ? sorted.find(one => revisionOf(one) === toRevision) : sorted.find(one => one !== current)
  if (!found) throw new Error(toRevision > 0 ? `unable to find specified revision ${toRevision} in history` : `no rollout history found for deployment "${deployment.metadata.name}"`)
  const { template } = found.spec
  return { ...template, metadata: { ...template.metadata, labels: without(template.metadata?.labels ?? {}, POD_TEMPLATE_HASH) } }
}
