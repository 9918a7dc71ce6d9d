/** `kubectl run`: one pod, and with `--expose` its service. Models kubectl/pkg/cmd/run/run.go; nothing can be attached to. */
import type { KubeObject } from '../../types/index.ts'
import { UsageError } from '../errors.ts'
import { idle, refused } from '../flags.ts'
import { isRecord, mergePatch } from '../../apimachinery/patch.ts'
import { mergeMap } from '../strategicpatch/merge.ts'
import { patchSchemaOf } from '../strategicpatch/schema.ts'
import type { Invocation } from '../targets.ts'
import { createGenerated } from './create/generated.ts'
import { pairs } from './create/generators.ts'
import type { FlagSpecs } from '../flags.ts'
import type { Verb } from './verb.ts'
import { CHANGE_FLAGS, RECORD_FLAGS, SAVE_CONFIG_FLAGS } from './verb.ts'

const RESTART_POLICIES = ['Always', 'OnFailure', 'Never']
const PULL_POLICIES = ['Always', 'IfNotPresent', 'Never']

/** `--overrides` (kubectl/pkg/cmd/util/override_options.go). */
export const OVERRIDE_FLAGS: FlagSpecs = { 'overrides': { type: 'string' }, 'override-type': { type: 'string' } }

export const run: Verb = {
  mutates: true,
  flags: {
    ...CHANGE_FLAGS, ...RECORD_FLAGS, ...SAVE_CONFIG_FLAGS, ...OVERRIDE_FLAGS,
    'image': { type: 'string' }, 'port': { type: 'string' }, 'labels': { type: 'string', short: 'l' }, 'annotations': { type: 'list' }, 'env': { type: 'list' },
    'restart': { type: 'string' }, 'image-pull-policy': { type: 'string' }, 'command': { type: 'boolean' }, 'expose': { type: 'boolean' }, 'privileged': { type: 'boolean' },
    ...refused('nothing can be attached to: containers here run no programs', {
      'attach': 'boolean', 'stdin': ['boolean', 'i'], 'tty': ['boolean', 't'], 'rm': 'boolean', 'leave-stdin-open': 'boolean', 'detach-keys': 'string',
    }),
    ...idle('nothing is attached or deleted', {
      'quiet': ['boolean', 'q'], 'pod-running-timeout': 'duration', 'filename': ['list', 'f'], 'kustomize': ['string', 'k'], 'recursive': ['boolean', 'R'], 'force': 'boolean',
      'cascade': 'string', 'grace-period': 'number', 'timeout': 'duration', 'wait': 'boolean',
    }),
  },
  run(call) {
    const [name, ...words] = call.args
    if (!name || call.rest.length === call.args.length) throw new UsageError('NAME is required for run')
    const image = call.flag('image')
    if (!image) throw new UsageError('--image is required')
    const port = call.flag('port')
    if (call.has('expose') && !port) throw new UsageError('--port must be set when exposing a service')
    if (port && !/^\d+$/.test(port)) throw new UsageError('--port must be a number')
    const given = call.flag('labels')
    const labels = given ? pairs(given) : { run: name }
    const container = {
      name, image, ...(words.length > 0 && { [call.has('command') ? 'command' : 'args']: words }), ...(call.list('env').length > 0 && { env: envOf(call) }),
      ...(port && { ports: [{ containerPort: Number(port) }] }), ...policy(call, 'image-pull-policy', 'imagePullPolicy', PULL_POLICIES, 'image pull'),
      ...(call.has('privileged') && { securityContext: { privileged: true } }), resources: {},
    }
    const annotations = call.list('annotations').length > 0 ? { annotations: pairs(call.list('annotations').join(',')) } : {}
    const restart = policy(call, 'restart', 'restartPolicy', RESTART_POLICIES, 'restart')
    const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name, labels, ...annotations }, spec: { containers: [container], dnsPolicy: 'ClusterFirst', restartPolicy: 'Always', ...restart }, status: {} }
    createGenerated(call, overridden(call, pod as unknown as KubeObject), undefined, 'created')
    if (!call.has('expose')) return
    const spec = { selector: labels, ports: [{ port: Number(port), protocol: 'TCP', targetPort: Number(port) }] }
    createGenerated(call, { apiVersion: 'v1', kind: 'Service', metadata: { name, ...(given && { labels }) }, spec } as KubeObject, undefined, 'created')
  },
}

function envOf(call: Invocation): { name: string, value: string }[] {
  return call.list('env').map((text) => {
    const equals = text.indexOf('=')
    if (equals < 1) throw new UsageError(`invalid env: ${text}`)
    return { name: text.slice(0, equals), value: text.slice(equals + 1) }
  })
}

function policy(call: Invocation, flag: string, field: string, values: readonly string[], what: string): Record<string, string> {
  const value = call.flag(flag)
  if (!value) return {}
  if (!values.includes(value)) throw new UsageError(`invalid ${what} policy: ${value}, valid values are: ${values.join(', ')}`)
  return { [field]: value }
}

/** The object with `--overrides` put into it. @throws UsageError */
export function overridden(call: Invocation, object: KubeObject): KubeObject {
  const text = call.flag('overrides')
  const type = call.flag('override-type') ?? 'merge'
  if (type !== 'merge' && type !== 'strategic') throw new UsageError(`--override-type must be merge or strategic here, not ${type}`)
  if (!text) return object
  const patch = readJson(text, '--overrides')
  if (!isRecord(patch)) throw new UsageError('--overrides must be a JSON object')
  return (type === 'merge' ? mergePatch(object, patch) : mergeMap(object as object as Record<string, unknown>, patch, patchSchemaOf(object.kind), { serverSide: true })) as KubeObject
}

/** @throws UsageError when the text is not JSON */
export function readJson(text: string, what: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch (error) {
    throw new UsageError(`unable to parse ${what} ${JSON.stringify(text)} as JSON: ${error instanceof Error ? error.message : String(error)}`)
  }
}
