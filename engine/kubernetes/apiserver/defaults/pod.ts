/** Defaults of pods and their templates. Models pkg/apis/core/v1/defaults.go (SetDefaults_PodSpec, _Container, _Probe, _Pod). */
import { parseQuantity, storedQuantity } from '../../apimachinery/quantity.ts'
import { equal } from '../../apimachinery/meta.ts'
import { isRecord } from '../../apimachinery/patch.ts'
import { containerRequests, isPodLevelResource, toResourceList } from '../../apimachinery/resources.ts'
import type { Container, Pod, PodSpec, Probe, ResourceList, ResourceRequirements } from '../../types/index.ts'

/** The tag of an image decides how it is pulled: `latest` and none mean always. */
function imagePullPolicy(image: unknown): 'Always' | 'IfNotPresent' {
  const name = String(image ?? '')
  if (name.includes('@')) return 'IfNotPresent'
  const tag = /:([^/:]+)$/.exec(name)?.[1]
  return tag === undefined || tag === 'latest' ? 'Always' : 'IfNotPresent'
}

function defaultProbe(probe: Probe | undefined): void {
  if (!isRecord(probe)) return
  probe.timeoutSeconds ??= 1
  probe.periodSeconds ??= 10
  probe.successThreshold ??= 1
  probe.failureThreshold ??= 3
  if (isRecord(probe.httpGet)) {
    probe.httpGet.path ??= '/'
    probe.httpGet.scheme ??= 'HTTP'
  }
}

/** Spells quantities as the server gives them back; what is no quantity is left for validation. */
export function canonicalize(resources: ResourceList | undefined): void {
  if (!isRecord(resources)) return
  for (const [name, value] of Object.entries(resources)) {
    try {
      resources[name] = storedQuantity(value)
    } catch {
      continue
    }
  }
}

function defaultContainer(container: Container, hostNetwork: boolean): void {
  container.imagePullPolicy ??= imagePullPolicy(container.image)
  container.terminationMessagePath ??= '/dev/termination-log'
  container.terminationMessagePolicy ??= 'File'
  container.resources ??= {}
  canonicalize(container.resources.requests)
  canonicalize(container.resources.limits)
  for (const port of Array.isArray(container.ports) ? container.ports : []) {
    port.protocol ??= 'TCP'
    if (hostNetwork) port.hostPort ??= port.containerPort
  }
  for (const probe of [container.livenessProbe, container.readinessProbe, container.startupProbe]) defaultProbe(probe)
}

/** Containers of a spec that are objects at all; validation names the others. */
export function containersOf(spec: PodSpec): Container[] {
  return [spec.initContainers, spec.containers].flatMap(list => (Array.isArray(list) ? list.filter(isRecord) : [])) as Container[]
}

/** Fills in a pod's or a template's spec in place. */
export function defaultPodSpec(spec: PodSpec | undefined): void {
  if (!isRecord(spec)) return
  spec.restartPolicy ??= 'Always'
  spec.dnsPolicy ??= 'ClusterFirst'
  spec.terminationGracePeriodSeconds ??= 30
  spec.schedulerName ??= 'default-scheduler'
  spec.securityContext ??= {}
  canonicalize(spec.overhead)
  canonicalize(spec.resources?.requests)
  canonicalize(spec.resources?.limits)
  for (const volume of Array.isArray(spec.volumes) ? spec.volumes : []) if (isRecord(volume)) defaultVolume(volume)
  for (const container of containersOf(spec)) defaultContainer(container, spec.hostNetwork === true)
}

/** A volume without a source is an emptyDir. */
function defaultVolume(volume: Record<string, unknown>): void {
  if (Object.entries(volume).every(([key, value]) => key === 'name' || value === undefined)) volume.emptyDir = {}
}

/** A pod-level request that is not there is the sum of the containers', else the pod-level limit (setDefaultPodRequests). */
function defaultPodLevelRequests(pod: Pod): void {
  const { resources } = pod.spec
  if (!resources) return
  try {
    const sums = Object.entries(toResourceList(containerRequests(pod))).filter(([name]) => name === 'cpu' || name === 'memory')
    const limits = Object.entries(resources.limits ?? {}).filter(([name]) => isPodLevelResource(name))
    const requests = { ...Object.fromEntries(limits), ...Object.fromEntries(sums), ...resources.requests }
    if (Object.keys(requests).length > 0) resources.requests = requests
  } catch {
    // What is no quantity is left for validation.
  }
}

/** A limit without a request is the request too. Only in pods: a template keeps what its author wrote. */
export function defaultPod(pod: Pod): void {
  defaultPodSpec(pod.spec)
  if (!isRecord(pod.spec)) return
  pod.spec.enableServiceLinks ??= true
  for (const { resources } of containersOf(pod.spec)) {
    if (isRecord(resources?.limits)) resources.requests = { ...resources.limits, ...resources.requests }
  }
  defaultPodLevelRequests(pod)
  pod.status ??= {}
  pod.status.phase ??= 'Pending'
  pod.status.qosClass ??= qosClass(pod.spec)
}

/**
 * Models pkg/apis/core/helper/qos/qos.go: sums by value over all containers, or the pod's own resources where it has some.
 * It says what the kubelet evicts first under pressure.
 */
function qosClass(spec: PodSpec): 'Guaranteed' | 'Burstable' | 'BestEffort' {
  const parts: ResourceRequirements[] = isRecord(spec.resources) ? [spec.resources] : containersOf(spec).map(({ resources }) => resources ?? {})
  const requests = sumOf(parts.map(part => part.requests))
  const limits = sumOf(parts.map(part => part.limits))
  if (Object.keys(requests).length === 0 && Object.keys(limits).length === 0) return 'BestEffort'
  const allLimited = parts.every(part => COMPUTE.every(name => name in sumOf([part.limits])))
  return allLimited && equal(requests, limits) ? 'Guaranteed' : 'Burstable'
}

const COMPUTE = ['cpu', 'memory'] as const

/** CPU and memory in nano units; what is nothing or no quantity does not count. */
function sumOf(lists: readonly (ResourceList | undefined)[]): Record<string, bigint> {
  const sums: Record<string, bigint> = {}
  for (const name of COMPUTE) {
    for (const list of lists) {
      const amount = readNano(list?.[name])
      if (amount > 0n) sums[name] = (sums[name] ?? 0n) + amount
    }
  }
  return sums
}

function readNano(value: string | number | undefined): bigint {
  try {
    return value === undefined ? 0n : parseQuantity(value).nano
  } catch {
    return 0n
  }
}
