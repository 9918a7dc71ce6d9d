/** Flags of kube-controller-manager for the HorizontalPodAutoscaler, and what metrics-server adds. */
import { hpaDefaults } from '../../../../data/hpa.ts'
import type { SimulationConfig } from '../../simulation/config.ts'

declare module '../../simulation/config.ts' {
  interface SimulationConfig {
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
    /** How old metrics-server's last scrape is when an autoscaler looks: chance, less than its resolution. @default 0 ms */
    metricsAgeMs: number
  }
}

export const HPA_CONFIG = {
  hpaSyncPeriodMs: hpaDefaults.syncPeriod * 1000,
  hpaTolerance: hpaDefaults.tolerance,
  hpaDownscaleStabilizationMs: hpaDefaults.downscaleStabilization * 1000,
  hpaCpuInitializationPeriodMs: hpaDefaults.cpuInitializationPeriod * 1000,
  hpaInitialReadinessDelayMs: hpaDefaults.initialReadinessDelay * 1000,
  metricsResolutionMs: 15_000,
  metricsAgeMs: 0,
} satisfies Partial<SimulationConfig>
