/** The node that a data plane makes copies of, as the scheduler sees it. */
import type { InstanceType } from '../../data/instance-types.ts'
import { eksDaemonSets } from '../aws/daemonsets.ts'
import { MIB, nodeAllocatable, type DaemonSetShare, type NodeAllocatable, type NodeOptions } from '../aws/node-allocatable.ts'
import { toResourceList, type ResourceAmounts } from '../kubernetes/apimachinery/resources.ts'
import type { Labels, Node, Pod } from '../kubernetes/types/index.ts'
import { makeNode, makePod } from '../kubernetes/types/make.ts'
import { ARCH_LABEL, INSTANCE_TYPE_LABEL, OS_LABEL, REGION_LABEL, ZONE_LABEL } from '../kubernetes/types/wellknown.ts'
import type { CostOptions } from './options.ts'
import { podLabelsFit, VOLUMES, type PricedGroup } from './workload.ts'

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
  /** What a node has one of and a DaemonSet's pod has taken. */
  taken: ReadonlySet<string>
}

/** Whose nodes they are: each sets labels of its own. */
export type NodeKind = 'self-managed' | 'managed' | 'karpenter' | 'auto-mode'

export interface TemplateOptions extends Pick<CostOptions, 'region' | 'prefixDelegation' | 'vmMemoryOverhead' | 'volumeGiB' | 'autoModeVolumeGiB'> {
  kind: NodeKind
}

/** A node of that type, with the DaemonSets of EKS (none in Auto Mode) and those of the workload that select it. */
export function nodeTemplate(type: InstanceType, options: TemplateOptions, own: readonly PricedGroup[]): NodeTemplate {
  const autoMode = options.kind === 'auto-mode'
  const nodeOptions: NodeOptions = { prefixDelegation: options.prefixDelegation, autoMode, vmMemoryOverhead: options.vmMemoryOverhead }
  const allocatable = nodeAllocatable(type, nodeOptions)
  const labels = labelsOf(type, options)
  const selecting = own.filter(group => podLabelsFit(group, { name: type.name, labels }))
  const daemonSets: DaemonSetShare[] = [
    ...(autoMode ? [] : eksDaemonSets),
    ...selecting.map((group): DaemonSetShare => ({ name: group.name, requests: group.requests, source: 'user-input' })),
  ]
  const amounts: ResourceAmounts = {
    cpu: allocatable.cpuMilli, memory: allocatable.memoryMiB * MIB, 'ephemeral-storage': diskFor(autoMode ? options.autoModeVolumeGiB : options.volumeGiB),
    pods: allocatable.maxPods, [VOLUMES]: type.ebsVolumes, ...(type.gpus && { 'nvidia.com/gpu': type.gpus }),
  }
  const room = { ...amounts }
  for (const { requests } of daemonSets) {
    for (const resource in requests) room[resource] = (room[resource] ?? 0) - (requests[resource] ?? 0)
  }
  return {
    type, allocatable, room, podSlots: allocatable.maxPods - daemonSets.length,
    node: makeNode(type.name, { resources: toResourceList(amounts), labels }),
    daemonPods: [...(autoMode ? [] : eksDaemonSets.map(daemonPod)), ...selecting.map(group => group.pod)], daemonSets,
    taken: new Set(selecting.flatMap(group => group.exclusive.map(({ key }) => key))),
  }
}

/** The labels that kubelet, the cloud's controller and whoever made the node set, the old names of the first two included. */
function labelsOf(type: InstanceType, { kind, region }: TemplateOptions): Labels {
  const [, category = '', generation = ''] = /^([a-z]+)(\d+)/.exec(type.name) ?? []
  const [family = '', size = ''] = type.name.split('.')
  const zone = `${region}a`
  const prefix = kind === 'auto-mode' ? 'eks.amazonaws.com' : 'karpenter.k8s.aws'
  return {
    [OS_LABEL]: 'linux', 'beta.kubernetes.io/os': 'linux', [ARCH_LABEL]: type.arch, 'beta.kubernetes.io/arch': type.arch,
    [INSTANCE_TYPE_LABEL]: type.name, 'beta.kubernetes.io/instance-type': type.name,
    [REGION_LABEL]: region, [ZONE_LABEL]: zone, 'failure-domain.beta.kubernetes.io/region': region, 'failure-domain.beta.kubernetes.io/zone': zone,
    ...(kind === 'managed' && { 'eks.amazonaws.com/nodegroup': 'workers', 'eks.amazonaws.com/capacityType': 'ON_DEMAND' }),
    ...((kind === 'karpenter' || kind === 'auto-mode') && {
      'karpenter.sh/nodepool': kind === 'karpenter' ? 'default' : 'general-purpose', 'karpenter.sh/capacity-type': 'on-demand',
      [`${prefix}/instance-category`]: category, [`${prefix}/instance-family`]: family, [`${prefix}/instance-size`]: size,
      [`${prefix}/instance-generation`]: generation, [`${prefix}/instance-cpu`]: String(type.vcpu),
      [`${prefix}/instance-memory`]: String(type.memoryMiB),
    }),
    ...(kind === 'auto-mode' && { 'eks.amazonaws.com/compute-type': 'auto' }),
  }
}

/** Bytes of ephemeral storage a node offers: its disk less 1 GiB kept and the 10 % at which pods are evicted. */
function diskFor(volumeGiB: number): number {
  return Math.max(Math.floor((volumeGiB * 0.9 - 1) * GIB_IN_MIB), 0) * MIB
}

function daemonPod({ name, requests }: DaemonSetShare): Pod {
  return makePod(name, { namespace: 'kube-system', spec: { containers: [{ name, resources: { requests: toResourceList(requests) } }] } })
}
