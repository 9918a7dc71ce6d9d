/** What a scan says and decides: plain data. */
import type { LogParams } from '../simulation/log.ts'
import type { Node, Pod } from '../types/index.ts'
import type { InstanceErrorInfo } from './cloudprovider.ts'
import type { UtilizationInfo } from './utilization.ts'

/** As upstream's recorders write it. */
export interface AutoscalerEvent {
  type: 'Normal' | 'Warning'
  reason: string
  message: string
  /** Absent for what is about the autoscaler itself: upstream says it of the ConfigMap cluster-autoscaler-status. */
  object?: Pod | Node
  /** The names and numbers in the message. */
  params?: LogParams
}

/** A group that was made larger, or that the cloud refused to. */
export interface ScaleUpInfo {
  groupId: string
  currentSize: number
  newSize: number
  maxSize: number
  /** Why not. */
  error?: InstanceErrorInfo
}

/** A node whose deletion begins: taint it now, go on `nodeDeleteDelayAfterTaintMs` later. */
export interface NodeDeletion {
  node: Node
  groupId: string
  /** Whether pods are to be evicted; a node that is not drained was empty. */
  drain: boolean
  /** Those of DaemonSets are not among them. */
  podsToEvict: readonly Pod[]
  /** What was requested of the node when it was decided. */
  utilization: UtilizationInfo
}

export interface ScanResult {
  /** Groups whose size the scan has changed, and the pods that asked for it. */
  scaleUps: readonly ScaleUpInfo[]
  podsTriggeredScaleUp: readonly Pod[]
  deletions: readonly NodeDeletion[]
  /** Names of the nodes that are not needed now: each gets the taint DeletionCandidateOfClusterAutoscaler, others lose it. */
  unneeded: readonly string[]
  events: readonly AutoscalerEvent[]
}

export function formatScaleUp({ groupId, currentSize, newSize, maxSize }: ScaleUpInfo): string {
  return `{${groupId} ${currentSize}->${newSize} (max: ${maxSize})}`
}
