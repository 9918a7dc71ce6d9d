/** `kubectl scale`. Models kubectl/pkg/cmd/scale. */
import { findObjects } from '../cluster.ts'
import { errorText, UsageError } from '../errors.ts'
import { say } from '../print/message.ts'
import type { Verb } from './verb.ts'
import { SELECTOR_FLAGS } from './verb.ts'

const SCALABLE = ['Deployment', 'ReplicaSet', 'StatefulSet']

export const scale: Verb = {
  mutates: true,
  flags: { ...SELECTOR_FLAGS, 'all': { type: 'boolean' }, 'replicas': { type: 'string' }, 'current-replicas': { type: 'string' }, 'output': { type: 'string', short: 'o' } },
  run(call) {
    const replicas = count(call.flag('replicas'), '--replicas') ?? -1
    if (replicas < 0) throw new UsageError('The --replicas=COUNT flag is required, and COUNT must be greater than or equal to 0')
    const expected = count(call.flag('current-replicas'), '--current-replicas')
    if (call.args.length === 0) throw new UsageError('You must provide one or more resources by argument or filename.')
    for (const target of findObjects(call, call.args, true)) {
      const { info, object } = target
      const { name, namespace } = object.metadata
      const { replicas: now = 1 } = (object as { spec?: { replicas?: number } }).spec ?? {}
      if (!SCALABLE.includes(info.kind) && call.store.isBuiltIn(info.kind)) {
        call.err('Error from server (NotFound): the server could not find the requested resource')
      } else if (expected !== undefined && expected !== now) {
        call.err(`error: Expected replicas to be ${expected}, was ${now}`)
      } else {
        try {
          call.store.patch(info.kind, info.namespaced ? namespace : '', name, { spec: { replicas } })
          say(call, target, 'scaled')
        } catch (error) {
          call.err(errorText(error))
        }
      }
    }
  },
}

function count(text: string | undefined, flag: string): number | undefined {
  if (text === undefined) return undefined
  if (!/^[-+]?\d+$/.test(text)) throw new UsageError(`invalid argument "${text}" for "${flag}" flag: strconv.ParseInt: parsing "${text}": invalid syntax`)
  return Number(text)
}
