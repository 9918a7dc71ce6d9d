/**
 * Who takes a StatefulSet's claims along when it goes: persistentVolumeClaimRetentionPolicy as owner references.
 * Models pkg/controller/statefulset/stateful_set_utils.go (updateClaimOwnerRefForSetAndPod).
 */
import { controllerRef, equal, withMetadata } from '../../apimachinery/meta.ts'
import type { Store } from '../../apiserver/store.ts'
import type { Pod, StatefulSet } from '../../types/index.ts'
import { claimsFor, isInRange, ordinalOf } from './pods.ts'

/** Gives the claims of a pod the owners that the policy asks for: the set, the pod when it is scaled away, or none. */
export function syncClaimOwners(set: StatefulSet, pod: Pod, store: Store): void {
  const { whenDeleted, whenScaled } = set.spec.persistentVolumeClaimRetentionPolicy ?? {}
  const ordinal = ordinalOf(set, pod)
  const goesWithPod = whenScaled === 'Delete' && !isInRange(set, ordinal)
  const owners = goesWithPod ? [pod] : whenDeleted === 'Delete' ? [set] : []
  for (const { metadata: { namespace, name } } of claimsFor(set, ordinal)) {
    const claim = store.get('PersistentVolumeClaim', namespace, name)
    if (!claim) continue
    const old = claim.metadata.ownerReferences ?? []
    const others = old.filter(one => !(one.kind === set.kind && one.name === set.metadata.name) && !(one.kind === pod.kind && one.name === pod.metadata.name))
    const ownerReferences = [...others, ...owners.map(controllerRef)]
    if (!equal(ownerReferences, old)) store.update(withMetadata(claim, { ownerReferences }))
  }
}
