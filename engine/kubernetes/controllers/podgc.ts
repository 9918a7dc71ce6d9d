/**
 * Pod garbage: pods of nodes that are gone, and the oldest of too many that have ended.
 * Models pkg/controller/podgc/gc_controller.go. Leaves out: pods of nodes out of service, and those that no node will ever have.
 */
import type { Context, Controller, Watch } from '../simulation/controller.ts'
import { isPodTerminal, isTerminating, keyOf } from '../apimachinery/meta.ts'
import { markDisrupted } from '../scheduler/podconditions.ts'
import type { Pod } from '../types/index.ts'

declare module '../simulation/config.ts' {
  interface SimulationConfig {
    /** --terminated-pod-gc-threshold: pods that have ended and are kept, over all namespaces. @default 12500 */
    terminatedPodGcThreshold: number
  }
}

/** A node must be gone for so long (quarantineTime). */
export const QUARANTINE_MS = 40_000
/** How often ended pods are counted (gcCheckPeriod). */
const CHECK_PERIOD_MS = 20_000
const TERMINATED = 'terminated'

export class PodGarbageCollector implements Controller {
  readonly name = 'pod-garbage-collector'
  readonly watches: readonly Watch[] = [
    { kind: 'Node', keysFor: ({ object, type }) => (type === 'DELETED' ? [`node:${object.metadata.name}`] : []) },
    { kind: 'Pod', keysFor: ({ object, type }) => (type === 'MODIFIED' && isPodTerminal(object as Pod) ? ['ended'] : []) },
    { kind: 'Pod', keysFor: ({ object, type }) => (type === 'ADDED' ? [(object as Pod).spec.nodeName].filter(name => name !== undefined).map(name => `node:${name}`) : []) },
  ]

  readonly config = { terminatedPodGcThreshold: 12_500 }

  reconcile(key: string, ctx: Context): void {
    const { store } = ctx
    if (key === 'ended') return ctx.enqueueAfter(TERMINATED, CHECK_PERIOD_MS)
    if (key === TERMINATED) return deleteEnded(ctx)
    const isDue = key.startsWith('due:')
    const name = key.slice(key.indexOf(':') + 1)
    if (store.get('Node', '', name)) return
    const pods = store.listPodsByNode(name)
    if (pods.length === 0) return
    if (!isDue) return ctx.enqueueAfter(`due:${name}`, QUARANTINE_MS)
    for (const pod of pods) {
      ctx.event(pod, 'Normal', 'DeletionByPodGC', `PodGC: node no longer exists: ${keyOf(pod)}`, { node: name })
      markDisrupted(pod, 'DeletionByPodGC', 'PodGC: node no longer exists', ctx)
      store.delete('Pod', pod.metadata.namespace, pod.metadata.name, { gracePeriodSeconds: 0, preconditionUid: pod.metadata.uid })
    }
  }
}

/** Evicted pods first, then the oldest (byEvictionAndCreationTimestamp). The store lists pods by age. */
function deleteEnded({ store, config }: Context): void {
  const ended = store.list('Pod').filter(pod => isPodTerminal(pod) && !isTerminating(pod))
  const excess = ended.length - config.terminatedPodGcThreshold
  if (excess <= 0) return
  const isEvicted = (pod: Pod) => (pod.status?.reason === 'Evicted' ? 0 : 1)
  for (const { metadata } of ended.sort((a, b) => isEvicted(a) - isEvicted(b)).slice(0, excess)) {
    store.delete('Pod', metadata.namespace, metadata.name, { gracePeriodSeconds: 0 })
  }
}
