/**
 * Garbage collector: what becomes of dependents when their owner goes.
 * Models pkg/controller/garbagecollector/garbagecollector.go. Leaves out: the graph built from watches (the store is asked
 * instead) and references across namespaces.
 */
import type { Context, Controller, Watch } from '../simulation/controller.ts'
import { isTerminating, keyOf } from '../apimachinery/meta.ts'
import type { Store, WatchEvent } from '../apiserver/store.ts'
import type { KubeObject } from '../types/index.ts'

const FOREGROUND = 'foregroundDeletion'
const ORPHAN = 'orphan'

const objectKey = (object: KubeObject) => `${object.kind}|${keyOf(object)}`

export class GarbageCollector implements Controller {
  readonly name = 'garbage-collector'
  readonly watches: readonly Watch[] = [{ kind: '*', keysFor: (event, { store }) => keysOf(event, store) }]

  reconcile(key: string, ctx: Context): void {
    const [kind = '', name = ''] = key.split('|')
    if (kind === 'gone') return deleteDependents(name, ctx)
    const object: KubeObject | undefined = ctx.store.getByKey(kind, name)
    if (!object) return
    const { finalizers } = object.metadata
    if (isTerminating(object) && finalizers?.includes(ORPHAN)) return orphanDependents(object, ctx)
    if (isTerminating(object) && finalizers?.includes(FOREGROUND)) return deleteInForeground(object, ctx)
    deleteIfOwnersAreGone(object, ctx)
  }
}

function keysOf({ type, object }: Pick<WatchEvent, 'type' | 'object'>, store: Store): string[] {
  const { uid = '', ownerReferences = [], finalizers } = object.metadata
  if (type === 'ADDED') return ownerReferences.length > 0 ? [objectKey(object)] : []
  if (type === 'MODIFIED') return isTerminating(object) && finalizers?.length ? [objectKey(object)] : []
  const keys = store.listByOwner(uid).length > 0 ? [`gone|${uid}`] : []
  // An owner that waits for its dependents looks again when one is gone.
  const { namespace } = object.metadata
  const waiting = ownerReferences.filter(({ blockOwnerDeletion }) => blockOwnerDeletion)
    .map(({ kind, name }): KubeObject | undefined => store.get(kind, namespace, name) ?? store.get(kind, '', name))
  return [...keys, ...waiting.filter(owner => owner?.metadata.finalizers?.includes(FOREGROUND)).map(owner => (owner ? objectKey(owner) : ''))]
}

function deleteDependents(uid: string, ctx: Context): void {
  for (const dependent of ctx.store.listByOwner(uid) as KubeObject[]) deleteIfOwnersAreGone(dependent, ctx)
}

function ownerExists({ kind, name, uid }: { kind: string, name: string, uid: string }, dependent: KubeObject, store: Store): KubeObject | undefined {
  const owner: KubeObject | undefined = store.get(kind, dependent.metadata.namespace, name) ?? store.get(kind, '', name)
  return owner?.metadata.uid === uid ? owner : undefined
}

/** A dependent goes when none of its owners is left; one that lost some only drops those references. */
function deleteIfOwnersAreGone(object: KubeObject, { store }: Context): void {
  const references = object.metadata.ownerReferences ?? []
  const solid = references.filter(reference => ownerExists(reference, object, store))
  if (references.length === 0 || solid.length === references.length) return
  if (solid.length > 0) {
    store.update({ ...object, metadata: { ...object.metadata, ownerReferences: solid } })
    return
  }
  if (!isTerminating(object)) store.delete(object.kind, object.metadata.namespace, object.metadata.name, { preconditionUid: object.metadata.uid })
}

function orphanDependents(owner: KubeObject, { store }: Context): void {
  const { uid = '' } = owner.metadata
  for (const dependent of store.listByOwner(uid) as KubeObject[]) {
    const ownerReferences = dependent.metadata.ownerReferences?.filter(reference => reference.uid !== uid)
    store.update({ ...dependent, metadata: { ...dependent.metadata, ownerReferences } })
  }
  removeFinalizer(owner, ORPHAN, store)
}

/** Dependents first, each in the same way; the owner follows the last one that blocks it. */
function deleteInForeground(owner: KubeObject, { store }: Context): void {
  const dependents = store.listByOwner(owner.metadata.uid ?? '') as KubeObject[]
  const blocking = dependents.filter(({ metadata }) => metadata.ownerReferences?.some(({ uid, blockOwnerDeletion }) => uid === owner.metadata.uid && blockOwnerDeletion))
  for (const dependent of dependents) {
    if (isTerminating(dependent)) continue
    const propagationPolicy = store.listByOwner(dependent.metadata.uid ?? '').length > 0 ? 'Foreground' : 'Background'
    store.delete(dependent.kind, dependent.metadata.namespace, dependent.metadata.name, { propagationPolicy })
  }
  const left = blocking.filter(({ kind, metadata }) => (store.get(kind, metadata.namespace, metadata.name) as KubeObject | undefined)?.metadata.uid === metadata.uid)
  if (left.length === 0) removeFinalizer(owner, FOREGROUND, store)
}

/** Takes a finalizer off; the last one lets a deleted object go. */
export function removeFinalizer(object: KubeObject, finalizer: string, store: Store): void {
  const fresh: KubeObject | undefined = store.get(object.kind, object.metadata.namespace, object.metadata.name)
  const finalizers = fresh?.metadata.finalizers?.filter(one => one !== finalizer)
  if (fresh) store.update({ ...fresh, metadata: { ...fresh.metadata, finalizers } })
}
