/**
 * What an autoscaler scales, found as the scale client finds it. Models scaleForResourceMappings of
 * pkg/controller/podautoscaler/horizontal.go and the REST mapper's refusals.
 */
import { notFound } from '../../apiserver/errors.ts'
import { groupOf } from '../../apiserver/kinds.ts'
import type { Store } from '../../apiserver/store.ts'
import { matchesSelector } from '../../apimachinery/selectors.ts'
import type { Deployment, HorizontalPodAutoscaler, Pod, ReplicaSet, StatefulSet } from '../../types/index.ts'

export type ScaleTarget = Deployment | ReplicaSet | StatefulSet
/** Kinds with a scale subresource. */
const SCALABLE = ['Deployment', 'ReplicaSet', 'StatefulSet'] as const

/** @throws Error in upstream's words: no such kind in that group, no such object, or nothing to scale about it */
export function scaleTargetOf({ spec: { scaleTargetRef: { apiVersion = '', kind, name } }, metadata }: HorizontalPodAutoscaler, store: Store): ScaleTarget {
  const group = groupOf(apiVersion)
  const info = store.kinds().find(one => one.kind === kind && groupOf(one.apiVersion) === group)
  if (!info) throw new Error(`no matches for kind "${kind}" in group "${group}"`)
  const scalable = SCALABLE.find(one => one === kind)
  if (!scalable) throw new Error('the server could not find the requested resource')
  const target = store.get(scalable, metadata.namespace, name)
  if (!target) throw notFound(info, name)
  return target
}

/** The autoscalers, by `namespace/name`, that would count one of these pods. */
export function autoscalersOf(pods: readonly Pod[], namespace: string | undefined, store: Store): string[] {
  return store.list('HorizontalPodAutoscaler', { namespace }).filter((hpa) => {
    const kind = SCALABLE.find(one => one === hpa.spec.scaleTargetRef.kind)
    const target = kind && store.get(kind, namespace, hpa.spec.scaleTargetRef.name)
    return target && pods.some(pod => matchesSelector(target.spec.selector, pod.metadata.labels))
  }).map(({ metadata }) => `${metadata.namespace}/${metadata.name}`).sort()
}
