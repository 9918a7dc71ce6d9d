/** Adoption and release of dependents by selector. Models pkg/controller/controller_ref_manager.go. */
import { controllerRef, isPodTerminal, isTerminating } from '../apimachinery/meta.ts'
import { matchesSelector } from '../apimachinery/selectors.ts'
import type { Store } from '../apiserver/store.ts'
import type { KubeObject, LabelSelector, ObjectOf, Pod } from '../types/index.ts'

type Owner = KubeObject & { spec: { selector?: LabelSelector } }

/** An owner's dependents of a kind: it adopts orphans that it selects and releases those that it no longer does. */
export function claim<K extends string>(owner: Owner, kind: K, store: Store): ObjectOf<K>[] {
  return claimOf(owner, kind, store.listByOwner(owner.metadata.uid ?? '', kind) as KubeObject[], store) as ObjectOf<K>[]
}

/** The same of pods that have not ended: what a ReplicaSet counts, however many have. */
export function claimRunningPods(owner: Owner, store: Store): Pod[] {
  return (claimOf(owner, 'Pod', store.listRunningPodsByOwner(owner.metadata.uid ?? ''), store) as Pod[]).filter(pod => !isPodTerminal(pod))
}

function claimOf(owner: Owner, kind: string, owned: readonly KubeObject[], store: Store): KubeObject[] {
  const { selector } = owner.spec
  const { uid = '', namespace = '' } = owner.metadata
  const kept: KubeObject[] = []
  for (const object of owned) {
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
  return kept
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
