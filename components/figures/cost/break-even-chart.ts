/** Break-even as lines on a chart. */
import type { Language } from '../../../data/localized.ts'
import { type BreakEven, costAt, type FillCrossing, type HoursCrossing, type Plane } from '../../../engine/cost/index.ts'
import type { ChartLine, ChartMark, ChartZone } from '../../charts/LineChart.vue'
import { amount, percent } from '../controls/number-words.ts'
import { planeNames } from './cost-strings.ts'
import { planeLook } from './plane-look.ts'
import { shortNames } from './plane-words.ts'

/** Crossings at which the cheapest data plane gives way: those further up change nothing for who chooses. */
export function leadChanges({ lines, crossings }: BreakEven['byHours']): HoursCrossing[] {
  return crossings.filter(({ cheaperBelow, hours }) => {
    const costs = lines.map(line => ({ plane: line.plane, usd: costAt(line, hours) }))
    const least = Math.min(...costs.map(({ usd }) => usd))
    return costs.some(({ plane, usd }) => plane === cheaperBelow && usd - least < 0.005)
  })
}

export interface BreakEvenChart {
  lines: ChartLine[]
  marks: ChartMark[]
  /** Who costs least, from where to where. */
  zones: ChartZone[]
  /** Where the chart ends (USD): what is dearer leaves it. */
  most?: number
}

/** How many times as dear as the next a data plane must be before its line leaves the chart of hours, so that the others can be told apart. */
const FAR = 1.5

/** USD a month against hours a day, and where the cheapest line changes. */
export function hoursChart({ byHours }: BreakEven, language: Language): BreakEvenChart {
  const { lines } = byHours
  const at = (plane: Plane, hours: number) => {
    const found = lines.find(line => line.plane === plane)
    return found ? costAt(found, hours) : 0
  }
  const [dearest = 0, next = 0] = lines.map(({ plane }) => at(plane, 24)).sort((a, b) => b - a)
  return {
    // What is paid when nothing runs at all is a point of its own: the lines begin just above 0.
    lines: lines.map(line => ({ id: line.plane, label: planeNames[line.plane][language], ...planeLook[line.plane], points: [{ x: 0, y: line.fixed }, { x: 24, y: costAt(line, 24) }] })),
    zones: hoursZones(byHours, language),
    marks: leadChanges(byHours).map(({ cheaperAbove, hours }) => ({ x: hours, y: at(cheaperAbove, hours), tone: 'ink' as const, label: { ko: `${amount(hours, 1)}시간`, en: `${amount(hours, 1)} h` }[language], drops: true })),
    ...next > 0 && dearest > next * FAR && { most: next },
  }
}

/** A stretch in which some data planes cost least: in the colour of the first. */
const zoneOf = (from: number, to: number, planes: readonly Plane[], language: Language): ChartZone[] => planes[0] && to > from
  ? [{ from, to, tone: planeLook[planes.includes('managed') ? 'managed' : planes[0]].tone, label: shortNames(planes.map(plane => ({ plane })), language).words }]
  : []

function hoursZones(byHours: BreakEven['byHours'], language: Language): ChartZone[] {
  const bounds = [0, ...new Set(leadChanges(byHours).map(({ hours }) => hours).toSorted((a, b) => a - b)), 24]
  return bounds.slice(1).flatMap((to, index) => {
    const from = bounds[index] ?? 0
    const costs = byHours.lines.map(line => ({ plane: line.plane, usd: costAt(line, (from + to) / 2) }))
    const least = Math.min(...costs.map(({ usd }) => usd))
    return zoneOf(from, to, costs.filter(({ usd }) => usd - least < 0.005).map(({ plane }) => plane), language)
  })
}

/** How many times the price of full nodes the chart of their fill goes up to: the same whatever Fargate costs, so that its line is seen to move. */
const FILL_ROOM = 4

/**
 * USD a month against how full the nodes are, for kinds of nodes that cost the same, and Fargate; marked are where they cross, and what is paid now.
 * @param paid an amount (USD) as the reader reads it
 */
export function fillChart(fills: readonly [FillCrossing, ...FillCrossing[]], language: Language, paid: (usd: number) => string): BreakEvenChart {
  const [{ plane, curve, present, presentUsd, breakEven }] = fills
  const { nodesUsd = 0, fargateUsd = 0 } = curve.at(-1) ?? {}
  const most = Math.max(nodesUsd * FILL_ROOM, fargateUsd * FAR)
  return {
    lines: [
      ...fills.map(({ plane, curve }) => ({ id: plane, label: planeNames[plane][language], ...planeLook[plane], points: curve.map(({ fill, nodesUsd }) => ({ x: fill * 100, y: nodesUsd })) })),
      { id: 'fargate', label: planeNames.fargate[language], ...planeLook.fargate, points: curve.map(({ fill }) => ({ x: fill * 100, y: fargateUsd })) },
    ],
    zones: [...zoneOf(0, Math.min(1, breakEven) * 100, ['fargate'], language), ...zoneOf(breakEven * 100, 100, fills.map(each => each.plane), language)],
    marks: [
      ...breakEven <= 1 ? [{ x: breakEven * 100, y: fargateUsd, tone: 'ink' as const, label: percent(breakEven), drops: true }] : [],
      ...presentUsd <= most ? [{ x: present * 100, y: presentUsd, tone: planeLook[plane].tone, label: paid(presentUsd) }] : [],
    ],
    most,
  }
}
