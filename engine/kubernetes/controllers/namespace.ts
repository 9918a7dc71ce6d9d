/**
 * Namespace deletion: empties a namespace that is being deleted, then lets it go.
 * Models pkg/controller/namespace/deletion/namespaced_resources_deleter.go. Leaves out its conditions and the wait by estimate.
 */
import type { Context, Controller, Watch } from '../simulation/controller.ts'
import { isTerminating } from '../apimachinery/meta.ts'
import type { KubeObject } from '../types/index.ts'
import { removeFinalizer } from './garbagecollector.ts'

/** The finalizer stands in for `spec.finalizers: [kubernetes]`. */
const NAMESPACE_FINALIZER = 'kubernetes'
const RETRY_MS = 1_000

export class NamespaceController implements Controller {
  readonly name = 'namespace-controller'
  readonly watches: readonly Watch[] = [
    { kind: 'Namespace', keysFor: ({ object, type }) => (type !== 'DELETED' && isTerminating(object) ? [object.metadata.name] : []) },
  ]

  reconcile(key: string, ctx: Context): void {
    const { store } = ctx
    const namespace = store.get('Namespace', '', key)
    if (!namespace || !isTerminating(namespace)) return
    if (namespace.status?.phase !== 'Terminating') store.updateStatus({ ...namespace, status: { ...namespace.status, phase: 'Terminating' } })
    for (const object of contentOf(key, ctx)) {
      if (!isTerminating(object)) store.delete(object.kind, key, object.metadata.name)
    }
    if (contentOf(key, ctx).length > 0) return ctx.enqueueAfter(key, RETRY_MS)
    removeFinalizer(namespace, NAMESPACE_FINALIZER, store)
  }
}

function contentOf(namespace: string, { store }: Context): KubeObject[] {
  return store.storedKinds().flatMap(kind => store.list(kind, { namespace }) as KubeObject[])
}
