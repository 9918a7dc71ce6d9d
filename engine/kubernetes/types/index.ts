/** Every kind the engine knows by type. */
import type { ConfigMap, Event, Namespace, PersistentVolume, PersistentVolumeClaim, Secret, Service } from './core.ts'
import type { ControllerRevision, DaemonSet, Deployment, Job, ReplicaSet, StatefulSet } from './apps.ts'
import type {
  CustomResourceDefinition, EndpointSlice, HorizontalPodAutoscaler, PodDisruptionBudget, PriorityClass, StorageClass,
} from './policy.ts'
import type { Lease, Node } from './node.ts'
import type { Pod } from './pod.ts'
import type { UnstructuredObject } from './meta.ts'

export type * from './meta.ts'
export type * from './pod.ts'
export type * from './node.ts'
export type * from './core.ts'
export type * from './apps.ts'
export type * from './policy.ts'

/** Kind to type, so that `store.get('Pod', ...)` is a Pod. */
export interface Kinds {
  ConfigMap: ConfigMap
  ControllerRevision: ControllerRevision
  CustomResourceDefinition: CustomResourceDefinition
  DaemonSet: DaemonSet
  Deployment: Deployment
  EndpointSlice: EndpointSlice
  Event: Event
  HorizontalPodAutoscaler: HorizontalPodAutoscaler
  Job: Job
  Lease: Lease
  Namespace: Namespace
  Node: Node
  PersistentVolume: PersistentVolume
  PersistentVolumeClaim: PersistentVolumeClaim
  Pod: Pod
  PodDisruptionBudget: PodDisruptionBudget
  PriorityClass: PriorityClass
  ReplicaSet: ReplicaSet
  Secret: Secret
  Service: Service
  StatefulSet: StatefulSet
  StorageClass: StorageClass
}

/** The type of a kind: its own when known, else a custom resource's. */
export type ObjectOf<K extends string> = K extends keyof Kinds ? Kinds[K] : UnstructuredObject
