/**
 * Pod garbage: pods of nodes that are gone.
 * Models pkg/controller/podgc/gc_controller.go. Leaves out: the terminated-pod threshold and the out-of-service taint.
 */
import type { Context, Controller, Watch } from '../simulation/controller.ts'
import { keyOf } from '../apimachinery/meta.ts'
import type { Pod } from '../types/index.ts'

/** A node must be gone for so long (quarantineTime). */
const QUARANTINE_MS = 40_000

export class PodGarbageCollector implements Controller {
  readonly name = 'pod-garbage-collector'
  readonly watches: readonly Watch[] = [
    { kind: 'Node', keysFor: ({ object, type }) => (type === 'DELETED' ? [`node:${object.metadata.name}`] : []) },
    { kind: 'Pod', keysFor: ({ object, type }) => (type === 'ADDED' ? [(object as Pod).spec.nodeName].filter(name => name !== undefined).map(name => `node:${name}`) : []) },
  ]

  reconcile(key: string, ctx: Context): void {
    const { store } = ctx
    const isDue = key.startsWith('due:')
    const name = key.slice(key.indexOf(':') + 1)
    if (store.get('Node', '', name)) return
    const pods = store.listPodsByNode(name)
    if (pods.length === 0) return
    if (!isDue) return ctx.enqueueAfter(`due:${name}`, QUARANTINE_MS)
    for (const pod of pods) {
      ctx.event(pod, 'Normal', 'DeletionByPodGC', `PodGC: node no longer exists: ${keyOf(pod)}`, { node: name })
      store.delete('Pod', pod.metadata.namespace, pod.metadata.name, { gracePeriodSeconds: 0, preconditionUid: pod.metadata.uid })
    }
  }
}
