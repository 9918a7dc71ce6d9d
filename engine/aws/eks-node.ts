/**
 * The Node object that an EKS machine becomes: labels, and what it offers to pods.
 * Models the labels of the kubelet, the AWS cloud provider, managed node groups and Karpenter (website/content/en/docs/concepts/
 * scheduling.md of aws/karpenter-provider-aws). Leaves out the kubelet's pod CIDR and images.
 */
import type { InstanceType } from '../../data/instance-types.ts'
import type { RegionId } from '../../data/regions.ts'
import { toResourceList, type ResourceAmounts } from '../kubernetes/apimachinery/resources.ts'
import type { Labels, Node, Pod, Taint } from '../kubernetes/types/index.ts'
import { makeNode, makePod } from '../kubernetes/types/make.ts'
import { ARCH_LABEL, INSTANCE_TYPE_LABEL, OS_LABEL, REGION_LABEL, ZONE_LABEL } from '../kubernetes/types/wellknown.ts'
import { eksDaemonSets } from './daemonsets.ts'
import { MIB, nodeAllocatable, type DaemonSetShare, type NodeOptions } from './node-allocatable.ts'

/** Whose nodes they are: each sets labels of its own. */
export type NodeKind = 'self-managed' | 'managed' | 'karpenter' | 'auto-mode'

export type CapacityType = 'on-demand' | 'spot'

export const CAPACITY_TYPE_LABEL = 'karpenter.sh/capacity-type'
export const NODE_POOL_LABEL = 'karpenter.sh/nodepool'
export const NODE_GROUP_LABEL = 'eks.amazonaws.com/nodegroup'

export interface NodePlace {
  kind: NodeKind
  region: RegionId
  /** The zone's name, such as `ap-northeast-2a`. */
  zone: string
  /** @default 'on-demand' */
  capacityType?: CapacityType
  /** The node group's or NodePool's name. @default 'workers', 'default' or 'general-purpose', by kind */
  owner?: string
}

export interface EksNodeOptions extends NodePlace, Pick<NodeOptions, 'prefixDelegation' | 'vmMemoryOverhead' | 'maxPods'> {
  /** The volume for pods, GiB. @default 20, 80 on Auto Mode */
  volumeGiB?: number
  /** Beside those of every node of that kind. */
  labels?: Labels
  taints?: readonly Taint[]
}

/** A Node without a machine's name: what the scheduler and the autoscalers see of a type before there is one. */
export function eksNode(name: string, type: InstanceType, options: EksNodeOptions): Node {
  const resources = toResourceList(eksNodeResources(type, options))
  const taints = options.taints ?? []
  return makeNode(name, {
    resources, zone: options.zone, labels: { ...eksNodeLabels(type, options), ...options.labels }, spec: taints.length > 0 ? { taints: [...taints] } : {},
  })
}

/** What a node offers to pods: `cpu` in millicores, the rest in whole units. */
export function eksNodeResources(type: InstanceType, options: Pick<EksNodeOptions, 'kind' | 'prefixDelegation' | 'vmMemoryOverhead' | 'maxPods' | 'volumeGiB'>): ResourceAmounts {
  const { kind, prefixDelegation, vmMemoryOverhead, maxPods, volumeGiB = kind === 'auto-mode' ? 80 : 20 } = options
  const allocatable = nodeAllocatable(type, { prefixDelegation, vmMemoryOverhead, maxPods, autoMode: kind === 'auto-mode' })
  return {
    'cpu': allocatable.cpuMilli, 'memory': allocatable.memoryMiB * MIB, 'ephemeral-storage': diskFor(volumeGiB),
    'pods': allocatable.maxPods, ...(type.gpus && { 'nvidia.com/gpu': type.gpus }),
  }
}

const OWNERS: Readonly<Record<NodeKind, string>> = { 'self-managed': 'workers', 'managed': 'workers', 'karpenter': 'default', 'auto-mode': 'general-purpose' }

/** The labels that kubelet, the cloud's controller and whoever made the node set, the old names of the first two included. */
export function eksNodeLabels(type: InstanceType, { kind, region, zone, capacityType = 'on-demand', owner = OWNERS[kind] }: NodePlace): Labels {
  return {
    [OS_LABEL]: 'linux', 'beta.kubernetes.io/os': 'linux', [ARCH_LABEL]: type.arch, 'beta.kubernetes.io/arch': type.arch,
    [INSTANCE_TYPE_LABEL]: type.name, 'beta.kubernetes.io/instance-type': type.name,
    [REGION_LABEL]: region, [ZONE_LABEL]: zone, 'failure-domain.beta.kubernetes.io/region': region, 'failure-domain.beta.kubernetes.io/zone': zone,
    ...(kind === 'managed' && { [NODE_GROUP_LABEL]: owner, 'eks.amazonaws.com/capacityType': capacityType === 'spot' ? 'SPOT' : 'ON_DEMAND' }),
    ...((kind === 'karpenter' || kind === 'auto-mode') && { [NODE_POOL_LABEL]: owner, [CAPACITY_TYPE_LABEL]: capacityType, ...instanceLabels(type, kind) }),
    ...(kind === 'auto-mode' && { 'eks.amazonaws.com/compute-type': 'auto' }),
  }
}

/** What Karpenter and Auto Mode say of a type, each under its own name. */
export function instanceLabels(type: InstanceType, kind: 'karpenter' | 'auto-mode'): Labels {
  const [, category = '', generation = ''] = /^([a-z]+)(\d+)/.exec(type.name) ?? []
  const [family = '', size = ''] = type.name.split('.')
  const prefix = kind === 'auto-mode' ? 'eks.amazonaws.com' : 'karpenter.k8s.aws'
  return {
    [`${prefix}/instance-category`]: category, [`${prefix}/instance-family`]: family, [`${prefix}/instance-size`]: size,
    [`${prefix}/instance-generation`]: generation, [`${prefix}/instance-cpu`]: String(type.vcpu),
    [`${prefix}/instance-memory`]: String(type.memoryMiB),
  }
}

/** What EKS' own DaemonSets put on every node of the kind: on Auto Mode they are no pods. */
export function eksDaemonPods(kind: NodeKind): readonly Pod[] {
  return kind === 'auto-mode' ? [] : DAEMON_PODS
}

function daemonPod({ name, requests }: DaemonSetShare): Pod {
  return makePod(name, { namespace: 'kube-system', spec: { containers: [{ name, resources: { requests: toResourceList(requests) } }] } })
}

const DAEMON_PODS: readonly Pod[] = eksDaemonSets.map(daemonPod)

/** Bytes of ephemeral storage a node offers: its disk less 1 GiB kept and the 10 % at which pods are evicted. */
function diskFor(volumeGiB: number): number {
  return Math.max(Math.floor((volumeGiB * 0.9 - 1) * 1024), 0) * MIB
}
