/** The words of a strategic merge patch beside its fields, and what diff and merge share. */
import { isRecord } from '../../apimachinery/patch.ts'

export type Json = Record<string, unknown>

/** `delete`, `replace` or `merge`. */
export const PATCH = '$patch'
/** The keys of a map that stay. */
export const RETAIN_KEYS = '$retainKeys'
/** Prefix: values to take out of a list. */
export const DELETE_FROM = '$deleteFromPrimitiveList/'
/** Prefix: the order of a list's items. */
export const SET_ORDER = '$setElementOrder/'

/** An item's merge key as text; a plain value's own. */
export function keyText(item: unknown, mergeKey: string | undefined): string {
  return String(mergeKey !== undefined && isRecord(item) ? item[mergeKey] : item)
}

export function noMergeKey(item: unknown, mergeKey: string): Error {
  return new Error(`map: ${JSON.stringify(item)} does not contain declared merge key: ${mergeKey}`)
}

/** Items in the order that others of the same keys have; unknown ones keep their place among themselves, behind. */
export function orderBy<T>(items: readonly T[], order: readonly unknown[], mergeKey: string | undefined): T[] {
  const places = new Map([...order].reverse().map((item, i) => [keyText(item, mergeKey), order.length - 1 - i]))
  const placeOf = (item: T) => places.get(keyText(item, mergeKey)) ?? order.length
  return [...items].sort((a, b) => placeOf(a) - placeOf(b))
}
