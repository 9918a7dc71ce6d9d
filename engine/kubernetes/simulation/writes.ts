/** Every write to the API server over a run, as its audit log has them: who, what, and which fields. */
import { equal } from '../apimachinery/meta.ts'
import { isRecord } from '../apimachinery/patch.ts'
import type { WatchEvent } from '../apiserver/store.ts'
import type { KubeObject, Pod } from '../types/index.ts'
import type { Replay } from './replay.ts'

export interface Write {
  /** Virtual ms. */
  at: number
  /** A controller's name, or the user. */
  by: string
  verb: 'create' | 'update' | 'update status' | 'bind' | 'delete'
  object: KubeObject
  /** As it was before; absent when it is new. */
  old?: KubeObject
  /** Fields that are other than before, as paths; none of an object that is new or gone. Lists change as a whole. */
  changed: readonly (readonly string[])[]
}

/** Metadata that changes with every write. */
const SERVERS = new Set(['resourceVersion', 'generation', 'managedFields'])

/** All writes from the start of a run up to an instant (virtual ms), in their order. @param isWanted of an object's kind */
export function writesOf<P extends object>(replay: Replay<P>, to: number, isWanted: (kind: string) => boolean): Write[] {
  const again = replay.fresh()
  const writes: Write[] = []
  const { store, clock } = again.simulation
  const stop = store.watch((event) => { if (isWanted(event.object.kind)) writes.push(writeOf(event, clock.now)) })
  again.seek(to)
  stop()
  return writes
}

function writeOf({ type, object, old, by }: WatchEvent, at: number): Write {
  if (type === 'ADDED' || !old) return { at, by, verb: 'create', object, changed: [] }
  if (type === 'DELETED') return { at, by, verb: 'delete', object, changed: [] }
  const changed = changedPaths(old, object).filter(([top, field = '']) => top !== 'metadata' || !SERVERS.has(field))
  return { at, by, verb: verbOf(object, old, changed), object, old, changed }
}

function verbOf(object: KubeObject, old: KubeObject, changed: Write['changed']): Write['verb'] {
  if (object.kind === 'Pod' && !(old as Pod).spec.nodeName && (object as Pod).spec.nodeName) return 'bind'
  return changed.every(([top]) => top === 'status') ? 'update status' : 'update'
}

/** Where two objects differ, field by field. */
export function changedPaths(before: unknown, after: unknown, at: readonly string[] = []): string[][] {
  if (equal(before, after)) return []
  if (!isRecord(before) || !isRecord(after)) return [[...at]]
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap(key => changedPaths(before[key], after[key], [...at, key]))
}
