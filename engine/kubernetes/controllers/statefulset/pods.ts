/** A StatefulSet's pods and claims by ordinal. Models pkg/controller/statefulset/stateful_set_utils.go. */
import { isPodReady, isTerminating, withMetadata } from '../../apimachinery/meta.ts'
import type { PersistentVolumeClaim, Pod, PodTemplateSpec, StatefulSet } from '../../types/index.ts'
import { isPodAvailable } from '../pods.ts'
import { REVISION_HASH_LABEL } from '../revisions.ts'
import { podFromTemplate } from '../template.ts'

export const podName = ({ metadata }: StatefulSet, ordinal: number): string => `${metadata.name}-${ordinal}`

/** The ordinal in a pod's name; -1 when it is not this set's. */
export function ordinalOf(set: StatefulSet, pod: Pod): number {
  const prefix = `${set.metadata.name}-`
  const rest = pod.metadata.name.slice(prefix.length)
  return pod.metadata.name.startsWith(prefix) && /^\d+$/.test(rest) ? Number(rest) : -1
}

/** The first ordinal that the set wants; a partition counts from here. */
export const startOrdinal = ({ spec }: StatefulSet): number => spec.ordinals?.start ?? 0

/** Whether an ordinal is one of those that the set wants. */
export function isInRange(set: StatefulSet, ordinal: number): boolean {
  return ordinal >= startOrdinal(set) && ordinal < startOrdinal(set) + (set.spec.replicas ?? 1)
}

/** The name of the ControllerRevision that a pod was made from. (A DaemonSet's pods carry its hash alone.) */
export const podRevision = (pod: Pod): string => pod.metadata.labels?.[REVISION_HASH_LABEL] ?? ''

const claimName = (template: string, pod: string) => `${template}-${pod}`

/** The claims that belong to an ordinal. They outlive the pod and even the set. */
export function claimsFor(set: StatefulSet, ordinal: number): PersistentVolumeClaim[] {
  return (set.spec.volumeClaimTemplates ?? []).map(template => withMetadata({
    ...template, apiVersion: 'v1', kind: 'PersistentVolumeClaim',
  } as PersistentVolumeClaim, {
    name: claimName(template.metadata.name, podName(set, ordinal)),
    namespace: set.metadata.namespace,
    labels: { ...template.metadata.labels, ...set.spec.selector.matchLabels },
  }))
}

/** The pod of an ordinal, of the template that a revision of this name keeps. */
export function podFor(set: StatefulSet, ordinal: number, template: PodTemplateSpec, revision: string): Pod {
  const name = podName(set, ordinal)
  const pod = podFromTemplate(template, set, { name })
  const claimed = (set.spec.volumeClaimTemplates ?? []).map(({ metadata }) => ({ name: metadata.name, persistentVolumeClaim: { claimName: claimName(metadata.name, name) } }))
  const volumes = [...claimed, ...(pod.spec.volumes ?? []).filter(volume => !claimed.some(one => one.name === volume.name))]
  const labels = {
    ...pod.metadata.labels, 'statefulset.kubernetes.io/pod-name': name, 'apps.kubernetes.io/pod-index': String(ordinal), [REVISION_HASH_LABEL]: revision,
  }
  return withMetadata({
    ...pod,
    spec: { ...pod.spec, hostname: name, ...(set.spec.serviceName && { subdomain: set.spec.serviceName }), ...(volumes.length > 0 && { volumes }) },
  }, { labels })
}

/** Running, ready, available for long enough and not on its way out. */
export function isHealthy(pod: Pod, set: StatefulSet, now: number): boolean {
  return pod.status?.phase === 'Running' && isPodReady(pod) && !isTerminating(pod) && isPodAvailable(pod, set.spec.minReadySeconds ?? 0, now)
}
