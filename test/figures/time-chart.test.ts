import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import TimeChart from '../../components/charts/TimeChart.vue'
import { rowsFor } from '../../components/charts/text-room.ts'
import { textRoom } from '../../components/charts/text-room.ts'
import { timeLayout } from '../../components/charts/time-chart.ts'
import { timeTicks, timeWords } from '../../components/charts/time-axis.ts'
import { cornersOf, dipCounts, gapBetween, partedDips, type TimePoint, valueAt, widestOf } from '../../components/charts/time-series.ts'
import { drawn } from '../support/drawn.ts'

const MIN = 60_000
const steps = (...points: [number, number][]): TimePoint[] => points.map(([minute, y]) => ({ at: minute * MIN, y }))

const chart = {
  title: 'Pods over time', description: 'Desired goes from 2 to 6, current follows.', language: 'en' as const, width: 868, height: 260, from: 0, to: 12 * MIN, values: true,
  series: [
    { id: 'desired', label: 'desired', tone: 'control' as const, dash: '8 4', points: steps([0, 2], [2, 4], [3, 6], [9, 3]) },
    { id: 'current', label: 'current', tone: 'data' as const, points: steps([0, 2], [2.5, 4], [3.5, 6], [9.5, 3]) },
  ],
}
const race = {
  ...chart, title: 'Demand and capacity', description: 'Demand rises above what is ready.', yLabel: 'requests/s', values: false,
  series: [
    { id: 'capacity', label: 'ready', tone: 'data' as const, kind: 'area' as const, points: steps([0, 100], [4, 200], [6, 400]) },
    { id: 'demand', label: 'demand', tone: 'own' as const, curve: 'linear' as const, points: steps([0, 80], [2, 80], [3, 350], [12, 300]) },
  ],
  gaps: [{ above: 'demand', below: 'capacity', tone: 'bad' as const, label: 'lost' }],
}

describe('the chart over time as it is drawn', () => {
  it('up to the present instant, with what happened', async () => {
    const marks = [{ at: 2 * MIN, label: 'load rises', tone: 'own' }, { at: 2.5 * MIN, label: 'two pods more', tone: 'data' }, { at: 11 * MIN, label: 'not yet', tone: 'own' }]
    const svg = await drawn(TimeChart, { ...chart, now: 8 * MIN, marks, levels: [{ y: 8, label: 'max 8', tone: 'quiet' }], bands: [{ from: 3 * MIN, to: 8 * MIN, label: 'window', tone: 'control' }] })
    await expect(svg).toMatchFileSnapshot('snapshots/time-chart-now.svg')
    expect(svg).not.toContain('not yet')
  })

  it('with what is to come, faintly', async () => {
    await expect(await drawn(TimeChart, { ...chart, now: 4 * MIN, ahead: true })).toMatchFileSnapshot('snapshots/time-chart-ahead.svg')
  })

  it('with the area between two lines hatched', async () => {
    await expect(await drawn(TimeChart, race)).toMatchFileSnapshot('snapshots/time-chart-gap.svg')
  })

  it('on a narrow screen, in Korean', async () => {
    const svg = await drawn(TimeChart, { ...chart, width: 358, height: 220, language: 'ko', now: 9 * MIN, levels: [{ y: 2, label: '최소 2', tone: 'quiet' }] })
    await expect(svg).toMatchFileSnapshot('snapshots/time-chart-narrow.svg')
  })

  it('a level\'s line ends before the names that have no place off it, else it goes on to what is to come', () => {
    const crowded = (height: number) => timeLayout({ series: ['a', 'b', 'c', 'd'].map(id => ({ id, label: id, tone: 'data' as const, points: steps([0, 10]) })), levels: [{ y: 8, label: 'promise 8', tone: 'quiet' }] }, { width: 868, height, from: 0, to: 12 * MIN, now: 6 * MIN, yFormat: String })
    const [small, tall] = [crowded(120), crowded(600)]
    expect(small.levels.map(({ end }) => end)).toEqual([small.x(6 * MIN)])
    expect(tall.levels.map(({ end }) => end)).toEqual([tall.plot.right])
  })

  it('from higher than nothing, with a torn floor that says its value', async () => {
    const [desired] = chart.series
    const high = { ...chart, values: false, series: [{ ...desired, label: '', kind: 'area' as const, points: steps([0, 18], [4, 14], [6, 18]) }] }
    const [torn, whole] = [await drawn(TimeChart, { ...high, yMin: 11 }), await drawn(TimeChart, high)]
    await expect(torn).toMatchFileSnapshot('snapshots/time-chart-torn.svg')
    expect(torn).toMatch(/class="torn"/)
    expect(torn).toMatch(/>11<\/text>/)
    expect(whole).not.toMatch(/class="torn"/)
  })

  it('of nothing at all is an empty plot', async () => {
    expect(await drawn(TimeChart, { ...chart, series: [{ ...chart.series[0], points: [] }] })).not.toContain('NaN')
  })
})

describe('names and the line of a promise', () => {
  const pods = (points: TimePoint[]) => [{ id: 'ready', label: 'ready', tone: 'data' as const, points }]
  const frame = { width: 868, height: 140, from: 0, to: 12 * MIN, yFormat: String, yMax: 6 }
  const layout = (y: number, points: TimePoint[], now = 6 * MIN) => timeLayout({ series: pods(points), levels: [{ y, label: 'promise', tone: 'own' }] }, { ...frame, now })

  it('a level has its name on the axis, left of all lines, in the place of a tick', () => {
    const wide = layout(5, steps([0, 6]))
    expect(wide.plot.left).toBeGreaterThan(textRoom('promise', 18.4))
    expect(wide.yTicks.map(tick => wide.y(tick)).every(tick => Math.abs(tick - (wide.levels[0]?.y ?? 0)) > 16)).toBe(true)
  })

  it('a line\'s name stands off the promise\'s, but for where the promise\'s line has ended', () => {
    const middle = layout(5, steps([0, 6], [3, 5]))
    expect(Math.abs((middle.tips[0]?.place ?? 0) - (middle.levels[0]?.y ?? 0))).toBeGreaterThanOrEqual(15)
    expect(layout(5, steps([0, 6], [3, 5]), 12 * MIN).tips[0]?.place).toBeCloseTo(middle.levels[0]?.y ?? 0)
  })
})

describe('a series', () => {
  it('holds as a step, and is drawn to the end', () => {
    const points = steps([1, 2], [3, 5])
    expect([0, 1, 2.9, 3, 9].map(minute => valueAt({ points }, minute * MIN))).toEqual([undefined, 2, 2, 5, 5])
    expect(cornersOf({ points }, 4 * MIN)).toEqual(steps([1, 2], [3, 2], [3, 5], [4, 5]))
  })

  it('goes straight from point to point when it is linear', () => {
    expect(valueAt({ points: steps([0, 0], [4, 8]), curve: 'linear' }, MIN)).toBe(2)
  })
})

describe('dips that would be too short to be seen', () => {
  it('last as long as asked, around where they were; what is long enough, and how deep it goes, stays', () => {
    expect(partedDips(steps([0, 6], [3, 5], [4, 6], [10, 4], [15, 6]), 2 * MIN, MIN)).toEqual(steps([0, 6], [2.5, 5], [4.5, 6], [10, 4], [15, 6]))
  })

  it('stay apart where they are so near that they would be drawn as one', () => {
    expect(partedDips(steps([0, 6], [4, 5], [5, 6], [6, 5], [7, 6]), 2 * MIN, MIN)).toEqual(steps([0, 6], [3, 5], [5, 6], [6, 5], [8, 6]))
  })

  it('go on to the end where nothing comes after them', () => {
    expect(partedDips(steps([0, 6], [4, 5], [5, 4]), 2 * MIN, MIN)).toEqual(steps([0, 6], [4, 5], [5, 4]))
  })

  it('are counted where they stand too near each other to be told apart, up to now', () => {
    const points = steps([0, 6], [2, 5], [2.1, 6], [3, 5], [3.1, 6], [9, 5], [9.1, 6])
    expect(dipCounts(points, 2 * MIN, 20 * MIN).map(({ at, count }) => [at / MIN, count])).toEqual([[2.5, 2], [9, 1]])
    expect(dipCounts(points, 2 * MIN, 2.5 * MIN).map(({ count }) => count)).toEqual([1])
  })
})

describe('the gap between two series', () => {
  const area = (gap: ReturnType<typeof gapBetween>) => gap.reduce((sum, { at, low, high }, index) => {
    const before = gap[index - 1]
    return before ? sum + (at - before.at) / MIN * ((high - low) + (before.high - before.low)) / 2 : sum
  }, 0)

  it('counts what is above only, between steps and where straight lines cross', () => {
    expect(area(gapBetween({ points: steps([0, 5], [2, 1]) }, { points: steps([0, 3]) }, 4 * MIN))).toBe(4)
    const [up, down] = [steps([0, 0], [4, 4]), steps([0, 4], [4, 0])]
    expect(area(gapBetween({ points: up, curve: 'linear' }, { points: down, curve: 'linear' }, 4 * MIN))).toBe(4)
  })

  it('is as large as the seconds of what was missing, whatever the two steps are', () => {
    const series = fc.array(fc.tuple(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 9 })), { minLength: 1 })
      .map(pairs => steps([0, 4], ...[...new Map(pairs)].sort(([a], [b]) => a - b).filter(([at]) => at > 0)))
    fc.assert(fc.property(series, series, (above, below) => {
      const missing = Array.from({ length: 40 }, (_, minute) => Math.max(0, (valueAt({ points: above }, minute * MIN) ?? 0) - (valueAt({ points: below }, minute * MIN) ?? 0)))
      expect(area(gapBetween({ points: above }, { points: below }, 40 * MIN))).toBeCloseTo(missing.reduce((a, b) => a + b))
    }))
  })

  it('has its name where it is widest', () => {
    const gap = gapBetween({ points: steps([0, 5], [2, 9], [4, 0]) }, { points: steps([0, 3]) }, 6 * MIN)
    expect(widestOf(gap, 6 * MIN)).toMatchObject({ low: 3, high: 9 })
    expect(widestOf(gap, MIN)).toMatchObject({ low: 3, high: 5 })
    expect(widestOf(gapBetween({ points: steps([0, 1]) }, { points: steps([0, 3]) }, MIN), MIN)).toBeUndefined()
  })
})

describe('an axis of time', () => {
  it.each([
    [10_000, ['0', '2 s', '4 s', '6 s', '8 s', '10 s']],
    [90_000, ['0', '15 s', '30 s', '45 s', '1 min', '1 min 15 s', '1 min 30 s']],
    [12 * MIN, ['0', '2 min', '4 min', '6 min', '8 min', '10 min', '12 min']],
    [24 * 60 * MIN, ['0', '6 h', '12 h', '18 h', '24 h']],
  ])('of %d ms has round ticks', (to, words) => {
    expect(timeTicks(0, to, 7).map(at => timeWords(at, 'en'))).toEqual(words)
  })

  it('counts from where the figure begins', () => {
    expect(timeTicks(95_000, 400_000, 4, 90_000)).toEqual([210_000, 330_000])
    expect([0, 400, 61_000, -5_000].map(ms => timeWords(ms, 'ko'))).toEqual(['0', '0', '1분 1초', '–5초'])
  })
})

it('words that would touch stand in rows', () => {
  expect(rowsFor([{ x: 0, width: 50 }, { x: 40, width: 30 }, { x: 70, width: 30 }, { x: 75, width: 10 }], 10)).toEqual([0, 1, 0, 2])
})
