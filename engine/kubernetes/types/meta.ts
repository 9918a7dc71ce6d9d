/** Metadata that every Kubernetes object carries (apimachinery/pkg/apis/meta/v1). Times are RFC 3339 strings. */

export type Labels = Record<string, string>

export interface OwnerReference {
  apiVersion: string
  kind: string
  name: string
  uid: string
  controller?: boolean
  blockOwnerDeletion?: boolean
}

export interface ObjectMeta {
  name: string
  generateName?: string
  namespace?: string
  uid?: string
  resourceVersion?: string
  generation?: number
  creationTimestamp?: string
  deletionTimestamp?: string
  deletionGracePeriodSeconds?: number
  labels?: Labels
  annotations?: Record<string, string>
  ownerReferences?: OwnerReference[]
  finalizers?: string[]
}

/** Any object of the API, known kind or custom resource. Stored objects are never mutated: write a changed copy. */
export interface KubeObject {
  apiVersion: string
  kind: string
  metadata: ObjectMeta
}

/** An object whose fields the code does not know by type: a custom resource, or a manifest's document. */
export interface UnstructuredObject extends KubeObject {
  spec?: Record<string, unknown>
  status?: Record<string, unknown>
}

export interface LabelSelectorRequirement {
  key: string
  operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist'
  values?: string[]
}

/** `{}` selects everything; an absent selector selects nothing. */
export interface LabelSelector {
  matchLabels?: Labels
  matchExpressions?: LabelSelectorRequirement[]
}

export interface Condition {
  type: string
  status: 'True' | 'False' | 'Unknown'
  reason?: string
  message?: string
  lastTransitionTime?: string
  lastUpdateTime?: string
  lastHeartbeatTime?: string
  observedGeneration?: number
}

/** Resource name to quantity. Manifests also write plain numbers. */
export type ResourceList = Record<string, string | number>

/** A number, or a percentage such as `"25%"`. */
export type IntOrString = number | string

export interface ObjectReference {
  apiVersion?: string
  kind?: string
  namespace?: string
  name?: string
  uid?: string
  fieldPath?: string
}
