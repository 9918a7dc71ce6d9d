/** The node that a data plane makes copies of, as the scheduler sees it. */
import type { InstanceType } from '../../data/instance-types.ts'
import { eksDaemonSets } from '../aws/daemonsets.ts'
import { MIB, nodeAllocatable, type DaemonSetShare, type NodeAllocatable, type NodeOptions } from '../aws/node-allocatable.ts'
import { toResourceList, type ResourceAmounts } from '../kubernetes/apimachinery/resources.ts'
import type { Node, Pod } from '../kubernetes/types/index.ts'
import { makeNode, makePod } from '../kubernetes/types/make.ts'
import { ARCH_LABEL, INSTANCE_TYPE_LABEL, REGION_LABEL, ZONE_LABEL } from '../kubernetes/types/wellknown.ts'
import type { CostOptions } from './options.ts'
import type { PricedGroup } from './workload.ts'

const GIB_IN_MIB = 1024

export interface NodeTemplate {
  type: InstanceType
  allocatable: NodeAllocatable
  /** Room for the workload: allocatable less what DaemonSets take. `cpu` in millicores, the rest in whole units. */
  room: ResourceAmounts
  /** Pod slots left by DaemonSets. */
  podSlots: number
  node: Node
  /** The DaemonSets' pods, which are on every copy. */
  daemonPods: readonly Pod[]
  daemonSets: readonly DaemonSetShare[]
}

export interface TemplateOptions extends Pick<CostOptions, 'region' | 'prefixDelegation' | 'vmMemoryOverhead'> {
  autoMode?: boolean
  volumeGiB: number
}

/** A node of that type, with the DaemonSets of EKS (none in Auto Mode) and of the workload on it. */
export function nodeTemplate(type: InstanceType, options: TemplateOptions, own: readonly PricedGroup[]): NodeTemplate {
  const nodeOptions: NodeOptions = {
    prefixDelegation: options.prefixDelegation, autoMode: options.autoMode, vmMemoryOverhead: options.vmMemoryOverhead,
  }
  const allocatable = nodeAllocatable(type, nodeOptions)
  const daemonSets: DaemonSetShare[] = [
    ...(options.autoMode ? [] : eksDaemonSets),
    ...own.map((group): DaemonSetShare => ({ name: group.name, requests: group.requests, source: 'user-input' })),
  ]
  const amounts: ResourceAmounts = {
    cpu: allocatable.cpuMilli, memory: allocatable.memoryMiB * MIB, 'ephemeral-storage': diskFor(options.volumeGiB),
    pods: allocatable.maxPods,
  }
  const room = { ...amounts }
  for (const { requests } of daemonSets) {
    for (const resource in requests) room[resource] = (room[resource] ?? 0) - (requests[resource] ?? 0)
  }
  const labels = {
    [ARCH_LABEL]: type.arch, [INSTANCE_TYPE_LABEL]: type.name, [REGION_LABEL]: options.region, [ZONE_LABEL]: `${options.region}a`,
    'eks.amazonaws.com/compute-type': options.autoMode ? 'auto' : 'ec2',
  }
  return {
    type, allocatable, room, podSlots: allocatable.maxPods - daemonSets.length,
    node: makeNode(type.name, { resources: toResourceList(amounts), labels }),
    daemonPods: daemonSets.map(set => daemonPod(set)), daemonSets,
  }
}

/** Bytes of ephemeral storage a node offers: its disk less 1 GiB kept and the 10 % at which pods are evicted. */
function diskFor(volumeGiB: number): number {
  return Math.max(Math.floor((volumeGiB * 0.9 - 1) * GIB_IN_MIB), 0) * MIB
}

function daemonPod({ name, requests }: DaemonSetShare): Pod {
  return makePod(name, { namespace: 'kube-system', spec: { containers: [{ name, resources: { requests: toResourceList(requests) } }] } })
}
