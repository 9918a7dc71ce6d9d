/**
 * `kubectl patch`: strategic merge (the default), JSON merge and JSON patches.
 * Models kubectl/pkg/cmd/patch/patch.go and what the API server does with them. A patch is read as JSON; YAML is not.
 */
import { ApiError } from '../../apiserver/errors.ts'
import { clone, equal } from '../../apimachinery/meta.ts'
import { isRecord, mergePatch } from '../../apimachinery/patch.ts'
import type { KubeObject } from '../../types/index.ts'
import type { Invocation, Target } from '../targets.ts'
import { findObjects } from '../targets.ts'
import { UsageError } from '../errors.ts'
import { refused } from '../flags.ts'
import { jsonPatch } from '../jsonpatch.ts'
import { say } from '../print/message.ts'
import { recorded } from '../changecause.ts'
import { mergeMap } from '../strategicpatch/merge.ts'
import { patchSchemaOf } from '../strategicpatch/schema.ts'
import { liveTargets, namesFiles, targetsFromFiles } from './files.ts'
import { readJson } from './run.ts'
import { isScalable } from './scale.ts'
import type { Verb } from './verb.ts'
import { CHANGE_FLAGS, FILE_FLAGS, LOCAL_FLAGS, RECORD_FLAGS, SUBRESOURCE_FLAGS } from './verb.ts'

const TYPES = ['json', 'merge', 'strategic']
type Json = Record<string, unknown>

export const patch: Verb = {
  mutates: true,
  flags: {
    ...FILE_FLAGS, ...CHANGE_FLAGS, ...RECORD_FLAGS, ...SUBRESOURCE_FLAGS, ...LOCAL_FLAGS,
    patch: { type: 'string', short: 'p' }, type: { type: 'string' },
    ...refused('there are no such files here; use -p', { 'patch-file': 'string' }),
  },
  run(call) {
    const text = call.flag('patch')
    if (!text) throw new UsageError('must specify --patch or --patch-file containing the contents of the patch')
    const type = (call.flag('type') ?? 'strategic').toLowerCase()
    if (!TYPES.includes(type)) throw new UsageError(`--type must be one of [${TYPES.join(' ')}], not "${call.flag('type')}"`)
    const body = readJson(text, 'the patch')
    if (call.has('local')) return local(call, type, body)
    const targets = namesFiles(call) ? liveTargets(call) : findObjects(call, call.args, true)
    for (const target of targets) {
      const changed = send(call, target, patched(call, target, type, body))
      const done = equal(changed, target.object) ? 'patched (no change)' : 'patched'
      say(call, { ...target, object: recordedAfter(call, changed) }, done)
    }
  },
}

function local(call: Invocation, type: string, body: unknown): void {
  if (call.args.length > 0) throw new UsageError('cannot specify --local and server resources')
  for (const target of targetsFromFiles(call).targets) {
    const object = patched(call, target, type, body)
    say(call, { ...target, object }, equal(object, target.object) ? 'patched (no change)' : 'patched')
  }
}

function recordedAfter(call: Invocation, object: KubeObject): KubeObject {
  return call.has('record') ? call.store.update(recorded(call, object)) : object
}

/** @throws ApiError when the patch does not fit the object */
function patched(call: Invocation, { info, object }: Target, type: string, body: unknown): KubeObject {
  const from = clone(object) as object as Json
  if (type === 'json') return jsonPatch(from, body) as KubeObject
  if (!isRecord(body)) throw new ApiError('BadRequest', `json: cannot unmarshal ${Array.isArray(body) ? 'array' : typeof body} into Go value of type map[string]interface {}`)
  if (type === 'merge') return mergePatch(from, body) as KubeObject
  if (!call.store.isBuiltIn(info.kind)) throw new ApiError('UnsupportedMediaType', 'the body of the request was in an unknown format - accepted media types include: application/json-patch+json, application/merge-patch+json, application/apply-patch+yaml')
  try {
    return mergeMap(from, body, patchSchemaOf(info.kind), { serverSide: true }) as object as KubeObject
  } catch (error) {
    throw new ApiError('BadRequest', error instanceof Error ? error.message : String(error))
  }
}

/** Writes the object, or the subresource that `--subresource` names. @throws ApiError */
function send({ store, flag }: Invocation, { info, object }: Target, next: KubeObject): KubeObject {
  const { name } = object.metadata
  if (next.kind !== object.kind || next.apiVersion !== object.apiVersion || next.metadata.name !== name) {
    throw new ApiError('BadRequest', `the name of the object (${next.metadata.name}) does not match the name on the URL (${name})`)
  }
  switch (flag('subresource')) {
    case undefined: case '': return store.update(next)
    case 'status': return store.updateStatus(next)
    case 'scale': {
      if (!isScalable(store, info)) throw new ApiError('NotFound', 'the server could not find the requested resource')
      const { replicas } = (next as { spec?: { replicas?: number } }).spec ?? {}
      return store.patch(info.kind, object.metadata.namespace, name, { spec: { replicas } })
    }
    default: throw new UsageError(`invalid subresource value: "${flag('subresource')}". Must be one of [status scale] here`)
  }
}
