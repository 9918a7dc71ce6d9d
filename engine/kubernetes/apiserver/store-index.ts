/** The store's tables: objects by kind and key, with indexes that keep list-by-owner and list-by-node as short as the answer.
 * Pods that have not ended have indexes of their own: of those that have there may be thousands. */
import type { KubeObject, Pod } from '../types/index.ts'
import { controllerOf, isPodTerminal, keyOf } from '../apimachinery/meta.ts'

type Table = Map<string, KubeObject>

/** A frozen copy of all objects: tables are shared between checkpoints until they change. */
export type TablesState = ReadonlyMap<string, ReadonlyMap<string, KubeObject>>

export class Tables {
  #kinds = new Map<string, Table>()
  /** Owner uid, and `kind` alone for objects that no controller owns, to objects by kind/key. */
  #byOwner = new Map<string, Table>()
  #byNode = new Map<string, Map<string, Pod>>()
  /** The same of pods that have not ended. */
  #runningByOwner = new Map<string, Map<string, Pod>>()
  #runningByNode = new Map<string, Map<string, Pod>>()
  /** Copies taken for a checkpoint and not outdated since. */
  #copies = new Map<string, Table>()

  get(kind: string, key: string): KubeObject | undefined {
    return this.#kinds.get(kind)?.get(key)
  }

  /** Objects of a kind, in the order of creation. */
  of(kind: string): Iterable<KubeObject> {
    return this.#kinds.get(kind)?.values() ?? []
  }

  kinds(): string[] {
    return [...this.#kinds.keys()]
  }

  ownedBy(uid: string): KubeObject[] {
    return [...this.#byOwner.get(uid)?.values() ?? []]
  }

  orphans(kind: string): KubeObject[] {
    return [...this.#byOwner.get(`!${kind}`)?.values() ?? []]
  }

  onNode(nodeName: string): Pod[] {
    return [...this.#byNode.get(nodeName)?.values() ?? []]
  }

  /** Pods of an owner that have not ended. */
  runningOf(uid: string): Pod[] {
    return [...this.#runningByOwner.get(uid)?.values() ?? []]
  }

  /** Pods on a node that have not ended. */
  runningOn(nodeName: string): Pod[] {
    return [...this.#runningByNode.get(nodeName)?.values() ?? []]
  }

  put(object: KubeObject): void {
    const key = keyOf(object)
    const old = this.get(object.kind, key)
    if (old) this.#unindex(old, key, object)
    getOrAdd(this.#kinds, object.kind).set(key, object)
    this.#copies.delete(object.kind)
    this.#index(object, key)
  }

  remove(object: KubeObject): void {
    const key = keyOf(object)
    this.#kinds.get(object.kind)?.delete(key)
    this.#copies.delete(object.kind)
    this.#unindex(object, key)
  }

  save(): TablesState {
    const state = new Map<string, Table>()
    for (const [kind, table] of this.#kinds) {
      const copy = this.#copies.get(kind) ?? new Map(table)
      this.#copies.set(kind, copy)
      state.set(kind, copy)
    }
    return state
  }

  restore(state: TablesState): void {
    this.#kinds = new Map()
    this.#byOwner = new Map()
    this.#byNode = new Map()
    this.#runningByOwner = new Map()
    this.#runningByNode = new Map()
    this.#copies = new Map()
    for (const [kind, table] of state) {
      this.#kinds.set(kind, new Map(table))
      for (const [key, object] of table) this.#index(object, key)
    }
  }

  #index(object: KubeObject, key: string): void {
    for (const owner of ownersOf(object)) getOrAdd(this.#byOwner, owner).set(`${object.kind}/${key}`, object)
    const nodeName = nodeOf(object)
    if (nodeName) getOrAdd(this.#byNode, nodeName).set(key, object as Pod)
    if (!isRunning(object)) return
    for (const owner of ownersOf(object)) getOrAdd(this.#runningByOwner, owner).set(key, object)
    if (nodeName) getOrAdd(this.#runningByNode, nodeName).set(key, object)
  }

  /** Takes an object out of the indexes, but for places where `next` follows it: those keep their order. */
  #unindex(object: KubeObject, key: string, next?: KubeObject): void {
    const stays = next ? ownersOf(next) : []
    for (const owner of ownersOf(object)) if (!stays.includes(owner)) drop(this.#byOwner, owner, `${object.kind}/${key}`)
    const nodeName = nodeOf(object)
    if (nodeName && (!next || nodeOf(next) !== nodeName)) drop(this.#byNode, nodeName, key)
    if (!isRunning(object)) return
    const runs = next !== undefined && isRunning(next)
    for (const owner of ownersOf(object)) if (!runs || !stays.includes(owner)) drop(this.#runningByOwner, owner, key)
    if (nodeName && (!runs || nodeOf(next) !== nodeName)) drop(this.#runningByNode, nodeName, key)
  }
}

function ownersOf(object: KubeObject): string[] {
  const owners = object.metadata.ownerReferences?.map(owner => owner.uid) ?? []
  return controllerOf(object) ? owners : [...owners, `!${object.kind}`]
}

function isRunning(object: KubeObject): object is Pod {
  return object.kind === 'Pod' && !isPodTerminal(object as Pod)
}

function nodeOf(object: KubeObject): string | undefined {
  return object.kind === 'Pod' ? (object as Pod).spec.nodeName : undefined
}

function getOrAdd<V>(map: Map<string, Map<string, V>>, key: string): Map<string, V> {
  let inner = map.get(key)
  if (!inner) map.set(key, inner = new Map())
  return inner
}

function drop<V>(map: Map<string, Map<string, V>>, key: string, inner: string): void {
  const table = map.get(key)
  table?.delete(inner)
  if (table?.size === 0) map.delete(key)
}
