/** The rows that `kubectl get -w` adds while virtual time goes by. Models kubectl/pkg/cmd/get/get.go (watch). */
import type { KindInfo } from '../apiserver/kinds.ts'
import { parseSelector } from '../apimachinery/selectors.ts'
import type { Store } from '../apiserver/store.ts'
import { columns } from './print/table.ts'
import { tableOf } from './print/tables.ts'
import type { TableOptions } from './print/tables.ts'

export interface WatchOptions extends TableOptions {
  /** Absent: all namespaces. */
  namespace?: string
  /** As `-l`. */
  selector?: string
}

/**
 * Calls back with one row for every change of an object of the kind whose row looks different from its last one.
 * Returns how to stop. @throws Error when the selector cannot be read
 */
export function watchRows(info: KindInfo, store: Store, onRow: (row: string) => void, { namespace, selector = '', ...options }: WatchOptions = {}): () => void {
  const matches = parseSelector(selector)
  const last = new Map<string, string>()
  return store.watch(({ object }) => {
    if (object.kind !== info.kind || (namespace && object.metadata.namespace !== namespace) || !matches(object.metadata.labels)) return
    const { header, rows } = tableOf([object], info, store, options)
    const text = columns([header, ...rows])
    const row = text.slice(text.indexOf('\n') + 1)
    const key = object.metadata.uid ?? object.metadata.name
    if (last.get(key) === row) return
    last.set(key, row)
    onRow(row)
  })
}
