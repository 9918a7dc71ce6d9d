/** Where a lane's nodes come from. */
import type { LaneContext } from './context.ts'
import type { Evictions } from './eviction.ts'
import type { SettledFleet } from './growth.ts'
import type { Machines } from './machines.ts'
import type { LaneNode, LanePod } from './objects.ts'
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
  /** The nodes that are there at the beginning. Returns those that the lane has settled on, in their order, where it was run before. */
  begin: (settled?: SettledFleet) => readonly LaneNode[]
  /** Places a pod at the beginning, on a node if one is given. Returns whether it has one. */
  place: (pod: LanePod, on?: LaneNode) => boolean
}

export type SupplyOf = (parts: SupplyParts, ctx: LaneContext) => Supply
