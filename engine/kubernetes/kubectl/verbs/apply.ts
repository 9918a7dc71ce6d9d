/**
 * `kubectl apply`: a three-way merge of the manifest, what was applied last, and what is there.
 * Models kubectl/pkg/cmd/apply/apply.go and patcher.go: a strategic merge patch for the API's own kinds, a JSON merge patch
 * for custom ones. Leaves out server-side apply, --prune, --force and retries after a conflict. A null in a new object
 * reaches the API server as it is written.
 */
import { ApiError } from '../../apiserver/errors.ts'
import { clone, equal, isTerminating } from '../../apimachinery/meta.ts'
import { isRecord } from '../../apimachinery/patch.ts'
import type { KubeObject } from '../../types/index.ts'
import type { Invocation, Target } from '../targets.ts'
import { findObjects } from '../targets.ts'
import { errorTexts, UsageError, withSource } from '../errors.ts'
import { idle, refused } from '../flags.ts'
import { formatted } from '../print/output.ts'
import { say } from '../print/message.ts'
import { annotated, configText, LAST_APPLIED, recorded, withoutLastApplied } from '../changecause.ts'
import { threeWayMergePatch } from '../strategicpatch/diff.ts'
import { mergeMap } from '../strategicpatch/merge.ts'
import { patchSchemaOf } from '../strategicpatch/schema.ts'
import type { FileTarget } from './files.ts'
import { liveTargets, namesFiles, targetsFromFiles } from './files.ts'
import { checkFields } from './fieldvalidation.ts'
import type { Verb, VerbGroup } from './verb.ts'
import { CHANGE_FLAGS, FILE_FLAGS, NAMED_FLAGS, OUTPUT_FLAGS, RECORD_FLAGS, VALIDATE_FLAGS } from './verb.ts'

type Json = Record<string, unknown>

const own: Verb = {
  mutates: true,
  flags: {
    ...FILE_FLAGS, ...CHANGE_FLAGS, ...RECORD_FLAGS, ...VALIDATE_FLAGS, ...NAMED_FLAGS,
    'overwrite': { type: 'boolean' },
    ...refused('fields have no managers here', { 'server-side': 'boolean', 'force-conflicts': 'boolean', 'subresource': 'string' }),
    ...refused('delete what is not wanted by name', { 'prune': 'boolean', 'prune-allowlist': 'list', 'applyset': 'string', 'all': 'boolean' }),
    ...refused('use kubectl replace --force', { 'force': 'boolean', 'grace-period': 'number', 'timeout': 'duration', 'cascade': 'string', 'wait': 'boolean' }),
    ...idle('the schema is built in', { 'openapi-patch': 'boolean' }),
  },
  run(call) {
    if (!namesFiles(call)) throw new UsageError(call.args.length > 0 ? `Unexpected args: [${call.args.join(' ')}]\nSee 'kubectl apply -h' for help and examples` : 'must specify one of -f and -k')
    const { targets, errors } = targetsFromFiles(call)
    if (targets.length === 0 && errors.length === 0) throw new UsageError('no objects passed to apply')
    const failed: unknown[] = [...errors]
    for (const target of targets) {
      try {
        applyObject(call, target)
      } catch (error) {
        failed.push(error)
      }
    }
    errorTexts(failed).forEach(call.err)
  },
}

/** Creates or merges one object. @throws ApiError */
function applyObject(call: Invocation, target: FileTarget): void {
  const { store } = call
  const { info, source } = target
  const { name, namespace, generateName } = target.object.metadata
  if (!name && generateName) throw new UsageError(`from ${generateName}: cannot use generate name with apply`)
  checkFields(call, target)
  const wanted = recorded(call, withoutLastApplied(target.object))
  const modified = annotated(wanted, { [LAST_APPLIED]: configText(wanted) })
  const live: KubeObject | undefined = store.get(info.kind, info.namespaced ? namespace : '', name)
  try {
    if (!live) return say(call, { info, object: store.create(modified) }, 'created')
    if (live.metadata.annotations?.[LAST_APPLIED] === undefined) call.warn(missingAnnotation(`${info.plural}/${name}`))
    const patch = patchFor(call, modified, live)
    if (Object.keys(patch).length === 0) return say(call, { info, object: live }, 'unchanged')
    if (isTerminating(live)) call.warn(`Detected changes to resource ${name} which is currently being deleted.`)
    const next = mergeMap(clone(asJson(live)), patch, patchSchemaOf(info.kind), { serverSide: true })
    say(call, { info, object: store.update(next as object as KubeObject) }, 'configured')
  } catch (error) {
    throw withSource(live ? 'applying patch to' : 'creating', source, error)
  }
}

/** @throws ApiError Conflict when `--overwrite=false` and another has changed what the manifest changes */
function patchFor(call: Invocation, modified: KubeObject, live: KubeObject): Json {
  const original = lastApplied(live)
  const patch = threeWayMergePatch(original, asJson(modified), asJson(live), patchSchemaOf(live.kind))
  if (call.flags.overwrite === false) {
    const field = conflictOf(patch, original, asJson(live))
    if (field) throw new ApiError('Conflict', `patch:\n${JSON.stringify(patch)}\nconflicts with changes made from original to current: ${field}`)
  }
  return patch
}

/** A field that the patch sets and that is no longer as it was applied. */
function conflictOf(patch: Json, original: Json, live: Json, path = ''): string | undefined {
  for (const [key, value] of Object.entries(patch)) {
    if (key.startsWith('$') || key === LAST_APPLIED) continue
    const [before, now] = [original[key], live[key]]
    const at = path ? `${path}.${key}` : key
    if (isRecord(value) && isRecord(now)) {
      const inner = conflictOf(value, isRecord(before) ? before : {}, now, at)
      if (inner) return inner
    } else if (before !== undefined && now !== undefined && !equal(before, now) && !Array.isArray(value)) return at
  }
  return undefined
}

function missingAnnotation(name: string): string {
  return `resource ${name} is missing the ${LAST_APPLIED} annotation which is required by kubectl apply. kubectl apply should only be used on resources created declaratively by either kubectl create --save-config or kubectl apply. The missing annotation will be patched automatically.`
}

const asJson = (object: KubeObject) => object as object as Json

function lastApplied(live: KubeObject): Json {
  try {
    const value: unknown = JSON.parse(live.metadata.annotations?.[LAST_APPLIED] ?? '{}')
    return isRecord(value) ? value : {}
  } catch {
    return {}
  }
}

const viewLastApplied: Verb = {
  mutates: false,
  flags: { ...FILE_FLAGS, ...NAMED_FLAGS, output: { type: 'string', short: 'o' }, all: { type: 'boolean' } },
  run(call) {
    const output = call.flag('output') ?? 'yaml'
    if (output !== 'yaml' && output !== 'json') throw new UsageError(`Unexpected -o output mode: ${output}, the flag 'output' must be one of yaml|json`)
    for (const { object, info } of targetsOf(call)) {
      if (object.metadata.annotations?.[LAST_APPLIED] === undefined) throw new UsageError(`no last-applied-configuration annotation found on resource: ${info.plural}/${object.metadata.name}`)
      call.out(formatted(lastApplied(object), output, ['yaml', 'json']))
    }
  },
}

const setLastApplied: Verb = {
  mutates: true,
  flags: { ...FILE_FLAGS, ...CHANGE_FLAGS, ...OUTPUT_FLAGS, 'create-annotation': { type: 'boolean' } },
  run(call) {
    const { targets, errors } = targetsFromFiles(call)
    errorTexts(errors).forEach(call.err)
    for (const { info, object } of targets) {
      const { name, namespace } = object.metadata
      const live: KubeObject = call.store.mustGet(info.kind, info.namespaced ? namespace : '', name)
      if (live.metadata.annotations?.[LAST_APPLIED] === undefined && !call.has('create-annotation')) {
        throw new UsageError(`no last-applied-configuration annotation found on resource: ${name}, to create the annotation, run the command with --create-annotation`)
      }
      say(call, { info, object: call.store.update(annotated(live, { [LAST_APPLIED]: configText(object) })) }, 'configured')
    }
  },
}

function targetsOf(call: Invocation): Target[] {
  return namesFiles(call) ? liveTargets(call) : findObjects(call, call.args, true)
}

export const apply: VerbGroup = {
  own,
  verbs: {
    'view-last-applied': viewLastApplied,
    'set-last-applied': setLastApplied,
    'edit-last-applied': { refused: 'there is no editor here; change the file and apply it' },
  },
}
