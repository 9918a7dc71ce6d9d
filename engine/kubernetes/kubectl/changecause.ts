/** `--record` and `--save-config`: annotations that a changed object gets. Models cli-runtime/pkg/genericclioptions/record_flags.go. */
import type { KubeObject } from '../types/index.ts'
import type { Invocation } from './targets.ts'

export const CHANGE_CAUSE = 'kubernetes.io/change-cause'
export const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration'

/** The object with the command line as its change cause, when `--record` asks for it. */
export function recorded<T extends object>(call: Invocation, object: T): T {
  return call.has('record') ? annotated(object as T & KubeObject, { [CHANGE_CAUSE]: call.changeCause }) : object
}

/** The object with its own text as the last applied configuration, when `--save-config` asks for it. */
export function withSavedConfig(call: Invocation, object: KubeObject): KubeObject {
  return call.has('save-config') ? annotated(object, { [LAST_APPLIED]: configText(object) }) : object
}

/** The text that `apply` keeps of a configuration: without itself. */
export function configText(object: KubeObject): string {
  return `${JSON.stringify(withoutLastApplied(object))}\n`
}

export function withoutLastApplied(object: KubeObject): KubeObject {
  const { annotations } = object.metadata
  if (annotations?.[LAST_APPLIED] === undefined) return object
  const rest = Object.fromEntries(Object.entries(annotations).filter(([key]) => key !== LAST_APPLIED))
  return { ...object, metadata: { ...object.metadata, annotations: rest } }
}

export function annotated<T extends { metadata?: Partial<KubeObject['metadata']> }>(object: T, annotations: Record<string, string>): T {
  return { ...object, metadata: { ...object.metadata, annotations: { ...object.metadata?.annotations, ...annotations } } }
}
