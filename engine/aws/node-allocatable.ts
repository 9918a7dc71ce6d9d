/**
 * What a node really offers to pods: a machine's size less what is taken on the way, line by line.
 * Models pkg/providers/instancetype/types.go of aws/karpenter-provider-aws and kubelet/config.go of nodeadm.
 * Leaves out ephemeral storage: node groups size their disks as they like.
 */
import type { InstanceType } from '../../data/instance-types.ts'
import type { PriceSourceId } from '../../data/price-sources.ts'
import type { ResourceAmounts } from '../kubernetes/apimachinery/resources.ts'
import { EVICTION_MEMORY_MIB, kubeReservedCpuMilli, kubeReservedMemoryMiB } from './kube-reserved.ts'
import { eniMaxPods, maxPodsByExpression, prefixDelegationMaxPods } from './max-pods.ts'

export const MIB = 1024 * 1024

/** The share of a machine's memory that the virtual machine keeps, as Karpenter assumes until it has measured a node. */
export const VM_MEMORY_OVERHEAD = 0.075

/** MiB that arm64 kernels set aside for contiguous memory. */
const ARM64_CMA_MIB = 64

/** Auto Mode never runs more pods on a node. */
const AUTO_MODE_MAX_PODS = 110
/**
 * What an Auto Mode node keeps for what runs on it as processes rather than pods (CNI, kube-proxy, DNS, storage), beyond a node
 * group's: the difference to the published output of a c6a.large, 1780m and 3136660Ki of 3881108Ki with 27 pods.
 */
const AUTO_MODE_RESERVED = { cpuMilli: 150, memoryMiB: 75 }
/** Pods that use the host's network on a node group (aws-node, kube-proxy) and have no part in the ENI limit; Auto Mode has none. */
const HOST_NETWORK_PODS = 2

export interface NodeOptions {
  /** IPv4 prefix delegation in the VPC CNI. @default false */
  prefixDelegation?: boolean
  /** AL2023 keeps memory by the ENI limit whatever max pods is set; Bottlerocket, and so Auto Mode, by max pods. @default 'al2023' */
  ami?: 'al2023' | 'bottlerocket'
  /** An EKS Auto Mode node: the ENI limit without pods of the host's network, at most 110; more is kept for the system. @default false */
  autoMode?: boolean
  /** Max pods as set by the user; wins over the ENI limit and prefix delegation. */
  maxPods?: number
  /** nodeadm's maxPodsExpression; ignored where it cannot be read. */
  maxPodsExpression?: string
  /** Share of memory that the machine keeps, 0 to 1. @default 0.075 */
  vmMemoryOverhead?: number
}

export type AllocatableStep = 'capacity' | 'kernel' | 'vm-overhead' | 'kube-reserved' | 'eviction' | 'daemonset' | 'allocatable'

/** One bar of the waterfall: `amount` is negative where something is taken. CPU in millicores, memory in MiB. */
export interface AllocatableLine {
  resource: 'cpu' | 'memory'
  step: AllocatableStep
  amount: number
  /** The numbers that went in, and the DaemonSet's name. */
  params: Readonly<Record<string, number | string>>
  source: PriceSourceId
}

export interface NodeAllocatable {
  type: InstanceType
  maxPods: number
  cpuMilli: number
  memoryMiB: number
  /** Capacity first, then what is taken, then what is left, for cpu and for memory. */
  lines: AllocatableLine[]
}

/** Max pods of an instance type under these options. */
export function maxPodsOf(type: InstanceType, options: NodeOptions = {}): number {
  const byNetwork = options.prefixDelegation ? prefixDelegationMaxPods(type, type.vcpu) : eniMaxPods(type)
  const byExpression = options.maxPodsExpression === undefined ? null : maxPodsByExpression(options.maxPodsExpression, type)
  const wanted = options.maxPods ?? byExpression ?? byNetwork
  return options.autoMode && options.maxPods === undefined ? Math.min(byNetwork - HOST_NETWORK_PODS, AUTO_MODE_MAX_PODS) : wanted
}

/** What `kubectl describe node` shows as Allocatable, with the way there. Never below 0. */
export function nodeAllocatable(type: InstanceType, options: NodeOptions = {}): NodeAllocatable {
  const maxPods = maxPodsOf(type, options)
  const followsMaxPods = options.autoMode || options.ami === 'bottlerocket'
  const byExpression = options.maxPodsExpression === undefined ? null : maxPodsByExpression(options.maxPodsExpression, type)
  const podsReservedFor = followsMaxPods ? maxPods : byExpression ?? eniMaxPods(type)
  const overhead = options.vmMemoryOverhead ?? VM_MEMORY_OVERHEAD
  const milli = type.vcpu * 1000
  const kernel = type.arch === 'arm64' ? ARM64_CMA_MIB : 0
  const machine = Math.ceil(roundNoise((type.memoryMiB - kernel) * overhead))
  const system = options.autoMode ? AUTO_MODE_RESERVED : { cpuMilli: 0, memoryMiB: 0 }
  const reservedCpu = kubeReservedCpuMilli(milli) + system.cpuMilli
  const reservedMemory = kubeReservedMemoryMiB(podsReservedFor) + system.memoryMiB
  const reservedSource = options.autoMode ? 'auto-mode-node' : 'nodeadm'
  const cpuMilli = Math.max(milli - reservedCpu, 0)
  const memoryMiB = Math.max(type.memoryMiB - kernel - machine - reservedMemory - EVICTION_MEMORY_MIB, 0)

  const lines: AllocatableLine[] = [
    { resource: 'cpu', step: 'capacity', amount: milli, params: { vcpu: type.vcpu }, source: 'instance-types' },
    { resource: 'cpu', step: 'kube-reserved', amount: -reservedCpu, params: { vcpu: type.vcpu }, source: reservedSource },
    { resource: 'cpu', step: 'allocatable', amount: cpuMilli, params: {}, source: 'nodeadm' },
    { resource: 'memory', step: 'capacity', amount: type.memoryMiB, params: {}, source: 'instance-types' },
    { resource: 'memory', step: 'vm-overhead', amount: -machine, params: { share: overhead }, source: 'karpenter-overhead' },
    { resource: 'memory', step: 'kube-reserved', amount: -reservedMemory, params: { maxPods: podsReservedFor }, source: reservedSource },
    { resource: 'memory', step: 'eviction', amount: -EVICTION_MEMORY_MIB, params: {}, source: 'nodeadm' },
    { resource: 'memory', step: 'allocatable', amount: memoryMiB, params: {}, source: 'nodeadm' },
  ]
  if (kernel > 0) lines.splice(4, 0, { resource: 'memory', step: 'kernel', amount: -kernel, params: {}, source: 'karpenter-overhead' })
  return { type, maxPods, cpuMilli, memoryMiB, lines }
}

/** The waterfall with what DaemonSets request taken off before the last bar. Requests: cpu in millicores, memory in bytes. */
export function waterfall(node: NodeAllocatable, daemonSets: readonly DaemonSetShare[]): AllocatableLine[] {
  const taken = (resource: 'cpu' | 'memory') => daemonSets.flatMap((set): AllocatableLine[] => {
    const requested = (set.requests[resource] ?? 0) / (resource === 'memory' ? MIB : 1)
    return requested > 0
      ? [{ resource, step: 'daemonset', amount: -requested, params: { name: set.name }, source: set.source }]
      : []
  })
  return (['cpu', 'memory'] as const).flatMap((resource) => {
    const before = node.lines.filter(line => line.resource === resource && line.step !== 'allocatable').concat(taken(resource))
    const left = Math.max(before.reduce((total, line) => total + line.amount, 0), 0)
    return [...before, { resource, step: 'allocatable', amount: left, params: {}, source: 'nodeadm' }]
  })
}

/** A DaemonSet's pod, as far as it takes room on every node. */
export interface DaemonSetShare {
  name: string
  requests: ResourceAmounts
  source: PriceSourceId
}

/** Binary fractions make 0.075 x 8192 a hair more than it is; rounding up must not see that. */
function roundNoise(value: number): number {
  return Math.round(value * 1e6) / 1e6
}
