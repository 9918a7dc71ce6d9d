/** The simulation's inputs: every delay and threshold that upstream takes from flags or from the real world. */

export interface SimulationConfig {
  /** From a change to the turn of a controller that watches it. An assumption; a real API server takes milliseconds. @default 10 ms */
  syncLatencyMs: number
  /** Pulling an image that a node does not have yet. An assumption. @default 2000 ms */
  imagePullMs: number
  /** Images whose name matches this regular expression are in no registry. An assumption, so that a typo can be shown. */
  missingImagePattern: string
  /** Creating and starting a container, network included. An assumption. @default 500 ms */
  containerStartMs: number
  /** From a container's start to its application answering probes. An assumption. @default 1000 ms */
  appStartMs: number
  /** From SIGTERM to a container's exit, when its grace period is longer. An assumption. @default 1000 ms */
  appStopMs: number
  /** How long a container of a Job runs before it exits. An assumption. @default 10000 ms */
  jobRunMs: number
  /** How long a plain init container runs. An assumption. @default 1000 ms */
  initRunMs: number
  /** First wait after a crash (kubelet's container back-off). @default 10000 ms */
  crashBackOffInitialMs: number
  /** Longest wait after crashes (kubelet's MaxContainerBackOff). @default 300000 ms */
  crashBackOffMaxMs: number
  /** kubelet's nodeLeaseDurationSeconds / 4. @default 10000 ms */
  heartbeatIntervalMs: number
  /** --node-monitor-period. @default 5000 ms */
  nodeMonitorPeriodMs: number
  /** --node-monitor-grace-period (40 s up to 1.31, 50 s since 1.32). @default 50000 ms */
  nodeMonitorGracePeriodMs: number
  /** Default toleration of not-ready and unreachable nodes (admission DefaultTolerationSeconds). @default 300 s */
  defaultTolerationSeconds: number
  /** How long the scheduler takes for one pod. An assumption. @default 10 ms */
  schedulingLatencyMs: number
  /** --horizontal-pod-autoscaler-sync-period. @default 15000 ms */
  hpaSyncPeriodMs: number
  /** --horizontal-pod-autoscaler-tolerance. @default 0.1 */
  hpaTolerance: number
  /** --horizontal-pod-autoscaler-downscale-stabilization. @default 300000 ms */
  hpaDownscaleStabilizationMs: number
  /** --horizontal-pod-autoscaler-cpu-initialization-period. @default 300000 ms */
  hpaCpuInitializationPeriodMs: number
  /** --horizontal-pod-autoscaler-initial-readiness-delay. @default 30000 ms */
  hpaInitialReadinessDelayMs: number
  /** Resolution of metrics-server: how old a pod's usage may be. @default 15000 ms */
  metricsResolutionMs: number
  /** Creating a volume in the cloud. An assumption. @default 3000 ms */
  volumeProvisionMs: number
  /** Where new volumes without topology go when a claim binds at once (upstream's provisioner chooses). */
  zones: readonly string[]
}

export const DEFAULT_CONFIG: SimulationConfig = {
  syncLatencyMs: 10,
  imagePullMs: 2_000,
  missingImagePattern: '(^|[/:._-])(bad|broken|missing|nosuch|typo|does-not-exist)($|[/:._-])',
  containerStartMs: 500,
  appStartMs: 1_000,
  appStopMs: 1_000,
  jobRunMs: 10_000,
  initRunMs: 1_000,
  crashBackOffInitialMs: 10_000,
  crashBackOffMaxMs: 300_000,
  heartbeatIntervalMs: 10_000,
  nodeMonitorPeriodMs: 5_000,
  nodeMonitorGracePeriodMs: 50_000,
  defaultTolerationSeconds: 300,
  schedulingLatencyMs: 10,
  hpaSyncPeriodMs: 15_000,
  hpaTolerance: 0.1,
  hpaDownscaleStabilizationMs: 300_000,
  hpaCpuInitializationPeriodMs: 300_000,
  hpaInitialReadinessDelayMs: 30_000,
  metricsResolutionMs: 15_000,
  volumeProvisionMs: 3_000,
  zones: ['ap-northeast-2a', 'ap-northeast-2b', 'ap-northeast-2c'],
}
