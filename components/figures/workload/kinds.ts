/** Kinds that a reader may bring, by what acts on them. */
import type { KubeObject } from '../../../engine/kubernetes/types/index.ts'
import { SYSTEM_NAMESPACES } from '../../../engine/kubernetes/types/wellknown.ts'

/** What runs pods, each by a controller of its own, or by the kubelet alone. */
export const WORKLOADS: readonly string[] = ['Deployment', 'ReplicaSet', 'StatefulSet', 'DaemonSet', 'Job', 'Pod']
/** What pods may name, and what every cluster takes. */
export const GROUND: readonly string[] = ['Namespace', 'ConfigMap', 'Secret', 'PriorityClass']
export const STORAGE: readonly string[] = ['StorageClass', 'PersistentVolume', 'PersistentVolumeClaim']

export const isWorkload = ({ kind }: KubeObject): boolean => WORKLOADS.includes(kind)

/** Kinds among a reader's objects on which nobody here acts, each once. @param runs kinds on which somebody does */
export function idleKinds(objects: readonly KubeObject[], runs: readonly string[]): string[] {
  return [...new Set(objects.map(({ kind }) => kind))].filter(kind => !runs.includes(kind))
}

/** The namespaces that a reader's objects are in, and bring nothing of: the cluster that they come from has them. */
export function namespacesOf(own: readonly KubeObject[]): KubeObject[] {
  const brought = own.filter(({ kind }) => kind === 'Namespace').map(({ metadata }) => metadata.name)
  const named = new Set(own.flatMap(({ metadata: { namespace } }) => namespace ?? []))
  return [...named].filter(name => !brought.includes(name) && !SYSTEM_NAMESPACES.includes(name)).map(name => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } }))
}
