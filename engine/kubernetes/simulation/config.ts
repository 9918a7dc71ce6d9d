/**
 * The simulation's inputs: every delay and threshold that upstream takes from flags or from the real world. The
 * interface is open: a controller declares its own entries beside its code, and brings their defaults as `config`.
 */

export interface SimulationConfig {
  /** From a change to the turn of a controller that watches it. An assumption; a real API server takes milliseconds. @default 10 ms */
  syncLatencyMs: number
  /** Default toleration of not-ready and unreachable nodes (admission DefaultTolerationSeconds). @default 300 s */
  defaultTolerationSeconds: number
}

/** What the simulation itself goes by. */
export const BASE_CONFIG = { syncLatencyMs: 10, defaultTolerationSeconds: 300 } satisfies Partial<SimulationConfig>
