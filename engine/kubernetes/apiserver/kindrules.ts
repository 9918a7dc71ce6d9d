/**
 * What the API server does with objects of a kind before it stores them. The kinds that every cluster needs have their
 * rules in the store; a controller brings those of the kinds that it works on, so that a figure loads no more than it uses.
 * A built-in kind without rules is stored as it comes, which upstream's API server never does.
 */
import type { FieldError } from './errors.ts'
import type { CustomResourceDefinition, KubeObject, Kinds } from '../types/index.ts'

export interface KindRules {
  kind: string
  /** Fills in defaults, in place. */
  defaults?(object: KubeObject): void
  /** What is wrong with an object, defaults applied; `old` is what it replaces. */
  check?(object: KubeObject, old: KubeObject | undefined): FieldError[]
  /** Of CustomResourceDefinition alone: what is wrong with an object of the kind that it defines. */
  checkInstance?(object: KubeObject, definition: CustomResourceDefinition): FieldError[]
  /** Whether an object may stand without a spec. */
  specless?: boolean
}

interface TypedRules<T extends KubeObject> extends Omit<KindRules, 'kind' | 'defaults' | 'check'> {
  defaults?(object: T): void
  check?(object: T, old: T | undefined): FieldError[]
}

/** Rules of one kind, in that kind's own type. */
export function rulesOf<K extends keyof Kinds>(kind: K, rules: TypedRules<Kinds[K]>): KindRules {
  return { kind, ...rules } as KindRules
}
