/** What a kind's table needs. */
import type { KubeObject } from '../../types/index.ts'

export interface PrintContext {
  /** Virtual milliseconds. */
  now: number
  age(object: KubeObject): string
}

export interface TableOf<T extends KubeObject> {
  columns: readonly string[]
  /** More columns of `-o wide`. */
  wide?: readonly string[]
  row(object: T, ctx: PrintContext): string[]
  wideRow?(object: T, ctx: PrintContext): string[]
}
