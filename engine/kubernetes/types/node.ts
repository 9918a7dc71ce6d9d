/** Node, its taints and the affinity to it (api/core/v1). */
import type { Condition, KubeObject, ResourceList } from './meta.ts'

export interface NodeSelectorRequirement {
  key: string
  operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist' | 'Gt' | 'Lt'
  values?: string[]
}

export interface NodeSelectorTerm {
  matchExpressions?: NodeSelectorRequirement[]
  matchFields?: NodeSelectorRequirement[]
}

export interface NodeSelector {
  nodeSelectorTerms?: NodeSelectorTerm[]
}

export interface PreferredSchedulingTerm {
  weight: number
  preference: NodeSelectorTerm
}

export interface NodeAffinity {
  requiredDuringSchedulingIgnoredDuringExecution?: NodeSelector
  preferredDuringSchedulingIgnoredDuringExecution?: PreferredSchedulingTerm[]
}

export type TaintEffect = 'NoSchedule' | 'PreferNoSchedule' | 'NoExecute'

export interface Taint {
  key: string
  value?: string
  effect: TaintEffect
  timeAdded?: string
}

export interface ContainerImage {
  names?: string[]
  sizeBytes?: number
}

export interface NodeSpec {
  unschedulable?: boolean
  taints?: Taint[]
  providerID?: string
  podCIDR?: string
}

export interface NodeStatus {
  capacity?: ResourceList
  allocatable?: ResourceList
  conditions?: Condition[]
  addresses?: { type: string, address: string }[]
  nodeInfo?: Record<string, string>
  images?: ContainerImage[]
  /** What the attach-detach controller has attached here. */
  volumesAttached?: { name: string, devicePath: string }[]
}

export interface Node extends KubeObject {
  spec: NodeSpec
  status?: NodeStatus
}

/** A kubelet's heartbeat (coordination.k8s.io/v1), in namespace kube-node-lease. */
export interface Lease extends KubeObject {
  spec: { holderIdentity?: string, leaseDurationSeconds?: number, renewTime?: string, acquireTime?: string }
}
