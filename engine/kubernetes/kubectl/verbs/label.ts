/** `kubectl label` and `kubectl annotate`. Model kubectl/pkg/cmd/label and kubectl/pkg/cmd/annotate. */
import { findObjects } from '../cluster.ts'
import { errorText, UsageError } from '../errors.ts'
import { say } from '../print/message.ts'
import type { Verb } from './verb.ts'
import { SELECTOR_FLAGS } from './verb.ts'

function metadataVerb(field: 'labels' | 'annotations'): Verb {
  const word = field === 'labels' ? 'label' : 'annotation'
  return {
    mutates: true,
    flags: { ...SELECTOR_FLAGS, all: { type: 'boolean' }, overwrite: { type: 'boolean' }, list: { type: 'boolean' }, output: { type: 'string', short: 'o' } },
    run(call) {
      const isChange = (arg: string) => /^[^/=]*(?:\/[^=]*)?=/.test(arg) || (arg.endsWith('-') && arg.length > 1)
      const firstChange = call.args.findIndex((arg, i) => i > 0 && isChange(arg))
      const changes = firstChange < 0 ? [] : call.args.slice(firstChange)
      const targets = firstChange < 0 ? call.args : call.args.slice(0, firstChange)
      if (targets.length === 0) throw new UsageError('one or more resources must be specified as <resource> <name> or <resource>/<name>')
      if (changes.length === 0 && !call.has('list')) throw new UsageError(`at least one ${word} update is required`)
      const added = changes.filter(arg => arg.includes('=')).map(arg => [arg.slice(0, arg.indexOf('=')), arg.slice(arg.indexOf('=') + 1)] as const)
      const removed = changes.filter(arg => !arg.includes('=')).map(arg => arg.slice(0, -1))
      const both = added.find(([key]) => removed.includes(key))
      if (both) throw new UsageError(`can not both modify and remove ${field === 'labels' ? 'a label' : 'an annotation'} in the same command`)
      for (const target of findObjects(call, targets, true)) {
        const { info, object } = target
        const old = object.metadata[field] ?? {}
        if (call.has('list')) {
          call.out(Object.entries(old).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, value]) => `${key}=${value}\n`).join(''))
          continue
        }
        const taken = added.find(([key, value]) => key in old && old[key] !== value)
        if (taken && !call.has('overwrite')) {
          call.err(field === 'labels'
            ? `error: '${taken[0]}' already has a value (${old[taken[0]]}), and --overwrite is false`
            : `error: --overwrite is false but found the following declared annotation(s): '${taken[0]}' already has a value (${old[taken[0]]})`)
          continue
        }
        if (field === 'labels') for (const key of removed) if (!(key in old)) call.out(`label "${key}" not found.\n`)
        const changed = added.some(([key, value]) => old[key] !== value) || removed.some(key => key in old)
        const values = { ...Object.fromEntries(added), ...Object.fromEntries(removed.map(key => [key, null])) }
        try {
          if (changed) call.store.patch(info.kind, info.namespaced ? object.metadata.namespace : '', object.metadata.name, { metadata: { [field]: values } })
          say(call, target, doneWord(field, changed, added.length > 0))
        } catch (error) {
          call.err(errorText(error))
        }
      }
    },
  }
}

function doneWord(field: 'labels' | 'annotations', changed: boolean, hasAdded: boolean): string {
  if (field === 'annotations') return 'annotated'
  return changed ? (hasAdded ? 'labeled' : 'unlabeled') : 'not labeled'
}

export const label = metadataVerb('labels')
export const annotate = metadataVerb('annotations')
