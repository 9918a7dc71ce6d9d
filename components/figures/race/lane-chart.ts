/** A lane against its load, drawn a column at a time: what came, what could be served, and what lies between. */
import type { LoadCurve } from '../../../engine/race/inputs/curve.ts'
import type { LaneResult } from '../../../engine/race/result/result.ts'
import { servingAt } from '../../../engine/race/result/serving-at.ts'
import type { RaceWindow } from './race-window.ts'

export interface LaneColumns {
  /** Requests a second at each column: what comes, what the ready pods can serve, and what of it is served. */
  demand: readonly number[]
  capacity: readonly number[]
  served: readonly number[]
}

/** @param columns how many, over all of the window */
export function laneColumns(lane: LaneResult, curve: LoadCurve, { from, until }: RaceWindow, columns: number): LaneColumns {
  const all = Array.from({ length: columns + 1 }, (_, column) => servingAt(lane.serving, curve, from + (until - from) * column / columns))
  return { demand: all.map(({ demand }) => demand), capacity: all.map(({ capacity }) => capacity), served: all.map(({ served, demand }) => Math.min(served, demand)) }
}

export interface Scale {
  width: number
  height: number
  /** Requests a second at the top. */
  most: number
}

const round = (value: number) => Math.round(value * 10) / 10

/** Where a value of each column lies. */
function place(values: readonly number[], { width, height, most }: Scale): (readonly [x: number, y: number])[] {
  const step = width / Math.max(1, values.length - 1)
  return values.map((value, column) => [round(column * step), round(height - Math.min(value, most) / most * height)] as const)
}

/** Where a value stands, a share of the way through: 0 to 1. */
export function pointAt(values: readonly number[], share: number, scale: Scale): { x: number, y: number } {
  const [, y] = place(values, scale)[Math.round(share * (values.length - 1))] ?? [0, scale.height]
  return { x: round(share * scale.width), y }
}

export function linePath(values: readonly number[], scale: Scale): string {
  return place(values, scale).map(([x, y], column) => `${column === 0 ? 'M' : 'L'}${x} ${y}`).join('')
}

/** From a line down to another, or to the ground. */
export function areaPath(values: readonly number[], scale: Scale, below: readonly number[] = values.map(() => 0)): string {
  const back = place(below, scale).toReversed()
  return `${linePath(values, scale)}${back.map(([x, y]) => `L${x} ${y}`).join('')}Z`
}
