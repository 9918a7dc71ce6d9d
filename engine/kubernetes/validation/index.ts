/** Which checks belong to which kind. */
import type { FieldError } from '../errors.ts'
import { invalid, required } from '../errors.ts'
import type { KindInfo } from '../kinds.ts'
import { isRecord } from '../patch.ts'
import type { Store } from '../store.ts'
import type { CustomResourceDefinition, KubeObject, Kinds } from '../types/index.ts'
import { checkNode, checkPersistentVolume, checkPersistentVolumeClaim, checkPriorityClass, checkService, checkStorageClass } from './core.ts'
import { checkCustomResource, checkCustomResourceDefinition } from './custom.ts'
import { checkMetadata } from './names.ts'
import { checkPod } from './pod.ts'
import { checkHorizontalPodAutoscaler, checkPodDisruptionBudget } from './policy.ts'
import { checkDaemonSet, checkDeployment, checkJob, checkReplicaSet, checkStatefulSet } from './workloads.ts'

type Check<T> = (object: T, old: T | undefined) => FieldError[]

const CHECKS: { [K in keyof Kinds]?: Check<Kinds[K]> } = {
  CustomResourceDefinition: checkCustomResourceDefinition,
  DaemonSet: checkDaemonSet,
  Deployment: checkDeployment,
  HorizontalPodAutoscaler: checkHorizontalPodAutoscaler,
  Job: checkJob,
  Node: checkNode,
  PersistentVolume: checkPersistentVolume,
  PersistentVolumeClaim: checkPersistentVolumeClaim,
  Pod: checkPod,
  PodDisruptionBudget: checkPodDisruptionBudget,
  PriorityClass: checkPriorityClass,
  ReplicaSet: checkReplicaSet,
  Service: checkService,
  StatefulSet: checkStatefulSet,
  StorageClass: checkStorageClass,
}

const SPECLESS = new Set(['Node', 'PriorityClass', 'StorageClass'])

/** Everything wrong with an object, defaults already applied; `old` is what it replaces. */
export function validate(object: KubeObject, old: KubeObject | undefined, info: KindInfo, store: Store): FieldError[] {
  const errors = checkMetadata(object)
  if (!store.isBuiltIn(info.kind)) {
    const definition = store.list('CustomResourceDefinition').find(({ spec }) => spec.names.kind === info.kind)
    return definition ? [...errors, ...checkCustomResource(object, definition)] : errors
  }
  const check = CHECKS[info.kind as keyof Kinds] as Check<KubeObject> | undefined
  if (!check) return errors
  if (!SPECLESS.has(info.kind) && !isRecord((object as { spec?: unknown }).spec)) return [...errors, required('spec')]
  if (!old && info.kind === 'CustomResourceDefinition') errors.push(...checkKindIsFree(object as CustomResourceDefinition, store))
  return [...errors, ...check(object, old)]
}

/** The engine tells kinds apart by name alone: a second kind of one name is refused, which upstream would take. */
function checkKindIsFree({ spec }: CustomResourceDefinition, store: Store): FieldError[] {
  const kind = spec.names?.kind
  return store.kinds().some(one => one.kind === kind) ? [invalid('spec.names.kind', kind, 'this engine already has a kind of that name')] : []
}
