/**
 * A new volume of a StorageClass, as a CSI driver's external-provisioner makes one: in one zone, with the claim's access modes.
 * Models kubernetes-csi/external-provisioner (pkg/controller/controller.go).
 */
import { csiDrivers, migratedProvisioners } from '../../../../data/csi-drivers.ts'
import type { Context } from '../../simulation/controller.ts'
import type { Store } from '../../apiserver/store.ts'
import type { PersistentVolume, PersistentVolumeClaim, StorageClass } from '../../types/index.ts'
import { ZONE_LABEL } from '../../types/wellknown.ts'

const CSI_MODES: Readonly<Record<string, string>> = {
  ReadWriteOnce: 'SINGLE_NODE_WRITER', ReadOnlyMany: 'MULTI_NODE_READER_ONLY', ReadWriteMany: 'MULTI_NODE_MULTI_WRITER', ReadWriteOncePod: 'SINGLE_NODE_SINGLE_WRITER',
}

/** Who makes the volumes of a class; undefined when nobody does: a provisioner of `kubernetes.io/` that is gone, or `no-provisioner`. */
export function driverOf({ provisioner }: StorageClass): string | undefined {
  return migratedProvisioners[provisioner] ?? (provisioner.startsWith('kubernetes.io/') ? undefined : provisioner)
}

/** Why a driver makes no volume for a claim, in the words of its event; undefined when it does. */
export function refusalOf({ spec: { accessModes = [], volumeMode = 'Filesystem' } }: PersistentVolumeClaim, storageClass: StorageClass, driver: string): string | undefined {
  const { accessModes: supported, refusal = 'access mode not supported: %s' } = csiDrivers[driver] ?? {}
  if (!supported || accessModes.every(mode => supported.includes(mode))) return undefined
  if (volumeMode === 'Block' && accessModes.every(mode => mode === 'ReadWriteMany')) return undefined
  const why = refusal.replace('%s', accessModes.map(mode => CSI_MODES[mode]).join(', '))
  return `failed to provision volume with StorageClass "${storageClass.metadata.name}": rpc error: code = InvalidArgument desc = ${why}`
}

/** Without a pod to follow, a zone that the class allows, else any that has a node: drawn, as the driver draws one. */
export function allowedZone(storageClass: StorageClass, { random, store }: Context): string | undefined {
  const expressions = (storageClass.allowedTopologies ?? []).flatMap(one => one.matchLabelExpressions ?? [])
  const zones = expressions.find(({ key }) => key === ZONE_LABEL)?.values ?? zonesOf(store)
  return zones[random.int(zones.length)]
}

function zonesOf(store: Store): string[] {
  return [...new Set(store.list('Node').flatMap(({ metadata }) => metadata.labels?.[ZONE_LABEL] ?? []))].sort()
}

export function newVolume(claim: PersistentVolumeClaim, storageClass: StorageClass, driver: string, zone: string | undefined): PersistentVolume {
  const { namespace, name, uid = '' } = claim.metadata
  const affinity = zone && { nodeAffinity: { required: { nodeSelectorTerms: [{ matchExpressions: [{ key: ZONE_LABEL, operator: 'In' as const, values: [zone] }] }] } } }
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name: `pvc-${uid}`, ...(zone && { labels: { [ZONE_LABEL]: zone } }), annotations: { 'pv.kubernetes.io/provisioned-by': driver } },
    spec: {
      capacity: { storage: claim.spec.resources?.requests?.storage ?? '1Gi' },
      accessModes: claim.spec.accessModes,
      persistentVolumeReclaimPolicy: storageClass.reclaimPolicy ?? 'Delete',
      storageClassName: storageClass.metadata.name,
      volumeMode: claim.spec.volumeMode,
      claimRef: { kind: 'PersistentVolumeClaim', apiVersion: 'v1', namespace, name, uid },
      csi: { driver, volumeHandle: `vol-${uid.replaceAll('-', '').slice(0, 17)}` },
      ...affinity,
    },
  }
}
