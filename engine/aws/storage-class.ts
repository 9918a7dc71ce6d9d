/** The StorageClass that claims without one get: EKS Auto Mode and the EBS add-on name theirs so. */
import { DEFAULT_CLASS_ANNOTATION } from '../kubernetes/apiserver/admission-plugins.ts'
import type { StorageClass } from '../kubernetes/types/index.ts'

export function ebsStorageClass(name = 'gp3'): StorageClass {
  return {
    apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata: { name, annotations: { [DEFAULT_CLASS_ANNOTATION]: 'true' } },
    provisioner: 'ebs.csi.aws.com', reclaimPolicy: 'Delete', volumeBindingMode: 'WaitForFirstConsumer', parameters: { type: 'gp3' },
  }
}
