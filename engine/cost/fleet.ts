/** Nodes over a month: every level of a workload packed zone by zone. */
import type { NodeBin, Packing } from './node-bin.ts'
import type { NodeTemplate } from './node-template.ts'
import { pack } from './packing.ts'
import type { Level } from './running-hours.ts'
import type { PricedGroup } from './workload.ts'

/** The nodes of one level, all zones together. */
export interface FleetLevel {
  hours: number
  nodes: number
  bins: readonly NodeBin[]
}

export interface Fleet {
  template: NodeTemplate
  levels: readonly FleetLevel[]
  /** The level with the most nodes; null when nothing ever runs. */
  peak: FleetLevel | null
  /** Pods at the peak that fit on no node of this type. */
  unplaced: Packing['unplaced']
}

export interface FleetOptions {
  zones: number
  headroom: number
}

/** Packs every level on copies of the template. Zones that get the same replicas are packed once. */
export function fleetOf(
  template: NodeTemplate, groups: readonly PricedGroup[], levels: readonly Level[], { zones, headroom }: FleetOptions,
): Fleet {
  let peak: FleetLevel | null = null
  let unplaced: Packing['unplaced'] = []
  const packed = levels.map(({ hours, replicas }): FleetLevel => {
    const wanted = replicas.map(count => Math.ceil(count * (1 + headroom) - 1e-9))
    const packings = perZone(wanted, zones, counts => pack(template, groups, counts))
    const level = {
      hours,
      nodes: packings.reduce((sum, { packing, times }) => sum + packing.nodes * times, 0),
      bins: packings.flatMap(({ packing, times }) => times === 1 ? packing.bins : packing.bins.map(bin => ({ ...bin, count: bin.count * times }))),
    }
    const refused = packings.flatMap(({ packing, times }) =>
      packing.unplaced.map(entry => ({ ...entry, count: entry.count * times })))
    if (podsIn(refused) > podsIn(unplaced)) unplaced = refused
    if (!peak || level.nodes > peak.nodes) peak = level
    return level
  })
  return { template, levels: packed, peak, unplaced }
}

const podsIn = (unplaced: Packing['unplaced']) => unplaced.reduce((sum, { count }) => sum + count, 0)

/** Node-hours of a fleet that follows the load. */
export function nodeHours({ levels }: Fleet): number {
  return levels.reduce((sum, { hours, nodes }) => sum + hours * nodes, 0)
}

/**
 * Splits replicas evenly over zones. What does not divide goes to the zones in turn, beginning at a zone of the group's own,
 * so that single replicas do not all land in the first.
 */
function perZone(
  replicas: readonly number[], zones: number, packZone: (counts: readonly number[]) => Packing,
): { packing: Packing, times: number }[] {
  const shares = new Map<string, { counts: number[], times: number }>()
  for (let zone = 0; zone < zones; zone++) {
    const counts = replicas.map((count, group) =>
      Math.floor(count / zones) + ((zone - group % zones + zones) % zones < count % zones ? 1 : 0))
    const known = shares.get(counts.join())
    if (known) known.times++
    else shares.set(counts.join(), { counts, times: 1 })
  }
  return [...shares.values()].map(({ counts, times }) => ({ packing: packZone(counts), times }))
}
