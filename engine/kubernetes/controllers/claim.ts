/** Adoption and release of dependents by selector. Models pkg/controller/controller_ref_manager.go. */
import { controllerRef, isTerminating } from '../apimachinery/meta.ts'
import { matchesSelector } from '../apimachinery/selectors.ts'
import type { Store } from '../apiserver/store.ts'
import type { KubeObject, LabelSelector, ObjectOf } from '../types/index.ts'

/** An owner's dependents of a kind: it adopts orphans that it selects and releases those that it no longer does. */
export function claim<K extends string>(owner: KubeObject & { spec: { selector?: LabelSelector } }, kind: K, store: Store): ObjectOf<K>[] {
  const { selector } = owner.spec
  const { uid = '', namespace = '' } = owner.metadata
  const kept: KubeObject[] = []
  for (const object of store.listByOwner(uid, kind) as KubeObject[]) {
    const own = object.metadata.ownerReferences?.find(ref => ref.uid === uid)
    if (!own?.controller) continue
    if (matchesSelector(selector, object.metadata.labels)) kept.push(object)
    else if (!isTerminating(object)) release(object, uid, store)
  }
  if (!isTerminating(owner)) {
    for (const object of store.listOrphans(kind, namespace) as KubeObject[]) {
      if (isTerminating(object) || !matchesSelector(selector, object.metadata.labels)) continue
      const ownerReferences = [...object.metadata.ownerReferences ?? [], controllerRef(owner)]
      kept.push(store.update({ ...object, metadata: { ...object.metadata, ownerReferences } }))
    }
  }
  return kept as ObjectOf<K>[]
}

function release(object: KubeObject, uid: string, store: Store): void {
  const ownerReferences = object.metadata.ownerReferences?.filter(ref => ref.uid !== uid)
  store.update({ ...object, metadata: { ...object.metadata, ownerReferences } })
}

/** Whether any owner of `kind` may want an orphan: the keys of those in its namespace that select it. */
function selectingOwners(object: KubeObject, kind: 'ReplicaSet' | 'Deployment' | 'StatefulSet' | 'DaemonSet' | 'Job', store: Store): string[] {
  const owners = store.list(kind, { namespace: object.metadata.namespace }) as (KubeObject & { spec: { selector?: LabelSelector } })[]
  return owners.filter(({ spec }) => matchesSelector(spec.selector, object.metadata.labels)).map(({ metadata }) => `${metadata.namespace}/${metadata.name}`)
}

/** Keys of a controller of `kind` that a change of a dependent concerns: its owner, or owners that could adopt it. */
export function ownerKeys(object: KubeObject, kind: 'ReplicaSet' | 'Deployment' | 'StatefulSet' | 'DaemonSet' | 'Job', store: Store): string[] {
  const owner = object.metadata.ownerReferences?.find(ref => ref.controller)
  if (owner) return owner.kind === kind ? [`${object.metadata.namespace}/${owner.name}`] : []
  return isTerminating(object) ? [] : selectingOwners(object, kind, store)
}
