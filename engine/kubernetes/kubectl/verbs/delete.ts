/** `kubectl delete`. Models kubectl/pkg/cmd/delete; does not wait for finalizers. */
import { resourceName } from '../../apiserver/kinds.ts'
import type { DeleteOptions } from '../../apiserver/store.ts'
import { findObjects } from '../cluster.ts'
import { errorText, UsageError } from '../errors.ts'
import { displayName } from '../cluster.ts'
import { objectsFromFiles } from './files.ts'
import type { Verb } from './verb.ts'
import { FILE_FLAGS, SELECTOR_FLAGS } from './verb.ts'

const CASCADES: Readonly<Record<string, DeleteOptions['propagationPolicy']>> = { background: 'Background', foreground: 'Foreground', orphan: 'Orphan' }

export const remove: Verb = {
  mutates: true,
  flags: {
    ...FILE_FLAGS, ...SELECTOR_FLAGS,
    'all': { type: 'boolean' }, 'force': { type: 'boolean' }, 'grace-period': { type: 'string' }, 'now': { type: 'boolean' },
    'cascade': { type: 'string', bare: 'background' }, 'wait': { type: 'boolean' }, 'ignore-not-found': { type: 'boolean' }, 'output': { type: 'string', short: 'o' },
  },
  run(call) {
    const { store } = call
    const cascade = call.flag('cascade') ?? 'background'
    const propagationPolicy = CASCADES[cascade]
    if (!propagationPolicy) throw new UsageError(`invalid cascade value (${cascade}). Must be "background", "foreground", or "orphan"`)
    const grace = call.has('now') ? 1 : call.flag('grace-period') === undefined ? undefined : Number(call.flag('grace-period'))
    if (grace !== undefined && !Number.isInteger(grace)) throw new UsageError(`invalid argument "${call.flag('grace-period')}" for "--grace-period" flag: strconv.ParseInt: parsing "${call.flag('grace-period')}": invalid syntax`)
    if (grace === 0 && !call.has('force')) call.warn('--grace-period=0 is only honoured together with --force')
    if (call.has('force')) call.warn('Immediate deletion does not wait for confirmation that the running resource has been terminated. The resource may continue to run on the cluster indefinitely.')
    const gracePeriodSeconds = call.has('force') ? grace ?? 0 : grace === 0 ? 1 : grace
    if (call.args.length === 0 && call.list('filename').length === 0) throw new UsageError('You must provide one or more resources by argument or filename.')
    const targets = call.list('filename').length > 0
      ? objectsFromFiles(call).map(object => ({ info: store.kindInfo(object.kind, object.apiVersion), object }))
      : findObjects(call, call.args, true)
    if (targets.length === 0 && (call.has('all') || call.flag('selector') !== undefined)) call.out('No resources found\n')
    for (const { info, object: { metadata } } of targets) {
      try {
        store.delete(info.kind, info.namespaced ? metadata.namespace : '', metadata.name, { propagationPolicy, ...(gracePeriodSeconds !== undefined && { gracePeriodSeconds }) })
        const done = call.has('force') && gracePeriodSeconds === 0 ? 'force deleted' : 'deleted'
        call.out(call.flag('output') === 'name' ? `${displayName(info, metadata.name)}\n` : `${singularName(info)} "${metadata.name}" ${done}\n`)
      } catch (error) {
        if (!call.has('ignore-not-found')) call.err(errorText(error))
      }
    }
  },
}

function singularName(info: Parameters<typeof resourceName>[0]): string {
  return resourceName({ ...info, plural: info.singular })
}
