/** The same workload on every data plane: four bills. The entry point of the cost model. */
import { clusterPrices, fargatePrices } from '../../data/prices.ts'
import { autoModePlan } from './auto-mode.ts'
import { BillBuilder, planes, type Bill, type NotRunnable, type Plane } from './bill.ts'
import { addFargateLines, fargateHoursOf, type FargateHours } from './fargate-plan.ts'
import { addNodeLines, NO_NODES, nodeGroupPlan, requestedHours, unplacedGroups, type NodePlan } from './node-plan.ts'
import type { CostOptions } from './options.ts'
import { readOptions } from './options.ts'
import type { CostProblem } from './problem.ts'
import { HOURS_PER_MONTH, levelsOf, type Level } from './running-hours.ts'
import { readWorkload, type PricedGroup, type PricedWorkload, type Workload } from './workload.ts'

export interface Comparison {
  /** In the order of `planes`; empty when the workload has problems. */
  bills: Bill[]
  /** The options that were computed with: defaults stand in for what could not be used. */
  options: CostOptions
  problems: CostProblem[]
}

/** Told after each data plane: how many are done, of how many. A Worker passes it on. */
export type Progress = (done: number, of: number) => void

/**
 * Prices a workload on every data plane for a month of 730 hours. Never throws: what cannot be used is in `problems`;
 * a problem with the options falls back to the default, one with the workload leaves no bills.
 */
export function compareCosts(workload: Workload, rawOptions: Parameters<typeof readOptions>[0] = {}, onProgress?: Progress): Comparison {
  const { options, problems } = readOptions(rawOptions)
  const read = readWorkload(workload)
  problems.push(...read.problems)
  if (!read.workload) return { bills: [], options, problems }
  const priced = read.workload
  const bills = planes.map((plane, index) => {
    const bill = billFor(plane, priced, options)
    onProgress?.(index + 1, planes.length)
    return bill
  })
  return { bills, options, problems }
}

/** One data plane's bill for a workload and options that have been read. */
export function billFor(plane: Plane, workload: PricedWorkload, options: CostOptions): Bill {
  const levels = levelsOf(workload.usage, workload.groups)
  const bill = new BillBuilder(options.today)
  const cluster = clusterPrices(options.region)
  bill.add('cluster', HOURS_PER_MONTH, cluster.standard, { hours: HOURS_PER_MONTH })
  if (options.support === 'extended') bill.add('extended-support', HOURS_PER_MONTH, cluster.extendedSurcharge, { hours: HOURS_PER_MONTH })

  const onNodes = plane === 'fargate' ? workload.groups.map(group => group.fargateSize === null) : workload.groups.map(() => true)
  const plan = nodePlanFor(plane, workload, keepOnly(levels, onNodes), options)
  addNodeLines(bill, plan, options, plane === 'auto-mode')
  const fargate = plane === 'fargate' ? fargateHoursOf(workload.groups, levels) : NO_FARGATE
  addFargateLines(bill, fargate, options)
  const operatorHours = options.operatorHours[plane]
  bill.assume('operators', operatorHours, options.operatorUsdPerHour, { hours: operatorHours })

  const unplaced = unplacedGroups(plan)
  const runs = (group: number) => !unplaced.has(group)
  const requested = requestedHours(workload.groups, levels, runs)
  const { totalCents, totalUsd } = bill
  return {
    plane, lines: bill.lines, totalCents, totalUsd, unknown: bill.unknown,
    complete: unplaced.size === 0 && bill.unknown.length === 0, notRunnable: notRunnable(plane, workload, plan),
    nodes: {
      peak: plan.peakNodes, average: plan.uses.reduce((sum, use) => sum + use.nodeHours, 0) / HOURS_PER_MONTH,
      types: plan.uses.filter(use => use.nodeHours > 0).map(use => use.type.name),
    },
    peakBins: plan.peakBins,
    ...usageOf(bill, plan, fargate, requested, options),
    perPodUsd: requested.podHours > 0 ? totalUsd / requested.podHours * HOURS_PER_MONTH : null,
    perRequestedVcpuUsd: requested.vcpuHours > 0 ? totalUsd / requested.vcpuHours * HOURS_PER_MONTH : null,
  }
}

const NO_FARGATE: FargateHours = { vcpuHours: 0, gbHours: 0, storageGbHours: 0 }

function nodePlanFor(plane: Plane, workload: PricedWorkload, levels: readonly Level[], options: CostOptions): NodePlan {
  if (plane === 'auto-mode') return autoModePlan(workload, levels, options)
  if (plane === 'fargate' && levels.length === 0) return NO_NODES
  return nodeGroupPlan(workload, levels, options, plane === 'self-managed')
}

/** The levels with the replicas of some groups only. */
function keepOnly(levels: readonly Level[], kept: readonly boolean[]): Level[] {
  return levels
    .map(level => ({ ...level, replicas: level.replicas.map((count, group) => kept[group] ? count : 0) }))
    .filter(level => level.replicas.some(count => count > 0))
}

/** How much of what is paid for the pods request, and what the rest costs. */
function usageOf(
  bill: BillBuilder, plan: NodePlan, fargate: FargateHours, requested: { vcpuHours: number, gibHours: number }, { region }: CostOptions,
): Pick<Bill, 'utilisation' | 'unused'> {
  let vcpuHours = fargate.vcpuHours
  let gibHours = fargate.gbHours
  for (const { type, nodeHours } of plan.uses) {
    vcpuHours += type.vcpu * nodeHours
    gibHours += type.memoryMiB / 1024 * nodeHours
  }
  const unusedVcpu = Math.max(vcpuHours - requested.vcpuHours, 0)
  const unusedGib = Math.max(gibHours - requested.gibHours, 0)
  if (vcpuHours <= 0 || gibHours <= 0) return { utilisation: null, unused: { vcpuHours: 0, gibHours: 0, usd: 0 } }
  // A machine has one price; it is split between CPU and memory as Fargate prices them.
  const prices = fargatePrices(region)
  const vcpuWeight = vcpuHours * (prices.vcpu.known ? prices.vcpu.usd : 1)
  const gibWeight = gibHours * (prices.memory.known ? prices.memory.usd : 0)
  const compute = bill.usdOf('nodes', 'nodes-discounted', 'auto-mode-fee', 'fargate-vcpu', 'fargate-memory')
  const share = (vcpuWeight * (unusedVcpu / vcpuHours) + gibWeight * (unusedGib / gibHours)) / (vcpuWeight + gibWeight)
  return {
    utilisation: { cpu: requested.vcpuHours / vcpuHours, memory: requested.gibHours / gibHours },
    unused: { vcpuHours: unusedVcpu, gibHours: unusedGib, usd: compute * share },
  }
}

function notRunnable(plane: Plane, { groups, daemonSets }: PricedWorkload, { unplaced }: NodePlan): NotRunnable[] {
  const refused = unplaced.map(({ group, reasons }): NotRunnable =>
    ({ group, name: groups[group]?.name ?? '', obstacles: [], reasons, pricedOnNodes: false }))
  if (plane !== 'fargate') return refused
  const reasonsOf = new Map(refused.map(({ group, reasons }) => [group, reasons]))
  const asNotRunnable = (group: PricedGroup, index: number): NotRunnable => ({
    group: index, name: group.name, obstacles: group.obstacles, reasons: reasonsOf.get(index) ?? [],
    pricedOnNodes: index >= 0 && !reasonsOf.has(index),
  })
  return [
    ...groups.flatMap((group, index) => group.fargateSize === null ? [asNotRunnable(group, index)] : []),
    ...daemonSets.map(group => asNotRunnable(group, -1)),
  ]
}
