/** Nodes side by side, or one below the other, all alike, and pods as blocks of one size in them: where it does not matter how much anyone asks for. */

interface Place { x: number, y: number, width: number, height: number }

export interface PlainRoom {
  /** Where the nodes stand. */
  x: number
  y: number
  width: number
  height: number
  nodes: number
  /** Pixels between a node and the next below it, where they stand so: its name is there. @default side by side */
  below?: number
  /** The most pods on one node: blocks keep their size while pods come and go. */
  busiest: number
}

const LARGEST = 44
const SMALLEST = 9
const GAP = 6
const PAD = 10
const BETWEEN = 16

/** Places of the nodes, and of the pods of each by their order on it. */
export function plainPlaces({ x, y, width, height, nodes, below, busiest }: PlainRoom): { nodes: Place[], podAt: (node: number, pod: number) => Place } {
  const each = (room: number, between: number) => (room - between * (nodes - 1)) / Math.max(1, nodes)
  const [wide, high] = below === undefined ? [each(width, BETWEEN), height] : [width, each(height, below)]
  const across = (side: number) => Math.max(1, Math.floor((wide - 2 * PAD + GAP) / (side + GAP)))
  const down = (side: number) => Math.floor((high - 2 * PAD + GAP) / (side + GAP))
  let side = Math.max(SMALLEST, Math.min(LARGEST, wide - 2 * PAD, high - 2 * PAD))
  while (side > SMALLEST && across(side) * down(side) < busiest)
    side--
  const places = Array.from({ length: nodes }, (_, index) => ({ x: below === undefined ? x + index * (wide + BETWEEN) : x, y: below === undefined ? y : y + index * (high + below), width: wide, height: high }))
  const podAt = (node: number, pod: number) => ({
    x: (places[node]?.x ?? x) + PAD + pod % across(side) * (side + GAP),
    y: (places[node]?.y ?? y) + PAD + Math.floor(pod / across(side)) * (side + GAP),
    width: side, height: side,
  })
  return { nodes: places, podAt }
}
