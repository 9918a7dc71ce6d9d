/** Shapes of volumes and claims (core/v1, storage.k8s.io/v1). */
import type { Shape } from './field.ts'

export const VOLUME_SHAPES: Readonly<Record<string, Shape>> = {
  Volume: {
    name: 'string',
    emptyDir: 'EmptyDirVolumeSource: Lives and dies with the pod.',
    persistentVolumeClaim: 'PersistentVolumeClaimVolumeSource: Outlives the pod; ties it to the volume\'s zone.',
    configMap: 'ConfigMapVolumeSource: Must be there before the pod starts.',
    secret: 'SecretVolumeSource: Must be there before the pod starts.',
    projected: 'ProjectedVolumeSource: ConfigMaps and Secrets in it must be there before the pod starts.',
    ephemeral: 'EphemeralVolumeSource: A claim that lives as long as the pod.',
    awsElasticBlockStore: '-AWSElasticBlockStoreVolumeSource', gcePersistentDisk: '-any', hostPath: '-any', downwardAPI: '-any', csi: '-any', nfs: '-any',
    image: '-any', iscsi: '-any', cephfs: '-any', rbd: '-any', glusterfs: '-any', fc: '-any', flexVolume: '-any', flocker: '-any', gitRepo: '-any',
    azureDisk: '-any', azureFile: '-any', cinder: '-any', photonPersistentDisk: '-any', portworxVolume: '-any', quobyte: '-any', scaleIO: '-any',
    storageos: '-any', vsphereVolume: '-any',
  },
  ConfigMapVolumeSource: { name: 'string', optional: 'boolean', items: '[KeyToPath]', defaultMode: '-integer' },
  SecretVolumeSource: { secretName: 'string', optional: 'boolean', items: '[KeyToPath]', defaultMode: '-integer' },
  KeyToPath: { key: 'string', path: '-string', mode: '-integer' },
  ProjectedVolumeSource: { sources: '[VolumeProjection]', defaultMode: '-integer' },
  VolumeProjection: {
    configMap: 'ConfigMapVolumeSource', secret: 'SecretProjection', serviceAccountToken: '-any', downwardAPI: '-any', clusterTrustBundle: '-any',
    podCertificate: '-any',
  },
  SecretProjection: { name: 'string', optional: 'boolean', items: '[KeyToPath]' },
  EmptyDirVolumeSource: { medium: '-string', sizeLimit: '-quantity' },
  PersistentVolumeClaimVolumeSource: { claimName: 'string', readOnly: '-boolean' },
  EphemeralVolumeSource: { volumeClaimTemplate: 'PersistentVolumeClaimTemplate' },
  PersistentVolumeClaimTemplate: { metadata: 'ObjectMeta', spec: 'PersistentVolumeClaimSpec' },
  AWSElasticBlockStoreVolumeSource: { volumeID: 'string', fsType: '-string', partition: '-integer', readOnly: '-boolean' },
  PersistentVolumeClaim: {
    apiVersion: 'string', kind: 'string', metadata: 'ObjectMeta', spec: 'PersistentVolumeClaimSpec', status: '-any: The engine works it out.',
  },
  PersistentVolumeClaimSpec: {
    accessModes: '[string]', resources: 'VolumeResourceRequirements', storageClassName: 'string', volumeName: 'string', volumeMode: 'string',
    selector: 'LabelSelector', dataSource: '-any', dataSourceRef: '-any', volumeAttributesClassName: '-string',
  },
  VolumeResourceRequirements: { requests: '{quantity}', limits: '-{quantity}' },
  PersistentVolumeSpec: {
    capacity: '{quantity}', accessModes: '[string]', persistentVolumeReclaimPolicy: 'string', storageClassName: 'string', volumeMode: 'string',
    claimRef: 'ObjectReference', nodeAffinity: 'VolumeNodeAffinity: Where the volume can be reached; its zone.',
    csi: '-any', hostPath: '-any', local: '-any', nfs: '-any', awsElasticBlockStore: '-any', mountOptions: '-[string]', volumeAttributesClassName: '-string',
    iscsi: '-any', cephfs: '-any', rbd: '-any', fc: '-any', gcePersistentDisk: '-any', azureDisk: '-any', azureFile: '-any', vsphereVolume: '-any',
    glusterfs: '-any', cinder: '-any', flexVolume: '-any', flocker: '-any', photonPersistentDisk: '-any', portworxVolume: '-any', quobyte: '-any',
    scaleIO: '-any', storageos: '-any',
  },
  VolumeNodeAffinity: { required: 'NodeSelector' },
  TopologySelectorTerm: { matchLabelExpressions: '[TopologySelectorLabelRequirement]' },
  TopologySelectorLabelRequirement: { key: 'string', values: '[string]' },
}
