/** `kubectl get`. Models kubectl/pkg/cmd/get/get.go. With `-w` watch.ts gives the rows that follow. */
import { ApiError } from '../../apiserver/errors.ts'
import type { KindInfo } from '../../apiserver/kinds.ts'
import type { Store } from '../../apiserver/store.ts'
import { compareQuantities } from '../../apimachinery/quantity.ts'
import type { KubeObject } from '../../types/index.ts'
import type { Invocation, Target } from '../targets.ts'
import { findObjects, readTargets } from '../targets.ts'
import { UsageError } from '../errors.ts'
import { idle, inTime, refused } from '../flags.ts'
import { jsonPathValues } from '../print/jsonpath.ts'
import { customColumns, formatted, names, OBJECT_FORMATS } from '../print/output.ts'
import { columns, widthsOf } from '../print/table.ts'
import { tableOf } from '../print/tables.ts'
import type { TableOptions } from '../print/tables.ts'
import { liveTargets, namesFiles } from './files.ts'
import { isScalable } from './scale.ts'
import type { Verb } from './verb.ts'
import { CHUNK_FLAGS, FILE_FLAGS, OUTPUT_FLAGS, SELECTOR_FLAGS, SUBRESOURCE_FLAGS } from './verb.ts'

const FORMATS = [...OBJECT_FORMATS, 'custom-columns', 'wide']

export const get: Verb = {
  mutates: false,
  flags: {
    ...FILE_FLAGS, ...SELECTOR_FLAGS, ...OUTPUT_FLAGS, ...CHUNK_FLAGS, ...SUBRESOURCE_FLAGS,
    'show-labels': { type: 'boolean' },
    'label-columns': { type: 'list', short: 'L' },
    'sort-by': { type: 'string' },
    'no-headers': { type: 'boolean' },
    'ignore-not-found': { type: 'boolean' },
    'show-kind': { type: 'boolean' },
    ...inTime({ watch: ['boolean', 'w'] }),
    ...refused('a command here is one instant', { 'watch-only': 'boolean', 'output-watch-events': 'boolean' }),
    ...idle('tables are made here in any case', { 'server-print': 'boolean' }),
    ...refused('the API has no address here', { raw: 'string' }),
  },
  run(call) {
    const { args, store } = call
    if (args.length === 0 && !namesFiles(call)) throw new UsageError('Required resource not specified.\nUse "kubectl explain <resource>" for a detailed description of that resource (e.g. kubectl explain pods).\nSee \'kubectl get -h\' for help and examples')
    const search = call.has('ignore-not-found') ? { ...call, err: () => undefined } : call
    const targets = namesFiles(call) ? [] : readTargets(args, store)
    const found = (namesFiles(call) ? liveTargets(search) : findObjects(search)).map(target => subresourceOf(call, target))
    const sortBy = call.flag('sort-by')
    if (sortBy) found.sort((a, b) => compareValues(jsonPathValues(sortBy, a.object)[0], jsonPathValues(sortBy, b.object)[0]))
    const output = call.flag('output')
    const named = namesFiles(call) || targets.some(one => one.names.length > 0)
    if (output === undefined || output === '' || output === 'wide') printTables(call, found, targets.map(({ info }) => info), named, output === 'wide')
    else if (named && found.length === 0) return
    else if (output === 'name') call.out(names(found))
    else if (output.startsWith('custom-columns=')) call.out(customColumns(found.map(({ object }) => object), output.slice('custom-columns='.length), !call.has('no-headers')))
    else call.out(formatted(valueOf(found.map(({ object }) => object), named && found.length === 1), output, FORMATS))
    if (call.has('watch') && call.cluster.patience === 'waits') watch(call, targets, found, output)
  },
}

/** Goes on with a row for every change. @throws UsageError when that cannot be followed */
function watch(call: Invocation, targets: readonly { info: KindInfo, names: string[] }[], found: readonly Target[], output: string | undefined): void {
  const [target, other] = targets
  if (!target || other) throw new UsageError('you may only specify a single resource type')
  if (output && output !== 'wide') throw new UsageError(`--watch with -o ${output} is not simulated: rows are what goes on here`)
  if (target.info.kind === 'Event') throw new UsageError('--watch of events is not simulated: the log beside it has them as they happen')
  const everywhere = call.has('all-namespaces') || !target.info.namespaced
  const options = { wide: output === 'wide', withNamespace: call.has('all-namespaces') && target.info.namespaced, showLabels: call.has('show-labels'), labelColumns: call.list('label-columns').flatMap(text => text.split(',')) }
  const { header, rows } = tableOf(found.map(({ object }) => object), target.info, call.store, options)
  call.waitFor({
    of: 'rows', kind: target.info.kind, names: target.names, selector: call.flag('selector') ?? '', ...(!everywhere && { namespace: call.namespace }),
    options, widths: widthsOf(call.has('no-headers') ? rows : [header, ...rows]),
  })
}

/** The one object that was asked for, or a List. */
function valueOf(objects: readonly KubeObject[], single: boolean): unknown {
  return single ? objects[0] : { apiVersion: 'v1', items: objects, kind: 'List', metadata: { resourceVersion: '' } }
}

/** `--subresource`: the object as its status subresource shows it, or its Scale. @throws UsageError */
function subresourceOf(call: Invocation, target: Target): Target {
  const subresource = call.flag('subresource')
  if (subresource === undefined || subresource === 'status') return target
  if (subresource !== 'scale') throw new UsageError(`invalid subresource value: "${subresource}". Must be one of [status scale] here`)
  if (!isScalable(call.store, target.info)) throw new ApiError('NotFound', 'the server could not find the requested resource')
  const { metadata: { name, namespace, uid, resourceVersion, creationTimestamp }, spec, status } = target.object as KubeObject & { spec?: { replicas?: number }, status?: { replicas?: number } }
  const scale = { apiVersion: 'autoscaling/v1', kind: 'Scale', metadata: { name, namespace, uid, resourceVersion, creationTimestamp }, spec: { replicas: spec?.replicas ?? 0 }, status: { replicas: status?.replicas ?? 0 } }
  return { ...target, object: scale as KubeObject }
}

function printTables(call: Invocation, found: readonly Target[], infos: readonly KindInfo[], named: boolean, wide: boolean): void {
  if (found.length === 0) {
    if (named) return
    const everywhere = call.has('all-namespaces') || infos.every(({ namespaced }) => !namespaced)
    call.err(everywhere ? 'No resources found' : `No resources found in ${call.namespace} namespace.`)
    return
  }
  // A custom kind is described anew whenever it is asked for.
  const kinds = [...new Map(found.map(({ info }) => [info.kind, info])).values()]
  const tables = kinds.map(info => tableText(found.filter(one => one.info.kind === info.kind).map(({ object }) => object), info, call.store, {
    wide, withNamespace: call.has('all-namespaces') && info.namespaced, showLabels: call.has('show-labels'),
    labelColumns: call.list('label-columns').flatMap(text => text.split(',')), withKind: new Set([...infos, ...kinds].map(({ kind }) => kind)).size > 1 || call.has('show-kind'),
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
