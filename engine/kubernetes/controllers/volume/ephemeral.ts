/**
 * Ephemeral volumes: a claim for each, owned by its pod and gone with it.
 * Models pkg/controller/volume/ephemeral/controller.go.
 */
import { controllerOf, controllerRef, isTerminating, keyOf } from '../../apimachinery/meta.ts'
import type { Context, Controller, Watch } from '../../simulation/controller.ts'
import type { PersistentVolumeClaim, Pod } from '../../types/index.ts'

export class EphemeralVolumeController implements Controller {
  readonly name = 'ephemeral_volume'
  readonly watches: readonly Watch[] = [
    { kind: 'Pod', keysFor: ({ object, type }) => (type === 'ADDED' && (object as Pod).spec.volumes?.some(({ ephemeral }) => ephemeral) ? [keyOf(object)] : []) },
    { kind: 'PersistentVolumeClaim', keysFor: ({ object, type }) => (type === 'DELETED' && controllerOf(object)?.kind === 'Pod' ? [`${object.metadata.namespace}/${controllerOf(object)?.name}`] : []) },
  ]

  reconcile(key: string, { store, event }: Context): void {
    const pod = store.getByKey('Pod', key)
    if (!pod || isTerminating(pod)) return
    for (const { name: volume, ephemeral } of pod.spec.volumes ?? []) {
      if (!ephemeral?.volumeClaimTemplate) continue
      const { metadata, spec } = ephemeral.volumeClaimTemplate
      const name = `${pod.metadata.name}-${volume}`
      const found = store.get('PersistentVolumeClaim', pod.metadata.namespace, name)
      if (!found) {
        store.create({
          apiVersion: 'v1', kind: 'PersistentVolumeClaim', spec,
          metadata: { name, namespace: pod.metadata.namespace, labels: metadata?.labels, annotations: metadata?.annotations, ownerReferences: [controllerRef(pod)] },
        } as PersistentVolumeClaim)
      } else if (controllerOf(found)?.uid !== pod.metadata.uid) {
        event(pod, 'Warning', 'FailedBinding', `ephemeral volume ${volume}: PVC ${pod.metadata.namespace}/${name} was not created for pod ${pod.metadata.namespace}/${pod.metadata.name} (pod is not owner)`)
      }
    }
  }
}
