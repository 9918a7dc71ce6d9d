/** Defaults of the other core kinds. Models pkg/apis/core/v1/defaults.go and pkg/apis/storage/v1/defaults.go. */
import { canonicalize } from './pod.ts'
import type {
  CustomResourceDefinition, Namespace, Node, PersistentVolume, PersistentVolumeClaim, Secret, Service, StorageClass,
} from '../../types/index.ts'

export function defaultNamespace(namespace: Namespace): void {
  namespace.metadata.labels = { ...namespace.metadata.labels, 'kubernetes.io/metadata.name': namespace.metadata.name }
  namespace.spec ??= {}
  namespace.spec.finalizers ??= ['kubernetes']
  namespace.metadata.finalizers ??= ['kubernetes']
  namespace.status ??= { phase: 'Active' }
}

export function defaultNode(node: Node): void {
  node.spec ??= {}
  canonicalize(node.status?.capacity)
  canonicalize(node.status?.allocatable)
  if (node.status?.capacity) node.status.allocatable ??= node.status.capacity
}

export function defaultService({ spec }: Service): void {
  spec.type ??= 'ClusterIP'
  spec.sessionAffinity ??= 'None'
  if (spec.type !== 'ExternalName') spec.internalTrafficPolicy ??= 'Cluster'
  if (spec.type === 'NodePort' || spec.type === 'LoadBalancer') spec.externalTrafficPolicy ??= 'Cluster'
  for (const port of Array.isArray(spec.ports) ? spec.ports : []) {
    port.protocol ??= 'TCP'
    port.targetPort ??= port.port
  }
}

/** `stringData` is written in clear and kept as base64 `data`. */
export function defaultSecret(secret: Secret): void {
  secret.type ??= 'Opaque'
  if (!secret.stringData) return
  const encoded = Object.entries(secret.stringData).map(([key, text]) => [key, toBase64(String(text))])
  secret.data = { ...secret.data, ...Object.fromEntries(encoded) as Record<string, string> }
  delete secret.stringData
}

function toBase64(text: string): string {
  return btoa(Array.from(new TextEncoder().encode(text), byte => String.fromCharCode(byte)).join(''))
}

export function defaultPersistentVolume(volume: PersistentVolume): void {
  volume.spec.persistentVolumeReclaimPolicy ??= 'Retain'
  volume.spec.volumeMode ??= 'Filesystem'
  canonicalize(volume.spec.capacity)
  volume.status ??= { phase: 'Pending' }
}

export function defaultPersistentVolumeClaim(claim: PersistentVolumeClaim): void {
  claim.spec.volumeMode ??= 'Filesystem'
  canonicalize(claim.spec.resources?.requests)
  claim.status ??= { phase: 'Pending' }
}

export function defaultStorageClass(storageClass: StorageClass): void {
  storageClass.reclaimPolicy ??= 'Delete'
  storageClass.volumeBindingMode ??= 'Immediate'
}

export function defaultCustomResourceDefinition({ spec }: CustomResourceDefinition): void {
  if (typeof spec.names?.kind !== 'string') return
  spec.names.singular ??= spec.names.kind.toLowerCase()
  spec.names.listKind ??= `${spec.names.kind}List`
}
