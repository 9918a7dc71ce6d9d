/** How long things take on a node: the kubelet's own times, and those of images and applications. */
import type { SimulationConfig } from '../../simulation/config.ts'

declare module '../../simulation/config.ts' {
  interface SimulationConfig {
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
    /** From a kubelet's refusal of a pod to its status. An assumption: reports of pods bound past the scheduler show tens a minute. @default 3000 ms */
    podRejectionMs: number
    /** kubelet's nodeLeaseDurationSeconds / 4. @default 10000 ms */
    heartbeatIntervalMs: number
  }
}

export const KUBELET_CONFIG = {
  imagePullMs: 2_000,
  missingImagePattern: '(^|[/:._-])(bad|broken|missing|nosuch|typo|does-not-exist)($|[/:._-])',
  containerStartMs: 500,
  appStartMs: 1_000,
  appStopMs: 1_000,
  jobRunMs: 10_000,
  initRunMs: 1_000,
  crashBackOffInitialMs: 10_000,
  crashBackOffMaxMs: 300_000,
  podRejectionMs: 3_000,
  heartbeatIntervalMs: 10_000,
} satisfies Partial<SimulationConfig>
