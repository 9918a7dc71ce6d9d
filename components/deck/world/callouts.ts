import { spread } from '../../charts/spread.ts'
import { blockOf } from './blocks.ts'
import { pointOn, project } from './isometric.ts'
import type { Callout, WorldView } from './maps.ts'

/** A callout with its place on the slide, in pixels of the picture's frame. */
export interface PlacedCallout extends Callout {
  /** 1 for the first from the top, left before right: its number where there is no room for names beside the picture. */
  number: number
  /** What it points to. */
  x: number
  y: number
  /** The rule that its words stand on. */
  rule: number
}

/** How a view is fitted into a frame: its box in the middle, a column of names on either side. */
export interface Fit { scale: number, left: number, top: number, column: number }

/** Callouts stand at least this far apart, in pixels: a line of text, its rule and some air. */
export const calloutGap = 44

/** A leader that would bend by no more pixels than this looks crooked: its end moves on its block instead. */
const straight = 8

export function fitView({ box: [x, y, boxWidth, boxHeight] }: Pick<WorldView, 'box'>, width: number, height: number): Fit {
  const scale = height / boxHeight
  const column = (width - boxWidth * scale) / 2
  return { scale, left: column - x * scale, top: -y * scale, column }
}

/** Names as near to their blocks as they can stand without touching, on either side. */
export function placeCallouts(view: WorldView, width: number, height: number): PlacedCallout[] {
  const { scale, left, top } = fitView(view, width, height)
  const aimed = view.callouts.map((callout) => {
    const [x, y] = project(pointOn(blockOf(callout.block), callout.at))
    return { ...callout, x: left + x * scale, y: top + y * scale }
  })
  const placed = (['left', 'right'] as const).flatMap((side) => {
    const mine = aimed.filter(callout => callout.side === side)
    const rules = spread(mine.map(({ y, below = 0 }) => y + below), calloutGap, calloutGap - 8, height - 4)
    return mine.map((callout, index) => ({ ...callout, rule: rules[index] ?? 0 })).map(callout => ({ ...callout, y: Math.abs(callout.rule - callout.y) <= straight ? callout.rule : callout.y })).sort((one, other) => one.rule - other.rule)
  })
  return placed.map((callout, index) => ({ ...callout, number: index + 1 }))
}
