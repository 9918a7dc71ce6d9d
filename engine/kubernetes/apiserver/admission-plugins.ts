/**
 * Admission plugins that change or refuse a new object. Models plugin/pkg/admission: NamespaceLifecycle, Priority,
 * DefaultTolerationSeconds, ServiceAccount (its name only), TaintNodesByCondition, DefaultStorageClass,
 * StorageObjectInUseProtection. Leaves out quotas, limit ranges, pod security and webhooks.
 */
import { forbidden, notFound } from './errors.ts'
import type { KindInfo } from './kinds.ts'
import { findCondition, isTerminating } from '../apimachinery/meta.ts'
import type { AdmissionReader } from './kindrules.ts'
import type { ObjectReader } from './objectreader.ts'
import type { KubeObject, Node, PersistentVolumeClaim, Pod, StorageClass, Toleration } from '../types/index.ts'
import { NOT_READY_TAINT, SYSTEM_NAMESPACES, UNREACHABLE_TAINT } from '../types/wellknown.ts'

export const DEFAULT_CLASS_ANNOTATION = 'storageclass.kubernetes.io/is-default-class'

const SYSTEM_PRIORITIES: Record<string, number> = { 'system-cluster-critical': 2_000_000_000, 'system-node-critical': 2_000_001_000 }

/** Changes a new object in place as the admission plugins do. @throws ApiError NotFound or Forbidden */
export function mutateOnCreate(draft: KubeObject, info: KindInfo, store: AdmissionReader): void {
  checkNamespace(draft, info, store)
  if (draft.kind === 'Pod') mutatePod(draft as Pod, info, store)
  if (draft.kind === 'Node') taintUnreadyNode(draft as Node)
  if (draft.kind === 'PersistentVolumeClaim') mutateClaim(draft as PersistentVolumeClaim, store)
}

function checkNamespace({ metadata }: KubeObject, info: KindInfo, store: AdmissionReader): void {
  const { namespace, name } = metadata
  if (!namespace) return
  const stored = store.get('Namespace', '', namespace)
  if (stored && isTerminating(stored)) {
    throw forbidden(info, name, `unable to create new content in namespace ${namespace} because it is being terminated`)
  }
  if (!stored && !SYSTEM_NAMESPACES.includes(namespace)) throw notFound(store.kindInfo('Namespace'), namespace)
}

function mutatePod(pod: Pod, info: KindInfo, store: AdmissionReader): void {
  if (typeof pod.spec !== 'object' || pod.spec === null) return
  pod.spec.serviceAccountName ??= 'default'
  setPriority(pod, info, store)
  const seconds = store.defaultTolerationSeconds
  const tolerations = Array.isArray(pod.spec.tolerations) ? pod.spec.tolerations : []
  pod.spec.tolerations = [...tolerations, ...missingTolerations(tolerations, seconds)]
}

function missingTolerations(tolerations: readonly Toleration[], tolerationSeconds: number): Toleration[] {
  return [NOT_READY_TAINT, UNREACHABLE_TAINT]
    .filter(taint => !tolerations.some(({ key, effect }) => (key === taint || !key) && (effect === 'NoExecute' || !effect)))
    .map(key => ({ key, operator: 'Exists', effect: 'NoExecute', tolerationSeconds }))
}

function setPriority(pod: Pod, info: KindInfo, store: AdmissionReader): void {
  const { priorityClassName } = pod.spec
  if (priorityClassName && priorityClassName in SYSTEM_PRIORITIES) {
    pod.spec.priority = SYSTEM_PRIORITIES[priorityClassName]
    pod.spec.preemptionPolicy ??= 'PreemptLowerPriority'
    return
  }
  const byDefault = () => store.list('PriorityClass').find(one => one.globalDefault)
  const priorityClass = priorityClassName ? store.get('PriorityClass', '', priorityClassName) : byDefault()
  if (priorityClassName && !priorityClass) throw forbidden(info, pod.metadata.name, `no PriorityClass with name ${priorityClassName} was found`)
  const priority = priorityClass?.value ?? 0
  if (priorityClass || priorityClassName) {
    if (pod.spec.priority !== undefined && pod.spec.priority !== priority) {
      throw forbidden(info, pod.metadata.name, `the integer value of priority (${pod.spec.priority}) must not be provided in pod spec; priority admission controller computed ${priority} from the given PriorityClass name`)
    }
    pod.spec.priorityClassName = priorityClass?.metadata.name
  }
  pod.spec.priority ??= priority
  pod.spec.preemptionPolicy ??= priorityClass?.preemptionPolicy ?? 'PreemptLowerPriority'
}

/** A node takes pods only once its kubelet has said Ready. */
function taintUnreadyNode(node: Node): void {
  if (findCondition(node.status?.conditions, 'Ready')?.status === 'True') return
  const taints = node.spec.taints ?? []
  if (taints.some(({ key, effect }) => key === NOT_READY_TAINT && effect === 'NoSchedule')) return
  node.spec = { ...node.spec, taints: [...taints, { key: NOT_READY_TAINT, effect: 'NoSchedule' }] }
}

function mutateClaim(claim: PersistentVolumeClaim, store: AdmissionReader): void {
  const finalizers = claim.metadata.finalizers ?? []
  claim.metadata.finalizers = [...new Set([...finalizers, 'kubernetes.io/pvc-protection'])]
  if (typeof claim.spec !== 'object' || claim.spec === null || claim.spec.storageClassName !== undefined) return
  const storageClass = defaultClass(store)
  if (storageClass) claim.spec.storageClassName = storageClass.metadata.name
}

const DEFAULT_CLASS_ANNOTATIONS = [DEFAULT_CLASS_ANNOTATION, 'storageclass.beta.kubernetes.io/is-default-class']

/** The class of claims that name none: of several the newest, of those of one second the first by name (GetDefaultClass). */
export function defaultClass(reader: ObjectReader): StorageClass | undefined {
  const age = ({ metadata }: StorageClass) => metadata.creationTimestamp ?? ''
  const classes = reader.list('StorageClass').filter(({ metadata }) => DEFAULT_CLASS_ANNOTATIONS.some(name => metadata.annotations?.[name] === 'true'))
  return classes.sort((a, b) => (age(a) === age(b) ? (a.metadata.name < b.metadata.name ? -1 : 1) : age(a) < age(b) ? 1 : -1))[0]
}
