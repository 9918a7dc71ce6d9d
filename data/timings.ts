/** How fast things scale: defaults of the autoscalers, and how long a node or a Fargate pod takes to start. */
import type { Localized } from './localized.ts'
import type { PriceSourceId } from './price-sources.ts'

/** A range of seconds. `anecdotal`: third parties measured it, or it is taken to be as another; no AWS figure was found. */
export interface StartTime {
  what: Localized
  /** The fastest and the slowest: anything between is as likely. */
  seconds: readonly [number, number]
  confidence: 'aws' | 'upstream' | 'anecdotal'
  source: PriceSourceId | null
}

/** From the request for a machine to its Ready node, without images. Every one is an input. */
export const startTimes = {
  'node-group': {
    what: { ko: '노드 그룹의 노드: 크기를 늘린 뒤 Ready까지', en: 'A node of a node group: from the larger size to Ready' },
    seconds: [120, 180], confidence: 'aws', source: 'eks-workshop-managed-nodes',
  },
  'karpenter': {
    what: { ko: 'Karpenter의 노드: 요청에서 Ready까지', en: 'A node of Karpenter: from the request to Ready' },
    seconds: [24, 90], confidence: 'anecdotal', source: null,
  },
  'auto-mode': {
    what: { ko: 'Auto Mode의 노드: Karpenter와 같다고 가정', en: 'A node of Auto Mode: taken to be as fast as Karpenter’s' },
    seconds: [24, 90], confidence: 'anecdotal', source: null,
  },
  'fargate': {
    what: { ko: 'Fargate: 파드의 머신이 준비될 때까지', en: 'Fargate: until the pod’s machine is there' },
    seconds: [20, 60], confidence: 'anecdotal', source: null,
  },
} satisfies Record<string, StartTime>

/** Whose machines they are, as far as their start goes. */
export type StartKind = keyof typeof startTimes

/**
 * How a start divides: seconds that AWS' own tool measured on a c6a.large with Amazon Linux 2, from the fleet's request to the
 * virtual machine, from there to the node's registration, and from there to Ready.
 */
export const startSteps = { source: 'node-latency', launch: 12, boot: 8, network: 4 } as const satisfies { source: PriceSourceId } & Record<string, number | string>

/** Cluster Autoscaler's flags, in seconds and shares. Numbers without a unit are counts. */
export const clusterAutoscalerDefaults = {
  source: 'cluster-autoscaler-faq',
  scanInterval: 10,
  /** A pod that becomes unschedulable, and a scan that changed something, start the next scan at once (since 1.35). */
  frequentLoops: true,
  expander: 'least-waste',
  balanceSimilarNodeGroups: false,
  maxNodesPerScaleUp: 1000,
  newPodScaleUpDelay: 0,
  expendablePodsPriorityCutoff: -10,
  maxNodeProvisionTime: 900,
  maxNodeStartupTime: 900,
  initialNodeGroupBackoffDuration: 300,
  maxNodeGroupBackoffDuration: 1800,
  nodeGroupBackoffResetTimeout: 10_800,
  okTotalUnreadyCount: 3,
  maxTotalUnreadyShare: 0.45,
  scaleDownUnneededTime: 600,
  scaleDownUnreadyTime: 1200,
  scaleDownDelayAfterAdd: 600,
  scaleDownDelayAfterDelete: 0,
  scaleDownDelayAfterFailure: 180,
  scaleDownUtilizationThreshold: 0.5,
  ignoreDaemonSetsUtilization: false,
  unremovableNodeRecheckTimeout: 300,
  maxScaleDownParallelism: 10,
  maxDrainParallelism: 1,
  nodeDeleteDelayAfterTaint: 5,
  maxPodEvictionTime: 120,
  maxGracefulTerminationSec: 600,
  maxBulkSoftTaintCount: 10,
  skipNodesWithSystemPods: true,
  blockingSystemPodDisruptionTimeout: 3600,
  skipNodesWithLocalStorage: true,
  skipNodesWithCustomControllerPods: true,
  minReplicaCount: 0,
} as const satisfies { source: PriceSourceId } & Record<string, number | string | boolean>

/** What EKS Auto Mode sets where Karpenter's settings differ, in seconds. */
export const autoModeDefaults = {
  source: 'create-node-pool',
  expireAfter: 336 * 3600,
  /** No node lives longer, whatever its NodePool says. */
  maxNodeLife: 21 * 86_400,
  maxNodeLifeSource: 'automode',
  /** The minor version of Kubernetes 1 from which on new NodePools have the policy `Balanced` unless they name another. */
  balancedSince: 37,
  balancedSource: 'auto-change',
} as const satisfies { source: PriceSourceId, maxNodeLifeSource: PriceSourceId, balancedSource: PriceSourceId } & Record<string, number | string>

/** Karpenter's settings, in seconds and shares. */
export const karpenterDefaults = {
  source: 'karpenter-settings',
  nodePoolSource: 'karpenter-nodepool',
  batchIdleDuration: 1,
  batchMaxDuration: 10,
  consolidationPolicy: 'WhenEmptyOrUnderutilized',
  consolidateAfter: 0,
  disruptionBudgetNodes: 0.1,
  expireAfter: 720 * 3600,
  vmMemoryOverheadPercent: 0.075,
} as const satisfies { source: PriceSourceId, nodePoolSource: PriceSourceId } & Record<string, number | string>
