/** `kubectl api-resources`, `api-versions`, `version`, `options` and `explain`. Model kubectl/pkg/cmd/{apiresources,version,options,explain}. */
import type { KindInfo } from '../../apiserver/kinds.ts'
import { groupOf } from '../../apiserver/kinds.ts'
import { nearest } from '../../apimachinery/nearest.ts'
import { KUBERNETES_VERSION } from '../../apimachinery/version.ts'
import type { Shape } from '../../manifest/schema/field.ts'
import { parseField, shapeIn, typeName } from '../../manifest/schema/field.ts'
import { KINDS, SHAPES } from '../../manifest/schema/kinds.ts'
import { resolveType } from '../targets.ts'
import { UsageError } from '../errors.ts'
import { GLOBAL_FLAGS, idle, refused } from '../flags.ts'
import { helpText } from '../help.ts'
import { formatted } from '../print/output.ts'
import { columns } from '../print/table.ts'
import type { Verb } from './verb.ts'

/** What may be done with objects of any kind here. */
const API_VERBS = ['create', 'delete', 'get', 'list', 'patch', 'update', 'watch']
const IN_ALL = ['pods', 'services', 'daemonsets', 'deployments', 'replicasets', 'statefulsets', 'horizontalpodautoscalers', 'jobs']
const categoriesOf = ({ plural }: KindInfo) => (IN_ALL.includes(plural) ? ['all'] : plural === 'customresourcedefinitions' ? ['api-extensions'] : [])

export const apiResources: Verb = {
  mutates: false,
  flags: {
    'namespaced': { type: 'string', bare: 'true' }, 'api-group': { type: 'string' }, 'no-headers': { type: 'boolean' }, 'output': { type: 'string', short: 'o' },
    'sort-by': { type: 'string' }, 'verbs': { type: 'list' }, 'categories': { type: 'list' }, ...idle('the list is always fresh', { cached: 'boolean' }),
  },
  run(call) {
    if (call.args.length > 0) throw new UsageError(`unexpected arguments: [${call.args.join(' ')}]\nSee 'kubectl api-resources -h' for help and examples`)
    const [namespaced, group, sortBy] = ['namespaced', 'api-group', 'sort-by'].map(call.flag)
    if (sortBy && sortBy !== 'name' && sortBy !== 'kind') throw new UsageError('--sort-by accepts only name or kind')
    const split = (flag: string) => call.list(flag).flatMap(text => text.split(','))
    const kinds = call.store.kinds()
      .filter(info => (namespaced === undefined || String(info.namespaced) === namespaced) && (group ?? groupOf(info.apiVersion)) === groupOf(info.apiVersion))
      .filter(info => split('verbs').every(verb => API_VERBS.includes(verb)) && split('categories').every(one => categoriesOf(info).includes(one)))
      .sort((a, b) => (sortBy === 'kind' ? order(a.kind, b.kind) : sortBy === 'name' ? order(a.plural, b.plural) : order(groupOf(a.apiVersion), groupOf(b.apiVersion)) || order(a.plural, b.plural)))
    const output = call.flag('output')
    if (output === 'name') return call.out(kinds.map(info => `${[info.plural, groupOf(info.apiVersion)].filter(Boolean).join('.')}\n`).join(''))
    if (output && output !== 'wide') throw new UsageError(`--output ${output} is not available, use one of: wide, name`)
    const wide = output === 'wide'
    const rows = kinds.map(info => [info.plural, info.shortNames.join(','), info.apiVersion, String(info.namespaced), info.kind, ...(wide ? [API_VERBS.join(','), categoriesOf(info).join(',')] : [])])
    call.out(columns([...(call.has('no-headers') ? [] : [['NAME', 'SHORTNAMES', 'APIVERSION', 'NAMESPACED', 'KIND', ...(wide ? ['VERBS', 'CATEGORIES'] : [])]]), ...rows]))
  },
}

export const apiVersions: Verb = {
  mutates: false,
  flags: {},
  run: call => call.out([...new Set(call.store.kinds().map(({ apiVersion }) => apiVersion))].sort().map(one => `${one}\n`).join('')),
}

export const options: Verb = {
  mutates: false,
  flags: {},
  run: call => call.out(helpText('', { mutates: false, flags: GLOBAL_FLAGS, run: () => undefined }).replace(/^[^]*?Options:/, 'The following options can be passed to any command:\n')),
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

export const version: Verb = {
  mutates: false,
  flags: { client: { type: 'boolean' }, output: { type: 'string', short: 'o' } },
  run(call) {
    const output = call.flag('output')
    if (output && output !== 'json' && output !== 'yaml') throw new UsageError('--output must be \'yaml\' or \'json\'')
    if (output) {
      const info = { gitVersion: KUBERNETES_VERSION, major: '1', minor: KUBERNETES_VERSION.split('.')[1] }
      return call.out(formatted({ clientVersion: info, ...(call.has('client') ? {} : { serverVersion: info }) }, output, ['json', 'yaml']))
    }
    call.out(`Client Version: ${KUBERNETES_VERSION}\n${call.has('client') ? '' : `Server Version: ${KUBERNETES_VERSION}\n`}`)
  },
}

export const explain: Verb = {
  mutates: false,
  flags: {
    'recursive': { type: 'boolean', short: 'R' }, 'max-depth': { type: 'number' }, 'api-version': { type: 'string' },
    ...refused('the engine keeps its descriptions in its own form', { output: ['string', 'o'] }),
  },
  run(call) {
    const [path] = call.args
    const maxDepth = call.number('max-depth') ?? 0
    if (maxDepth < 0) throw new UsageError('--max-depth must be non-negative')
    if (maxDepth > 0 && !call.has('recursive')) throw new UsageError('--max-depth requires --recursive')
    if (!path) throw new UsageError('You must specify the type of resource to explain. Use "kubectl api-resources" for a complete list of supported resources.')
    if (call.args.length > 1) throw new UsageError('We accept only this format: explain RESOURCE')
    const [resource = '', ...steps] = path.split('.')
    const info = resolveType(resource, call.store)
    const apiVersion = call.flag('api-version')
    const schema = apiVersion === undefined || apiVersion === info.apiVersion ? KINDS.get(info.kind) : undefined
    if (!schema) throw new UsageError(`couldn't find resource for "${apiVersion ?? info.apiVersion}, Kind=${info.kind}"`)
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
    if (shape) call.out(`FIELDS:\n${fieldList(shape, call.has('recursive') ? maxDepth || Infinity : 0, 1, new Set())}`)
  },
}

/** @param deepest levels that are listed; 0 lists one, with descriptions */
function fieldList(shape: Shape, deepest: number, depth: number, open: ReadonlySet<string>): string {
  const pad = '  '.repeat(depth)
  return Object.keys(shape).sort().map((name) => {
    const { type, note, support } = parseField(shape[name] ?? '')
    const inner = shapeIn(type)
    const line = `${pad}${name}\t<${typeName(type)}>\n`
    const known = inner === undefined || open.has(inner) ? undefined : SHAPES[inner]
    if (deepest > 0) return line + (known && inner && depth < deepest ? fieldList(known, deepest, depth + 1, new Set([...open, inner])) : '')
    const ignored = support === 'ignored' ? 'Not simulated.' : ''
    return `${line}${pad}  ${[note, ignored].filter(Boolean).join(' ') || '<no description>'}\n\n`
  }).join('')
}
