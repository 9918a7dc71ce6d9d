/**
 * What the API server makes of the nulls in a document, which is what Go's decoder makes of them: a field is as if it were
 * absent, an entry of a map of texts is the empty text, an entry of a map of quantities is 0.
 */
import { isRecord } from '../apimachinery/patch.ts'

const QUANTITIES = new Set(['requests', 'limits', 'capacity', 'allocatable', 'overhead'])
const TEXTS = new Set(['labels', 'annotations', 'matchLabels', 'nodeSelector', 'data', 'binaryData', 'stringData', 'parameters'])

/** A value without nulls; itself when it has none. @param field the name of the field that it is the value of */
export function withoutNulls<T>(value: T, field = ''): T {
  if (Array.isArray(value)) {
    const items = value.map((item: unknown) => (item === null ? {} : withoutNulls(item)))
    return items.some((item, i) => item !== value[i]) ? items as T : value
  }
  if (!isRecord(value)) return value
  const zero = QUANTITIES.has(field) ? '0' : TEXTS.has(field) ? '' : undefined
  let changed = false
  const entries = Object.entries(value).map(([name, item]): [string, unknown] => {
    const next = item === null ? zero : withoutNulls(item, name)
    changed ||= next !== item
    return [name, next]
  })
  return changed ? Object.fromEntries(entries.filter(([, item]) => item !== undefined)) as T : value
}
