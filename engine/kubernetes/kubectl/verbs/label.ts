/** `kubectl label` and `kubectl annotate`. Model kubectl/pkg/cmd/label and kubectl/pkg/cmd/annotate. */
import { mergePatch } from '../../apimachinery/patch.ts'
import type { KubeObject } from '../../types/index.ts'
import type { Invocation, Target } from '../targets.ts'
import { findObjects } from '../targets.ts'
import { errorText, UsageError } from '../errors.ts'
import { say } from '../print/message.ts'
import { recorded } from '../changecause.ts'
import { liveTargets, namesFiles, targetsFromFiles } from './files.ts'
import type { Verb } from './verb.ts'
import { CHANGE_FLAGS, FILE_FLAGS, LOCAL_FLAGS, RECORD_FLAGS, SELECTOR_FLAGS } from './verb.ts'

type Field = 'labels' | 'annotations'

interface Changes {
  added: (readonly [key: string, value: string])[]
  removed: string[]
}

function metadataVerb(field: Field): Verb {
  const word = field === 'labels' ? 'label' : 'annotation'
  return {
    mutates: true,
    flags: {
      ...FILE_FLAGS, ...SELECTOR_FLAGS, ...CHANGE_FLAGS, ...RECORD_FLAGS, ...LOCAL_FLAGS,
      'all': { type: 'boolean' }, 'overwrite': { type: 'boolean' }, 'list': { type: 'boolean' }, 'resource-version': { type: 'string' },
    },
    run(call) {
      const fromFiles = namesFiles(call)
      const isChange = (arg: string) => /^[^/=]*(?:\/[^=]*)?=/.test(arg) || (arg.endsWith('-') && arg.length > 1)
      const firstChange = call.args.findIndex((arg, i) => (fromFiles || i > 0) && isChange(arg))
      const words = firstChange < 0 ? [] : call.args.slice(firstChange)
      const resources = firstChange < 0 ? call.args : call.args.slice(0, firstChange)
      if (resources.length === 0 && !fromFiles) throw new UsageError('one or more resources must be specified as <resource> <name> or <resource>/<name>')
      if (words.length === 0 && !call.has('list')) throw new UsageError(`at least one ${word} update is required`)
      const changes = readChanges(words, field)
      if (call.has('local') && !fromFiles) throw new UsageError('one or more files must be specified as -f when --local is set')
      const targets = call.has('local') ? targetsFromFiles(call).targets : fromFiles ? liveTargets(call) : findObjects(call, resources, true)
      const version = call.flag('resource-version')
      if (version && targets.length > 1) throw new UsageError('--resource-version may only be used with a single resource')
      for (const target of targets) change(call, field, target, changes, version)
    },
  }
}

function readChanges(words: readonly string[], field: Field): Changes {
  const added = words.filter(arg => arg.includes('=')).map(arg => [arg.slice(0, arg.indexOf('=')), arg.slice(arg.indexOf('=') + 1)] as const)
  const removed = words.filter(arg => !arg.includes('=')).map(arg => arg.slice(0, -1))
  if (added.some(([key]) => removed.includes(key))) throw new UsageError(`can not both modify and remove ${field === 'labels' ? 'a label' : 'an annotation'} in the same command`)
  return { added, removed }
}

function change(call: Invocation, field: Field, target: Target, { added, removed }: Changes, version: string | undefined): void {
  const { info, object } = target
  const old = object.metadata[field] ?? {}
  const taken = added.find(([key, value]) => key in old && old[key] !== value)
  if (taken && !call.has('overwrite')) {
    return call.err(field === 'labels'
      ? `error: '${taken[0]}' already has a value (${old[taken[0]]}), and --overwrite is false`
      : `error: --overwrite is false but found the following declared annotation(s): '${taken[0]}' already has a value (${old[taken[0]]})`)
  }
  if (version && version !== object.metadata.resourceVersion) {
    return call.err(`Error from server (Conflict): Operation cannot be fulfilled on ${info.plural} "${object.metadata.name}": the object has been modified; please apply your changes to the latest version and try again`)
  }
  if (field === 'labels') for (const key of removed) if (!(key in old)) call.out(`label "${key}" not found.\n`)
  const changed = added.some(([key, value]) => old[key] !== value) || removed.some(key => key in old)
  const values = { ...Object.fromEntries(added), ...Object.fromEntries(removed.map(key => [key, null])) }
  try {
    const patch = recorded(call, { metadata: { [field]: values } })
    const next = !changed ? object : call.has('local') ? mergePatch(object, patch) as KubeObject : call.store.patch(info.kind, info.namespaced ? object.metadata.namespace : '', object.metadata.name, patch)
    if (call.has('list')) call.out(listing(next.metadata[field]))
    else say(call, { ...target, object: next }, doneWord(field, changed, added.length > 0))
  } catch (error) {
    call.err(errorText(error))
  }
}

function listing(map: Record<string, string> | undefined): string {
  return Object.entries(map ?? {}).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, value]) => `${key}=${value}\n`).join('')
}

function doneWord(field: Field, changed: boolean, hasAdded: boolean): string {
  if (field === 'annotations') return 'annotated'
  return changed ? (hasAdded ? 'labeled' : 'unlabeled') : 'not labeled'
}

export const label = metadataVerb('labels')
export const annotate = metadataVerb('annotations')
