/**
 * The API server and its database: typed objects, server-side habits, watches. Stored objects are never mutated;
 * a write stores a new object that may share parts with the old one.
 * Models apiserver/pkg/registry/generic/registry/store.go and apimachinery's ObjectMeta rules. Leaves out: versions of
 * a kind beside the preferred one, managedFields, quotas, authorisation.
 */
import { admitCreate, admitUpdate } from './admission.ts'
import { Clock, timestamp } from '../apimachinery/clock.ts'
import { alreadyExists, ApiError, conflict, notFound } from './errors.ts'
import { CORE_RULES } from './corerules.ts'
import type { AdmissionReader, KindRules } from './kindrules.ts'
import type { KindInfo } from './kinds.ts'
import { BUILT_IN_BY_KIND, BUILT_IN_KINDS, customKind, resourceName } from './kinds.ts'
import { clone, equal, isTerminating, keepServerMetadata, keyOf, setCondition, withMetadata, without } from '../apimachinery/meta.ts'
import type { ListOptions } from './objectreader.ts'
import { mergePatch } from '../apimachinery/patch.ts'
import { withoutNulls } from './nulls.ts'
import { Random } from '../apimachinery/random.ts'
import { Tables } from './store-index.ts'
import type { TablesState } from './store-index.ts'
import { checkPrecondition, deletionStep } from './deletion.ts'
import type { DeleteOptions } from './deletion.ts'
import type { KubeObject, ObjectOf, Pod } from '../types/index.ts'

export type { DeleteOptions } from './deletion.ts'

export interface WatchEvent {
  type: 'ADDED' | 'MODIFIED' | 'DELETED'
  object: KubeObject
  /** The object before; absent when it was added. */
  old?: KubeObject
  /** Who wrote it, as an audit log has it: a controller's name, or the user. */
  by: string
}

/** Who writes when no controller does: a person or a pipeline. */
export const USER = 'user'

/** What stands between clients and the stored objects: whether the API answers, and whether its database can write. */
export interface Availability {
  /** @throws ApiError when nobody answers, or not from the newest state */
  read(): void
  /** Called for every change, before it is stored. @throws ApiError when it cannot be stored */
  write(): void
}

export interface StoreState {
  tables: TablesState
  revision: number
}

/** Fields that only the status subresource writes. */
type WithStatus = KubeObject & { spec?: unknown, status?: unknown }

export class Store implements AdmissionReader {
  readonly clock: Clock
  readonly random: Random
  readonly rules: ReadonlyMap<string, KindRules>
  /** @see SimulationConfig.defaultTolerationSeconds */
  defaultTolerationSeconds = 300
  /** Who writes now. */
  writer = USER
  /** Absent: the API always answers. What controllers and kubelets read are their own caches, which need no API: `get` and `list` always answer. */
  availability: Availability | undefined
  #tables = new Tables()
  #revision = 0
  #watchers = new Set<(event: WatchEvent) => void>()
  #derived = new Map<string, () => KubeObject[]>()

  /** @param options `rules` are those of kinds beside the core's */
  constructor({ clock = new Clock(), random = new Random(1), rules = [] }: { clock?: Clock, random?: Random, rules?: readonly KindRules[] } = {}) {
    this.clock = clock
    this.random = random
    this.rules = new Map([...CORE_RULES, ...rules].map(one => [one.kind, one]))
  }

  /** Whether the API answers a request now. @throws ApiError when it does not */
  ready(): void {
    this.availability?.read()
  }

  kinds(): KindInfo[] {
    return [...BUILT_IN_KINDS, ...this.list('CustomResourceDefinition').map(customKind)]
  }

  isBuiltIn(kind: string): boolean {
    return BUILT_IN_BY_KIND.has(kind)
  }

  kindInfo(kind: string, apiVersion?: string): KindInfo {
    const known = BUILT_IN_BY_KIND.get(kind) ?? this.kinds().find(one => one.kind === kind)
    if (known && (apiVersion === undefined || known.apiVersion === apiVersion)) return known
    throw new ApiError('NotFound', `no matches for kind "${kind}" in version "${apiVersion ?? 'v1'}"`)
  }

  get<K extends string>(kind: K, namespace: string | undefined, name: string): ObjectOf<K> | undefined {
    return this.getByKey(kind, namespace ? `${namespace}/${name}` : name)
  }

  /** The object by its work queue key (`namespace/name` or `name`), or undefined. */
  getByKey<K extends string>(kind: K, key: string): ObjectOf<K> | undefined {
    return (this.#derived.get(kind)?.().find(one => keyOf(one) === key) ?? this.#tables.get(kind, key)) as ObjectOf<K> | undefined
  }

  /** The object as stored now. @throws ApiError NotFound */
  mustGet<K extends string>(kind: K, namespace: string | undefined, name: string): ObjectOf<K> {
    const object = this.get(kind, namespace, name)
    if (!object) throw notFound(this.kindInfo(kind), name)
    return object
  }

  list<K extends string>(kind: K, { namespace, labels }: ListOptions = {}): ObjectOf<K>[] {
    const all = [...this.#derived.get(kind)?.() ?? this.#tables.of(kind)]
    const some = namespace || labels
      ? all.filter(({ metadata }) => (!namespace || metadata.namespace === namespace) && (!labels || labels(metadata.labels)))
      : all
    return some as ObjectOf<K>[]
  }

  /** Objects with an owner reference to this uid, of one kind or of all. */
  listByOwner<K extends string>(uid: string, kind?: K): ObjectOf<K>[] {
    const owned = this.#tables.ownedBy(uid)
    return (kind ? owned.filter(object => object.kind === kind) : owned) as ObjectOf<K>[]
  }

  /** Objects of a kind in a namespace that no controller owns: what a controller may adopt. */
  listOrphans<K extends string>(kind: K, namespace: string): ObjectOf<K>[] {
    return this.#tables.orphans(kind).filter(({ metadata }) => metadata.namespace === namespace) as ObjectOf<K>[]
  }

  /** Pods bound to a node, terminal ones too. */
  listPodsByNode(nodeName: string): Pod[] {
    return this.#tables.onNode(nodeName)
  }

  /** Pods bound to a node that have not ended. */
  listRunningPodsByNode(nodeName: string): Pod[] {
    return this.#tables.runningOn(nodeName)
  }

  /** Pods with an owner reference to this uid that have not ended. */
  listRunningPodsByOwner(uid: string): Pod[] {
    return this.#tables.runningOf(uid)
  }

  /** Stored kinds, with or without objects; for the garbage collector and namespace deletion. */
  storedKinds(): string[] {
    return this.#tables.kinds()
  }

  /** Makes a kind readable that is worked out from elsewhere, as Events are from the log. */
  derive(kind: string, list: () => KubeObject[]): void {
    this.#derived.set(kind, list)
  }

  /** Stores a new object: defaults, admission, validation, then uid, version and times. The input is copied; its nulls are read as Go reads them. @throws ApiError */
  create<T extends KubeObject>(input: T): T {
    this.ready()
    const info = this.kindInfo(input.kind, input.apiVersion)
    const draft = clone(this.isBuiltIn(info.kind) ? withoutNulls(input) : input) as WithStatus
    const metadata = draft.metadata = draft.metadata ?? { name: '' }
    if (!metadata.name && metadata.generateName) metadata.name = metadata.generateName + this.random.suffix(5)
    if (info.namespaced) metadata.namespace ||= 'default'
    else delete metadata.namespace
    if (metadata.resourceVersion) throw new ApiError('BadRequest', 'resourceVersion should not be set on objects to be created')
    delete metadata.deletionTimestamp
    delete metadata.deletionGracePeriodSeconds
    if (this.#tables.get(info.kind, keyOf(draft))) throw alreadyExists(info, metadata.name)
    Object.assign(metadata, { uid: this.random.uuid(), creationTimestamp: timestamp(this.clock.now), generation: 1 })
    return this.#put(admitCreate(draft, info, this), undefined) as T
  }

  /**
   * Replaces an object but for its status. A resourceVersion that is not the stored one is a conflict; an absent one
   * overwrites. A change beside metadata raises the generation.
   * @throws ApiError
   */
  update<T extends KubeObject>(next: T): T {
    const { info, old } = this.#stored(next)
    const given = this.isBuiltIn(info.kind) ? withoutNulls(next) : next
    const merged: WithStatus = { ...given, metadata: keepServerMetadata(given, old) }
    if (old.status === undefined) delete merged.status
    else merged.status = old.status
    const changed = !equal(without(merged, 'metadata', 'status'), without(old, 'metadata', 'status'))
    if (!changed && equal(merged.metadata, old.metadata)) return old as T
    const object = admitUpdate(merged, old, info, this)
    if (changed && info.hasGeneration) object.metadata = { ...object.metadata, generation: (old.metadata.generation ?? 0) + 1 }
    return this.#put(object, old) as T
  }

  /** Replaces an object's status alone. @throws ApiError */
  updateStatus<T extends KubeObject>(next: T): T {
    const { old } = this.#stored(next)
    const { status } = next as WithStatus
    if (equal(status, old.status)) return old as T
    return this.#put({ ...old, status } as WithStatus, old) as T
  }

  /** Applies a JSON merge patch (RFC 7386). @throws ApiError */
  patch<K extends string>(kind: K, namespace: string | undefined, name: string, patch: object): ObjectOf<K> {
    const old: KubeObject = this.mustGet(kind, namespace, name)
    return this.update(mergePatch(old, patch) as KubeObject) as ObjectOf<K>
  }

  /**
   * Binds a pod to a node, as the scheduler's POST to pods/binding does; that it is scheduled is written with it (setPodNodeAndMetadata
   * of pkg/registry/core/pod/storage).
   * @throws ApiError Conflict when it is bound already
   */
  bind(namespace: string, name: string, nodeName: string): Pod {
    this.ready()
    const pod = this.mustGet('Pod', namespace, name)
    if (isTerminating(pod)) throw conflict(this.kindInfo('Pod'), name, `pod ${name} is being deleted, cannot be assigned to a host`)
    if (pod.spec.nodeName) throw conflict(this.kindInfo('Pod'), name, `pod ${name} is already assigned to node "${pod.spec.nodeName}"`)
    const conditions = setCondition(pod.status?.conditions, { type: 'PodScheduled', status: 'True' }, timestamp(this.clock.now))
    const bound: Pod = { ...pod, spec: { ...pod.spec, nodeName }, status: { ...without(pod.status ?? {}, 'nominatedNodeName'), conditions } }
    return this.#put(bound, pod) as Pod
  }

  /**
   * Deletes an object, or starts to: a bound pod first terminates, an object with finalizers waits for them.
   * @throws ApiError NotFound, or Conflict when `preconditionUid` is not the object's
   */
  delete(kind: string, namespace: string | undefined, name: string, options: DeleteOptions = {}): void {
    this.ready()
    const object: KubeObject = this.mustGet(kind, namespace, name)
    checkPrecondition(object, options, this.kindInfo(kind))
    const next = deletionStep(object, options, this.clock.now)
    if (next === undefined) {
      this.availability?.write()
      this.#remove(object)
    } else if (next !== object) {
      this.#put(next, object)
    }
  }

  /** Calls back on every change, in order, at once. Returns how to stop. */
  watch(watcher: (event: WatchEvent) => void): () => void {
    this.#watchers.add(watcher)
    return () => this.#watchers.delete(watcher)
  }

  save(): StoreState {
    return { tables: this.#tables.save(), revision: this.#revision }
  }

  /** Goes back to a saved state. Watchers are not told. */
  restore(state: StoreState): void {
    this.#tables.restore(state.tables)
    this.#revision = state.revision
  }

  #stored(next: KubeObject): { info: KindInfo, old: WithStatus } {
    this.ready()
    const info = this.kindInfo(next.kind, next.apiVersion)
    const old = this.#tables.get(next.kind, keyOf(next))
    if (!old) throw notFound(info, next.metadata.name)
    const { resourceVersion, uid } = next.metadata
    if (resourceVersion && resourceVersion !== old.metadata.resourceVersion) throw conflict(info, next.metadata.name)
    if (uid && uid !== old.metadata.uid) {
      throw conflict(info, next.metadata.name, `StorageError: invalid object, Code: 4, Key: /registry/${resourceName(info)}/${keyOf(old)}`)
    }
    return { info, old }
  }

  #put(object: KubeObject, old: KubeObject | undefined): KubeObject {
    this.availability?.write()
    const stored = withMetadata(object, { resourceVersion: String(++this.#revision) })
    const { deletionTimestamp, deletionGracePeriodSeconds, finalizers } = stored.metadata
    if (old && deletionTimestamp && !finalizers?.length && !deletionGracePeriodSeconds) {
      this.#remove(stored)
      return stored
    }
    this.#tables.put(stored)
    this.#notify({ type: old ? 'MODIFIED' : 'ADDED', object: stored, old, by: this.writer })
    return stored
  }

  #remove(object: KubeObject): void {
    this.#revision++
    this.#tables.remove(object)
    this.#notify({ type: 'DELETED', object, old: object, by: this.writer })
  }

  #notify(event: WatchEvent): void {
    for (const watcher of this.#watchers) watcher(event)
  }
}
