/**
 * When one data plane overtakes another, solved.
 *
 * By hours a day: a workload that runs at full replicas for h hours every day costs `fixed + slope x h` on every data plane (for
 * h above 0), so two of them meet where their lines cross.
 * By fill: nodes cost the same however full they are, Fargate is paid by the pod. With the pods' own mix and hours, nodes filled
 * to f on the average cost `C x f0 / f`, when they cost C at the present fill f0, and with what is beside them on the bill, R,
 * meet Fargate's bill B at `f0 x C / (B - R)`. At the present fill they come to the bill itself.
 */
import type { Bill } from './bill.ts'
import { billFor, typeFor } from './compare.ts'
import type { CostOptions } from './options.ts'
import { planes, type Plane } from './plane.ts'
import { levelsOf } from './running-hours.ts'
import { HOURS_PER_MONTH, type Usage } from './usage.ts'
import type { PricedWorkload } from './workload.ts'

/** A month's cost in USD at h hours a day, for h above 0; `atZero` is what is paid when nothing runs. */
export interface CostLine {
  plane: Plane
  fixed: number
  perHour: number
  atZero: number
}

/** A month's cost in USD at so many hours a day. */
export function costAt({ fixed, perHour, atZero }: CostLine, hours: number): number {
  return hours > 0 ? fixed + perHour * hours : atZero
}

/** Below `hours` a day `cheaperBelow` costs less, above it the other. */
export interface HoursCrossing {
  cheaperBelow: Plane
  cheaperAbove: Plane
  hours: number
}

export interface HoursBreakEven {
  /** One for each data plane whose bill is complete. */
  lines: CostLine[]
  crossings: HoursCrossing[]
  /** USD a month by data plane at 0, 1 ... 24 hours a day. */
  curve: { hours: number, usd: Partial<Record<Plane, number>> }[]
  /** Hours a day at full replicas that come to the workload's own pod-hours. */
  present: number
}

/** A node data plane against Fargate. Fill is the larger of the shares of the machines' CPU and memory that pods request, on the average. */
export interface FillCrossing {
  plane: Exclude<Plane, 'fargate'>
  /** How full its nodes are now, and what the month comes to (USD). */
  present: number
  presentUsd: number
  /** Nodes fuller than this cost less than Fargate. Above 1 Fargate is always cheaper. */
  breakEven: number
  /** USD a month by fill, and on Fargate for the same pods. */
  curve: { fill: number, nodesUsd: number, fargateUsd: number }[]
}

export interface BreakEven {
  byHours: HoursBreakEven
  byFill: FillCrossing[]
}

const daily = (hoursPerDay: number): Usage => ({ kind: 'schedule', daysPerWeek: 7, hoursPerDay })

/**
 * Solves both questions for a workload and options that have been read; the workload's own schedule gives the present point.
 * A commitment bends the lines, so that they are solved on demand.
 */
export function breakEven(workload: PricedWorkload, given: CostOptions): BreakEven {
  const options: CostOptions = {
    ...given, instanceType: typeFor(workload, given).name, purchase: given.purchase === 'savings-plan' ? 'on-demand' : given.purchase,
  }
  const at = (hours: number) => planes.map(plane => billFor(plane, { ...workload, usage: daily(hours) }, options))
  const [zero, half, full] = [at(0), at(12), at(24)]
  const lines = planes.flatMap((plane, index): CostLine[] => {
    if (!full[index]?.comparable || full[index].unknown.length > 0) return []
    const [atZero, atHalf, atFull] = [zero, half, full].map(bills => bills[index]?.totalUsd ?? 0) as [number, number, number]
    const perHour = (atFull - atHalf) / 12
    return [{ plane, perHour, fixed: atFull - 24 * perHour, atZero }]
  })
  return {
    byHours: { lines, crossings: crossingsOf(lines), curve: curveOf(lines), present: presentHours(workload) },
    byFill: fillCrossings(workload, options),
  }
}

const NOISE = 1e-9

function crossingsOf(lines: readonly CostLine[]): HoursCrossing[] {
  return lines.flatMap((a, index) => lines.slice(index + 1).flatMap((b) => {
    const slopes = a.perHour - b.perHour
    if (Math.abs(slopes) < NOISE) return []
    const hours = (b.fixed - a.fixed) / slopes
    if (!(hours > NOISE && hours < 24)) return []
    const [below, above] = slopes > 0 ? [a, b] : [b, a]
    return [{ cheaperBelow: below.plane, cheaperAbove: above.plane, hours }]
  }))
}

function curveOf(lines: readonly CostLine[]): HoursBreakEven['curve'] {
  return Array.from({ length: 25 }, (_, hours) => {
    const usd: Partial<Record<Plane, number>> = {}
    for (const line of lines) usd[line.plane] = costAt(line, hours)
    return { hours, usd }
  })
}

function presentHours({ usage, groups }: PricedWorkload): number {
  const pods = groups.reduce((sum, group) => sum + group.replicas, 0)
  if (pods === 0) return 0
  const podHours = levelsOf(usage, groups).reduce((sum, level) => sum + level.hours * level.replicas.reduce((a, b) => a + b, 0), 0)
  return podHours / pods / HOURS_PER_MONTH * 24
}

const NODE_LINES = ['nodes', 'nodes-spot', 'system-nodes', 'auto-mode-fee', 'volumes']
const FARGATE_LINES = ['fargate-vcpu', 'fargate-memory', 'fargate-storage']
/** From 5 to 100 percent: as fine as a curve is that bends where nodes are nearly empty. */
const FILLS = Array.from({ length: 96 }, (_, index) => (index + 5) / 100)

function fillCrossings(workload: PricedWorkload, options: CostOptions): FillCrossing[] {
  const usdOf = ({ lines }: Bill, codes: readonly string[]) => lines.reduce((sum, line) => sum + (codes.includes(line.code) ? line.usd : 0), 0)
  // Only like is compared with like: what Fargate cannot run is left out of both sides.
  const groups = workload.groups.filter(group => group.fargateSize !== null)
  const onFargate = groups.length === workload.groups.length ? workload : { ...workload, groups }
  const fargate = billFor('fargate', onFargate, options)
  if (usdOf(fargate, FARGATE_LINES) <= 0) return []
  return (['self-managed', 'managed', 'karpenter', 'auto-mode'] as const).flatMap((plane) => {
    const bill = billFor(plane, onFargate, options)
    const nodesUsd = usdOf(bill, NODE_LINES)
    const present = bill.utilisation ? Math.max(bill.utilisation.cpu, bill.utilisation.memory) : 0
    if (nodesUsd <= 0 || present <= 0 || !bill.complete) return []
    const besideUsd = bill.totalUsd - nodesUsd
    const fargateUsd = fargate.totalUsd
    return [{
      plane, present, presentUsd: bill.totalUsd, breakEven: fargateUsd > besideUsd ? present * nodesUsd / (fargateUsd - besideUsd) : Number.POSITIVE_INFINITY,
      curve: FILLS.map(fill => ({ fill, nodesUsd: besideUsd + nodesUsd * present / fill, fargateUsd })),
    }]
  })
}
