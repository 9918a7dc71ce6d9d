/**
 * `kubectl wait`: says whether a condition holds now, as with `--timeout=0`, and waits for it where time passes.
 * Models kubectl/pkg/cmd/wait (wait.go, condition.go, json.go, delete.go).
 */
import { isRecord } from '../../apimachinery/patch.ts'
import type { Condition, KubeObject } from '../../types/index.ts'
import type { Invocation, Target } from '../targets.ts'
import { findObjects } from '../targets.ts'
import { UsageError } from '../errors.ts'
import { refused } from '../flags.ts'
import { jsonPathValues, valueText } from '../print/jsonpath.ts'
import { say } from '../print/message.ts'
import { liveTargets, namesFiles } from './files.ts'
import type { Verb } from './verb.ts'
import { FILE_FLAGS, OUTPUT_FLAGS, SELECTOR_FLAGS } from './verb.ts'

type Test = { of: 'create' | 'delete' } | { of: 'object', holds: (object: KubeObject) => boolean }

export const wait: Verb = {
  mutates: false,
  flags: {
    ...FILE_FLAGS, ...OUTPUT_FLAGS, ...SELECTOR_FLAGS, all: { type: 'boolean' }, for: { type: 'list' }, timeout: { type: 'duration' },
    ...refused('a file by itself never changes', { local: 'boolean' }),
  },
  run(call) {
    const tests = call.list('for').map(readTest)
    if (tests.length === 0) throw new UsageError('unrecognized condition: []')
    const timeout = call.number('timeout') ?? 30_000
    const forDeletion = tests.some(({ of }) => of === 'delete')
    const missing: string[] = []
    const search = forDeletion ? { ...call, err: (text: string) => void missing.push(text) } : call
    const targets = namesFiles(call) ? liveTargets(search) : findObjects(search, call.args, true)
    if (targets.length === 0) return forDeletion || missing.length > 0 ? undefined : call.err('error: no matching resources found')
    for (const target of targets) check(call, target, tests, timeout)
  },
}

function check(call: Invocation, target: Target, tests: readonly Test[], timeout: number): void {
  const { info, object } = target
  for (const test of tests) {
    if (test.of === 'create' || (test.of === 'object' && test.holds(object))) say(call, target, 'condition met')
    else if (timeout === 0) throw new UsageError(`condition not met for ${info.plural}/${object.metadata.name}`)
    else if (call.cluster.patience === 'waits') call.waitFor({ of: 'condition', ...(timeout > 0 && { timeoutMs: timeout }) })
    else if (call.cluster.patience === 'over') throw new UsageError(`timed out waiting for the condition on ${info.plural}/${object.metadata.name}`)
    else throw new UsageError(`timed out waiting for the condition on ${info.plural}/${object.metadata.name} (a command here is one instant: let time pass and ask again)`)
  }
}

/** @throws UsageError */
function readTest(text: string): Test {
  const lower = text.toLowerCase()
  if (lower === 'create' || lower === 'delete') return { of: lower }
  const condition = /^condition=([^=]*)(?:=(.*))?$/s.exec(text)
  if (condition) return { of: 'object', holds: object => hasCondition(object, condition[1] ?? '', condition[2] ?? 'true') }
  if (!text.startsWith('jsonpath=')) throw new UsageError(`unrecognized condition: ${JSON.stringify(text)}`)
  const parts = text.slice('jsonpath='.length).split(/(?<!=)=(?!=)/)
  const [path = '', value] = parts
  if (parts.length > 2) throw new UsageError('jsonpath wait format must be --for=jsonpath=\'{.status.readyReplicas}\'=3 or --for=jsonpath=\'{.status.readyReplicas}\'')
  if (value === '') throw new UsageError('jsonpath wait has to have a value after equal sign, like --for=jsonpath=\'{.status.readyReplicas}\'=3')
  const wanted = value?.replace(/^['"]+|['"]+$/g, '')
  return { of: 'object', holds: (object) => {
    const found = jsonPathValues(path, object)
    if (found.length === 0) return false
    if (found.length > 1) throw new UsageError('given jsonpath expression matches more than one value')
    return wanted === undefined || valueText(found[0]) === wanted
  } }
}

/** Names and values are compared without regard to case; a status older than the object does not count. */
function hasCondition(object: KubeObject, name: string, value: string): boolean {
  const { status } = object as { status?: unknown }
  const conditions = isRecord(status) && Array.isArray(status.conditions) ? status.conditions as Condition[] : []
  const found = conditions.find(({ type }) => type.toLowerCase() === name.toLowerCase())
  const observed = found?.observedGeneration ?? (isRecord(status) ? status.observedGeneration : undefined)
  const outdated = typeof observed === 'number' && observed < (object.metadata.generation ?? 0)
  return !outdated && found?.status.toLowerCase() === value.toLowerCase()
}
