/** Which volume a claim gets. Models pkg/controller/volume/persistentvolume (index.go, pv_controller.go) and component-helpers/storage/volume. */
import { isTerminating } from '../../apimachinery/meta.ts'
import { toBytes } from '../../apimachinery/quantity.ts'
import { matchesSelector } from '../../apimachinery/selectors.ts'
import { matchesNodeSelector } from '../../scheduler/nodeselector.ts'
import type { Node, PersistentVolume, PersistentVolumeClaim } from '../../types/index.ts'

const sizeOf = (volume: PersistentVolume) => toBytes(volume.spec.capacity?.storage)

/** Whether a volume's own affinity lets a node reach it. */
export function isReachable({ spec }: PersistentVolume, { metadata: { name, labels = {} } }: Node): boolean {
  return !spec.nodeAffinity?.required || matchesNodeSelector(spec.nodeAffinity.required, { name, labels })
}

/** Whether a volume's claimRef is for this claim; one without a uid was written by hand. */
export function isReservedFor({ spec: { claimRef } }: PersistentVolume, { metadata }: PersistentVolumeClaim): boolean {
  return claimRef !== undefined && claimRef.namespace === metadata.namespace && claimRef.name === metadata.name && (!claimRef.uid || claimRef.uid === metadata.uid)
}

/** Why a volume that a claim asks for by name will not do, in upstream's words (checkVolumeSatisfyClaim); undefined when it will. */
export function mismatchOf({ spec }: PersistentVolume, claim: PersistentVolumeClaim): string | undefined {
  const { accessModes = [], storageClassName = '', volumeMode = 'Filesystem', capacity } = spec
  if (toBytes(capacity?.storage) < toBytes(claim.spec.resources?.requests?.storage)) return 'requested PV is too small'
  if (storageClassName !== (claim.spec.storageClassName ?? '')) return 'storageClassName does not match'
  if (volumeMode !== (claim.spec.volumeMode ?? 'Filesystem')) return 'incompatible volumeMode'
  return (claim.spec.accessModes ?? []).every(mode => accessModes.includes(mode)) ? undefined : 'incompatible accessMode'
}

function canServe(volume: PersistentVolume, claim: PersistentVolumeClaim): boolean {
  const isFree = !volume.spec.claimRef && volume.status?.phase !== 'Bound' && volume.status?.phase !== 'Released'
  return !isTerminating(volume) && (isFree || isReservedFor(volume, claim)) && mismatchOf(volume, claim) === undefined
    && (!claim.spec.selector || matchesSelector(claim.spec.selector, volume.metadata.labels))
}

/** The smallest volume that can serve a claim; one that is reserved for it comes first. */
export function findMatchingVolume(claim: PersistentVolumeClaim, volumes: readonly PersistentVolume[]): PersistentVolume | undefined {
  const fitting = volumes.filter(volume => canServe(volume, claim))
  return fitting.find(({ spec }) => spec.claimRef) ?? fitting.reduce<PersistentVolume | undefined>((best, one) => (!best || sizeOf(one) < sizeOf(best) ? one : best), undefined)
}
