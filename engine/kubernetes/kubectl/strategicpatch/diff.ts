/**
 * Strategic merge patches from two or three versions of an object.
 * Models diffMaps, diffLists and CreateThreeWayMergePatch of apimachinery/pkg/util/strategicpatch/patch.go.
 * Leaves out directives within the versions themselves and the refusal of conflicts (kubectl overwrites by default).
 */
import { clone, equal } from '../../apimachinery/meta.ts'
import { isRecord } from '../../apimachinery/patch.ts'
import { mergeMap } from './merge.ts'
import type { Json } from './directives.ts'
import { DELETE_FROM, keyText, noMergeKey, orderBy, PATCH, RETAIN_KEYS, SET_ORDER } from './directives.ts'
import type { FieldStrategy, PatchSchema } from './schema.ts'

/** Which half of a difference is wanted: what is new or other, or what is gone. */
interface Wanted {
  changes: boolean
  deletions: boolean
}

/**
 * The patch that `kubectl apply` sends: what `modified` has otherwise than `current`, and without what `original` had and
 * `modified` has no longer. Empty when there is nothing to do. @throws Error when a list's item lacks its merge key
 */
export function threeWayMergePatch(original: Json, modified: Json, current: Json, schema: PatchSchema): Json {
  const delta = diffMaps(current, modified, schema, { changes: true, deletions: false }, false)
  const deletions = diffMaps(original, modified, schema, { changes: false, deletions: true }, false)
  return mergeMap(clone(deletions), clone(delta), schema, { serverSide: false })
}

function diffMaps(original: Json, modified: Json, schema: PatchSchema, wanted: Wanted, retainKeys: boolean): Json {
  const patch: Json = {}
  for (const [key, value] of present(modified)) {
    const old = original[key]
    if (old === undefined) {
      if (wanted.changes) patch[key] = value
    } else if (isRecord(old) && isRecord(value)) {
      diffMapField(key, old, value, patch, schema, wanted)
    } else if (Array.isArray(old) && Array.isArray(value)) {
      diffListField(key, old, value, patch, schema, wanted)
    } else if (wanted.changes && !equal(old, value)) {
      patch[key] = value
    }
  }
  if (wanted.deletions) for (const [key] of present(original)) if (modified[key] === undefined) patch[key] = null
  if (retainKeys) retain(original, modified, patch)
  return patch
}

const present = (map: Json) => Object.entries(map).filter(([, value]) => value !== undefined)

/** Says which keys stay, when something changes or when others are there that must go. */
function retain(original: Json, modified: Json, patch: Json): void {
  const kept = present(modified).filter(([, value]) => value !== null).map(([key]) => key)
  const hasOthers = present(original).some(([key, value]) => value !== null && modified[key] === undefined)
  if (kept.length > 0 && (Object.keys(patch).length > 0 || hasOthers)) patch[RETAIN_KEYS] = kept.sort()
}

function diffMapField(key: string, old: Json, value: Json, patch: Json, schema: PatchSchema, wanted: Wanted): void {
  const { schema: inner, replace, retainKeys = false } = schema.field(key)
  if (replace) {
    if (wanted.changes && !equal(old, value)) patch[key] = value
    return
  }
  const difference = diffMaps(old, value, inner, wanted, retainKeys)
  if (Object.keys(difference).length > 0) patch[key] = difference
}

function diffListField(key: string, old: unknown[], value: unknown[], patch: Json, schema: PatchSchema, wanted: Wanted): void {
  const strategy = schema.field(key)
  if (!strategy.merge) {
    if (wanted.changes && !equal(old, value)) patch[key] = value
    return
  }
  if (old.length === 0) {
    if (wanted.changes && value.length > 0) patch[key] = value
    return
  }
  if (strategy.key === undefined) diffValues(key, old, value, patch, wanted)
  else diffItems(key, old, value, patch, { ...strategy, key: strategy.key }, wanted)
}

function diffValues(key: string, old: unknown[], value: unknown[], patch: Json, wanted: Wanted): void {
  const added = wanted.changes ? value.filter(item => !old.includes(item)) : []
  const gone = wanted.deletions ? [...new Set(old)].filter(item => !value.includes(item)) : []
  if (added.length > 0) patch[key] = added
  if (gone.length > 0) patch[DELETE_FROM + key] = gone
  if ((wanted.deletions && gone.length > 0) || (wanted.changes && !equal(old, value))) patch[SET_ORDER + key] = value
}

type ItemStrategy = FieldStrategy & { key: string, schema: PatchSchema }

/** Items pair up in the order of their merge keys: two of one key are told apart by their place alone. */
function diffItems(key: string, old: unknown[], value: unknown[], patch: Json, strategy: ItemStrategy, wanted: Wanted): void {
  const { key: mergeKey, schema, retainKeys = false } = strategy
  const [before, after] = [sortedItems(old, mergeKey), sortedItems(value, mergeKey)]
  const changed: Json[] = []
  const gone: Json[] = []
  let [i, j] = [0, 0]
  while (i < before.length || j < after.length) {
    const [left, right] = [before[i], after[j]]
    const [leftKey, rightKey] = [left && keyText(left, mergeKey), right && keyText(right, mergeKey)]
    if (left && right && leftKey === rightKey) {
      const difference = diffMaps(left, right, schema, wanted, retainKeys)
      if (Object.keys(difference).length > 0) changed.push({ ...difference, [mergeKey]: right[mergeKey] })
      i++
      j++
    } else if (right && (!left || (leftKey ?? '') > (rightKey ?? ''))) {
      if (wanted.changes) changed.push(right)
      j++
    } else {
      if (wanted.deletions && left) gone.push({ [mergeKey]: left[mergeKey], [PATCH]: 'delete' })
      i++
    }
  }
  const list = [...orderBy(changed, value, mergeKey), ...gone]
  if (list.length > 0) patch[key] = list
  const sameOrder = old.length === value.length && old.every((item, at) => keyText(item, mergeKey) === keyText(value[at], mergeKey))
  if ((wanted.changes && (list.length > 0 || !sameOrder)) || (wanted.deletions && list.length > 0)) {
    patch[SET_ORDER + key] = value.map(item => ({ [mergeKey]: (item as Json)[mergeKey] }))
  }
}

function sortedItems(list: readonly unknown[], mergeKey: string): Json[] {
  const items = list.map((item) => {
    if (!isRecord(item) || item[mergeKey] === undefined) throw noMergeKey(item, mergeKey)
    return item
  })
  return items.sort((a, b) => (keyText(a, mergeKey) < keyText(b, mergeKey) ? -1 : Number(keyText(a, mergeKey) > keyText(b, mergeKey))))
}
