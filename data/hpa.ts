import type { PriceSourceId } from './price-sources.ts'

/** The HorizontalPodAutoscaler's defaults, in seconds and shares. */
export const hpaDefaults = {
  source: 'hpa-defaults',
  syncPeriod: 15,
  tolerance: 0.1,
  downscaleStabilization: 300,
  upscaleStabilization: 0,
  cpuInitializationPeriod: 300,
  initialReadinessDelay: 30,
} as const satisfies { source: PriceSourceId } & Record<string, number | string>
