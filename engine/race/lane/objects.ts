/** What a lane keeps of pods, nodes and workloads. Unlike API objects these change in place: nobody else holds them. */
import type { PodInfo } from '../../kubernetes/scheduler/podinfo.ts'
import type { IntOrString, Node, Pod, PodTemplateSpec, ReplicaSet } from '../../kubernetes/types/index.ts'
import type { NodeSpan } from '../result/result.ts'

/** A Deployment with one ReplicaSet, or a system component. */
export interface LaneWorkload {
  /** Place among the lane's workloads; 0 is the one under load. */
  index: number
  name: string
  namespace: string
  template: PodTemplateSpec
  replicaSet: ReplicaSet
  cpuMilli: number
  memoryBytes: number
  /** Wanted pods. */
  replicas: number
  /** From a container's start to the pod being ready (ms). */
  readyAfterMs: number
  graceMs: number
  /** Of its PodDisruptionBudget; null: it has none. */
  maxUnavailable: IntOrString | null
  /** It runs on nodes of the system's own. */
  apart: boolean
  /** Those that are not gone. */
  pods: Set<LanePod>
  /** Those that are neither gone nor on their way out. */
  active: number
}

/** Times are virtual ms; Infinity: not yet. */
export interface LanePod {
  id: number
  workload: LaneWorkload
  pod: Pod
  info: PodInfo
  node: LaneNode | undefined
  createdAt: number
  scheduledAt: number
  /** The kubelet took it. */
  admittedAt: number
  startedAt: number
  /** Its Ready condition turned true. */
  readyAt: number
  /** Whether it is ready now. */
  ready: boolean
  /** Since when the Ready condition is what it is. */
  readySince: number
  deletedAt: number
  goneAt: number
}

export interface LaneNode {
  index: number
  span: NodeSpan
  /** As the API server would have it. */
  object: Node
  /** DaemonSets' pods, which come with it. */
  daemons: PodInfo[]
  pods: Set<LanePod>
  hasImage: boolean
  /** Pods may be placed on it. */
  ready: boolean
  /** Its Ready condition is Unknown: the control plane knows that it is silent. */
  lost: boolean
}
