/** What the API server knows about each kind: its group, names and scope. Custom kinds join at run time. */
import type { CustomResourceDefinition } from '../types/index.ts'

export interface KindInfo {
  kind: string
  /** `v1`, `apps/v1`. */
  apiVersion: string
  plural: string
  singular: string
  shortNames: readonly string[]
  namespaced: boolean
}

const TABLE: [kind: string, apiVersion: string, plural: string, shortNames: string, scope?: 'cluster'][] = [
  ['Namespace', 'v1', 'namespaces', 'ns', 'cluster'],
  ['Node', 'v1', 'nodes', 'no', 'cluster'],
  ['Pod', 'v1', 'pods', 'po'],
  ['Service', 'v1', 'services', 'svc'],
  ['ConfigMap', 'v1', 'configmaps', 'cm'],
  ['Secret', 'v1', 'secrets', ''],
  ['PersistentVolume', 'v1', 'persistentvolumes', 'pv', 'cluster'],
  ['PersistentVolumeClaim', 'v1', 'persistentvolumeclaims', 'pvc'],
  ['Event', 'v1', 'events', 'ev'],
  ['Deployment', 'apps/v1', 'deployments', 'deploy'],
  ['ReplicaSet', 'apps/v1', 'replicasets', 'rs'],
  ['StatefulSet', 'apps/v1', 'statefulsets', 'sts'],
  ['DaemonSet', 'apps/v1', 'daemonsets', 'ds'],
  ['ControllerRevision', 'apps/v1', 'controllerrevisions', ''],
  ['Job', 'batch/v1', 'jobs', ''],
  ['HorizontalPodAutoscaler', 'autoscaling/v2', 'horizontalpodautoscalers', 'hpa'],
  ['PodDisruptionBudget', 'policy/v1', 'poddisruptionbudgets', 'pdb'],
  ['PriorityClass', 'scheduling.k8s.io/v1', 'priorityclasses', 'pc', 'cluster'],
  ['StorageClass', 'storage.k8s.io/v1', 'storageclasses', 'sc', 'cluster'],
  ['EndpointSlice', 'discovery.k8s.io/v1', 'endpointslices', ''],
  ['Lease', 'coordination.k8s.io/v1', 'leases', ''],
  ['CustomResourceDefinition', 'apiextensions.k8s.io/v1', 'customresourcedefinitions', 'crd,crds', 'cluster'],
]

/** The kinds that are there without any CustomResourceDefinition. */
export const BUILT_IN_KINDS: readonly KindInfo[] = TABLE.map(([kind, apiVersion, plural, shortNames, scope]) => ({
  kind,
  apiVersion,
  plural,
  singular: kind.toLowerCase(),
  shortNames: shortNames === '' ? [] : shortNames.split(','),
  namespaced: scope !== 'cluster',
}))

export const BUILT_IN_BY_KIND: ReadonlyMap<string, KindInfo> = new Map(BUILT_IN_KINDS.map(info => [info.kind, info]))

/** The group of an apiVersion; core's is empty. */
export function groupOf(apiVersion: string): string {
  return apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : ''
}

/** `deployments.apps`, `pods`: how errors name a resource. */
export function resourceName({ plural, apiVersion }: KindInfo): string {
  const group = groupOf(apiVersion)
  return group ? `${plural}.${group}` : plural
}

/** `Deployment.apps`, `Pod`: how validation errors name a kind. */
export function qualifiedKind({ kind, apiVersion }: KindInfo): string {
  const group = groupOf(apiVersion)
  return group ? `${kind}.${group}` : kind
}

/** The kind that a CustomResourceDefinition adds, in its storage version. */
export function customKind({ spec }: CustomResourceDefinition): KindInfo {
  const { kind, plural, singular = kind.toLowerCase(), shortNames = [] } = spec.names
  const version = spec.versions.find(one => one.storage) ?? spec.versions[0]
  return { kind, apiVersion: `${spec.group}/${version?.name ?? 'v1'}`, plural, singular, shortNames, namespaced: spec.scope === 'Namespaced' }
}
