/** `kubectl scale`. Models kubectl/pkg/cmd/scale and kubectl/pkg/scale. */
import { isRecord } from '../../apimachinery/patch.ts'
import type { KindInfo } from '../../apiserver/kinds.ts'
import type { Store } from '../../apiserver/store.ts'
import { findObjects } from '../targets.ts'
import { errorText, UsageError } from '../errors.ts'
import { idle } from '../flags.ts'
import { say } from '../print/message.ts'
import { recorded } from '../changecause.ts'
import { liveTargets, namesFiles } from './files.ts'
import type { Verb } from './verb.ts'
import { CHANGE_FLAGS, FILE_FLAGS, NAMED_FLAGS, RECORD_FLAGS } from './verb.ts'

const SCALABLE = ['Deployment', 'ReplicaSet', 'StatefulSet']

/** Whether a kind has a scale subresource. */
export function isScalable(store: Store, info: KindInfo): boolean {
  if (store.isBuiltIn(info.kind)) return SCALABLE.includes(info.kind)
  const definition = store.list('CustomResourceDefinition').find(({ spec }) => spec.names.kind === info.kind)
  const version = definition?.spec.versions.find(({ name }) => info.apiVersion.endsWith(`/${name}`)) as { subresources?: unknown } | undefined
  return isRecord(version?.subresources) && version.subresources.scale !== undefined
}

export const scale: Verb = {
  mutates: true,
  flags: {
    ...FILE_FLAGS, ...CHANGE_FLAGS, ...RECORD_FLAGS, ...NAMED_FLAGS, 'all': { type: 'boolean' }, 'replicas': { type: 'number' }, 'current-replicas': { type: 'number' },
    'resource-version': { type: 'string' }, ...idle('a command here is one instant: it never waits', { timeout: 'duration' }),
  },
  run(call) {
    const replicas = call.number('replicas')
    if (replicas === undefined) throw new UsageError('required flag(s) "replicas" not set')
    if (replicas < 0) throw new UsageError('The --replicas=COUNT flag is required, and COUNT must be greater than or equal to 0')
    const expected = call.number('current-replicas') ?? -1
    if (expected < -1) throw new UsageError('The --current-replicas must specify an integer of -1 or greater')
    if (call.args.length === 0 && !namesFiles(call)) throw new UsageError('You must provide one or more resources by argument or filename.')
    const targets = namesFiles(call) ? liveTargets(call) : findObjects(call, call.args, true)
    const version = call.flag('resource-version')
    if (version && targets.length > 1) throw new UsageError('cannot use --resource-version with multiple resources')
    for (const target of targets) {
      const { info, object } = target
      const { name, namespace, resourceVersion } = object.metadata
      const { replicas: now = 1 } = (object as { spec?: { replicas?: number } }).spec ?? {}
      if (!isScalable(call.store, info)) call.err('Error from server (NotFound): the server could not find the requested resource')
      else if (expected >= 0 && expected !== now) call.err(`error: Expected replicas to be ${expected}, was ${now}`)
      else if (version && version !== resourceVersion) call.err(`error: Expected resource version to be ${version}, was ${resourceVersion}`)
      else {
        try {
          const scaled = call.store.patch(info.kind, info.namespaced ? namespace : '', name, recorded(call, { spec: { replicas } }))
          say(call, { ...target, object: scaled }, 'scaled')
        } catch (error) {
          call.err(errorText(error))
        }
      }
    }
  },
}
