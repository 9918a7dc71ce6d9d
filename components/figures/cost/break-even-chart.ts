/** Break-even as lines on a chart. */
import type { Language } from '../../../data/localized.ts'
import { type BreakEven, costAt, HOURS_PER_MONTH, type HoursCrossing, type Plane } from '../../../engine/cost/index.ts'
import type { ChartLine, ChartMark } from '../../charts/LineChart.vue'
import { planeNames, strings } from './cost-strings.ts'
import { planeLook } from './plane-look.ts'

/** Crossings at which the cheapest data plane gives way: those further up change nothing for who chooses. */
export function leadChanges({ lines, crossings }: BreakEven['byHours']): HoursCrossing[] {
  return crossings.filter(({ cheaperBelow, hours }) => {
    const costs = lines.map(line => ({ plane: line.plane, usd: costAt(line, hours) }))
    const least = Math.min(...costs.map(({ usd }) => usd))
    return costs.some(({ plane, usd }) => plane === cheaperBelow && usd - least < 0.005)
  })
}

/** Whether self-managed nodes cost what a node group's do, at any hour: their line would lie under the other. */
function coincide(lines: BreakEven['byHours']['lines']): boolean {
  const [own, managed] = (['self-managed', 'managed'] as const).map(plane => lines.find(line => line.plane === plane))
  return own !== undefined && managed !== undefined && [0, 24].every(hours => Math.abs(costAt(own, hours) - costAt(managed, hours)) < 0.005)
}

/** USD a month against hours a day, and where the cheapest line changes. */
export function hoursChart({ byHours }: BreakEven, language: Language): { lines: ChartLine[], marks: ChartMark[] } {
  const { lines } = byHours
  const at = (plane: Plane, hours: number) => {
    const found = lines.find(line => line.plane === plane)
    return found ? costAt(found, hours) : 0
  }
  return {
    // What is paid when nothing runs at all is a point of its own: the lines begin just above 0.
    lines: lines.filter(({ plane }) => !(plane === 'self-managed' && coincide(lines))).map(line => ({
      id: line.plane, label: line.plane === 'managed' && coincide(lines) ? strings.bothGroups[language] : planeNames[line.plane][language], ...planeLook[line.plane],
      points: [{ x: 0, y: line.fixed }, { x: 24, y: costAt(line, 24) }],
    })),
    marks: leadChanges(byHours).map(({ cheaperAbove, hours }) => ({ x: hours, y: at(cheaperAbove, hours), tone: 'ink' as const })),
  }
}

/** USD a month against how full the nodes are, for one kind of nodes and Fargate. */
export function fillChart({ plane, curve, breakEven }: BreakEven['byFill'][number], language: Language): { lines: ChartLine[], marks: ChartMark[] } {
  const fargateUsd = (curve[0]?.fargateUsd ?? 0) * HOURS_PER_MONTH
  return {
    lines: [
      { id: plane, label: plane === 'managed' ? strings.bothGroups[language] : planeNames[plane][language], ...planeLook[plane], points: curve.map(({ fill, nodesUsd }) => ({ x: fill * 100, y: nodesUsd * HOURS_PER_MONTH })) },
      { id: 'fargate', label: planeNames.fargate[language], ...planeLook.fargate, points: curve.map(({ fill }) => ({ x: fill * 100, y: fargateUsd })) },
    ],
    marks: breakEven <= 1 ? [{ x: breakEven * 100, y: fargateUsd, tone: 'ink' }] : [],
  }
}
