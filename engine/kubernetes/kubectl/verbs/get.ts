/** `kubectl get`. Models kubectl/pkg/cmd/get/get.go. `-w` prints the rows once (a command is one instant of virtual time); watch.ts gives those that follow. */
import type { KindInfo } from '../../apiserver/kinds.ts'
import type { Store } from '../../apiserver/store.ts'
import { compareQuantities } from '../../apimachinery/quantity.ts'
import type { KubeObject } from '../../types/index.ts'
import { displayName, findObjects, readTargets } from '../cluster.ts'
import type { Invocation, Target } from '../cluster.ts'
import { UsageError } from '../errors.ts'
import { columns } from '../print/table.ts'
import { tableOf, valueAt } from '../print/tables.ts'
import type { TableOptions } from '../print/tables.ts'
import { toJson, toYaml } from '../print/yaml.ts'
import type { Verb } from './verb.ts'
import { SELECTOR_FLAGS } from './verb.ts'

export const get: Verb = {
  mutates: false,
  flags: {
    ...SELECTOR_FLAGS,
    'output': { type: 'string', short: 'o' },
    'watch': { type: 'boolean', short: 'w' },
    'show-labels': { type: 'boolean' },
    'label-columns': { type: 'list', short: 'L' },
    'sort-by': { type: 'string' },
    'no-headers': { type: 'boolean' },
    'ignore-not-found': { type: 'boolean' },
    'show-kind': { type: 'boolean' },
  },
  run(call) {
    const { args, store } = call
    if (args.length === 0) throw new UsageError('Required resource not specified.\nUse "kubectl explain <resource>" for a detailed description of that resource (e.g. kubectl explain pods).\nSee \'kubectl get -h\' for help and examples')
    const targets = readTargets(args, store)
    const found = findObjects(call.has('ignore-not-found') ? { ...call, err: () => undefined } : call)
    const sortBy = call.flag('sort-by')
    if (sortBy) found.sort((a, b) => compareValues(valueAt(a.object, sortBy), valueAt(b.object, sortBy)))
    const output = call.flag('output')
    const named = targets.some(({ names }) => names.length > 0)
    if (output === undefined || output === 'wide') printTables(call, found, targets.map(({ info }) => info), named, output === 'wide')
    else if (output === 'name') call.out(found.map(({ info, object }) => `${displayName(info, object.metadata.name)}\n`).join(''))
    else if (output === 'yaml' || output === 'json') call.out(serialise(found.map(({ object }) => object), named && found.length === 1, output))
    else throw new UsageError(`unable to match a printer suitable for the output format "${output}", allowed formats are: json,name,wide,yaml`)
  },
}

function serialise(objects: readonly KubeObject[], single: boolean, output: 'yaml' | 'json'): string {
  const value = single ? objects[0] : { apiVersion: 'v1', kind: 'List', metadata: { resourceVersion: '' }, items: objects }
  return output === 'yaml' ? toYaml(value) : toJson(value)
}

function printTables(call: Invocation, found: readonly Target[], infos: readonly KindInfo[], named: boolean, wide: boolean): void {
  if (found.length === 0) {
    if (named) return
    const everywhere = call.has('all-namespaces') || infos.every(({ namespaced }) => !namespaced)
    call.err(everywhere ? 'No resources found' : `No resources found in ${call.namespace} namespace.`)
    return
  }
  const kinds = [...new Set(found.map(({ info }) => info))]
  const tables = kinds.map(info => tableText(found.filter(one => one.info === info).map(({ object }) => object), info, call.store, {
    wide, withNamespace: call.has('all-namespaces') && info.namespaced, showLabels: call.has('show-labels'),
    labelColumns: call.list('label-columns').flatMap(text => text.split(',')), withKind: new Set(infos).size > 1 || call.has('show-kind'),
  }, !call.has('no-headers')))
  call.out(tables.join('\n'))
}

/** The table of objects of one kind as `kubectl get` prints it; also what `-w` prints of one changed object, without header. */
export function tableText(objects: readonly KubeObject[], info: KindInfo, store: Store, options: TableOptions = {}, withHeader = true): string {
  const { header, rows } = tableOf(objects, info, store, options)
  return columns(withHeader ? [header, ...rows] : rows)
}

/** Sorts as kubectl's sorter: numbers and quantities by value, the rest as text; what is absent comes first. */
function compareValues(a: unknown, b: unknown): number {
  if (a === undefined || b === undefined) return a === b ? 0 : a === undefined ? -1 : 1
  if (typeof a === 'number' && typeof b === 'number') return a - b
  const [left, right] = [String(a), String(b)]
  try {
    return compareQuantities(left, right)
  } catch {
    return left < right ? -1 : left > right ? 1 : 0
  }
}
