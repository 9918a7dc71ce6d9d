/** An object that kubectl itself has put together, stored and told. */
import type { KubeObject } from '../../../types/index.ts'
import type { Invocation } from '../../targets.ts'
import { errorText, UsageError } from '../../errors.ts'
import { say } from '../../print/message.ts'
import { recorded, withSavedConfig } from '../../changecause.ts'

/**
 * Creates it in the namespace of `-n`; a client's dry run prints it as kubectl wrote it.
 * @param failure kubectl's words before the server's refusal; without them the refusal stands alone
 */
export function createGenerated(call: Invocation, given: KubeObject, failure: string | undefined, done: string): void {
  const info = call.store.kindInfo(given.kind)
  const object = withSavedConfig(call, recorded(call, given))
  const local: KubeObject = info.namespaced && call.has('namespace') ? { ...object, metadata: { ...object.metadata, namespace: call.namespace } } : object
  const sent: KubeObject = info.namespaced ? { ...object, metadata: { ...object.metadata, namespace: call.namespace } } : object
  try {
    say(call, { info, object: call.store.create(sent) }, done, call.dryRun === 'client' ? local : undefined)
  } catch (error) {
    if (failure === undefined) return call.err(errorText(error))
    throw new UsageError(`${failure}: ${error instanceof Error ? error.message : String(error)}`)
  }
}
