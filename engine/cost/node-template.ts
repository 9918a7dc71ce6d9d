/** The node that a data plane makes copies of, as the scheduler sees it. */
import type { InstanceType } from '../../data/instance-types.ts'
import { eksDaemonSets } from '../aws/daemonsets.ts'
import { eksDaemonPods, eksNodeLabels, eksNodeResources, type NodeKind } from '../aws/eks-node.ts'
import { nodeAllocatable, type DaemonSetShare, type NodeAllocatable } from '../aws/node-allocatable.ts'
import { toResourceList, type ResourceAmounts } from '../kubernetes/apimachinery/resources.ts'
import type { Node, Pod } from '../kubernetes/types/index.ts'
import { makeNode } from '../kubernetes/types/make.ts'
import type { CostOptions } from './options.ts'
import { podLabelsFit, VOLUMES, type PricedGroup } from './workload.ts'

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
  /** What a node has one of and a DaemonSet's pod has taken. */
  taken: ReadonlySet<string>
}

export interface TemplateOptions extends Pick<CostOptions, 'region' | 'prefixDelegation' | 'vmMemoryOverhead' | 'volumeGiB' | 'autoModeVolumeGiB'> {
  kind: NodeKind
}

/** A node of that type, with the DaemonSets of EKS (none in Auto Mode) and those of the workload that select it. */
export function nodeTemplate(type: InstanceType, options: TemplateOptions, own: readonly PricedGroup[]): NodeTemplate {
  const { kind, prefixDelegation, vmMemoryOverhead } = options
  const autoMode = kind === 'auto-mode'
  const labels = eksNodeLabels(type, { kind, region: options.region, zone: `${options.region}a` })
  const selecting = own.filter(group => podLabelsFit(group, { name: type.name, labels }))
  const daemonSets: DaemonSetShare[] = [
    ...(autoMode ? [] : eksDaemonSets),
    ...selecting.map((group): DaemonSetShare => ({ name: group.name, requests: group.requests, source: 'user-input' })),
  ]
  const amounts: ResourceAmounts = {
    ...eksNodeResources(type, { kind, prefixDelegation, vmMemoryOverhead, volumeGiB: autoMode ? options.autoModeVolumeGiB : options.volumeGiB }),
    [VOLUMES]: type.ebsVolumes,
  }
  const room = { ...amounts }
  for (const { requests } of daemonSets) {
    for (const resource in requests) room[resource] = (room[resource] ?? 0) - (requests[resource] ?? 0)
  }
  const allocatable = nodeAllocatable(type, { prefixDelegation, vmMemoryOverhead, autoMode })
  return {
    type, allocatable, room, podSlots: allocatable.maxPods - daemonSets.length,
    node: makeNode(type.name, { resources: toResourceList(amounts), labels }),
    daemonPods: [...eksDaemonPods(kind), ...selecting.map(group => group.pod)], daemonSets,
    taken: new Set(selecting.flatMap(group => group.exclusive.map(({ key }) => key))),
  }
}
