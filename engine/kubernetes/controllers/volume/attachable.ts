/** Which volumes are attached to a node before they are mounted there, and to how many at once. */
import { csiDrivers } from '../../../../data/csi-drivers.ts'
import type { Node, PersistentVolume } from '../../types/index.ts'

/** How a node's status names an attached volume (GetUniqueVolumeName); undefined when this kind of volume is only mounted. */
export function attachedName({ spec: { csi, awsElasticBlockStore } }: PersistentVolume): string | undefined {
  if (awsElasticBlockStore) return `kubernetes.io/csi/ebs.csi.aws.com^${awsElasticBlockStore.volumeID}`
  return csi && csiDrivers[csi.driver]?.attachRequired !== false ? `kubernetes.io/csi/${csi.driver}^${csi.volumeHandle}` : undefined
}

export function isAttached(name: string, { status }: Node): boolean {
  return status?.volumesAttached?.some(one => one.name === name) ?? false
}

/** Whether several nodes may have a volume at once (IsMultiAttachAllowed): its own access modes say so, not the claim's. */
export function isMultiAttachAllowed({ spec: { accessModes = [] } }: PersistentVolume): boolean {
  return accessModes.length === 0 || accessModes.some(mode => mode === 'ReadWriteMany' || mode === 'ReadOnlyMany')
}
