/**
 * A compact notation for the fields of a kind, read by the manifest reader (types), by `kubectl explain` and by the
 * support table of docs/engine.md.
 *
 * A field is written `mark type: note`. The mark says what the engine does with it: none = supported, `-` = read, type-checked
 * and ignored, `!` = refused. A type is a scalar, `[T]` (list), `{T}` (map from string) or the name of a shape.
 */

export type Scalar = 'string' | 'integer' | 'number' | 'boolean' | 'quantity' | 'intOrString' | 'time' | 'any'

export type Support = 'supported' | 'ignored' | 'refused'

/** Field name to notation. */
export type Shape = Readonly<Record<string, string>>

export type FieldType =
  | { of: 'scalar', scalar: Scalar }
  | { of: 'list', item: FieldType }
  | { of: 'map', item: FieldType }
  | { of: 'shape', name: string }

export interface Field {
  support: Support
  type: FieldType
  /** One English sentence, or empty. */
  note: string
}

const SCALARS = new Set<string>(['string', 'integer', 'number', 'boolean', 'quantity', 'intOrString', 'time', 'any'])

function parseType(text: string): FieldType {
  if (text.startsWith('[')) return { of: 'list', item: parseType(text.slice(1, -1)) }
  if (text.startsWith('{')) return { of: 'map', item: parseType(text.slice(1, -1)) }
  return SCALARS.has(text) ? { of: 'scalar', scalar: text as Scalar } : { of: 'shape', name: text }
}

const cache = new Map<string, Field>()

/** Reads one field's notation. */
export function parseField(notation: string): Field {
  const known = cache.get(notation)
  if (known) return known
  const colon = notation.indexOf(': ')
  const [head, note] = colon < 0 ? [notation, ''] : [notation.slice(0, colon), notation.slice(colon + 2)]
  const support = head.startsWith('-') ? 'ignored' : head.startsWith('!') ? 'refused' : 'supported'
  const field: Field = { support, type: parseType(support === 'supported' ? head : head.slice(1)), note }
  cache.set(notation, field)
  return field
}

const SCALAR_NAMES: Partial<Record<Scalar, string>> = { intOrString: 'IntOrString', quantity: 'Quantity', time: 'string', any: 'Object' }

/** A type as `kubectl explain` prints it: `[]Container`, `map[string]string`, `IntOrString`. */
export function typeName(type: FieldType): string {
  if (type.of === 'list') return `[]${typeName(type.item)}`
  if (type.of === 'map') return `map[string]${typeName(type.item)}`
  return type.of === 'shape' ? type.name : SCALAR_NAMES[type.scalar] ?? type.scalar
}

/** The shape at the end of lists and maps, if there is one. */
export function shapeIn(type: FieldType): string | undefined {
  if (type.of === 'list' || type.of === 'map') return shapeIn(type.item)
  return type.of === 'shape' ? type.name : undefined
}
