/** Helpers on metadata, conditions and plain JSON that every part of the engine shares. */
import type { Condition, KubeObject, OwnerReference, Pod } from '../types/index.ts'

/** `namespace/name`, or the bare name of a cluster-scoped object: the key of stores and work queues. */
export function keyOf(object: KubeObject): string {
  const { namespace, name } = object.metadata
  return namespace ? `${namespace}/${name}` : name
}

/** The owner that manages an object, if any. */
export function controllerOf(object: KubeObject): OwnerReference | undefined {
  return object.metadata.ownerReferences?.find(owner => owner.controller === true)
}

/** A reference that makes `owner` the managing controller (metav1.NewControllerRef). */
export function controllerRef(owner: KubeObject): OwnerReference {
  const { apiVersion, kind, metadata } = owner
  return { apiVersion, kind, name: metadata.name, uid: metadata.uid ?? '', controller: true, blockOwnerDeletion: true }
}

export function findCondition(conditions: readonly Condition[] | undefined, type: string): Condition | undefined {
  return conditions?.find(condition => condition.type === type)
}

/** Sets a condition by type; the transition time moves only when the status does. Other conditions keep their place. */
export function setCondition(conditions: readonly Condition[] | undefined, condition: Condition, now: string): Condition[] {
  const old = findCondition(conditions, condition.type)
  const lastTransitionTime = old?.status === condition.status ? old.lastTransitionTime : now
  const next = { ...condition, lastTransitionTime }
  return old ? (conditions ?? []).map(one => (one === old ? next : one)) : [...conditions ?? [], next]
}

/** Whether the pod's Ready condition holds. */
export function isPodReady(pod: Pod): boolean {
  return findCondition(pod.status?.conditions, 'Ready')?.status === 'True'
}

/** Whether the pod has run to its end. */
export function isPodTerminal(pod: Pod): boolean {
  return pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed'
}

export function isTerminating(object: KubeObject): boolean {
  return object.metadata.deletionTimestamp !== undefined
}

/** Structural equality of plain JSON; an absent field equals an undefined one. */
export function equal(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a) || Array.isArray(b)) {
    return Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((item, i) => equal(item, b[i]))
  }
  const [left, right] = [a as Record<string, unknown>, b as Record<string, unknown>]
  for (const key in left) if (!equal(left[key], right[key])) return false
  for (const key in right) if (right[key] !== undefined && left[key] === undefined) return false
  return true
}

/** A deep copy of plain JSON. */
export function clone<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(clone) as T
  const copy: Record<string, unknown> = {}
  for (const [key, item] of Object.entries(value)) if (item !== undefined) defineOwn(copy, key, clone(item))
  return copy as T
}

/** Sets a key of data that came from outside; `__proto__` becomes a plain key and changes no prototype. */
function defineOwn(target: Record<string, unknown>, key: string, value: unknown): void {
  if (key === '__proto__') Object.defineProperty(target, key, { value, enumerable: true, writable: true, configurable: true })
  else target[key] = value
}

/** A copy without some of its fields. */
export function without<T extends object, K extends keyof T>(object: T, ...keys: K[]): Omit<T, K> {
  return Object.fromEntries(Object.entries(object).filter(([key]) => !keys.includes(key as K))) as Omit<T, K>
}

/** A copy of an object with some metadata replaced. */
export function withMetadata<T extends KubeObject>(object: T, metadata: Partial<KubeObject['metadata']>): T {
  return { ...object, metadata: { ...object.metadata, ...metadata } }
}

/** What a client may not change, whatever it sends. */
export function keepServerMetadata(next: KubeObject, old: KubeObject): KubeObject['metadata'] {
  const { uid, creationTimestamp, deletionTimestamp, deletionGracePeriodSeconds, generation, resourceVersion, namespace } = old.metadata
  return { ...next.metadata, uid, creationTimestamp, deletionTimestamp, deletionGracePeriodSeconds, generation, resourceVersion, namespace }
}
