/** Where the nodes of a group stand: zones as columns, nodes under one another in the order in which they were started. */
import type { Box } from '../stage/layout.ts'
import type { NodeMark } from './update-view.ts'

export interface PlacedMark extends Box {
  node: NodeMark
  pods: readonly (Box & { index: number })[]
}

export interface GroupLayout {
  zones: readonly (Box & { zone: string })[]
  nodes: readonly PlacedMark[]
}

/** Pixels: for the zone's name, between things, for a node's version, and of a pod. */
const [HEAD, GAP, VERSION, POD] = [26, 6, 60, 15]
/** Pixels of a node, with the gap below it, where there is room. */
const ROW = 46

/** Pixels of a group whose zones have so many nodes at most. */
export function fullHeight(rows: number): number {
  return HEAD + rows * ROW + GAP
}

/** @param rows the most nodes that a zone ever has: rows do not jump while nodes come and go */
export function groupLayout(nodes: readonly NodeMark[], zones: readonly string[], rows: number, { width, height }: { width: number, height: number }): GroupLayout {
  const column = (width - GAP * (zones.length - 1)) / Math.max(1, zones.length)
  const row = Math.min(ROW, (height - HEAD - GAP) / Math.max(1, rows))
  const boxes = zones.map((zone, index) => ({ zone, x: index * (column + GAP), y: 0, width: column, height: HEAD + rows * row + GAP }))
  return {
    zones: boxes,
    nodes: boxes.flatMap(box => nodes.filter(({ zone }) => zone === box.zone).map((node, index): PlacedMark => {
      const place = { x: box.x + GAP, y: HEAD + index * row, width: column - 2 * GAP, height: row - GAP }
      return { node, ...place, pods: podsIn(node.pods.length, place) }
    })),
  }
}

function podsIn(count: number, { x, y, width, height }: Box): PlacedMark['pods'] {
  const across = Math.max(1, Math.floor((width - VERSION) / (POD + 4)))
  const lines = Math.ceil(count / across)
  const side = Math.min(POD, (height - 6) / Math.max(1, lines) - 3)
  return Array.from({ length: count }, (_, index) => ({
    index, width: side, height: side,
    x: x + VERSION + index % across * (side + 4),
    y: y + height / 2 - lines * (side + 3) / 2 + Math.floor(index / across) * (side + 3),
  }))
}
