/**
 * Puts a strategic merge patch into an object.
 * Models mergeMap, mergeSlice and normalizeElementOrder of apimachinery/pkg/util/strategicpatch/patch.go. Leaves
 * out the check that $setElementOrder and the patch agree.
 */
import { isRecord } from '../../apimachinery/patch.ts'
import type { Json } from './directives.ts'
import { DELETE_FROM, keyText, noMergeKey, orderBy, PATCH, RETAIN_KEYS, SET_ORDER } from './directives.ts'
import type { FieldStrategy, PatchSchema } from './schema.ts'

export interface MergeOptions {
  /** The server carries directives out and forgets nulls; a client that joins two patches keeps both. */
  serverSide: boolean
}

type Fields = Map<string, unknown>

/** The object as a strategic merge patch makes it. @throws Error when the patch is malformed */
export function mergeMap(original: Json, patch: Json, schema: PatchSchema, options: MergeOptions): Json {
  if (PATCH in patch) return withDirective(patch)
  const result: Fields = new Map(Object.entries(original))
  const rest: Fields = new Map(Object.entries(patch))
  retainKeys(result, rest, options)
  orderLists(result, rest, schema, options)
  for (const [name, value] of rest) {
    const deletion = name.startsWith(DELETE_FROM)
    const key = deletion ? name.slice(DELETE_FROM.length) : name
    if (deletion && !options.serverSide) result.set(name, value)
    else if (value === null && options.serverSide) result.delete(key)
    else if (value === null) result.set(key, null)
    else mergeField(result, key, value, deletion, schema, options)
  }
  return Object.fromEntries(result)
}

function withDirective({ [PATCH]: directive, ...rest }: Json): Json {
  if (directive === 'replace') return rest
  if (directive === 'delete') return {}
  throw new Error(`Unknown patch type [${String(directive)}] in map ${JSON.stringify(rest)}`)
}

function mergeField(result: Fields, key: string, value: unknown, deletion: boolean, schema: PatchSchema, options: MergeOptions): void {
  const old = result.get(key)
  if (isRecord(old) && isRecord(value)) {
    const { schema: inner, replace } = schema.field(key)
    result.set(key, replace ? value : mergeMap(old, value, inner, options))
  } else if (Array.isArray(old) && Array.isArray(value)) {
    result.set(key, mergeList(old, value, schema.field(key), deletion, options))
  } else if (!deletion) {
    const kept = fresh(value, options)
    if (kept === undefined) result.delete(key)
    else result.set(key, kept)
  }
}

/** Clears what a `$retainKeys` does not name. @throws Error when the patch itself has a key that it does not name */
function retainKeys(result: Fields, patch: Fields, { serverSide }: MergeOptions): void {
  const keys = patch.get(RETAIN_KEYS)
  if (keys === undefined) return
  patch.delete(RETAIN_KEYS)
  if (!serverSide) {
    result.set(RETAIN_KEYS, result.get(RETAIN_KEYS) ?? keys)
    return
  }
  const named = new Set(Array.isArray(keys) ? keys : [])
  if ([...patch].some(([key, value]) => value !== null && !key.startsWith('$') && !named.has(key))) {
    throw new Error('The patch format of retainKeys is bad')
  }
  for (const key of [...result.keys()]) if (!named.has(key)) result.delete(key)
}

/** Carries `$setElementOrder` out: lists named there are merged here, and their order is the patch's. */
function orderLists(result: Fields, patch: Fields, schema: PatchSchema, options: MergeOptions): void {
  for (const [name, order] of [...patch].filter(([key]) => key.startsWith(SET_ORDER))) {
    patch.delete(name)
    if (!options.serverSide) result.set(name, result.get(name) ?? order)
    const key = name.slice(SET_ORDER.length)
    const [old, value] = [result.get(key), patch.get(key)]
    if (!Array.isArray(order) || (!Array.isArray(old) && !Array.isArray(value))) continue
    const strategy = schema.field(key)
    const merged = Array.isArray(old) && Array.isArray(value)
      ? mergeList(old, value, strategy, false, options)
      : Array.isArray(old) ? old : (fresh(value, options) as unknown[])
    result.set(key, inOrder(merged, order, Array.isArray(old) ? old : [], strategy.key))
    patch.delete(key)
  }
}

function mergeList(old: unknown[], patch: unknown[], { merge, key, schema }: FieldStrategy & { schema: PatchSchema }, deletion: boolean, options: MergeOptions): unknown[] {
  if (deletion) return old.filter(item => !patch.includes(item))
  if (!merge) return patch
  if (key === undefined) return inOrder([...new Set([...old, ...patch])], patch, old, key)
  const replaced = patch.some(item => isRecord(item) && item[PATCH] === 'replace')
  const merged: unknown[] = replaced ? [] : [...old]
  const added: unknown[] = []
  for (const item of patch) {
    if (!isRecord(item)) throw noMergeKey(item, key)
    if (item[PATCH] === 'replace') continue
    if (item[key] === undefined) throw noMergeKey(item, key)
    const same = (one: unknown) => isRecord(one) && one[key] === item[key]
    if (item[PATCH] === 'delete' && options.serverSide) {
      merged.splice(0, merged.length, ...merged.filter(one => !same(one)))
      continue
    }
    added.push(item)
    const at = merged.findIndex(same)
    if (at < 0) merged.push(options.serverSide ? fresh(item, options) : item)
    else merged[at] = item[PATCH] === 'delete' ? item : mergeMap(merged[at] as Json, item, schema, options)
  }
  return inOrder(merged, added, old, key)
}

/** Items of the patch in its order, the server's own put between them as they stood before. */
function inOrder(merged: readonly unknown[], order: readonly unknown[], before: readonly unknown[], key: string | undefined): unknown[] {
  const named = new Set(order.map(item => keyText(item, key)))
  const patched = orderBy(merged.filter(item => named.has(keyText(item, key))), order, key)
  const others = orderBy(merged.filter(item => !named.has(keyText(item, key))), before, key)
  const placeOf = (item: unknown) => before.findIndex(one => keyText(one, key) === keyText(item, key))
  const result: unknown[] = []
  while (patched.length > 0 || others.length > 0) {
    const [mine, theirs] = [placeOf(patched[0]), placeOf(others[0])]
    const theirsFirst = patched.length === 0 || (others.length > 0 && mine >= 0 && theirs >= 0 && theirs < mine)
    result.push((theirsFirst ? others : patched).shift())
  }
  return result
}

/**
 * A value that nothing was there for, without its directives; undefined when it is a directive itself. The server's decoder
 * knows none of them and forgets nulls, so that nothing of them is stored.
 */
function fresh(value: unknown, options: MergeOptions): unknown {
  const { serverSide } = options
  if (Array.isArray(value)) return value.map(item => fresh(item, options)).filter(item => item !== undefined)
  if (!isRecord(value)) return value
  if (PATCH in value) return undefined
  return Object.fromEntries(Object.entries(value).filter(([key, item]) => !serverSide || (item !== null && !key.startsWith('$')))
    .map(([key, item]) => [key, fresh(item, options)]).filter(([, item]) => item !== undefined))
}
