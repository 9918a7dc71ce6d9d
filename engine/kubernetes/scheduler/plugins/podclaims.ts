/** The PersistentVolumeClaims that a pod's volumes name. */
import { namespacedName, namespaceOf } from '../keys.ts'
import type { Snapshot } from '../snapshot.ts'
import type { PersistentVolumeClaim, Pod } from '../../types/index.ts'

export interface PodClaim {
  name: string
  /** Made by the ephemeral volume controller for this pod alone. */
  ephemeral: boolean
  /** undefined when there is no such claim. */
  claim: PersistentVolumeClaim | undefined
}

export function podClaims(pod: Pod, snapshot: Snapshot): PodClaim[] {
  return (pod.spec.volumes ?? []).flatMap(({ name: volume, persistentVolumeClaim, ephemeral }): PodClaim[] => {
    const name = persistentVolumeClaim?.claimName ?? (ephemeral && `${pod.metadata.name}-${volume}`)
    if (!name) return []
    const claim = snapshot.claims.get(namespacedName({ metadata: { name, namespace: namespaceOf(pod) } }))
    return [{ name, ephemeral: persistentVolumeClaim === undefined, claim }]
  })
}

/** Whether a claim waits for its pod's node before it is bound. */
export function waitsForConsumer(claim: PersistentVolumeClaim, { storageClasses }: Snapshot): boolean {
  const className = claim.spec.storageClassName
  const storageClass = className ? storageClasses.get(namespacedName({ metadata: { name: className } })) : undefined
  return storageClass?.volumeBindingMode === 'WaitForFirstConsumer'
}
