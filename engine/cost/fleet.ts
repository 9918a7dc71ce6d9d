/** Nodes over a month: every level of a workload packed zone by zone. */
import type { NodeBin, Packing } from './node-bin.ts'
import type { NodeTemplate } from './node-template.ts'
import { pack } from './packing.ts'
import type { Level } from './usage.ts'
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
    const wanted = replicas.map((count, group) => groups[group]?.always ? count : Math.ceil(count * (1 + headroom) - 1e-9))
    const packings = perZone(groups, wanted, zones, counts => pack(template, groups, counts))
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

/**
 * Splits replicas evenly over zones. What does not divide goes to the zones in turn, beginning at a zone of the group's own,
 * so that single replicas do not all land in the first. Pods that must be beside others are split over the zones of those.
 */
function perZone(
  groups: readonly PricedGroup[], replicas: readonly number[], zones: number, packZone: (counts: readonly number[]) => Packing,
): { packing: Packing, times: number }[] {
  const split = splitOver(groups, replicas, zones)
  const shares = new Map<string, { counts: number[], times: number }>()
  for (let zone = 0; zone < zones; zone++) {
    const counts = split.map(group => group[zone] ?? 0)
    const known = shares.get(counts.join())
    if (known) known.times++
    else shares.set(counts.join(), { counts, times: 1 })
  }
  return [...shares.values()].map(({ counts, times }) => ({ packing: packZone(counts), times }))
}

/** Replicas by group and zone. */
function splitOver(groups: readonly PricedGroup[], replicas: readonly number[], zones: number): number[][] {
  const split: number[][] = replicas.map(() => [])
  const done = new Set<number>()
  function place(index: number): number[] {
    if (done.has(index)) return split[index] ?? []
    done.add(index)
    const { near = [], together = false, always = false } = groups[index] ?? {}
    // A circle of groups that want each other is placed from where it was entered.
    const anchors = near.filter(other => (replicas[other] ?? 0) > 0).map(place).filter(zone => zone.length > 0)
    // System pods all begin at the first zone, so that they share their nodes.
    const order = Array.from({ length: zones }, (_, at) => ((always ? 0 : index) + at) % zones)
    const allowed = order.filter(zone => anchors.every(anchor => (anchor[zone] ?? 0) > 0))
    const used = (allowed.length > 0 ? allowed : order).slice(0, together ? 1 : zones)
    const count = replicas[index] ?? 0
    const counts = Array.from({ length: zones }, (_, zone) => {
      const at = used.indexOf(zone)
      return at < 0 ? 0 : Math.floor(count / used.length) + (at < count % used.length ? 1 : 0)
    })
    split[index] = counts
    return counts
  }
  for (const index of replicas.keys()) place(index)
  return split
}
