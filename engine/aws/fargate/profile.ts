/**
 * Fargate profiles: which pods get a machine of their own.
 * Models "Define which Pods use AWS Fargate when launched" of the EKS user guide (fargate-profile): selectors, wildcards, and which
 * profile of several. Leaves out pod execution roles and statuses of profiles.
 */
import type { Pod } from '../../kubernetes/types/index.ts'

/** On a pod: the profile that it is to use, or uses. */
export const FARGATE_PROFILE_LABEL = 'eks.amazonaws.com/fargate-profile'
/** On a Fargate node, as a label and a taint. */
export const COMPUTE_TYPE_LABEL = 'eks.amazonaws.com/compute-type'

export interface FargateSelector {
  /** With `*` for any characters and `?` for one. */
  namespace: string
  /** All of these must be on the pod; keys and values with wildcards, too. */
  labels?: Readonly<Record<string, string>>
}

export interface FargateProfile {
  name: string
  /** One of them must select a pod. */
  selectors: readonly FargateSelector[]
  /** The zones of its private subnets. */
  zones: readonly string[]
}

/** Quotas of the EKS user guide: profiles a cluster, selectors a profile, labels a selector. */
export const fargateQuotas = { profiles: 10, selectors: 5, labels: 5 } as const

/** What is wrong with a profile beside those there are, in a sentence; undefined when nothing is. */
export function profileProblem({ name, selectors, zones }: FargateProfile, others: readonly FargateProfile[]): string | undefined {
  if (!/^[0-9A-Za-z][\w-]{0,62}$/.test(name)) return `"${name}" is no name of a Fargate profile`
  if (others.some(one => one.name === name)) return `A Fargate Profile already exists with this name in this cluster: ${name}`
  if (others.length >= fargateQuotas.profiles) return `Fargate profile limit of ${fargateQuotas.profiles} exceeded`
  if (selectors.length === 0 || selectors.length > fargateQuotas.selectors) return `a profile has 1 to ${fargateQuotas.selectors} selectors`
  if (selectors.some(({ namespace }) => !namespace)) return 'every selector needs a namespace'
  if (selectors.some(({ labels = {} }) => Object.keys(labels).length > fargateQuotas.labels)) return `a selector has at most ${fargateQuotas.labels} labels`
  return zones.length === 0 ? 'a profile needs a private subnet' : undefined
}

/** Whether a text is what a pattern with `*` and `?` stands for. */
export function matchesWildcard(pattern: string, text: string): boolean {
  const parts = pattern.replace(/[\\^$.+()[\]{}|]/g, '\\$&').replaceAll('*', '.*').replaceAll('?', '.')
  return new RegExp(`^${parts}$`, 's').test(text)
}

export function selectsPod({ namespace, labels = {} }: FargateSelector, { metadata }: Pod): boolean {
  const own = Object.entries(metadata.labels ?? {})
  return matchesWildcard(namespace, metadata.namespace ?? 'default')
    && Object.entries(labels).every(([key, value]) => own.some(([ownKey, ownValue]) => matchesWildcard(key, ownKey) && matchesWildcard(value, ownValue)))
}

/** The profile that a pod uses: the one that its label names, if that selects it; else of those that do, the first by name. */
export function profileFor(pod: Pod, profiles: readonly FargateProfile[]): FargateProfile | undefined {
  const named = pod.metadata.labels?.[FARGATE_PROFILE_LABEL]
  return profiles.filter(({ name, selectors }) => (named === undefined || name === named) && selectors.some(selector => selectsPod(selector, pod)))
    .sort((a, b) => (a.name < b.name ? -1 : 1))[0]
}
