/**
 * What a DELETE does to an object.
 * Models apiserver/pkg/registry/rest/delete.go (BeforeDelete), registry/generic/registry/store.go
 * (deletionFinalizersForGarbageCollection) and pkg/registry/core/pod/strategy.go (CheckGracefulDelete).
 */
import { timestamp } from '../apimachinery/clock.ts'
import { conflict } from './errors.ts'
import type { KindInfo } from './kinds.ts'
import { isPodTerminal, isTerminating, withMetadata } from '../apimachinery/meta.ts'
import type { KubeObject, Pod } from '../types/index.ts'

export interface DeleteOptions {
  /** Seconds that a bound pod gets to end by itself; 0 removes it at once. Only pods have one. */
  gracePeriodSeconds?: number
  /** Background removes the owner first and its dependents after; Foreground the other way round. @default 'Background' */
  propagationPolicy?: 'Background' | 'Foreground' | 'Orphan'
  /** Only delete when the object has this uid. */
  preconditionUid?: string
}

const DEPENDENT_FINALIZERS = { Orphan: 'orphan', Foreground: 'foregroundDeletion', Background: undefined } as const

/** The seconds a pod gets: none when nothing runs of it. */
function gracePeriodOf(object: KubeObject, asked: number | undefined): number {
  if (object.kind !== 'Pod') return 0
  const pod = object as Pod
  if (!pod.spec.nodeName || isPodTerminal(pod)) return 0
  const period = asked ?? pod.metadata.deletionGracePeriodSeconds ?? pod.spec.terminationGracePeriodSeconds ?? 30
  return period < 0 ? 1 : period
}

/** @throws ApiError Conflict when another object of that name was meant */
export function checkPrecondition({ metadata: { uid, name } }: KubeObject, { preconditionUid }: DeleteOptions, info: KindInfo): void {
  if (!preconditionUid || preconditionUid === uid) return
  throw conflict(info, name, `Precondition failed: UID in precondition: ${preconditionUid}, UID in object meta: ${uid}`)
}

/** The object as it goes on while it is being deleted; undefined when it is gone at once; itself when nothing changes. */
export function deletionStep(object: KubeObject, options: DeleteOptions, now: number): KubeObject | undefined {
  const grace = gracePeriodOf(object, options.gracePeriodSeconds)
  const finalizers = finalizersFor(object, options)
  if (grace === 0 && finalizers.length === 0) return undefined
  const { metadata } = object
  if (isTerminating(object)) {
    const left = metadata.deletionGracePeriodSeconds ?? 0
    const shorter = grace < left
    if (!shorter && finalizers.length === (metadata.finalizers?.length ?? 0)) return object
    return withMetadata(object, { finalizers, ...(shorter && { deletionTimestamp: timestamp(now + grace * 1000), deletionGracePeriodSeconds: grace }) })
  }
  return withMetadata(object, {
    ...(finalizers.length > 0 && { finalizers }),
    deletionTimestamp: timestamp(now + grace * 1000),
    deletionGracePeriodSeconds: grace,
    generation: (metadata.generation ?? 0) + 1,
  })
}

function finalizersFor(object: KubeObject, { propagationPolicy = 'Background' }: DeleteOptions): string[] {
  const wanted = DEPENDENT_FINALIZERS[propagationPolicy]
  const others = (object.metadata.finalizers ?? []).filter(one => one !== 'orphan' && one !== 'foregroundDeletion')
  return wanted ? [...others, wanted] : others
}
