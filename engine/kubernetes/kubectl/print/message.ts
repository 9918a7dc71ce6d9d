/** What kubectl prints for a changed object: `deployment.apps/web scaled`, or the object itself in the form of `-o`. */
import type { Invocation, Target } from '../targets.ts'
import { displayName } from '../targets.ts'
import type { KubeObject } from '../../types/index.ts'
import { formatted, names, OBJECT_FORMATS } from './output.ts'

/** What is said behind a change that is not made. */
export const dryRunSuffix = ({ dryRun }: Invocation): string => (dryRun === undefined ? '' : dryRun === 'client' ? ' (dry run)' : ' (server dry run)')

const printed = new WeakMap<Invocation, number>()

/** @param shown the object that `-o yaml` prints, when it is another than the target's */
export function say(call: Invocation, { info, object }: Target, done: string, shown: KubeObject = object): void {
  const output = call.flag('output')
  if (output === undefined || output === '') return call.out(`${displayName(info, object.metadata.name)} ${done}${dryRunSuffix(call)}\n`)
  if (output === 'name') return call.out(names([{ info, object }]))
  const before = printed.get(call) ?? 0
  printed.set(call, before + 1)
  call.out((output === 'yaml' && before > 0 ? '---\n' : '') + formatted(shown, output, OBJECT_FORMATS))
}
