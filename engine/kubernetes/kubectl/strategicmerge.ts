/**
 * The three-way merge of `kubectl apply`: what was applied last, what is wanted now, what is there.
 * Models apimachinery/pkg/util/strategicpatch: lists of containers, ports, volumes and the like merge by their key, other
 * lists are replaced as a whole. Leaves out directives ($patch, $retainKeys) and the order of kept items.
 */
import { isRecord } from '../apimachinery/patch.ts'

type Json = Record<string, unknown>

/** Field to the keys by which its items are told apart. */
const MERGE_KEYS: Readonly<Record<string, readonly string[]>> = {
  containers: ['name'], initContainers: ['name'], env: ['name'], volumes: ['name'], imagePullSecrets: ['name'], ports: ['containerPort', 'port'],
  volumeMounts: ['mountPath'], topologySpreadConstraints: ['topologyKey'],
}

/** What is there, with what is wanted put in and what was wanted last time but no longer taken out. */
export function threeWayMerge(last: unknown, wanted: Json, live: Json): Json {
  const before = isRecord(last) ? last : {}
  const result: Json = Object.fromEntries(Object.entries(live).filter(([key]) => before[key] === undefined || wanted[key] !== undefined))
  for (const [key, value] of Object.entries(wanted)) {
    const now = live[key]
    if (isRecord(value) && isRecord(now)) result[key] = threeWayMerge(before[key], value, now)
    else if (Array.isArray(value) && Array.isArray(now) && MERGE_KEYS[key]) result[key] = mergeList(before[key], value, now, MERGE_KEYS[key])
    else result[key] = value
  }
  return result
}

function mergeList(last: unknown, wanted: readonly unknown[], live: readonly unknown[], keys: readonly string[]): unknown[] {
  const find = (list: unknown, item: unknown): unknown => (Array.isArray(list) ? list.find(one => sameItem(one, item, keys)) : undefined)
  const merged = wanted.map((item) => {
    const now = find(live, item)
    return isRecord(item) && isRecord(now) ? threeWayMerge(find(last, item), item, now) : item
  })
  const kept = live.filter(item => find(wanted, item) === undefined && find(last, item) === undefined)
  return [...merged, ...kept]
}

function sameItem(a: unknown, b: unknown, keys: readonly string[]): boolean {
  if (!isRecord(a) || !isRecord(b)) return false
  return keys.some(key => a[key] !== undefined && a[key] === b[key]) && (a.protocol ?? 'TCP') === (b.protocol ?? 'TCP')
}
