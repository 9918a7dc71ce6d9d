/** Which defaults belong to which kind. */
import { isRecord } from '../patch.ts'
import type { KubeObject, Kinds } from '../types/index.ts'
import {
  defaultCustomResourceDefinition, defaultNamespace, defaultNode, defaultPersistentVolume, defaultPersistentVolumeClaim,
  defaultSecret, defaultService, defaultStorageClass,
} from './core.ts'
import { defaultPod } from './pod.ts'
import { defaultHorizontalPodAutoscaler } from './policy.ts'
import { defaultDaemonSet, defaultDeployment, defaultJob, defaultReplicaSet, defaultStatefulSet } from './workloads.ts'

const DEFAULTS: { [K in keyof Kinds]?: (object: Kinds[K]) => void } = {
  CustomResourceDefinition: defaultCustomResourceDefinition,
  DaemonSet: defaultDaemonSet,
  Deployment: defaultDeployment,
  HorizontalPodAutoscaler: defaultHorizontalPodAutoscaler,
  Job: defaultJob,
  PersistentVolume: defaultPersistentVolume,
  PersistentVolumeClaim: defaultPersistentVolumeClaim,
  Pod: defaultPod,
  ReplicaSet: defaultReplicaSet,
  Service: defaultService,
  StatefulSet: defaultStatefulSet,
}

/** These stand without a spec. */
const SPECLESS_DEFAULTS: { [K in keyof Kinds]?: (object: Kinds[K]) => void } = {
  Namespace: defaultNamespace,
  Node: defaultNode,
  Secret: defaultSecret,
  StorageClass: defaultStorageClass,
}

/** Fills in an object's defaults in place, as the API server does on create and update. Custom resources have none. */
export function applyDefaults(object: KubeObject): void {
  const specless = SPECLESS_DEFAULTS[object.kind as keyof Kinds] as ((object: KubeObject) => void) | undefined
  specless?.(object)
  const withSpec = DEFAULTS[object.kind as keyof Kinds] as ((object: KubeObject) => void) | undefined
  if (isRecord((object as { spec?: unknown }).spec)) withSpec?.(object)
}
