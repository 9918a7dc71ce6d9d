/** Leaders, from names to blocks: where another block stands in a leader's way, the leader passes behind it. */
import { polygonHull } from 'd3-polygon'
import { type Block, blocks, type Part } from './blocks.ts'
import type { Fit, PlacedCallout } from './callouts.ts'
import { project, silhouette } from './isometric.ts'
import type { WorldView } from './maps.ts'
import { hasBlock } from './views.ts'

type Spot = readonly [x: number, y: number]

/** What lies flat hides nothing: a leader runs over it. */
const flat: readonly Part[] = ['zone', 'node', 'fargate', 'plane', 'network']

/** The outline of a block that stands, in the picture's pixels. */
interface Outline { id: string, hull: readonly Spot[] }

/** What leaders pass behind: the same for all names of a map. */
export function outlinesOf(view: WorldView, { scale, left, top }: Fit): Outline[] {
  return blocks.filter(each => isSolid(each, view)).map(each => ({
    id: each.id,
    hull: polygonHull(silhouette(each).map(point => project(point)).map(([sx, sy]): [number, number] => [left + sx * scale, top + sy * scale])) ?? [],
  }))
}

/** A rule under the words, on to the side of the picture, and from there to the block; as path data, without what is hidden. */
export function leaderOf({ side, x, y, rule, block }: PlacedCallout, outlines: readonly Outline[], { column }: Fit, width: number): string {
  const corners: Spot[] = side === 'left' ? [[0, rule], [column - 14, rule], [x, y]] : [[width, rule], [width - column + 14, rule], [x, y]]
  const standing = outlines.filter(({ id }) => id !== block).map(({ hull }) => hull)
  return corners.slice(1).map((to, index) => piecesOf(corners[index] ?? to, to, standing)).join('')
}

function isSolid(block: Block, view: WorldView): boolean {
  const { id, part, zone } = block
  return hasBlock(block, view) && !flat.includes(part) && id !== view.broken && (zone === undefined || zone !== view.lost)
}

/** What of a segment lies outside of all shapes, as path data. */
function piecesOf(from: Spot, to: Spot, hulls: readonly (readonly Spot[])[]): string {
  const at = (share: number) => `${round(from[0] + (to[0] - from[0]) * share)} ${round(from[1] + (to[1] - from[1]) * share)}`
  const covered = hulls.flatMap(hull => within(from, to, hull) ?? []).sort(([one], [other]) => one - other)
  let [path, begun] = ['', 0]
  for (const [enters, leaves] of [...covered, [1, 1] as const]) {
    if (enters > begun)
      path += `M${at(begun)}L${at(enters)}`
    begun = Math.max(begun, leaves)
  }
  return path
}

/** The shares of a segment between which it is in a convex shape, whose corners go round one way. */
function within(from: Spot, to: Spot, hull: readonly Spot[]): [readonly [enters: number, leaves: number]] | undefined {
  let [enters, leaves] = [0, 1]
  for (const [index, corner] of hull.entries()) {
    const next = hull[(index + 1) % hull.length] ?? corner
    const [start, end] = [turn(corner, next, from), turn(corner, next, to)]
    if (start < 0 && end < 0)
      return undefined
    const share = start / (start - end)
    if (start < 0)
      enters = Math.max(enters, share)
    else if (end < 0)
      leaves = Math.min(leaves, share)
  }
  return enters < leaves ? [[enters, leaves]] : undefined
}

/** Above 0 where the third point lies on the inner side of the line through the first two: d3's hulls go round this way. */
function turn([ax, ay]: Spot, [bx, by]: Spot, [x, y]: Spot): number {
  return (by - ay) * (x - ax) - (bx - ax) * (y - ay)
}

const round = (value: number) => Math.round(value * 10) / 10
