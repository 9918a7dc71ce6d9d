/** The rows that `kubectl get -w` adds while virtual time goes by. Models kubectl/pkg/cmd/get/get.go (watch). */
import type { Store } from '../apiserver/store.ts'
import { parseSelector } from '../apimachinery/selectors.ts'
import type { KubeObject } from '../types/index.ts'
import type { PendingRows } from './pending.ts'
import { tableOf } from './print/tables.ts'

/** The cells of an object's row as it is now; undefined when the watch is not about it. @throws Error when the selector cannot be read */
export function watchedCells({ kind, namespace, names, selector, options }: PendingRows, object: KubeObject, store: Store): string[] | undefined {
  const { metadata } = object
  if (object.kind !== kind || (namespace !== undefined && metadata.namespace !== namespace)) return undefined
  if ((names.length > 0 && !names.includes(metadata.name)) || !parseSelector(selector)(metadata.labels)) return undefined
  return tableOf([object], store.kindInfo(kind), store, options).rows[0]
}
