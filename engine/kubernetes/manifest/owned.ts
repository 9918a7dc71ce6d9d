/** What was printed from a live cluster: objects that their owner makes again, pods that have ended, pods on nodes that are not here. */
import { without } from '../apimachinery/meta.ts'
import { isRecord } from '../apimachinery/patch.ts'
import type { KubeObject, OwnerReference, Pod } from '../types/index.ts'
import type { RawObject } from './object.ts'
import type { ObjectName, Params, Path, Place, ManifestProblemCode } from './problem.ts'

export interface ReadObject {
  object: KubeObject
  raw: RawObject
  ignored(path: Path, note: string): void
}

/**
 * The objects that stand for themselves: those owned by another object of the text are left out (their owner makes them
 * again), references to owners elsewhere are dropped (the garbage collector would otherwise take the object).
 */
export function leaveToOwners(
  read: readonly ReadObject[], raw: readonly RawObject[],
  report: (code: ManifestProblemCode, params: Params, place: Place, path?: Path, object?: ObjectName) => void,
): KubeObject[] {
  const present = new Set(raw.map(({ name }) => keyOf(name.kind, name.namespace, name.name)))
  return read.flatMap(({ object, raw: { json, name, root, placeOf }, ignored }) => {
    const owners: readonly OwnerReference[] = object.metadata.ownerReferences ?? []
    const owner = owners.find(one => present.has(keyOf(one.kind, name.namespace, one.name)) || present.has(keyOf(one.kind, undefined, one.name)))
    if (owner && owner.kind !== 'Node') {
      report('owned-object', { kind: name.kind, name: name.name, owner: `${owner.kind} "${owner.name}"` }, placeOf(root), [], name)
      return []
    }
    if (object.kind === 'Pod' && hasEnded(json)) {
      report('finished-pod', { name: name.name }, placeOf(root), [], name)
      return []
    }
    let kept = object
    if (owners.length > 0) {
      ignored([...root, 'metadata', 'ownerReferences'], 'The owner is not in the manifest.')
      kept = { ...object, metadata: without(object.metadata, 'ownerReferences') }
    }
    const { nodeName } = (kept as Partial<Pod>).spec ?? {}
    if (kept.kind === 'Pod' && nodeName && 'status' in json && !present.has(keyOf('Node', undefined, nodeName))) {
      ignored([...root, 'spec', 'nodeName'], 'The node is not in the manifest; the scheduler chooses one.')
      kept = { ...kept, spec: without((kept as Pod).spec, 'nodeName') } as Pod
    }
    return [kept]
  })
}

function keyOf(kind: string, namespace: string | undefined, name: string): string {
  return `${kind}/${namespace ?? ''}/${name}`
}

function hasEnded({ status }: Record<string, unknown>): boolean {
  return isRecord(status) && (status.phase === 'Succeeded' || status.phase === 'Failed')
}
