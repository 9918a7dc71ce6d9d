/** The claims that a pod's volumes name, those that are made for it alone included. Models pkg/volume/util (ephemeral.VolumeClaimName). */
import { keyOf } from '../../apimachinery/meta.ts'
import type { Store } from '../../apiserver/store.ts'
import type { PersistentVolumeClaim, Pod, Volume } from '../../types/index.ts'

/** The claim that a volume of a pod is of, if it is of one. */
export function claimNameOf({ metadata }: Pod, { name, persistentVolumeClaim, ephemeral }: Volume): string | undefined {
  return persistentVolumeClaim?.claimName ?? (ephemeral && `${metadata.name}-${name}`)
}

export function claimNames(pod: Pod): string[] {
  return (pod.spec.volumes ?? []).flatMap(volume => claimNameOf(pod, volume) ?? [])
}

/** Pods whose volumes name a claim, in the order of creation. */
export function podsUsing(claim: PersistentVolumeClaim, store: Store): Pod[] {
  const { namespace, name } = claim.metadata
  return store.list('Pod', { namespace }).filter(pod => pod.spec.volumes && claimNames(pod).includes(name))
}

/** Work queue keys of the claims of a pod. */
export function claimKeys(pod: Pod): string[] {
  return claimNames(pod).map(name => keyOf({ ...pod, metadata: { ...pod.metadata, name } }))
}
