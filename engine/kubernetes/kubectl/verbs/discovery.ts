/** `kubectl api-resources`, `version` and `explain`. Model kubectl/pkg/cmd/{apiresources,version,explain}. */
import { groupOf } from '../../apiserver/kinds.ts'
import { nearest } from '../../apimachinery/nearest.ts'
import type { Shape } from '../../manifest/schema/field.ts'
import { parseField, shapeIn, typeName } from '../../manifest/schema/field.ts'
import { KINDS, SHAPES } from '../../manifest/schema/kinds.ts'
import { resolveType } from '../cluster.ts'
import { UsageError } from '../errors.ts'
import { columns } from '../print/table.ts'
import type { Verb } from './verb.ts'

/** The Kubernetes version that the engine's rules follow. */
const VERSION = 'v1.36.0'

export const apiResources: Verb = {
  mutates: false,
  flags: { 'namespaced': { type: 'string', bare: 'true' }, 'api-group': { type: 'string' }, 'no-headers': { type: 'boolean' }, 'output': { type: 'string', short: 'o' } },
  run(call) {
    const namespaced = call.flag('namespaced')
    const kinds = call.store.kinds()
      .filter(info => (namespaced === undefined || String(info.namespaced) === namespaced) && (call.flag('api-group') ?? groupOf(info.apiVersion)) === groupOf(info.apiVersion))
      .sort((a, b) => order(groupOf(a.apiVersion), groupOf(b.apiVersion)) || order(a.plural, b.plural))
    if (call.flag('output') === 'name') {
      call.out(kinds.map(info => `${[info.plural, groupOf(info.apiVersion)].filter(Boolean).join('.')}\n`).join(''))
      return
    }
    const rows = kinds.map(info => [info.plural, info.shortNames.join(','), info.apiVersion, String(info.namespaced), info.kind])
    call.out(columns([...(call.has('no-headers') ? [] : [['NAME', 'SHORTNAMES', 'APIVERSION', 'NAMESPACED', 'KIND']]), ...rows]))
  },
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

export const version: Verb = {
  mutates: false,
  flags: { client: { type: 'boolean' } },
  run(call) {
    call.out(`Client Version: ${VERSION}\n${call.has('client') ? '' : `Server Version: ${VERSION}\n`}`)
  },
}

export const explain: Verb = {
  mutates: false,
  flags: { recursive: { type: 'boolean' } },
  run(call) {
    const [path] = call.args
    if (!path || call.args.length > 1) throw new UsageError('We accept only this format: explain RESOURCE')
    const [resource = '', ...steps] = path.split('.')
    const info = resolveType(resource, call.store)
    const schema = KINDS.get(info.kind)
    if (!schema) throw new UsageError(`couldn't find resource for "${info.apiVersion}, Kind=${info.kind}"`)
    const group = groupOf(info.apiVersion)
    let head = `${group ? `GROUP:      ${group}\n` : ''}KIND:       ${info.kind}\nVERSION:    ${info.apiVersion.slice(group ? group.length + 1 : 0)}\n\n`
    let shape: Shape | undefined = schema.fields
    let note = schema.note
    for (const [i, step] of steps.entries()) {
      const notation: string | undefined = shape && Object.hasOwn(shape, step) ? shape[step] : undefined
      if (notation === undefined) {
        const meant = nearest(step, Object.keys(shape ?? {}))
        throw new UsageError(`field "${step}" does not exist${meant ? `\nDid you mean "${meant}"?` : ''}`)
      }
      const field = parseField(notation)
      const inner = shapeIn(field.type)
      shape = inner === undefined ? undefined : SHAPES[inner]
      note = field.note
      if (i === steps.length - 1) head += `FIELD: ${step} <${typeName(field.type)}>\n\n`
    }
    call.out(`${head}DESCRIPTION:\n    ${note || '<empty>'}\n\n`)
    if (shape) call.out(`FIELDS:\n${fieldList(shape, call.has('recursive'), 1, new Set())}`)
  },
}

function fieldList(shape: Shape, recursive: boolean, depth: number, open: ReadonlySet<string>): string {
  const pad = '  '.repeat(depth)
  return Object.keys(shape).sort().map((name) => {
    const { type, note, support } = parseField(shape[name] ?? '')
    const inner = shapeIn(type)
    const line = `${pad}${name}\t<${typeName(type)}>\n`
    const known = inner === undefined || open.has(inner) ? undefined : SHAPES[inner]
    if (recursive) return line + (known && inner ? fieldList(known, true, depth + 1, new Set([...open, inner])) : '')
    const ignored = support === 'ignored' ? 'Not simulated.' : ''
    return `${line}${pad}  ${[note, ignored].filter(Boolean).join(' ') || '<no description>'}\n\n`
  }).join('')
}
