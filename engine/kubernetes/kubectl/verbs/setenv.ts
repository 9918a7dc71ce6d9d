/** `kubectl set env`. Models kubectl/pkg/cmd/set/set_env.go and set/env. */
import type { Container, EnvVar } from '../../types/index.ts'
import type { Invocation, Target } from '../targets.ts'
import { findObjects } from '../targets.ts'
import { UsageError } from '../errors.ts'
import { refused } from '../flags.ts'
import { containerMatcher, podSpecOf, setTargets, writePodSpec } from './podspec.ts'
import type { Verb } from './verb.ts'
import { CHANGE_FLAGS, FILE_FLAGS, LOCAL_FLAGS, NAMED_FLAGS } from './verb.ts'

const isUpdate = (word: string) => /^[^/=]+=/.test(word) || (/^[A-Za-z_][\w.]*-$/.test(word))

export const env: Verb = {
  mutates: true,
  flags: {
    ...FILE_FLAGS, ...CHANGE_FLAGS, ...LOCAL_FLAGS, ...NAMED_FLAGS, all: { type: 'boolean' }, containers: { type: 'string', short: 'c' }, env: { type: 'list', short: 'e' },
    from: { type: 'string' }, keys: { type: 'list' }, prefix: { type: 'string' }, list: { type: 'boolean' }, overwrite: { type: 'boolean' },
    ...refused('containers here run no programs, so values have no use', { resolve: 'boolean' }),
  },
  run(call) {
    const updates = [...call.args.filter(isUpdate), ...call.list('env')]
    const prefix = call.flag('prefix') ?? ''
    const added = [...updates.filter(word => word.includes('=')).map(readPair), ...fromObject(call)].map(one => ({ ...one, name: prefix + one.name }))
    const removed = updates.filter(word => !word.includes('=')).map(word => word.slice(0, -1))
    if (added.length === 0 && removed.length === 0 && !call.has('list')) throw new UsageError('at least one environment variable must be provided')
    const matches = containerMatcher(call.flag('containers'))
    for (const target of setTargets(call, call.args.filter(word => !isUpdate(word)))) {
      const spec = podSpecOf(target)
      const all = [...spec.containers, ...spec.initContainers ?? []]
      if (!all.some(matches)) call.warn(`${target.info.kind}/${target.object.metadata.name} does not have any containers matching "${call.flag('containers')}"`)
      const change = (container: Container): Container => (matches(container) ? { ...container, env: changed(call, container, added, removed) } : container)
      if (call.has('list')) list(call, target, all.filter(matches).map(change))
      else writePodSpec(call, target, { containers: spec.containers.map(change), ...(spec.initContainers && { initContainers: spec.initContainers.map(change) }) }, 'env updated')
    }
  },
}

function readPair(text: string): EnvVar {
  return { name: text.slice(0, text.indexOf('=')), value: text.slice(text.indexOf('=') + 1) }
}

/** Variables for the keys of `--from=configmap/x`. @throws UsageError */
function fromObject(call: Invocation): EnvVar[] {
  const from = call.flag('from')
  if (!from) return []
  const keys = call.list('keys').flatMap(text => text.split(','))
  return findObjects(call, [from], true).flatMap(({ info, object }) => {
    if (info.kind !== 'Secret' && info.kind !== 'ConfigMap') throw new UsageError('unsupported resource specified in --from')
    const { data = {} } = object as { data?: Record<string, string> }
    const ref = info.kind === 'Secret' ? 'secretKeyRef' : 'configMapKeyRef'
    return Object.keys(data).filter(key => keys.length === 0 || keys.includes(key)).sort()
      .map((key): EnvVar => ({ name: key.toUpperCase().replace(/[^A-Z0-9_]/g, '_'), valueFrom: { [ref]: { name: object.metadata.name, key } } }))
  })
}

function changed(call: Invocation, container: Container, added: readonly EnvVar[], removed: readonly string[]): EnvVar[] {
  const old = container.env ?? []
  const taken = added.find(({ name }) => old.some(one => one.name === name))
  if (taken && call.flags.overwrite === false) throw new UsageError(`'${taken.name}' already has a value (${old.find(one => one.name === taken.name)?.value ?? ''}), and --overwrite is false`)
  const kept = old.filter(({ name }) => !removed.includes(name)).map(one => added.findLast(({ name }) => name === one.name) ?? one)
  return [...kept, ...added.filter(({ name }, i) => !old.some(one => one.name === name) && added.findLastIndex(one => one.name === name) === i)]
}

function list(call: Invocation, { info, object }: Target, containers: readonly Container[]): void {
  for (const { name, env: variables = [] } of containers) {
    call.out(`# ${info.kind} ${object.metadata.name}, container ${name}\n${variables.map(one => (one.valueFrom ? `# ${one.name} from ${referenceText(one)}\n` : `${one.name}=${one.value ?? ''}\n`)).join('')}`)
  }
}

function referenceText({ valueFrom = {} }: EnvVar): string {
  const { secretKeyRef, configMapKeyRef, fieldRef } = valueFrom
  if (secretKeyRef) return `secret ${secretKeyRef.name}, key ${secretKeyRef.key}`
  if (configMapKeyRef) return `configmap ${configMapKeyRef.name}, key ${configMapKeyRef.key}`
  return fieldRef ? `field path ${(fieldRef as { fieldPath?: string }).fieldPath ?? ''}` : 'a resource'
}
