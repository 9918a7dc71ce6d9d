/** Leaders, from names to blocks: where another block stands in a leader's way, the leader passes behind it. */
import { type Block, blocks, type Part } from './blocks.ts'
import type { Fit, PlacedCallout } from './callouts.ts'
import { project, silhouette } from './isometric.ts'
import type { WorldView } from './maps.ts'
import { isShown } from './views.ts'

type Spot = readonly [x: number, y: number]

/** What lies flat hides nothing: a leader runs over it. */
const flat: readonly Part[] = ['zone', 'node', 'fargate', 'plane', 'network']

/** A rule under the words, on to the side of the picture, and from there to the block; as path data, without what is hidden. */
export function leaderOf(callout: PlacedCallout, view: WorldView, { scale, left, top, column }: Fit, width: number): string {
  const { side, x, y, rule, block } = callout
  const corners: Spot[] = side === 'left' ? [[0, rule], [column - 14, rule], [x, y]] : [[width, rule], [width - column + 14, rule], [x, y]]
  const standing = blocks.filter(each => each.id !== block && isSolid(each, view))
    .map(each => silhouette(each).map(point => project(point)).map(([sx, sy]): Spot => [left + sx * scale, top + sy * scale]))
    .map(hullOf)
  return corners.slice(1).map((to, index) => piecesOf(corners[index] ?? to, to, standing)).join('')
}

function isSolid({ id, part, zone }: Block, view: WorldView): boolean {
  return isShown(part, view) && !flat.includes(part) && id !== view.broken && (zone === undefined || zone !== view.lost)
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

/** The smallest convex shape around points. */
function hullOf(points: readonly Spot[]): Spot[] {
  const sorted = [...points].sort(([x1, y1], [x2, y2]) => x1 - x2 || y1 - y2)
  const half = (order: readonly Spot[]) => {
    const chain: Spot[] = []
    for (const point of order) {
      while (chain.length > 1 && turn(chain.at(-2) ?? point, chain.at(-1) ?? point, point) <= 0)
        chain.pop()
      chain.push(point)
    }
    return chain.slice(0, -1)
  }
  return [...half(sorted), ...half(sorted.toReversed())]
}

/** Above 0 where the third point lies on the inner side of the line through the first two. */
function turn([ax, ay]: Spot, [bx, by]: Spot, [x, y]: Spot): number {
  return (bx - ax) * (y - ay) - (by - ay) * (x - ax)
}

const round = (value: number) => Math.round(value * 10) / 10
