/** `kubectl taint`. Models kubectl/pkg/cmd/taint. */
import type { Node, Taint, TaintEffect } from '../../types/index.ts'
import { findObjects } from '../targets.ts'
import { errorText, UsageError } from '../errors.ts'
import { idle } from '../flags.ts'
import { say } from '../print/message.ts'
import type { Verb } from './verb.ts'
import { CHANGE_FLAGS, NAMED_FLAGS } from './verb.ts'

const EFFECTS: readonly string[] = ['NoSchedule', 'PreferNoSchedule', 'NoExecute']

export const taint: Verb = {
  mutates: true,
  flags: { ...NAMED_FLAGS, ...CHANGE_FLAGS, ...idle('a taint has only known fields', { validate: 'string' }), all: { type: 'boolean' }, overwrite: { type: 'boolean' } },
  run(call) {
    const first = call.args.findIndex((arg, i) => i > 0 && (arg.includes(':') || arg.includes('=') || arg.endsWith('-')))
    if (call.has('all') && call.flag('selector') !== undefined) throw new UsageError('setting \'all\' parameter with a non empty selector is prohibited.')
    if (first < 1) throw new UsageError('at least one taint update is required')
    const changes = call.args.slice(first).map(readTaint)
    for (const target of findObjects(call, call.args.slice(0, first), true)) {
      if (target.info.kind !== 'Node') throw new UsageError(`invalid resource type ${target.info.plural}, only node types are supported`)
      const node = target.object as Node
      let taints = node.spec.taints ?? []
      const added = changes.filter(({ remove }) => !remove)
      const clash = added.find(({ taint: { key, effect } }) => taints.some(one => one.key === key && one.effect === effect))
      if (clash && !call.has('overwrite')) {
        call.err(`error: node ${node.metadata.name} already has ${clash.taint.key} taint(s) with same effect(s) and --overwrite is false`)
        continue
      }
      const missing = changes.filter(({ remove, taint: one }) => remove && !taints.some(old => matches(old, one)))
      for (const { taint: { key, effect } } of missing) call.err(`error: taint "${key}${effect ? `:${effect}` : ''}" not found`)
      if (missing.length > 0) continue
      for (const { taint: one, remove } of changes) {
        taints = taints.filter(old => !matches(old, one))
        if (!remove && one.effect) taints = [{ ...one, effect: one.effect }, ...taints]
      }
      try {
        const object = call.store.update({ ...node, spec: { ...node.spec, taints: taints.length > 0 ? taints : undefined } })
        say(call, { ...target, object }, clash ? 'modified' : added.length > 0 ? (added.length < changes.length ? 'modified' : 'tainted') : 'untainted')
      } catch (error) {
        call.err(errorText(error))
      }
    }
  },
}

type Named = Pick<Taint, 'key' | 'value'> & { effect?: TaintEffect }

function matches(old: Taint, { key, effect }: Named): boolean {
  return old.key === key && (effect === undefined || old.effect === effect)
}

/** `key=value:Effect`, `key:Effect`, and with a dash at the end to remove. @throws UsageError */
function readTaint(text: string): { taint: Named, remove: boolean } {
  const remove = text.endsWith('-')
  const found = /^([^=:]+)(?:=([^:]*))?(?::([^:]+))?$/.exec(remove ? text.slice(0, -1) : text)
  const [, key = '', value, effect] = found ?? []
  if (!found || (!remove && effect === undefined)) throw new UsageError(`invalid taint spec: ${text}`)
  if (effect !== undefined && !EFFECTS.includes(effect)) throw new UsageError(`invalid taint effect: ${effect}, unsupported taint effect`)
  return { taint: { key, ...(value && { value }), ...(effect && { effect: effect as TaintEffect }) }, remove }
}
