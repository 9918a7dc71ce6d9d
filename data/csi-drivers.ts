/**
 * What a cluster is told of the storage drivers that are in wide use. A driver that is not here attaches its volumes and takes
 * every access mode. From the drivers' own repositories, read on 2026-11-23: the CSIDriver objects of their charts, and for EBS
 * pkg/driver/controller.go (volumeCaps, isValidVolumeCapabilities).
 */

export interface CsiDriver {
  /** Whether volumes are attached to a node before they are mounted (CSIDriver.spec.attachRequired). @default true */
  attachRequired?: boolean
  /** Access modes that a new volume with a file system may have; others are refused. @default all */
  accessModes?: readonly string[]
  /** The refusal, after `rpc error: code = InvalidArgument desc = `; `%s` is the wanted modes in CSI's words. */
  refusal?: string
}

const BLOCK = ['ReadWriteOnce', 'ReadWriteOncePod']

export const csiDrivers: Readonly<Record<string, CsiDriver>> = {
  'ebs.csi.aws.com': { accessModes: BLOCK, refusal: 'Volume capabilities %s not supported. Only AccessModes[ReadWriteOnce] supported.' },
  'ebs.csi.eks.amazonaws.com': { accessModes: BLOCK, refusal: 'Volume capabilities %s not supported. Only AccessModes[ReadWriteOnce] supported.' },
  'efs.csi.aws.com': { attachRequired: false },
  'fsx.csi.aws.com': { attachRequired: false },
  's3.csi.aws.com': { attachRequired: false },
  'nfs.csi.k8s.io': { attachRequired: false },
  'smb.csi.k8s.io': { attachRequired: false },
  'file.csi.azure.com': { attachRequired: false },
  'secrets-store.csi.k8s.io': { attachRequired: false },
}

/** Provisioners that were in Kubernetes itself, and the drivers that answer for them since (CSI migration). */
export const migratedProvisioners: Readonly<Record<string, string>> = {
  'kubernetes.io/aws-ebs': 'ebs.csi.aws.com',
  'kubernetes.io/gce-pd': 'pd.csi.storage.gke.io',
  'kubernetes.io/azure-disk': 'disk.csi.azure.com',
  'kubernetes.io/azure-file': 'file.csi.azure.com',
  'kubernetes.io/cinder': 'cinder.csi.openstack.org',
  'kubernetes.io/vsphere-volume': 'csi.vsphere.vmware.com',
  'kubernetes.io/portworx-volume': 'pxd.portworx.com',
}
