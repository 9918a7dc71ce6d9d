/** `kubectl replace`: a file's objects in the place of those that are there. Models kubectl/pkg/cmd/replace/replace.go. */
import type { KubeObject } from '../../types/index.ts'
import { errorTexts, UsageError, withSource } from '../errors.ts'
import { idle, refused } from '../flags.ts'
import { say } from '../print/message.ts'
import { recorded, withSavedConfig } from '../changecause.ts'
import type { Invocation } from '../targets.ts'
import { checkFields } from './fieldvalidation.ts'
import type { FileTarget } from './files.ts'
import { targetsFromFiles } from './files.ts'
import type { Verb } from './verb.ts'
import { CHANGE_FLAGS, FILE_FLAGS, RECORD_FLAGS, SAVE_CONFIG_FLAGS, SUBRESOURCE_FLAGS, VALIDATE_FLAGS } from './verb.ts'

export const replace: Verb = {
  mutates: true,
  flags: {
    ...FILE_FLAGS, ...CHANGE_FLAGS, ...RECORD_FLAGS, ...SAVE_CONFIG_FLAGS, ...VALIDATE_FLAGS, ...SUBRESOURCE_FLAGS,
    'force': { type: 'boolean' }, 'grace-period': { type: 'number' },
    ...idle('with --force the old object goes at once', { timeout: 'duration', wait: 'boolean', cascade: 'string' }),
    ...refused('the API has no address here', { raw: 'string' }),
  },
  run(call) {
    const grace = call.number('grace-period')
    if (grace !== undefined && !call.has('force')) throw new UsageError('--grace-period must have --force specified')
    const { targets, errors } = targetsFromFiles(call)
    const failed: unknown[] = [...errors]
    for (const target of targets) {
      try {
        checkFields(call, target)
        say(call, { ...target, object: call.has('force') ? recreate(call, target) : put(call, target) }, 'replaced')
      } catch (error) {
        failed.push(withSource('replacing', target.source, error))
      }
    }
    errorTexts(failed).forEach(call.err)
  },
}

const inNamespace = ({ info, object: { metadata } }: FileTarget) => (info.namespaced ? metadata.namespace : '')

function put(call: Invocation, target: FileTarget): KubeObject {
  const { info, object } = target
  call.store.mustGet(info.kind, inNamespace(target), object.metadata.name)
  const next = withSavedConfig(call, recorded(call, object))
  return call.flag('subresource') === 'status' ? call.store.updateStatus(next) : call.store.update(next)
}

/** Deletes the object without grace and makes it anew: what depended on the old one goes with it. */
function recreate(call: Invocation, target: FileTarget): KubeObject {
  const { info, object } = target
  const { name } = object.metadata
  if (call.store.get(info.kind, inNamespace(target), name)) {
    call.store.delete(info.kind, inNamespace(target), name, { gracePeriodSeconds: 0 })
    call.out(`${info.singular} "${name}" deleted${info.namespaced ? ` from ${object.metadata.namespace} namespace` : ''}\n`)
  }
  return call.store.create(withSavedConfig(call, recorded(call, object)))
}
