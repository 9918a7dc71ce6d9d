/** Where a lane's nodes come from. */
import type { LaneContext } from './context.ts'
import type { Evictions } from './eviction.ts'
import type { Machines } from './machines.ts'
import type { LanePod } from './objects.ts'
import type { Outages } from './outages.ts'
import type { PodMaker } from './pods.ts'
import type { LaneSystem } from './system.ts'

export interface SupplyParts {
  machines: Machines
  evictions: Evictions
  outages: Outages
  maker: PodMaker
  system: LaneSystem
}

export interface Supply {
  /** The nodes that are there at the beginning, for pods that are. */
  begin: (pods: readonly LanePod[]) => void
  /** Places a pod at the beginning. Returns whether it has a node. */
  place: (pod: LanePod) => boolean
}

export type SupplyOf = (parts: SupplyParts, ctx: LaneContext) => Supply
