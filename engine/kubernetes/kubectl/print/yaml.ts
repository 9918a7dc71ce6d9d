/** Objects as `-o yaml` and `-o json` print them: keys sorted, lists not indented (sigs.k8s.io/yaml). */
import { resolvePlain } from '../../manifest/scalar.ts'
import { isRecord } from '../../apimachinery/patch.ts'

/** Text that older readers take for a date or a number to the base of 60. */
const DATE = /^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:$|[Tt \t])/
const BASE_60 = /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?$/
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff]/
const NOT_PLAIN = /^[\s\-?:,[\]{}#&*!|>'"%@`]|: |:$| #|\s$/

/** A value as YAML; ends with a line feed. */
export function toYaml(value: unknown): string {
  const text = block(value, 0)
  return text.startsWith('\n') ? text.slice(1) : `${text.trimStart()}`
}

/** A value as kubectl's JSON: four blanks, keys sorted. */
export function toJson(value: unknown): string {
  return `${JSON.stringify(sorted(value), null, 4)}\n`
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  return isRecord(value) ? Object.fromEntries(entriesOf(value).map(([key, item]) => [key, sorted(item)])) : value
}

function entriesOf(value: Record<string, unknown>): [string, unknown][] {
  return Object.entries(value).filter(([, item]) => item !== undefined).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
}

/** What follows `key:` or `-`: a blank and a scalar, or indented lines; always ends with a line feed. */
function block(value: unknown, indent: number): string {
  const pad = ' '.repeat(indent)
  if (Array.isArray(value)) {
    if (value.length === 0) return ' []\n'
    return `\n${value.map(item => `${pad}-${entry(item, indent + 2)}`).join('')}`
  }
  if (isRecord(value)) {
    const entries = entriesOf(value)
    if (entries.length === 0) return ' {}\n'
    return `\n${entries.map(([key, item]) => `${pad}${scalar(key, 0)}:${block(item, Array.isArray(item) ? indent : indent + 2)}`).join('')}`
  }
  return ` ${scalar(value, indent)}\n`
}

/** A list's item: a mapping starts on the dash's own line. */
function entry(item: unknown, indent: number): string {
  const text = block(item, indent)
  return text.startsWith('\n') ? ` ${text.slice(1 + indent)}` : text
}

function scalar(value: unknown, indent: number): string {
  if (typeof value !== 'string') return JSON.stringify(value) ?? 'null'
  if (value.includes('\n') && indent > 0 && /^[^\s][^\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\ufeff]*$/.test(value) && !/[ \t]\n/.test(value)) return literal(value, indent)
  if (CONTROL.test(value)) return JSON.stringify(value).replace(/[\u007f-\u009f\u2028\u2029\ufeff]/g, char => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)
  if (isAmbiguous(value)) return `"${value}"`
  return NOT_PLAIN.test(value) ? `'${value.replaceAll('\'', '\'\'')}'` : value
}

/** Whether the text would be read as something else without quotes. */
function isAmbiguous(value: string): boolean {
  return typeof resolvePlain(value) !== 'string' || value === '<<' || value === '=' || DATE.test(value) || BASE_60.test(value)
}

function literal(value: string, indent: number): string {
  const trailing = /\n*$/.exec(value)?.[0].length ?? 0
  const chomp = trailing === 0 ? '-' : trailing === 1 ? '' : '+'
  const body = trailing > 0 ? value.slice(0, -1) : value
  return `|${chomp}\n${body.split('\n').map(line => (line === '' ? '' : ' '.repeat(indent) + line)).join('\n')}`
}
