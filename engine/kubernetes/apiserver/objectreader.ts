/** What reads objects needs of the store: the lower side of whatever the store itself asks for an answer. */
import type { Matcher } from '../apimachinery/selectors.ts'
import type { Random } from '../apimachinery/random.ts'
import type { ObjectOf } from '../types/index.ts'
import type { KindRules } from './kindrules.ts'
import type { KindInfo } from './kinds.ts'

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

/** What the way into the store may ask of it. */
export interface AdmissionReader extends ObjectReader {
  readonly random: Random
  readonly rules: ReadonlyMap<string, KindRules>
  /** Seconds that a pod tolerates a node that is not ready or unreachable, when it does not say. */
  readonly defaultTolerationSeconds: number
  /** The kinds known now: the built-in ones, then those of CustomResourceDefinitions. */
  kinds(): KindInfo[]
  isBuiltIn(kind: string): boolean
  /** @throws ApiError NotFound when no such kind is known, worded as kubectl words it */
  kindInfo(kind: string, apiVersion?: string): KindInfo
}
