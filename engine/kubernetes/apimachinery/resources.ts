/**
 * What a pod asks for, counted as the scheduler counts it.
 * Models staging/src/k8s.io/component-helpers/resource/helpers.go (PodRequests, PodLimits) and
 * pkg/scheduler/util/pod_resources.go (the scorer's defaults).
 * Leaves out in-place resize (status.allocatedResources).
 */
import { fromBytes, fromMilli, toBytes, toMilli } from './quantity.ts'
import type { Container, Pod, ResourceList } from '../types/index.ts'

/** Resource name to amount: `cpu` in millicores, everything else in whole units (bytes, pieces). */
export type ResourceAmounts = Record<string, number>

/** What scoring (never filtering) assumes of a container that names no request: 100m and 200 MB. */
export const NON_ZERO_DEFAULTS: Readonly<ResourceAmounts> = { cpu: 100, memory: 200 * 1024 * 1024 }

export interface PodResourcesOptions {
  /** Leave `spec.overhead` out. @default false */
  excludeOverhead?: boolean
  /** Amounts assumed of every container that lacks that request; an explicit zero stays. @default none */
  nonMissingContainerRequests?: Readonly<ResourceAmounts>
}

/** One quantity as a number: millicores for cpu, whole units for the rest, rounded up. */
export function amountOf(resource: string, quantity: string | number | undefined): number {
  return resource === 'cpu' ? toMilli(quantity) : toBytes(quantity)
}

/** A resource list as amounts. @throws Error when a quantity cannot be read */
export function amountsOf(list: ResourceList | undefined): ResourceAmounts {
  const amounts: ResourceAmounts = {}
  for (const name in list) amounts[name] = amountOf(name, list[name])
  return amounts
}

/** Amounts spelled as canonical quantities, as kubectl prints them. */
export function toResourceList(amounts: ResourceAmounts): Record<string, string> {
  const spell = (name: string, amount: number) =>
    name === 'cpu' ? fromMilli(amount) : isBytes(name) ? fromBytes(amount) : String(amount)
  return Object.fromEntries(Object.entries(amounts).map(([name, amount]) => [name, spell(name, amount)]))
}

/** Whether a restartable init container: a sidecar, which keeps running beside the containers. */
export function isSidecar(initContainer: Container): boolean {
  return initContainer.restartPolicy === 'Always'
}

/**
 * A pod's effective requests: the larger of the sum of its containers (with sidecars) and of each init container
 * (with the sidecars started before it); of a resource that the pod itself asks for, that instead; plus overhead.
 * @throws Error when a quantity cannot be read
 */
export function podRequests(pod: Pod, options: PodResourcesOptions = {}): ResourceAmounts {
  const total = sumOver(pod, (container) => {
    const amounts = amountsOf(container.resources?.requests)
    for (const name in options.nonMissingContainerRequests) amounts[name] ??= options.nonMissingContainerRequests[name] ?? 0
    return amounts
  })
  Object.assign(total, podLevel(pod.spec.resources?.requests))
  if (!options.excludeOverhead) add(total, amountsOf(pod.spec.overhead))
  return total
}

/** A pod's effective limits. Overhead is added only where a limit exists. @throws Error when a quantity cannot be read */
export function podLimits(pod: Pod, options: Pick<PodResourcesOptions, 'excludeOverhead'> = {}): ResourceAmounts {
  const total = sumOver(pod, container => amountsOf(container.resources?.limits))
  Object.assign(total, podLevel(pod.spec.resources?.limits))
  if (options.excludeOverhead) return total
  const overhead = amountsOf(pod.spec.overhead)
  for (const name in overhead) {
    const limit = total[name]
    if (limit !== undefined) total[name] = limit + (overhead[name] ?? 0)
  }
  return total
}

/** Whether a pod as a whole may ask for the resource (SupportedPodLevelResources). */
export function isPodLevelResource(name: string): boolean {
  return name === 'cpu' || name === 'memory' || name.startsWith('hugepages-')
}

function podLevel(list: ResourceList | undefined): ResourceAmounts {
  return Object.fromEntries(Object.entries(amountsOf(list)).filter(([name]) => isPodLevelResource(name)))
}

/** What the containers ask for together, whatever the pod itself says (AggregateContainerRequests). @throws Error when a quantity cannot be read */
export function containerRequests(pod: Pod): ResourceAmounts {
  return sumOver(pod, container => amountsOf(container.resources?.requests))
}

function sumOver(pod: Pod, read: (container: Container) => ResourceAmounts): ResourceAmounts {
  const running: ResourceAmounts = {}
  for (const container of pod.spec.containers ?? []) add(running, read(container))
  const sidecars: ResourceAmounts = {}
  const initPeak: ResourceAmounts = {}
  for (const container of pod.spec.initContainers ?? []) {
    const amounts = read(container)
    if (isSidecar(container)) {
      add(running, amounts)
      add(sidecars, amounts)
      raise(initPeak, sidecars)
    } else {
      add(amounts, sidecars)
      raise(initPeak, amounts)
    }
  }
  raise(running, initPeak)
  return running
}

function add(into: ResourceAmounts, amounts: ResourceAmounts): void {
  for (const name in amounts) into[name] = (into[name] ?? 0) + (amounts[name] ?? 0)
}

function raise(into: ResourceAmounts, amounts: ResourceAmounts): void {
  for (const name in amounts) into[name] = Math.max(into[name] ?? 0, amounts[name] ?? 0)
}

function isBytes(name: string): boolean {
  return name === 'memory' || name.endsWith('storage') || name.startsWith('hugepages-')
}
