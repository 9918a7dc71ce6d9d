/** `kubectl delete`. Models kubectl/pkg/cmd/delete/delete.go; does not wait for finalizers. */
import { resourceName } from '../../apiserver/kinds.ts'
import type { DeleteOptions } from '../../apiserver/store.ts'
import type { Invocation, Target } from '../targets.ts'
import { displayName, findObjects } from '../targets.ts'
import { errorText, UsageError } from '../errors.ts'
import { idle, refused } from '../flags.ts'
import { dryRunSuffix } from '../print/message.ts'
import { liveTargets, namesFiles } from './files.ts'
import type { Verb } from './verb.ts'
import { FILE_FLAGS, SELECTOR_FLAGS } from './verb.ts'

const CASCADES: Readonly<Record<string, DeleteOptions['propagationPolicy']>> = { background: 'Background', foreground: 'Foreground', orphan: 'Orphan' }

export const remove: Verb = {
  mutates: true,
  flags: {
    ...FILE_FLAGS, ...SELECTOR_FLAGS,
    'all': { type: 'boolean' }, 'force': { type: 'boolean' }, 'grace-period': { type: 'number' }, 'now': { type: 'boolean' },
    'cascade': { type: 'string', bare: 'background' }, 'ignore-not-found': { type: 'boolean' }, 'output': { type: 'string', short: 'o' },
    'dry-run': { type: 'string', bare: 'unchanged' },
    ...idle('a command here is one instant: it never waits', { wait: 'boolean', timeout: 'duration' }),
    ...refused('nobody can be asked here', { interactive: ['boolean', 'i'] }),
    ...refused('the API has no address here', { raw: 'string' }),
  },
  run(call) {
    const options = optionsOf(call)
    const selects = ['all', 'selector', 'field-selector'].some(flag => call.flags[flag] !== undefined)
    const quiet = selects ? call.flags['ignore-not-found'] !== false : call.has('ignore-not-found')
    if (call.has('output') && call.flag('output') !== 'name') throw new UsageError(`unexpected -o output mode: ${call.flag('output')}. We only support '-o name'`)
    if (call.args.length === 0 && !namesFiles(call)) throw new UsageError('You must provide one or more resources by argument or filename.')
    const search = quiet ? { ...call, err: () => undefined } : call
    const targets = namesFiles(call) ? liveTargets(search) : findObjects(search, call.args, call.flag('field-selector') === undefined)
    if (targets.length === 0 && quiet) call.out('No resources found\n')
    if (call.has('namespace') && !call.has('all-namespaces') && targets.some(({ info }) => !info.namespaced)) {
      call.warn('deleting cluster-scoped resources, not scoped to the provided namespace')
    }
    for (const target of targets) {
      const { info, object: { metadata } } = target
      try {
        call.store.delete(info.kind, info.namespaced ? metadata.namespace : '', metadata.name, options)
        call.out(told(call, target))
      } catch (error) {
        call.err(errorText(error))
      }
    }
  },
}

function optionsOf(call: Invocation): DeleteOptions {
  const cascade = call.flag('cascade') ?? 'background'
  const propagationPolicy = Object.hasOwn(CASCADES, cascade) ? CASCADES[cascade] : undefined
  if (!propagationPolicy) throw new UsageError(`invalid cascade value (${cascade}). Must be "background", "foreground", or "orphan"`)
  const given = call.number('grace-period')
  if (call.has('now') && given !== undefined && given !== -1) throw new UsageError('--now and --grace-period cannot be specified together')
  const asked = call.has('now') ? 1 : given !== undefined && given < 0 ? undefined : given
  if (asked !== undefined && asked > 0 && call.has('force')) throw new UsageError('--force and --grace-period greater than 0 cannot be specified together')
  if (call.has('force')) call.warn('Immediate deletion does not wait for confirmation that the running resource has been terminated. The resource may continue to run on the cluster indefinitely.')
  const gracePeriodSeconds = call.has('force') ? 0 : asked === 0 ? 1 : asked
  return { propagationPolicy, ...(gracePeriodSeconds !== undefined && { gracePeriodSeconds }) }
}

/** `pod "web" force deleted from default namespace (dry run)`. */
function told(call: Invocation, { info, object: { metadata } }: Target): string {
  if (call.flag('output') === 'name') return `${displayName(info, metadata.name)}\n`
  const done = call.has('force') ? 'force deleted' : 'deleted'
  const from = info.namespaced ? ` from ${metadata.namespace} namespace` : ''
  return `${resourceName({ ...info, plural: info.singular })} "${metadata.name}" ${done}${from}${dryRunSuffix(call)}\n`
}
