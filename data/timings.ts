/** How fast things scale: defaults of the autoscalers, and how long a node or a Fargate pod takes to start. */
import type { Localized } from './localized.ts'
import type { PriceSourceId } from './price-sources.ts'

/** A range of seconds. `anecdotal`: third parties measured it; no AWS figure was found. */
export interface StartTime {
  what: Localized
  seconds: readonly [number, number]
  confidence: 'aws' | 'upstream' | 'anecdotal'
  source: PriceSourceId | null
}

export const startTimes = {
  managedNodeGroup: {
    what: { ko: '관리형 노드 그룹의 크기를 늘릴 때', en: 'A managed node group grows' },
    seconds: [120, 180], confidence: 'aws', source: 'eks-workshop-managed-nodes',
  },
  clusterAutoscaler: {
    what: { ko: 'Cluster Autoscaler: 대기 중인 파드에서 Ready 노드까지', en: 'Cluster Autoscaler: pending pod to Ready node' },
    seconds: [180, 300], confidence: 'anecdotal', source: null,
  },
  karpenter: {
    what: { ko: 'Karpenter: 대기 중인 파드에서 Ready 노드까지', en: 'Karpenter: pending pod to Ready node' },
    seconds: [28, 90], confidence: 'anecdotal', source: null,
  },
  fargate: {
    what: { ko: 'Fargate 파드가 시작될 때까지', en: 'A Fargate pod starts' },
    seconds: [31, 105], confidence: 'anecdotal', source: null,
  },
} satisfies Record<string, StartTime>

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
