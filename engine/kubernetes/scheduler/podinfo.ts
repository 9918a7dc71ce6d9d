/**
 * A pod as the scheduler reads it: everything worked out once. Models PodInfo of pkg/scheduler/framework/types.go.
 */
import { NON_ZERO_DEFAULTS, isSidecar, podRequests } from '../apimachinery/resources.ts'
import type { Labels, Pod, Toleration } from '../types/index.ts'
import { parseAffinityTerms, parseWeightedTerms } from './affinityterm.ts'
import type { AffinityTerm, WeightedAffinityTerm } from './affinityterm.ts'
import { namespacedName, namespaceOf } from './keys.ts'
import { Resource } from './frameworkresource.ts'

export interface HostPort {
  ip: string
  protocol: string
  port: number
}

export interface PodInfo {
  readonly pod: Pod
  /** `namespace/name`. */
  readonly key: string
  readonly namespace: string
  readonly labels: Labels
  readonly priority: number
  readonly terminating: boolean
  readonly tolerations: readonly Toleration[]
  /** What filtering counts. */
  readonly requests: Resource
  /** What LeastAllocated and its kin count: with 100m and 200 MB for containers that ask for nothing. */
  readonly nonZeroRequests: Resource
  readonly hostPorts: readonly HostPort[]
  readonly requiredAffinity: readonly AffinityTerm[]
  readonly requiredAntiAffinity: readonly AffinityTerm[]
  readonly preferredAffinity: readonly WeightedAffinityTerm[]
  readonly preferredAntiAffinity: readonly WeightedAffinityTerm[]
  readonly hasAffinity: boolean
  /** Why the pod's affinity cannot be read, in upstream's words. */
  readonly parseError: string | undefined
}

const NONE: readonly never[] = []
const NO_LABELS: Labels = {}
const known = new WeakMap<Pod, PodInfo>()

/**
 * The scheduler's view of a pod. Objects are never mutated, so it is worked out once an object.
 * @param before the view of the same pod before a change, or of another of its template: what they share need not be worked out again
 */
export function podInfoOf(pod: Pod, before?: PodInfo): PodInfo {
  let info = known.get(pod)
  if (!info) {
    info = before && isAlike(before.pod, pod) ? { ...before, pod, key: namespacedName(pod) } : build(pod)
    known.set(pod, info)
  }
  return info
}

function isAlike({ spec, metadata }: Pod, after: Pod): boolean {
  return spec === after.spec && metadata.labels === after.metadata.labels && metadata.namespace === after.metadata.namespace
    && metadata.deletionTimestamp === after.metadata.deletionTimestamp
}

function build(pod: Pod): PodInfo {
  const { podAffinity, podAntiAffinity } = pod.spec.affinity ?? {}
  const errors: string[] = []
  const attempt = <T>(what: string, read: () => readonly T[]): readonly T[] => {
    try {
      return read()
    } catch (error) {
      errors.push(`${what}: ${error instanceof Error ? error.message : String(error)}`)
      return NONE
    }
  }
  const hasAffinity = podAffinity !== undefined || podAntiAffinity !== undefined
  return {
    pod,
    key: namespacedName(pod),
    namespace: namespaceOf(pod),
    labels: pod.metadata.labels ?? NO_LABELS,
    priority: pod.spec.priority ?? 0,
    terminating: pod.metadata.deletionTimestamp !== undefined,
    tolerations: pod.spec.tolerations ?? NONE,
    requests: Resource.from(podRequests(pod)),
    nonZeroRequests: Resource.from(podRequests(pod, { nonMissingContainerRequests: NON_ZERO_DEFAULTS })),
    hostPorts: hostPortsOf(pod),
    requiredAffinity: attempt('requiredAffinityTerms',
      () => parseAffinityTerms(pod, podAffinity?.requiredDuringSchedulingIgnoredDuringExecution)),
    requiredAntiAffinity: attempt('requiredAntiAffinityTerms',
      () => parseAffinityTerms(pod, podAntiAffinity?.requiredDuringSchedulingIgnoredDuringExecution)),
    preferredAffinity: attempt('preferredAffinityTerms',
      () => parseWeightedTerms(pod, podAffinity?.preferredDuringSchedulingIgnoredDuringExecution)),
    preferredAntiAffinity: attempt('preferredAntiAffinityTerms',
      () => parseWeightedTerms(pod, podAntiAffinity?.preferredDuringSchedulingIgnoredDuringExecution)),
    hasAffinity,
    parseError: errors.length > 1 ? `[${errors.join(', ')}]` : errors[0],
  }
}

function hostPortsOf(pod: Pod): readonly HostPort[] {
  let ports: HostPort[] | undefined
  const sidecars = pod.spec.initContainers?.filter(isSidecar) ?? NONE
  for (const container of [...(pod.spec.containers ?? NONE), ...sidecars]) {
    for (const { hostPort, hostIP, protocol } of container.ports ?? NONE) {
      if (hostPort) (ports ??= []).push({ ip: hostIP || '0.0.0.0', protocol: protocol || 'TCP', port: hostPort })
    }
  }
  return ports ?? NONE
}
