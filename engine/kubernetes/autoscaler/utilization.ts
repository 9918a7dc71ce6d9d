/**
 * How much of a node is requested. Models cluster-autoscaler/simulator/utilization/info.go. Leaves out GPUs, dynamic
 * resources and --ignore-mirror-pods-utilization.
 */
import type { NodeInfo } from '../scheduler/nodeinfo.ts'
import { isDaemonSetPod, isLongTerminating } from './podkinds.ts'

export interface UtilizationInfo {
  cpu: number
  memory: number
  /** The larger of the two. */
  utilization: number
  resourceName: 'cpu' | 'memory'
}

/**
 * The requests of a node's pods by what it has for pods, as a share: 0 is empty, 1 full.
 * @param ignoreDaemonSets whether pods of DaemonSets count as if neither they nor what they ask for were there
 * @returns undefined when the node does not say what it has
 */
export function utilizationOf(node: NodeInfo, ignoreDaemonSets: boolean, now: number): UtilizationInfo | undefined {
  const { allocatable } = node
  if (allocatable.milliCPU === 0 || allocatable.memory === 0) return undefined
  let [cpuLeftOut, memoryLeftOut, cpuOfDaemons, memoryOfDaemons] = [0, 0, 0, 0]
  for (const { pod, requests, terminating } of node.pods) {
    if (ignoreDaemonSets && isDaemonSetPod(pod)) {
      cpuOfDaemons += requests.milliCPU
      memoryOfDaemons += requests.memory
    } else if (terminating && isLongTerminating(pod, now)) {
      cpuLeftOut += requests.milliCPU
      memoryLeftOut += requests.memory
    }
  }
  const cpu = (node.requested.milliCPU - cpuLeftOut - cpuOfDaemons) / (allocatable.milliCPU - cpuOfDaemons)
  const memory = (node.requested.memory - memoryLeftOut - memoryOfDaemons) / (allocatable.memory - memoryOfDaemons)
  return cpu > memory ? { cpu, memory, utilization: cpu, resourceName: 'cpu' } : { cpu, memory, utilization: memory, resourceName: 'memory' }
}

/** As Go prints upstream's Info: cpu, memory, GPU, dynamic resources, the larger one's name, its value. */
export function formatUtilization({ cpu, memory, resourceName, utilization }: UtilizationInfo): string {
  return `{${cpu} ${memory} 0 0 ${resourceName} ${utilization}}`
}
