/** `deployment.apps/web scaled`: the line kubectl prints for a changed object. */
import type { Invocation, Target } from '../cluster.ts'
import { displayName } from '../cluster.ts'

export function say(call: Invocation, { info, object }: Target, done: string): void {
  call.out(call.flag('output') === 'name' ? `${displayName(info, object.metadata.name)}\n` : `${displayName(info, object.metadata.name)} ${done}\n`)
}
