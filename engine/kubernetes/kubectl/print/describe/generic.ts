/** An object of any kind, described by its fields. Models kubectl/pkg/describe/describe.go (genericDescriber). */
import { isRecord } from '../../../apimachinery/patch.ts'
import type { KubeObject } from '../../../types/index.ts'
import { annotationLines, labelLines, ownerLine } from './parts.ts'

export function describeGeneric(object: KubeObject): string {
  const { apiVersion, kind, metadata, ...rest } = object as KubeObject & Record<string, unknown>
  return `Name:\t${metadata.name}\n${metadata.namespace ? `Namespace:\t${metadata.namespace}\n` : ''}${labelLines('Labels', metadata.labels)}${annotationLines('Annotations', metadata.annotations)}`
    + `API Version:\t${apiVersion}\nKind:\t${kind}\n${ownerLine(object)}`
    + Object.keys(rest).sort().map(key => section(words(key), rest[key])).join('')
}

/** Any part of an object as `Title:` and its fields below, words spaced out: `Max Replicas: 3`. */
function section(title: string, value: unknown, indent = 0): string {
  const pad = ' '.repeat(indent)
  if (value === undefined || value === null) return ''
  if (Array.isArray(value)) return value.length === 0 ? '' : `${pad}${title}:\n${value.map(item => (isRecord(item) ? inner(item, indent + 2) : `${pad}  ${String(item)}\n`)).join('')}`
  if (isRecord(value)) return Object.keys(value).length === 0 ? '' : `${pad}${title}:\n${inner(value, indent + 2)}`
  return `${pad}${title}:\t${String(value)}\n`
}

function inner(value: Record<string, unknown>, indent: number): string {
  return Object.keys(value).sort().map(key => section(words(key), value[key], indent)).join('')
}

function words(key: string): string {
  return (key[0] ?? '').toUpperCase() + key.slice(1).replace(/([a-z0-9])([A-Z])/g, '$1 $2')
}
