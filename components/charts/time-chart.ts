/** Where everything stands in a chart over virtual time: data -> scale -> place. */
import { scaleLinear, type ScaleLinear } from 'd3-scale'
import { spread } from './spread.ts'
import { rowsFor, textRoom } from './text-room.ts'
import { timeTicks } from './time-axis.ts'
import { type TimeBand, type TimeLevel, type TimeMark, type TimeSeries, valueAt } from './time-series.ts'

export interface TimeChartFrame {
  width: number
  height: number
  /** Virtual ms that the axis spans. */
  from: number
  to: number
  /** Virtual ms that the reader sees. */
  now: number
  /** Virtual ms from which the axis counts. @default from */
  origin?: number
  /** What is counted upwards. */
  yLabel?: string
  yFormat: (y: number) => string
  /** Where the y axis ends at least. */
  yMax?: number
  /** Where the y axis begins, for changes that are small beside their amount: the chart says that it is broken. @default 0 */
  yMin?: number
  /** Whether the lines' ends say their values, too. */
  values?: boolean
  /** Room for names on the right (px); charts one below the other have the same. @default as the names need it */
  nameRoom?: number
}

export interface TimeChartMarks {
  series: readonly TimeSeries[]
  levels?: readonly TimeLevel[]
  marks?: readonly TimeMark[]
  bands?: readonly TimeBand[]
}

/** A line's name where the line ends at the present instant, moved away from others that it would touch. */
export interface Tip { series: TimeSeries, x: number, end: number, place: number, value: string, /** Of its dot, px: those that lie under others are rings around them. */ radius: number }

export interface Heading<T> { of: T, x: number, textX: number, textY: number }

export interface TimeChartLayout {
  x: ScaleLinear<number, number>
  y: ScaleLinear<number, number>
  xTicks: number[]
  yTicks: number[]
  /** px: the plot's edges. */
  plot: { left: number, right: number, top: number, bottom: number }
  tips: Tip[]
  /** Levels: their names stand on the y axis, in the place of a tick, where no line runs through them. A line ends (`end`) before a line's name that has no other place. */
  levels: { of: TimeLevel, y: number, end: number }[]
  marks: Heading<TimeMark>[]
  /** A length of time lies on its axis, with its name over it. */
  bands: { of: TimeBand, x: number, width: number }[]
}

/** px: as in the component's styles. */
export const NAME = 18.4
const TICK = 16
/** From a level's name to a tick beside it: half a line of each. */
const LEVEL = 20
const ROW = 24
/** Of the room for a name, what its letters take as a rule. */
const SEEN = 0.9
/** Between the middle of a name and a level's line, so that it does not go through the name; and between two names. */
const OFF_LINE = 15
const NAME_GAP = 22
/** Of a line's end, and of the ring that is left of one under another. */
const DOT = 4.5
const RING = 3

/** Places for names, none on a level's line; where there is no room for that, they are but kept apart. */
function namesOffLines(wanted: readonly number[], lines: readonly number[], least: number, most: number): number[] {
  const places = spread(wanted, NAME_GAP, least, most)
  const order = places.map((_, index) => index).sort((a, b) => (places[a] ?? 0) - (places[b] ?? 0))
  let last = Number.NEGATIVE_INFINITY
  for (const index of order) {
    let place = Math.max(places[index] ?? 0, last + NAME_GAP)
    const line = lines.find(at => Math.abs(at - place) < OFF_LINE)
    if (line !== undefined)
      place = place <= line && line - OFF_LINE >= Math.max(least, last + NAME_GAP) ? line - OFF_LINE : line + OFF_LINE
    places[index] = last = place
  }
  return last > most ? spread(wanted, NAME_GAP, least, most) : places
}

/** Pixels between two ticks: of words of one unit, and of such as 1 min 30 s. */
const [APART, WIDE] = [70, 80]

function spacedTicks(from: number, to: number, width: number, origin?: number): number[] {
  const wide = (at: number) => at - (origin ?? from) > 60_000 && (at - (origin ?? from)) % 60_000 !== 0
  for (let most = 1 + Math.floor(width / APART); ; most--) {
    const ticks = timeTicks(from, to, most, origin)
    if (most <= 2 || !ticks.some(wide) || ((ticks[1] ?? to) - (ticks[0] ?? from)) / (to - from) * width >= WIDE)
      return ticks
  }
}

export function timeLayout({ series, levels = [], marks = [], bands = [] }: TimeChartMarks, frame: TimeChartFrame): TimeChartLayout {
  const { width, height, from, to, now, origin = from, yLabel = '', yFormat, values = false } = frame
  const amounts = [...series.flatMap(({ points }) => points.map(({ y }) => y)), ...levels.map(({ y }) => y)]
  const most = Math.max(1e-9, frame.yMax ?? 0, ...amounts)
  const name = ({ label }: TimeSeries, y: number) => values ? `${label} ${yFormat(y)}` : label
  const nameRoom = frame.nameRoom ?? Math.max(0, ...series.map(each => textRoom(name(each, most), NAME) + 14))
  const least = Math.min(frame.yMin ?? 0, most)
  const scale = scaleLinear().domain([least, scaleLinear().domain([least, most]).nice(4).domain()[1] ?? most])
  const left = Math.max(...[least, ...scale.ticks(4)].map(tick => textRoom(yFormat(tick), TICK)), ...levels.map(({ label }) => textRoom(label, NAME))) + 14
  const right = Math.max(left + 40, width - nameRoom)
  const x = scaleLinear().domain([from, to]).range([left, right])

  const within = (at: number) => Math.min(Math.max(at, left), right)
  const heads = [
    { x: 0, width: textRoom(yLabel, TICK) },
    ...marks.map(({ at, label }) => {
      const wide = textRoom(label, NAME)
      return { x: Math.max(0, Math.min(within(x(at)), width - wide)), width: wide }
    }),
  ].filter((each, index) => index > 0 || each.width > 0)
  const rows = rowsFor(heads, 8)
  const top = (rows.length ? Math.max(...rows) + 1 : 0) * ROW + 10
  const bottom = Math.max(top + 24, height - 28)
  const y = scale.copy().range([bottom, top])
  const counts = amounts.every(Number.isInteger)
  const heading = (index: number) => {
    const at = index + (yLabel ? 1 : 0)
    const { x: start, width: wide } = heads[at] ?? { x: 0, width: 0 }
    const row = rows[at] ?? 0
    // A line that comes down from a name above it, and would touch its end, it gives way to: it begins before its own.
    const touching = marks.flatMap((mark, other) => (rows[other + (yLabel ? 1 : 0)] ?? 0) < row ? [within(x(mark.at))] : []).filter(line => Math.abs(line - start - wide) < OFF_LINE)
    return { textX: Math.min(start, ...touching.map(line => line - wide * SEEN - 6)), textY: (row + 1) * ROW - 8 }
  }

  const ends = series.flatMap((each) => {
    const value = valueAt(each, now)
    return value === undefined || !each.label ? [] : [{ series: each, x: within(x(now)), end: y(value), value: values ? yFormat(value) : '' }]
  })
  const placedLevels = levels.map(of => ({ of, y: y(of.y) }))
  // A name to the right of the plot has no level's line through it.
  const ruled = within(x(now)) + 14 < right ? placedLevels.map(({ y: at }) => at) : []
  // Several lines that end at one point have their names around it, not all of them below it.
  const heap = ends.length > 2 && ends.every(({ end }) => Math.abs(end - (ends[0]?.end ?? 0)) < 3)
  const places = namesOffLines(ends.map(({ end }, index) => heap ? end + (index - (ends.length - 1) / 2) * NAME_GAP : end), ruled, top + 2, bottom - 12)
  return {
    x, y,
    plot: { left, right, top, bottom },
    xTicks: spacedTicks(from, to, right - left, origin),
    yTicks: [
      ...least > 0 ? [least] : [],
      ...y.ticks(Math.max(2, Math.min(5, Math.floor((bottom - top) / 36)))).filter(tick => (!counts || Number.isInteger(tick)) && (least === 0 || bottom - y(tick) > TICK) && placedLevels.every(level => Math.abs(level.y - y(tick)) > LEVEL)),
    ],
    tips: ends.map((end, index) => ({ ...end, place: places[index] ?? 0, radius: DOT + RING * ends.slice(index + 1).filter(over => Math.abs(over.end - end.end) < DOT).length })),
    levels: placedLevels.map(level => ({ ...level, end: places.some(place => Math.abs(place - level.y) < OFF_LINE) ? within(x(now)) : right })),
    bands: bands.map(of => ({ of, x: within(x(of.from)), width: within(x(of.to)) - within(x(of.from)) })),
    marks: marks.map((of, index) => ({ of, x: within(x(of.at)), ...heading(index) })),
  }
}
