/** Pieces of `kubectl describe`: labelled lines in a column, and parts of objects as indented text. */
import { isRecord } from '../../apimachinery/patch.ts'
import { columns, NONE } from './table.ts'

export type Rows = [label: string, value: string][]

/** Labelled lines with their values in one column. */
export function fields(rows: Rows): string {
  return columns(rows, 2, 0).replace(/ +$/gm, '')
}

/** A map as one line an entry, sorted. */
export function field(label: string, map: Record<string, string> | undefined, joint = '='): Rows {
  const entries = Object.entries(map ?? {}).filter(([key]) => key !== 'kubectl.kubernetes.io/last-applied-configuration').sort(([a], [b]) => (a < b ? -1 : 1))
  if (entries.length === 0) return [[label, NONE]]
  return entries.map(([key, value], i) => [i === 0 ? label : '', `${key}${joint}${value}`])
}

/** Any part of an object as `Title:` and its fields below, words spaced out: `Max Replicas:  3`. */
export function section(title: string, value: unknown, indent = 0): string {
  const pad = ' '.repeat(indent)
  if (value === undefined || value === null) return ''
  if (Array.isArray(value)) return value.length === 0 ? '' : `${pad}${title}:\n${value.map(item => (isRecord(item) ? inner(item, indent + 2) : `${pad}  ${String(item)}\n`)).join('')}`
  if (isRecord(value)) return Object.keys(value).length === 0 ? '' : `${pad}${title}:\n${inner(value, indent + 2)}`
  return `${pad}${title}:  ${String(value)}\n`
}

function inner(value: Record<string, unknown>, indent: number): string {
  return Object.keys(value).sort().map(key => section(words(key), value[key], indent)).join('')
}

function words(key: string): string {
  return (key[0] ?? '').toUpperCase() + key.slice(1).replace(/([a-z0-9])([A-Z])/g, '$1 $2')
}
