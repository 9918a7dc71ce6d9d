/** `-f`: objects from files that the cluster's owner has read beforehand. */
import { clone } from '../../apimachinery/meta.ts'
import { nearest } from '../../apimachinery/nearest.ts'
import type { KubeObject } from '../../types/index.ts'
import type { Invocation } from '../cluster.ts'
import { UsageError } from '../errors.ts'

/** The objects of all files named, in order, in the namespace of `-n` when they name none. @throws UsageError */
export function objectsFromFiles(call: Invocation): KubeObject[] {
  const names = call.list('filename').flatMap(text => text.split(','))
  if (names.length === 0) throw new UsageError('must specify one of -f and -k')
  const { files = {} } = call.cluster
  return names.flatMap((name) => {
    const objects = Object.hasOwn(files, name) ? files[name] : undefined
    if (!objects) {
      const meant = nearest(name, Object.keys(files))
      throw new UsageError(`the path "${name}" does not exist${meant ? `\nDid you mean "${meant}"?` : ''}`)
    }
    if (objects.length === 0) throw new UsageError(`no objects passed to ${call.verb}`)
    return objects.map((object) => {
      const copy = clone(object)
      const info = call.store.kindInfo(copy.kind, copy.apiVersion)
      if (info.namespaced) {
        copy.metadata.namespace ??= call.namespace
        if (call.has('namespace') && copy.metadata.namespace !== call.namespace) {
          throw new UsageError(`the namespace from the provided object "${copy.metadata.namespace}" does not match the namespace "${call.namespace}". You must pass '--namespace=${copy.metadata.namespace}' to perform this operation.`)
        }
      }
      return copy
    })
  })
}
