/** Cluster Autoscaler's flags, in milliseconds and shares. Models cluster-autoscaler/config/flags/flags.go of release 1.37. */
import { clusterAutoscalerDefaults as flags } from '../../../data/timings.ts'

/** How to choose among groups that would each help. */
export type ExpanderName = 'least-waste' | 'most-pods' | 'least-nodes' | 'priority' | 'random'

export interface AutoscalingOptions {
  /** How long after a scan the next one begins. */
  scanIntervalMs: number
  /** Whether a scan that changed something starts the next one at once. */
  frequentLoops: boolean
  /** Asked one after the other until one option is left; a tie is broken at random. */
  expanders: readonly ExpanderName[]
  /** Of the expander `priority`: regular expressions, by priority; the highest of those that is found in a group's id counts. */
  priorities: Readonly<Record<number, readonly string[]>>
  balanceSimilarNodeGroups: boolean
  maxNodesPerScaleUp: number
  /** Over all groups; 0 is no limit. */
  maxNodesTotal: number
  newPodScaleUpDelayMs: number
  /** Pods of a lower priority start no scale up. */
  expendablePodsPriorityCutoff: number
  /** How long a machine may take to become a node. */
  maxNodeProvisionTimeMs: number
  /** How long a new node may take to become ready. */
  maxNodeStartupTimeMs: number
  initialNodeGroupBackoffMs: number
  maxNodeGroupBackoffMs: number
  nodeGroupBackoffResetMs: number
  okTotalUnreadyCount: number
  maxTotalUnreadyShare: number
  scaleDownEnabled: boolean
  scaleDownUnreadyEnabled: boolean
  scaleDownUnneededTimeMs: number
  scaleDownUnreadyTimeMs: number
  scaleDownDelayAfterAddMs: number
  scaleDownDelayAfterDeleteMs: number
  scaleDownDelayAfterFailureMs: number
  scaleDownUtilizationThreshold: number
  ignoreDaemonSetsUtilization: boolean
  unremovableNodeRecheckMs: number
  maxScaleDownParallelism: number
  maxDrainParallelism: number
  nodeDeleteDelayAfterTaintMs: number
  maxPodEvictionTimeMs: number
  maxGracefulTerminationSec: number
  maxBulkSoftTaintCount: number
  skipNodesWithSystemPods: boolean
  blockingSystemPodDisruptionMs: number
  skipNodesWithLocalStorage: boolean
  skipNodesWithCustomControllerPods: boolean
  minReplicaCount: number
}

const SECOND = 1_000

export const DEFAULT_AUTOSCALING_OPTIONS: Readonly<AutoscalingOptions> = {
  scanIntervalMs: flags.scanInterval * SECOND,
  frequentLoops: flags.frequentLoops,
  expanders: [flags.expander],
  priorities: {},
  balanceSimilarNodeGroups: flags.balanceSimilarNodeGroups,
  maxNodesPerScaleUp: flags.maxNodesPerScaleUp,
  maxNodesTotal: 0,
  newPodScaleUpDelayMs: flags.newPodScaleUpDelay * SECOND,
  expendablePodsPriorityCutoff: flags.expendablePodsPriorityCutoff,
  maxNodeProvisionTimeMs: flags.maxNodeProvisionTime * SECOND,
  maxNodeStartupTimeMs: flags.maxNodeStartupTime * SECOND,
  initialNodeGroupBackoffMs: flags.initialNodeGroupBackoffDuration * SECOND,
  maxNodeGroupBackoffMs: flags.maxNodeGroupBackoffDuration * SECOND,
  nodeGroupBackoffResetMs: flags.nodeGroupBackoffResetTimeout * SECOND,
  okTotalUnreadyCount: flags.okTotalUnreadyCount,
  maxTotalUnreadyShare: flags.maxTotalUnreadyShare,
  scaleDownEnabled: true,
  scaleDownUnreadyEnabled: true,
  scaleDownUnneededTimeMs: flags.scaleDownUnneededTime * SECOND,
  scaleDownUnreadyTimeMs: flags.scaleDownUnreadyTime * SECOND,
  scaleDownDelayAfterAddMs: flags.scaleDownDelayAfterAdd * SECOND,
  scaleDownDelayAfterDeleteMs: flags.scaleDownDelayAfterDelete * SECOND,
  scaleDownDelayAfterFailureMs: flags.scaleDownDelayAfterFailure * SECOND,
  scaleDownUtilizationThreshold: flags.scaleDownUtilizationThreshold,
  ignoreDaemonSetsUtilization: flags.ignoreDaemonSetsUtilization,
  unremovableNodeRecheckMs: flags.unremovableNodeRecheckTimeout * SECOND,
  maxScaleDownParallelism: flags.maxScaleDownParallelism,
  maxDrainParallelism: flags.maxDrainParallelism,
  nodeDeleteDelayAfterTaintMs: flags.nodeDeleteDelayAfterTaint * SECOND,
  maxPodEvictionTimeMs: flags.maxPodEvictionTime * SECOND,
  maxGracefulTerminationSec: flags.maxGracefulTerminationSec,
  maxBulkSoftTaintCount: flags.maxBulkSoftTaintCount,
  skipNodesWithSystemPods: flags.skipNodesWithSystemPods,
  blockingSystemPodDisruptionMs: flags.blockingSystemPodDisruptionTimeout * SECOND,
  skipNodesWithLocalStorage: flags.skipNodesWithLocalStorage,
  skipNodesWithCustomControllerPods: flags.skipNodesWithCustomControllerPods,
  minReplicaCount: flags.minReplicaCount,
}
