import { expect, it } from 'vitest'
import { fillChart, hoursChart } from '../../components/figures/cost/break-even-chart.ts'
import type { BreakEven } from '../../engine/cost/index.ts'

const fill = (fargateUsd: number): BreakEven['byFill'][number] => ({
  plane: 'managed', present: 0.5, presentUsd: 4, breakEven: 2 / fargateUsd, curve: [0.25, 0.5, 1].map(share => ({ fill: share, nodesUsd: 2 / share, fargateUsd })),
})
const chartOf = (fargateUsd: number) => fillChart([fill(fargateUsd)], 'en', usd => `$${Math.round(usd)}`)

it('the chart of fill keeps its axis when Fargate gets dearer, so that its line is seen to rise and the crossing to move', () => {
  const [before, after] = [chartOf(3), chartOf(5)]
  expect(after.most).toBe(before.most)
  expect(before.marks.map(({ x }) => Math.round(x))).toEqual([67, 50])
  expect(after.marks.map(({ x }) => Math.round(x))).toEqual([40, 50])
})

it('what is paid now is marked on the line of the nodes, with its amount', () => {
  expect(chartOf(3).marks.at(-1)).toMatchObject({ x: 50, y: 4, label: '$4' })
})

it('kinds of nodes that cost the same are two lines, the first over the second', () => {
  const { lines } = fillChart([{ ...fill(3), plane: 'self-managed' }, fill(3)], 'en', String)
  expect(lines.map(({ id, dash }) => ({ id, broken: dash !== undefined }))).toEqual([{ id: 'self-managed', broken: true }, { id: 'managed', broken: false }, { id: 'fargate', broken: true }])
  expect(lines[0]?.points).toEqual(lines[1]?.points)
})

it('a strip names who costs less, from one end of the axis to the other, and changes where the lines cross', () => {
  expect(chartOf(4).zones).toMatchObject([{ from: 0, to: 50, label: 'Fargate', tone: 'plane-fargate' }, { from: 50, to: 100, label: 'Managed nodes', tone: 'plane-managed' }])
  expect(chartOf(1.5).zones).toMatchObject([{ from: 0, to: 100, label: 'Fargate' }])
  const line = (plane: 'karpenter' | 'auto-mode', fixed: number, perHour: number) => ({ plane, fixed, perHour, atZero: fixed })
  const { zones } = hoursChart({ byFill: [], byHours: { lines: [line('karpenter', 200, 90), line('auto-mode', 100, 100)], crossings: [{ cheaperBelow: 'auto-mode', cheaperAbove: 'karpenter', hours: 10 }], curve: [], present: 8 } }, 'en')
  expect(zones.map(({ from, to, label }) => [from, to, label])).toEqual([[0, 10, 'Auto Mode'], [10, 24, 'Karpenter']])
})

it('the chart of hours names its crossing, and lets go of a line that would press the others together', () => {
  const line = (plane: 'karpenter' | 'auto-mode' | 'fargate', fixed: number, perHour: number) => ({ plane, fixed, perHour, atZero: fixed })
  const byHours = (fargate: number): BreakEven => ({ byFill: [], byHours: {
    lines: [line('karpenter', 200, 90), line('auto-mode', 100, 100), line('fargate', 0, fargate)], crossings: [{ cheaperBelow: 'auto-mode', cheaperAbove: 'karpenter', hours: 10 }], curve: [], present: 8,
  } })
  expect(hoursChart(byHours(200), 'en')).toMatchObject({ most: 2_500, marks: [{ x: 10, label: '10 h' }] })
  expect(hoursChart(byHours(110), 'ko').most).toBeUndefined()
})
