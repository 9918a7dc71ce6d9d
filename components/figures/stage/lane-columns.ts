/** Where components side by side stand: each as wide as its name, what is left of the room shared among them. Pure. */
import { textRoom } from '../../charts/text-room.ts'

export interface LaneColumn {
  /** Its middle, and its width (px). */
  x: number
  width: number
}

/** As in the component's styles: a name that a hall reads; the share of it that its letters keep when they stand closer. */
const NAME = 18.4
const CLOSE = 0.92
/** Between a name and the edge of its head, both sides (px). */
const AIR = 9

/** @param names the lines of each head @returns `tight` when the names do not fit at the size that a hall reads */
export function laneColumns(names: readonly (readonly string[])[], width: number): { columns: LaneColumn[], tight: boolean } {
  const wanted = names.map(lines => Math.max(0, ...lines.map(line => textRoom(line, NAME) * CLOSE)) + AIR)
  const sum = wanted.reduce((total, each) => total + each, 0)
  const tight = sum > width
  const widths = tight ? wanted.map(() => width / names.length) : wanted.map(each => each + (width - sum) / names.length)
  const columns = widths.map((each, index): LaneColumn => ({ x: widths.slice(0, index).reduce((total, before) => total + before, 0) + each / 2, width: each }))
  return { columns, tight }
}
