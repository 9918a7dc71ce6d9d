/**
 * The order in which nodes are looked at: one from each zone in turn, so that a sample of them has every zone.
 * Models pkg/scheduler/backend/cache/node_tree.go.
 */
import type { Labels } from '../types/index.ts'
import { REGION_LABEL, ZONE_LABEL } from '../types/wellknown.ts'
import type { NodeInfo } from './nodeinfo.ts'

const zoneOf = (labels: Labels) => `${labels[REGION_LABEL] ?? ''}:${labels[ZONE_LABEL] ?? ''}`

/** Nodes in turn from each zone; zones and nodes within one keep the order given. */
export function interleaveZones(nodes: Iterable<NodeInfo>): NodeInfo[] {
  const zones = new Map<string, NodeInfo[]>()
  for (const node of nodes) {
    const zone = zoneOf(node.labels)
    const members = zones.get(zone)
    if (members) members.push(node)
    else zones.set(zone, [node])
  }
  const order: NodeInfo[] = []
  const groups = [...zones.values()]
  const longest = Math.max(0, ...groups.map(group => group.length))
  for (let round = 0; round < longest; round++) {
    for (const group of groups) {
      const node = group[round]
      if (node) order.push(node)
    }
  }
  return order
}
