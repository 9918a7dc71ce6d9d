/**
 * What a person, a pipeline or fate does to a cluster. The commands that any API server takes are here; the interface is
 * open, and a controller declares its own beside its code and brings their handlers as `commands`:
 *
 *     declare module '../simulation/commands.ts' {
 *       interface Commands { drain: { node: string } }
 *     }
 */
import type { Clock } from '../apimachinery/clock.ts'
import { without } from '../apimachinery/meta.ts'
import { mergePatch } from '../apimachinery/patch.ts'
import { parseSelector } from '../apimachinery/selectors.ts'
import type { DeleteOptions } from '../apiserver/deletion.ts'
import type { Store } from '../apiserver/store.ts'
import type { KubeObject } from '../types/index.ts'
import type { SimulationConfig } from './config.ts'
import { cordon } from './cordon.ts'
import type { LogEntry } from './log.ts'
import type { World } from './world.ts'

/** A command's type to its fields. */
export interface Commands {
  apply: { objects: KubeObject[] }
  delete: { kind: string, namespace?: string, name: string, options?: DeleteOptions }
  /** Deletes the `nth` pod, from 0 by name, of those that a selector such as `app=web` names. None there: nothing happens. */
  deletePod: { namespace?: string, selector: string, nth: number, options?: DeleteOptions }
  /** As `kubectl patch`: a merge patch, of the object or, with `subresource`, of its status. */
  patch: { kind: string, namespace?: string, name: string, patch: Record<string, unknown>, subresource?: 'status' }
  scale: { kind: string, namespace?: string, name: string, replicas: number }
  cordon: { node: string }
  uncordon: { node: string }
  config: { config: Partial<SimulationConfig> }
}

export type Command = { [T in keyof Commands]: { type: T } & Commands[T] }[keyof Commands]

/** What a command may touch: a simulation fits. */
export interface CommandTarget {
  readonly store: Store
  readonly clock: Clock
  readonly config: SimulationConfig
  readonly world: World
  /** @throws ApiError when an entry is none that the simulation or a controller brings */
  changeConfig(change: Partial<SimulationConfig>): void
  /** Changes what is outside of the API and tells the controllers that look at it. */
  changeWorld(change: Partial<World>): void
  /** Wakes a controller for a key, as the API's subresources do. */
  wake(controller: string, key: string): void
  /** Writes a line of the log that is not a controller's. */
  note(source: string, object: LogEntry['object'], type: LogEntry['type'], reason: string, message: string, params?: LogEntry['params']): void
}

/** What commands do. @throws ApiError when the API server refuses it */
export type CommandHandlers = { readonly [T in keyof Commands]?: (target: CommandTarget, command: Commands[T]) => void }

/** The commands that need no controller. */
export const API_COMMANDS: CommandHandlers = {
  apply: ({ store }, { objects }) => objects.forEach(object => createOrMerge(store, object)),
  delete: ({ store }, { kind, namespace, name, options }) => store.delete(kind, namespaceOf(store, kind, namespace), name, options),
  deletePod: ({ store }, { namespace = 'default', selector, nth, options }) => {
    const name = store.list('Pod', { namespace, labels: parseSelector(selector) }).map(({ metadata }) => metadata.name).sort()[nth]
    if (name !== undefined) store.delete('Pod', namespace, name, options)
  },
  patch: ({ store }, { kind, namespace, name, patch, subresource }) => {
    const inNamespace = namespaceOf(store, kind, namespace)
    if (subresource) store.updateStatus(mergePatch(store.mustGet(kind, inNamespace, name), patch) as KubeObject)
    else store.patch(kind, inNamespace, name, patch)
  },
  scale: ({ store }, { kind, namespace, name, replicas }) =>
    void store.patch(kind, namespaceOf(store, kind, namespace), name, { spec: { replicas } }),
  cordon: ({ store }, { node }) => void cordon(store, node, true),
  uncordon: ({ store }, { node }) => void cordon(store, node, false),
  config: (target, { config }) => target.changeConfig(config),
}

function namespaceOf(store: Store, kind: string, namespace: string | undefined): string {
  return store.kindInfo(kind).namespaced ? namespace ?? 'default' : ''
}

function createOrMerge(store: Store, object: KubeObject): void {
  const old = store.get(object.kind, namespaceOf(store, object.kind, object.metadata.namespace), object.metadata.name)
  if (!old) store.create(object)
  else store.update(mergePatch(old, { ...object, metadata: without(object.metadata, 'uid', 'resourceVersion') }) as KubeObject)
}
