/**
 * Whether a node has room for what a pod requests, and which node is better filled by it.
 * Models pkg/scheduler/framework/plugins/noderesources/fit.go.
 */
import type { NodeInfo } from '../nodeinfo.ts'
import type { Plugin } from '../framework/plugin.ts'
import { Status } from '../framework/status.ts'
import type { PodInfo } from '../podinfo.ts'
import { isExtendedResource } from '../frameworkresource.ts'
import { leastAllocated, mostAllocated, requestedToCapacityRatio } from './allocationstrategies.ts'
import type { Strategy, UtilizationShapePoint } from './allocationstrategies.ts'
import { CPU_AND_MEMORY, countedResources } from './resourcescorer.ts'
import type { ResourceSpec } from './resourcescorer.ts'

const NAME = 'NodeResourcesFit'

export interface NodeResourcesFitArgs {
  /** Extended resources that are not checked. @default none */
  ignoredResources?: readonly string[]
  /** Prefixes (before the slash) of extended resources that are not checked. @default none */
  ignoredResourceGroups?: readonly string[]
  scoringStrategy?: {
    /** @default 'LeastAllocated' */
    type?: 'LeastAllocated' | 'MostAllocated' | 'RequestedToCapacityRatio'
    /** @default cpu and memory, weight 1 each */
    resources?: readonly ResourceSpec[]
    requestedToCapacityRatio?: { shape: readonly UtilizationShapePoint[] }
  }
  /**
   * Whether asking for more than a whole node is unresolvable, so that no preemption is tried (upstream since v1.34;
   * reasons are the same). @default false
   */
  oversizedIsUnresolvable?: boolean
}

/** A resource that a node lacks. Amounts are millicores for cpu, else whole units. */
export interface InsufficientResource {
  resource: string
  reason: string
  requested: number
  used: number
  capacity: number
}

/** What a node lacks for a pod; empty when the pod fits. A pod that requests nothing only needs a pod slot. */
export function insufficientResources(pod: PodInfo, node: NodeInfo, args: NodeResourcesFitArgs = {}): InsufficientResource[] {
  const lacking: InsufficientResource[] = []
  const { requested, allocatable } = node
  const { requests } = pod
  if (node.pods.length + 1 > allocatable.allowedPodNumber) {
    lacking.push({ resource: 'pods', reason: 'Too many pods', requested: 1, used: node.pods.length, capacity: allocatable.allowedPodNumber })
  }
  const check = (resource: string, wanted: number, used: number, capacity: number) => {
    if (wanted > 0 && wanted > capacity - used) {
      lacking.push({ resource, reason: `Insufficient ${resource}`, requested: wanted, used, capacity })
    }
  }
  check('cpu', requests.milliCPU, requested.milliCPU, allocatable.milliCPU)
  check('memory', requests.memory, requested.memory, allocatable.memory)
  check('ephemeral-storage', requests.ephemeralStorage, requested.ephemeralStorage, allocatable.ephemeralStorage)
  if (requests.scalars) {
    for (const name of [...requests.scalars.keys()].sort()) {
      if (!isIgnored(name, args)) check(name, requests.get(name), requested.get(name), allocatable.get(name))
    }
  }
  return lacking
}

function isIgnored(name: string, { ignoredResources, ignoredResourceGroups }: NodeResourcesFitArgs): boolean {
  if (!isExtendedResource(name)) return false
  return Boolean(ignoredResources?.includes(name) || ignoredResourceGroups?.includes(name.slice(0, name.indexOf('/'))))
}

/** The common case without a list of what is lacking. */
function fitsAtAGlance({ requests }: PodInfo, { requested, allocatable, pods }: NodeInfo): boolean {
  return requests.scalars === null
    && pods.length < allocatable.allowedPodNumber
    && (requests.milliCPU === 0 || requests.milliCPU <= allocatable.milliCPU - requested.milliCPU)
    && (requests.memory === 0 || requests.memory <= allocatable.memory - requested.memory)
    && (requests.ephemeralStorage === 0 || requests.ephemeralStorage <= allocatable.ephemeralStorage - requested.ephemeralStorage)
}

export function nodeResourcesFit(args: NodeResourcesFitArgs = {}): Plugin {
  const strategy = strategyOf(args.scoringStrategy)
  return {
    name: NAME,
    events: ['AssignedPod/Delete', 'Node/Add', 'Node/UpdateAllocatable', 'UnscheduledPod/Update'],
    preFilter(pod) {
      return {
        filter(node) {
          if (fitsAtAGlance(pod, node)) return null
          const lacking = insufficientResources(pod, node, args)
          if (lacking.length === 0) return null
          const oversized = args.oversizedIsUnresolvable
            && lacking.some(({ resource, requested, capacity }) => resource !== 'pods' && requested > capacity)
          return new Status(oversized ? 'UnschedulableAndUnresolvable' : 'Unschedulable', lacking.map(({ reason }) => reason), NAME)
        },
      }
    },
    preScore(pod) {
      const resources = countedResources(pod, args.scoringStrategy?.resources ?? CPU_AND_MEMORY, false)
      return { score: node => strategy(node, resources) }
    },
  }
}

function strategyOf(strategy: NodeResourcesFitArgs['scoringStrategy']): Strategy {
  switch (strategy?.type) {
    case 'MostAllocated': return mostAllocated
    case 'RequestedToCapacityRatio': return requestedToCapacityRatio(strategy.requestedToCapacityRatio?.shape ?? [])
    default: return leastAllocated
  }
}
