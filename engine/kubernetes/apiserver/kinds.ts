/** What the API server knows about each kind: its group, names and scope. Custom kinds join at run time. */
import type { CustomResourceDefinition, Kinds } from '../types/index.ts'

export interface KindInfo {
  kind: string
  /** `v1`, `apps/v1`. */
  apiVersion: string
  plural: string
  singular: string
  shortNames: readonly string[]
  namespaced: boolean
  /** Older versions that a manifest may still be in. */
  legacy: readonly string[]
  /** Whether an object may stand without a spec. */
  specless: boolean
  /** Whether a new object's status is as the client says; else it is dropped. */
  keepsStatus: boolean
  /** Whether a change beside metadata raises `metadata.generation`. */
  hasGeneration: boolean
}

interface Facts extends Partial<Omit<KindInfo, 'kind' | 'apiVersion' | 'plural' | 'singular' | 'shortNames' | 'namespaced'>> {
  shortNames?: string[]
  cluster?: boolean
}

const BETA_APPS = ['apps/v1beta2', 'apps/v1beta1', 'extensions/v1beta1']

/**
 * A row a kind: where one begins to add a kind. The compiler then asks for its type (types/index.ts), its fields
 * (manifest/schema/kinds.ts) and its columns (kubectl/print/tables.ts); its rules stand with the controller that works on
 * it, or in corerules.ts where every cluster needs them.
 */
const KINDS: Readonly<Record<keyof Kinds, readonly [apiVersion: string, plural: string, facts?: Facts]>> = {
  Namespace: ['v1', 'namespaces', { shortNames: ['ns'], cluster: true, specless: true, keepsStatus: true }],
  Node: ['v1', 'nodes', { shortNames: ['no'], cluster: true, specless: true, keepsStatus: true }],
  Pod: ['v1', 'pods', { shortNames: ['po'] }],
  Service: ['v1', 'services', { shortNames: ['svc'] }],
  ConfigMap: ['v1', 'configmaps', { shortNames: ['cm'], specless: true }],
  Secret: ['v1', 'secrets', { specless: true }],
  PersistentVolume: ['v1', 'persistentvolumes', { shortNames: ['pv'], cluster: true, keepsStatus: true }],
  PersistentVolumeClaim: ['v1', 'persistentvolumeclaims', { shortNames: ['pvc'] }],
  Event: ['v1', 'events', { shortNames: ['ev'], specless: true }],
  Deployment: ['apps/v1', 'deployments', { shortNames: ['deploy'], legacy: BETA_APPS }],
  ReplicaSet: ['apps/v1', 'replicasets', { shortNames: ['rs'], legacy: BETA_APPS }],
  StatefulSet: ['apps/v1', 'statefulsets', { shortNames: ['sts'], legacy: BETA_APPS }],
  DaemonSet: ['apps/v1', 'daemonsets', { shortNames: ['ds'], legacy: BETA_APPS }],
  ControllerRevision: ['apps/v1', 'controllerrevisions', { specless: true }],
  Job: ['batch/v1', 'jobs'],
  HorizontalPodAutoscaler: ['autoscaling/v2', 'horizontalpodautoscalers', { shortNames: ['hpa'], legacy: ['autoscaling/v2beta2', 'autoscaling/v2beta1', 'autoscaling/v1'] }],
  PodDisruptionBudget: ['policy/v1', 'poddisruptionbudgets', { shortNames: ['pdb'], legacy: ['policy/v1beta1'] }],
  PriorityClass: ['scheduling.k8s.io/v1', 'priorityclasses', {
    shortNames: ['pc'], cluster: true, specless: true, legacy: ['scheduling.k8s.io/v1beta1', 'scheduling.k8s.io/v1alpha1'],
  }],
  StorageClass: ['storage.k8s.io/v1', 'storageclasses', { shortNames: ['sc'], cluster: true, specless: true, legacy: ['storage.k8s.io/v1beta1'] }],
  EndpointSlice: ['discovery.k8s.io/v1', 'endpointslices', { specless: true, legacy: ['discovery.k8s.io/v1beta1'] }],
  Lease: ['coordination.k8s.io/v1', 'leases', { hasGeneration: false }],
  CustomResourceDefinition: ['apiextensions.k8s.io/v1', 'customresourcedefinitions', { shortNames: ['crd', 'crds'], cluster: true }],
}

/** The kinds that are there without any CustomResourceDefinition. */
export const BUILT_IN_KINDS: readonly KindInfo[] = Object.entries(KINDS).map(([kind, [apiVersion, plural, { cluster = false, ...facts } = {}]]) => ({
  kind, apiVersion, plural, singular: kind.toLowerCase(), namespaced: !cluster,
  shortNames: [], legacy: [], specless: false, keepsStatus: false, hasGeneration: true, ...facts,
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
  return {
    kind, apiVersion: `${spec.group}/${version?.name ?? 'v1'}`, plural, singular, shortNames, namespaced: spec.scope === 'Namespaced',
    legacy: [], specless: true, keepsStatus: true, hasGeneration: true,
  }
}
