/**
 * What the API server does with objects of a kind before it stores them. The kinds that every cluster needs have their
 * rules in the store; a controller brings those of the kinds that it works on, so that a figure loads no more than it uses.
 * A built-in kind without rules is stored as it comes, which upstream's API server never does.
 */
import type { Random } from '../apimachinery/random.ts'
import type { FieldError } from './errors.ts'
import type { KindInfo } from './kinds.ts'
import type { ObjectReader } from './objectreader.ts'
import type { CustomResourceDefinition, KubeObject, Kinds } from '../types/index.ts'

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

export interface KindRules {
  kind: string
  /** Completes a fresh draft in place, before its defaults (upstream's PrepareForCreate). */
  prepare?(draft: KubeObject, reader: AdmissionReader): void
  /** Completes a changed draft in place from what it replaces, before its defaults (upstream's PrepareForUpdate). */
  prepareUpdate?(draft: KubeObject, old: KubeObject, reader: AdmissionReader): void
  /** Fills in defaults, in place. */
  defaults?(object: KubeObject): void
  /** What is wrong with an object, defaults applied; `old` is what it replaces. */
  check?(object: KubeObject, old: KubeObject | undefined): FieldError[]
  /** Of CustomResourceDefinition alone: completes an object of the kind that it defines, in place. */
  defaultInstance?(object: KubeObject, definition: CustomResourceDefinition): void
  /** Of CustomResourceDefinition alone: what is wrong with an object of the kind that it defines. */
  checkInstance?(object: KubeObject, definition: CustomResourceDefinition): FieldError[]
}

interface TypedRules<T extends KubeObject> extends Omit<KindRules, 'kind' | 'prepare' | 'prepareUpdate' | 'defaults' | 'check'> {
  prepare?(draft: T, reader: AdmissionReader): void
  prepareUpdate?(draft: T, old: T, reader: AdmissionReader): void
  defaults?(object: T): void
  check?(object: T, old: T | undefined): FieldError[]
}

/** Rules of one kind, in that kind's own type. */
export function rulesOf<K extends keyof Kinds>(kind: K, rules: TypedRules<Kinds[K]>): KindRules {
  return { kind, ...rules } as KindRules
}
