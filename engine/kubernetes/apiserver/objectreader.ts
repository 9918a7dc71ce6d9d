/** What reads objects needs of the store: the lower side of whatever the store itself asks for an answer. */
import type { Matcher } from '../apimachinery/selectors.ts'
import type { ObjectOf } from '../types/index.ts'

export interface ListOptions {
  /** Absent or empty: all namespaces. */
  namespace?: string
  labels?: Matcher
}

export interface ObjectReader {
  /** The object, or undefined. A cluster-scoped kind takes `''` or undefined as namespace. */
  get<K extends string>(kind: K, namespace: string | undefined, name: string): ObjectOf<K> | undefined
  /** Objects of a kind in the order of their creation (kubectl sorts by namespace and name). */
  list<K extends string>(kind: K, options?: ListOptions): ObjectOf<K>[]
}
