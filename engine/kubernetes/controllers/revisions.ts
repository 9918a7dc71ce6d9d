/** Kept versions of a DaemonSet's or StatefulSet's template. Models pkg/controller/history/controller_history.go. */
import { controllerRef, equal } from '../apimachinery/meta.ts'
import type { Store } from '../apiserver/store.ts'
import type { ControllerRevision, DaemonSet, KubeObject, PodTemplateSpec, StatefulSet } from '../types/index.ts'
import { templateHash } from './template.ts'

export const REVISION_HASH_LABEL = 'controller-revision-hash'

type Owner = DaemonSet | StatefulSet

/** The revisions of an owner, oldest first. */
export function revisionsOf(owner: KubeObject, store: Store): ControllerRevision[] {
  return store.listByOwner(owner.metadata.uid ?? '', 'ControllerRevision').sort((a, b) => a.revision - b.revision)
}

/** The template that a revision keeps. */
export function templateOf(revision: ControllerRevision): PodTemplateSpec {
  return (revision.data?.spec as { template: PodTemplateSpec }).template
}

export function hashOf({ metadata }: ControllerRevision): string {
  return metadata.labels?.[REVISION_HASH_LABEL] ?? ''
}

/** The revision of the owner's present template: made when it is new, moved to the end when it came back. */
export function syncRevision(owner: Owner, store: Store): ControllerRevision {
  const { template } = owner.spec
  const revisions = revisionsOf(owner, store)
  const next = (revisions.at(-1)?.revision ?? 0) + 1
  const known = revisions.find(one => equal(templateOf(one), template))
  if (known) return known === revisions.at(-1) ? known : store.update({ ...known, revision: next })
  const hash = templateHash(template)
  return store.create({
    apiVersion: 'apps/v1',
    kind: 'ControllerRevision',
    metadata: {
      name: `${owner.metadata.name}-${hash}`, namespace: owner.metadata.namespace,
      labels: { ...template.metadata?.labels, [REVISION_HASH_LABEL]: hash }, ...(owner.metadata.annotations && { annotations: owner.metadata.annotations }), ownerReferences: [controllerRef(owner)],
    },
    revision: next,
    data: { spec: { template } },
  })
}

/**
 * Deletes the oldest revisions that no pod has, beyond the history limit.
 * @param inUse names or hashes of revisions
 */
export function truncateHistory(owner: Owner, inUse: ReadonlySet<string>, store: Store): void {
  const unused = revisionsOf(owner, store).filter(one => !inUse.has(one.metadata.name) && !inUse.has(hashOf(one)))
  const excess = unused.length - (owner.spec.revisionHistoryLimit ?? 10)
  for (const { metadata } of unused.slice(0, Math.max(0, excess))) store.delete('ControllerRevision', metadata.namespace, metadata.name)
}
