/**
 * `--validate`: fields that a kind does not have. Models the API server's field validation (strict decoding), which kubectl asks
 * for: strict refuses the object, warn takes it with a warning, ignore says nothing. Duplicate keys are the manifest reader's.
 */
import { ApiError } from '../../apiserver/errors.ts'
import { unknownCustomFields } from '../../apiserver/defaults/custom.ts'
import { isRecord } from '../../apimachinery/patch.ts'
import { parseField, shapeIn } from '../../manifest/schema/field.ts'
import type { Shape } from '../../manifest/schema/field.ts'
import { KINDS, SHAPES } from '../../manifest/schema/kinds.ts'
import type { Invocation, Target } from '../targets.ts'
import { UsageError } from '../errors.ts'

const MODES: Readonly<Record<string, 'strict' | 'warn' | 'ignore'>> = { strict: 'strict', true: 'strict', warn: 'warn', ignore: 'ignore', false: 'ignore' }

/** @throws ApiError BadRequest naming the unknown fields; UsageError when the mode is none */
export function checkFields(call: Invocation, { object }: Target): void {
  const text = call.flag('validate') ?? 'strict'
  const mode = Object.hasOwn(MODES, text) ? MODES[text] : undefined
  if (!mode) throw new UsageError(`invalid - validate option "${text}"; must be one of: strict (or true), warn, ignore (or false)`)
  if (mode === 'ignore') return
  const shape = KINDS.get(object.kind)?.fields
  const definition = shape ? undefined : call.store.list('CustomResourceDefinition').find(({ spec }) => spec.names.kind === object.kind)
  const unknown = shape ? unknownFields(object as object as Record<string, unknown>, shape, '') : definition ? unknownCustomFields(object, definition) : []
  if (unknown.length === 0) return
  if (mode === 'warn') return unknown.forEach(path => call.warn(`unknown field "${path}"`))
  const { kind, apiVersion } = object
  const version = apiVersion.slice(apiVersion.indexOf('/') + 1)
  throw new ApiError('BadRequest', `${kind} in version "${version}" cannot be handled as a ${kind}: strict decoding error: ${unknown.map(path => `unknown field "${path}"`).join(', ')}`)
}

function unknownFields(value: Record<string, unknown>, shape: Shape, path: string): string[] {
  return Object.entries(value).flatMap(([name, item]) => {
    const at = path ? `${path}.${name}` : name
    const notation = Object.hasOwn(shape, name) ? shape[name] : undefined
    if (notation === undefined) return [at]
    const inner = shapeIn(parseField(notation).type)
    const next = inner === undefined ? undefined : SHAPES[inner]
    if (!next) return []
    if (Array.isArray(item)) return item.flatMap((one, i) => (isRecord(one) ? unknownFields(one, next, `${at}[${i}]`) : []))
    return isRecord(item) ? unknownFields(item, next, at) : []
  })
}
