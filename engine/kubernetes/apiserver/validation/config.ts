/** ConfigMaps and Secrets. Models pkg/apis/core/validation/validation.go (ValidateConfigMap, ValidateSecret) and what Go's decoder says to data that is no base64. */
import type { FieldError } from '../errors.ts'
import { ApiError, forbiddenField, invalid, required } from '../errors.ts'
import { equal } from '../../apimachinery/meta.ts'
import type { KubeObject } from '../../types/index.ts'

interface Config extends KubeObject {
  data?: Record<string, string>
  binaryData?: Record<string, string>
  immutable?: boolean
  type?: string
}

const KEY = /^[-._a-zA-Z0-9]+$/
const BAD_KEY = "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')"
const DATA_OF: Readonly<Record<string, readonly string[]>> = {
  'kubernetes.io/tls': ['tls.crt', 'tls.key'], 'kubernetes.io/dockerconfigjson': ['.dockerconfigjson'], 'kubernetes.io/dockercfg': ['.dockercfg'], 'kubernetes.io/ssh-auth': ['ssh-privatekey'],
}

function checkKeys(map: object | undefined, field: string): FieldError[] {
  return Object.keys(map ?? {}).flatMap((key) => {
    const at = `${field}[${key}]`
    if (key.length > 253) return [invalid(at, key, 'must be no more than 253 characters')]
    if (!KEY.test(key)) return [invalid(at, key, BAD_KEY)]
    if (key === '.' || key === '..') return [invalid(at, key, `must not be '${key}'`)]
    return key.startsWith('..') ? [invalid(at, key, "must not start with '..'")] : []
  })
}

function checkImmutable(next: Config, old: Config | undefined): FieldError[] {
  if (!old?.immutable) return []
  const changed = (['data', 'binaryData'] as const).filter(field => !equal(next[field], old[field]))
  const why = 'field is immutable when `immutable` is set'
  return [...next.immutable ? [] : [forbiddenField('immutable', why)], ...changed.map(field => forbiddenField(field, why))]
}

export function checkConfigMap(map: Config, old: Config | undefined): FieldError[] {
  const twice = Object.keys(map.data ?? {}).filter(key => Object.hasOwn(map.binaryData ?? {}, key))
  return [...checkKeys(map.data, 'data'), ...twice.map(key => invalid(`data[${key}]`, key, 'duplicate of key present in binaryData')), ...checkKeys(map.binaryData, 'binaryData'), ...checkImmutable(map, old)]
}

export function checkSecret(secret: Config, old: Config | undefined): FieldError[] {
  const missing = (DATA_OF[secret.type ?? ''] ?? []).filter(key => secret.data?.[key] === undefined).map(key => required(`data[${key}]`))
  const retyped = old && old.type !== secret.type ? [invalid('type', secret.type, 'field is immutable')] : []
  return [...checkKeys(secret.data, 'data'), ...missing, ...retyped, ...checkImmutable(secret, old)]
}

/** @throws ApiError BadRequest when a value is no base64 */
export function decodeBytes({ kind, apiVersion }: KubeObject, ...maps: readonly (Record<string, string> | undefined)[]): void {
  for (const value of maps.flatMap(map => Object.values(map ?? {}))) {
    const text = String(value ?? '').replace(/[\r\n]/g, '')
    const stray = text.search(/[^A-Za-z0-9+/=]|=(?!=?$)/)
    const at = stray >= 0 ? stray : text.length % 4 === 0 ? -1 : text.length - text.length % 4
    if (at >= 0) throw new ApiError('BadRequest', `${kind} in version "${apiVersion}" cannot be handled as a ${kind}: illegal base64 data at input byte ${at}`)
  }
}
