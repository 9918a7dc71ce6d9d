/**
 * How full a node would be, as NodeResourcesFit and NodeResourcesBalancedAllocation count it.
 * Models pkg/scheduler/framework/plugins/noderesources/resource_allocation.go.
 */
import type { NodeInfo } from '../nodeinfo.ts'
import type { PodInfo } from '../podinfo.ts'
import { isExtendedResource } from '../frameworkresource.ts'

export interface ResourceSpec {
  name: string
  /** 1..100. @default 1 */
  weight?: number
}

export const CPU_AND_MEMORY: readonly ResourceSpec[] = [{ name: 'cpu', weight: 1 }, { name: 'memory', weight: 1 }]

/** A resource that counts for this pod. */
export interface CountedResource {
  name: string
  weight: number
  request: number
}

/**
 * What the pod adds of each resource. Extended resources that it does not ask for do not count.
 * @param actual real requests; else those with 100m and 200 MB where a container names none
 */
export function countedResources(pod: PodInfo, resources: readonly ResourceSpec[], actual: boolean): CountedResource[] {
  const requests = actual ? pod.requests : pod.nonZeroRequests
  return resources
    .map(({ name, weight = 1 }) => ({ name, weight, request: requests.get(name) }))
    .filter(({ name, request }) => request !== 0 || !isExtendedResource(name))
}

/** What the pods on a node take of a resource. */
export function takenOn(node: NodeInfo, name: string, actual: boolean): number {
  return actual || (name !== 'cpu' && name !== 'memory') ? node.requested.get(name) : node.nonZeroRequested.get(name)
}
