/**
 * `kubectl apply`: a three-way merge of the manifest, what was applied last, and what is there.
 * Models kubectl/pkg/cmd/apply. Leaves out: server-side apply, --prune.
 */
import { applyDefaults } from '../../apiserver/admission.ts'
import { clone, equal } from '../../apimachinery/meta.ts'
import type { KubeObject } from '../../types/index.ts'
import { errorText } from '../errors.ts'
import { threeWayMerge } from '../strategicmerge.ts'
import { say } from '../print/message.ts'
import { objectsFromFiles } from './files.ts'
import type { Verb } from './verb.ts'
import { FILE_FLAGS } from './verb.ts'

const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration'

export const apply: Verb = {
  mutates: true,
  flags: { ...FILE_FLAGS, output: { type: 'string', short: 'o' } },
  run(call) {
    for (const wanted of objectsFromFiles(call)) {
      try {
        const { info, object, done } = applyObject(wanted, call.store)
        say(call, { info, object }, done)
      } catch (error) {
        call.err(errorText(error))
      }
    }
  },
}

/** Creates or merges one object. @throws ApiError */
function applyObject(wanted: KubeObject, store: Parameters<Verb['run']>[0]['store']) {
  const info = store.kindInfo(wanted.kind, wanted.apiVersion)
  const { name, namespace } = wanted.metadata
  const config = withoutLastApplied(wanted)
  const text = `${JSON.stringify(config)}\n`
  const annotated = { ...config, metadata: { ...config.metadata, annotations: { ...config.metadata.annotations, [LAST_APPLIED]: text } } }
  const live: KubeObject | undefined = store.get(info.kind, info.namespaced ? namespace ?? 'default' : '', name)
  if (!live) return { info, object: store.create(annotated), done: 'created' }
  const next = threeWayMerge(lastApplied(live), annotated as object as Record<string, unknown>, live as object as Record<string, unknown>) as object as KubeObject
  const whole = clone(next)
  applyDefaults(whole, store)
  const object = equal({ ...whole, status: null }, { ...live, status: null }) ? live : store.update(whole)
  return { info, object, done: object.metadata.resourceVersion === live.metadata.resourceVersion ? 'unchanged' : 'configured' }
}

function withoutLastApplied(object: KubeObject): KubeObject {
  const { annotations } = object.metadata
  if (!annotations?.[LAST_APPLIED]) return object
  const rest = Object.fromEntries(Object.entries(annotations).filter(([key]) => key !== LAST_APPLIED))
  return { ...object, metadata: { ...object.metadata, annotations: rest } }
}

function lastApplied(live: KubeObject): unknown {
  try {
    return JSON.parse(live.metadata.annotations?.[LAST_APPLIED] ?? 'null') as unknown
  } catch {
    return null
  }
}
