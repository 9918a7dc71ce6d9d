/** What a chart over virtual time draws, as data. Instants are virtual ms. */
import type { Tone } from './tone.ts'

export interface TimePoint { at: number, y: number }

/** A value as it goes on: a step holds until the next point, and its last one to the chart's end; a linear one ends with its points. */
export interface TimeSeries {
  id: string
  /** Stands at the line's end; a line without one has no end to be read. */
  label: string
  tone: Tone
  /** In the order of their instants. */
  points: readonly TimePoint[]
  /** @default step */
  curve?: 'step' | 'linear'
  /** Whether what is below the line is filled. @default line */
  kind?: 'line' | 'area'
  /** An SVG dash pattern, so that lines differ without colour. */
  dash?: string
  /** Whether it steps back behind the others. */
  quiet?: boolean
}

/** Where one series stands above another, hatched: what is missing, or what was lost. */
export interface TimeGap {
  /** Ids of series. */
  above: string
  below: string
  /** Stands where the gap is widest. */
  label?: string
  tone: Tone
}

/** A horizontal line that is kept to, or not to be crossed. */
export interface TimeLevel { y: number, label: string, tone: Tone }

/** Something that happened: a vertical line with its name. */
export interface TimeMark { at: number, label: string, tone: Tone }

/** A stretch of time with a name. */
export interface TimeBand { from: number, to: number, label: string, tone: Tone }

/** The value of a series at an instant; undefined before it begins. */
export function valueAt({ points, curve = 'step' }: Pick<TimeSeries, 'points' | 'curve'>, at: number): number | undefined {
  const index = points.findLastIndex(point => point.at <= at)
  const [before, after] = [points[index], points[index + 1]]
  if (!before || !after || curve === 'step')
    return before?.y
  return before.y + (after.y - before.y) * (at - before.at) / (after.at - before.at)
}

/** A stretch below a step series' highest value. */
interface Dip { from: number, to: number, points: readonly TimePoint[] }

function dipsOf(points: readonly TimePoint[], most: number): Dip[] {
  const dips: Dip[] = []
  let inside: TimePoint[] = []
  for (const point of [...points, { at: Infinity, y: most }]) {
    if (point.y < most) {
      inside.push(point)
    }
    else if (inside[0]) {
      dips.push({ from: inside[0].at, to: point.at, points: inside })
      inside = []
    }
  }
  return dips
}

/**
 * A step series whose dips below its highest value can be seen, and told apart: each lasts a while at least, and a while lies
 * between two (virtual ms). Those that are too short or too near for that are drawn around where they were.
 */
export function partedDips(points: readonly TimePoint[], leastMs: number, betweenMs: number): TimePoint[] {
  const most = Math.max(...points.map(({ y }) => y))
  const groups: { dips: Dip[], from: number, lasts: number }[] = []
  for (const dip of dipsOf(points, most)) {
    const lasts = Math.max(leastMs, dip.to - dip.from)
    const last = groups.at(-1)
    if (last && last.from + last.lasts + betweenMs > dip.from)
      Object.assign(last, { dips: [...last.dips, dip], lasts: last.lasts + betweenMs + lasts })
    else
      groups.push({ dips: [dip], from: dip.from, lasts })
  }
  let free = Number.NEGATIVE_INFINITY
  const drawn = groups.flatMap(({ dips, from, lasts }) => {
    const spare = lasts - ((dips.at(-1)?.to ?? from) - from)
    let at = Math.max(free, Number.isFinite(spare) ? from - spare / 2 : from)
    return dips.flatMap((dip) => {
      const [start, end] = [at, at + Math.max(leastMs, dip.to - dip.from)]
      at = free = end + betweenMs
      return [...dip.points.map(point => ({ ...point, at: start + point.at - dip.from })), ...Number.isFinite(end) ? [{ at: end, y: most }] : []]
    })
  })
  return [...points.slice(0, points[0]?.y === most ? 1 : 0), ...drawn]
}

/** Dips below a step series' highest value that stand so near each other (virtual ms) that they are drawn as one, or their numbers would be: how many, and the middle of them. */
export function dipCounts(points: readonly TimePoint[], nearMs: number, now: number): { at: number, count: number }[] {
  const most = Math.max(...points.map(({ y }) => y))
  const begun = points.filter(({ at, y }, index) => at <= now && y < (points[index - 1]?.y ?? most)).map(({ at }) => at)
  const groups: { from: number, to: number, count: number }[] = []
  for (const at of begun) {
    const last = groups.at(-1)
    if (last && at - last.to < nearMs)
      Object.assign(last, { to: at, count: last.count + 1 })
    else
      groups.push({ from: at, to: at, count: 1 })
  }
  return groups.map(({ from, to, count }) => ({ at: (from + to) / 2, count }))
}

/** A series as the corners of the line that is drawn, up to `end`. */
export function cornersOf({ points, curve = 'step' }: Pick<TimeSeries, 'points' | 'curve'>, end: number): TimePoint[] {
  const last = points.at(-1)
  if (curve === 'linear' || !last)
    return [...points]
  const corners = points.flatMap((point, index) => index ? [{ at: point.at, y: points[index - 1]?.y ?? 0 }, point] : [point])
  return last.at < end ? [...corners, { at: end, y: last.y }] : corners
}

/** What is written below a point of a chart. */
export interface TimeNote extends TimePoint { label: string }

/** A stretch of the area between two series: at each instant its foot and its top; where neither is above, both are the same. */
export interface GapPoint { at: number, low: number, high: number }

/** The area where `above` stands above `below`, up to `end`: corner by corner, and where the two cross. */
export function gapBetween(above: Pick<TimeSeries, 'points' | 'curve'>, below: Pick<TimeSeries, 'points' | 'curve'>, end: number): GapPoint[] {
  const start = Math.max(above.points[0]?.at ?? end, below.points[0]?.at ?? end)
  const instants = [...new Set([start, ...[...above.points, ...below.points].map(({ at }) => at), end])].filter(at => at >= start && at <= end).sort((a, b) => a - b)
  return instants.flatMap((at, index) => {
    const [high, low] = [valueAt(above, at) ?? 0, valueAt(below, at) ?? 0]
    const since = instants[index - 1]
    if (since === undefined)
      return [clipped(at, high, low)]
    // A step arrives at an instant with the value that it leaves behind.
    const before = { high: arriving(above, since, at), low: arriving(below, since, at) }
    const crossing = crossingOf(since, (valueAt(above, since) ?? 0) - (valueAt(below, since) ?? 0), at, before.high - before.low)
    const crossed = crossing === undefined ? [] : [clipped(crossing, valueAt(above, crossing) ?? 0, valueAt(above, crossing) ?? 0)]
    return [...crossed, clipped(at, before.high, before.low), clipped(at, high, low)]
  })
}

/** From where to where a gap is open around an instant of it. */
export function openAround(gap: readonly GapPoint[], { at }: GapPoint): readonly [from: number, to: number] {
  const shut = ({ low, high }: GapPoint) => high === low
  const from = gap.findLast(point => point.at <= at && shut(point))?.at ?? gap[0]?.at ?? at
  return [from, gap.find(point => point.at > at && shut(point))?.at ?? gap.at(-1)?.at ?? at]
}

/** The middle of the stretch where a gap is widest, up to `end`; undefined when there is none. */
export function widestOf(gap: readonly GapPoint[], end: number): GapPoint | undefined {
  const open = gap.filter(({ at, low, high }) => at <= end && high > low)
  const widest = Math.max(...open.map(({ low, high }) => high - low))
  const stretch = open.filter(({ low, high }) => high - low === widest)
  return stretch[Math.floor(stretch.length / 2)]
}

function clipped(at: number, high: number, low: number): GapPoint {
  return { at, low, high: Math.max(low, high) }
}

function arriving(series: Pick<TimeSeries, 'points' | 'curve'>, since: number, at: number): number {
  return valueAt(series, series.curve === 'linear' ? at : since) ?? 0
}

/** Where a straight line from `a` to `b` goes through 0. */
function crossingOf(from: number, a: number, to: number, b: number): number | undefined {
  return a * b < 0 ? from + (to - from) * a / (a - b) : undefined
}
