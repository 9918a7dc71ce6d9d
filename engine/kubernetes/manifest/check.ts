/** Compares an object with the schema of its kind: types, unknown names, what the engine ignores or refuses. */
import { isRecord } from '../apimachinery/patch.ts'
import { parseQuantity } from '../apimachinery/quantity.ts'
import { nearest } from '../apimachinery/nearest.ts'
import { TYPE_WORDS } from './messages.ts'
import type { Params, Path, ManifestProblemCode } from './problem.ts'
import type { FieldType, Scalar, Shape } from './schema/field.ts'
import { parseField } from './schema/field.ts'
import { SHAPES } from './schema/kinds.ts'

export interface Findings {
  problem(code: ManifestProblemCode, params: Params, path: Path): void
  /** A field that is read and not used, with why (or empty). */
  ignored(path: Path, note: string): void
}

/** A copy of the value with everything checked. Nulls of fields stay: `kubectl apply` takes such a field out; the store reads them as Go does. */
export function checkShape(value: Record<string, unknown>, shape: Shape, path: Path, findings: Findings): Record<string, unknown> {
  const result: [string, unknown][] = []
  for (const [name, item] of Object.entries(value)) {
    if (item === undefined) continue
    const at = [...path, name]
    const notation = Object.hasOwn(shape, name) ? shape[name] : undefined
    if (notation === undefined) {
      const meant = nearest(name, Object.keys(shape))
      findings.problem('unknown-field', { field: name, nearest: meant ?? '', hint: meant ? ` Did you mean ${meant}?` : '', hintKo: meant ? ` 혹시 ${meant} 필드인가요?` : '' }, at)
      result.push([name, item])
      continue
    }
    if (item === null) {
      result.push([name, null])
      continue
    }
    const { support, type, note } = parseField(notation)
    if (support === 'refused') findings.problem('refused-field', {}, at)
    if (support === 'ignored') findings.ignored(at, note)
    const quiet = support === 'ignored' ? { ...findings, ignored: () => undefined } : findings
    result.push([name, checkValue(item, type, at, quiet)])
  }
  return Object.fromEntries(result)
}

function checkValue(value: unknown, type: FieldType, path: Path, findings: Findings): unknown {
  if (type.of === 'scalar') {
    if (!isScalar(value, type.scalar)) wrongType(value, type.scalar, path, findings)
    else if (type.scalar === 'quantity' && !isQuantity(value)) findings.problem('bad-quantity', { value: String(value) }, path)
    else if (type.scalar === 'quantity' && BYTES.has(String(path.at(-1))) && isFraction(value)) findings.problem('fractional-bytes', { value: String(value) }, path)
    return value
  }
  if (type.of === 'list') {
    if (Array.isArray(value)) return value.map((item: unknown, i) => (item === null ? nullValue(type.item, [...path, i], findings) : checkValue(item, type.item, [...path, i], findings)))
  } else if (isRecord(value)) {
    if (type.of === 'shape') return checkShape(value, SHAPES[type.name] ?? {}, path, findings)
    return Object.fromEntries(Object.entries(value).map(([name, item]) => {
      const at = [...path, name]
      if (item === null) nullValue(type.item, at, findings)
      return [name, item === null ? null : checkValue(item, type.item, at, findings)]
    }))
  }
  wrongType(value, type.of, path, findings)
  return value
}

/** Where a value is needed a null is the type's zero to a cluster, which is seldom what was meant. */
function nullValue(type: FieldType, path: Path, findings: Findings): unknown {
  const zero = zeroOf(type)
  const [en, ko] = zero === '' ? ['an empty text', '빈 문자열'] : [JSON.stringify(zero).replaceAll('"', ''), JSON.stringify(zero).replaceAll('"', '')]
  findings.problem('null-value', { zero: en, zeroKo: ko }, path)
  return zero
}

function zeroOf(type: FieldType): unknown {
  if (type.of === 'list') return []
  if (type.of !== 'scalar') return {}
  switch (type.scalar) {
    case 'integer': case 'number': case 'intOrString': return 0
    case 'quantity': return '0'
    case 'boolean': return false
    default: return ''
  }
}

function isScalar(value: unknown, scalar: Scalar): boolean {
  switch (scalar) {
    case 'any': return true
    case 'integer': return Number.isInteger(value)
    case 'intOrString': return typeof value === 'string' || Number.isInteger(value)
    case 'quantity': return typeof value === 'string' || typeof value === 'number'
    case 'time': return typeof value === 'string'
    default: return typeof value === scalar
  }
}

const BYTES = new Set(['memory', 'ephemeral-storage', 'storage'])

/** `128m` of memory is an eighth of a byte. */
function isFraction(value: unknown): boolean {
  return parseQuantity(value as string | number).nano % 1_000_000_000n !== 0n
}

function isQuantity(value: unknown): boolean {
  try {
    parseQuantity(value as string | number)
    return true
  } catch {
    return false
  }
}

function wrongType(value: unknown, expected: string, path: Path, findings: Findings): void {
  const actual = typeOf(value)
  const [en, ko] = TYPE_WORDS[expected] ?? [expected, expected]
  const [actualEn, actualKo] = TYPE_WORDS[actual] ?? [actual, actual]
  findings.problem('wrong-type', { type: expected, expected: en, actual: actualEn, expectedKo: ko, actualKo }, path)
}

/** The type of a JSON value, by the names of `TYPE_WORDS`. */
export function typeOf(value: unknown): string {
  if (value === null || value === undefined) return 'null'
  if (Array.isArray(value)) return 'list'
  if (typeof value === 'object') return 'map'
  return Number.isInteger(value) ? 'integer' : typeof value
}
