/** The same workload on every data plane: five bills. The entry point of the cost model. */
import type { InstanceType } from '../../data/instance-types.ts'
import { ec2Price, fargatePrices } from '../../data/prices.ts'
import { fargateSize, type FargateSize } from '../aws/fargate-size.ts'
import { bestType, typesByCost, type TypeHint } from './best-type.ts'
import { BillBuilder, type Bill, type LineCode, type NotRunnable } from './bill.ts'
import { addClaimLines } from './claims.ts'
import { addClusterLines } from './cluster-lines.ts'
import { applyPlan, bestPlan, type Spend } from './commitment.ts'
import { addExtraLines } from './extra-lines.ts'
import { addFargateLines, fargateHourUsd, fargateHoursOf, type FargateHours } from './fargate-plan.ts'
import {
  addNodeLines, addSystemNodeLines, nodeGroupPlan, nodeHoursOf, NO_NODES, requestedHours, typeNamed, unplacedGroups, type NodePlan, type PlanInput,
} from './node-plan.ts'
import type { NodeKind } from '../aws/eks-node.ts'
import { BEST_FIT, readOptions, type CostOptions } from './options.ts'
import { planes, type Plane } from './plane.ts'
import type { CostProblem } from './problem.ts'
import { provisionerPlan } from './provisioner.ts'
import { levelsOf } from './running-hours.ts'
import { systemNodePlan } from './system-nodes.ts'
import { NO_SYSTEM_PODS, systemPodsOf, type SystemPods } from './system-pods.ts'
import { HOURS_PER_MONTH, type Level } from './usage.ts'
import { readWorkload, type PricedGroup, type PricedWorkload, type Workload } from './workload.ts'

export interface Comparison {
  /** In the order of `planes`; empty when the workload has problems. */
  bills: Bill[]
  /** The options that were computed with: defaults stand in for what could not be used, a type for the best fit. */
  options: CostOptions
  /** Pods that request no CPU or no memory, by group: what they cost is an assumption. */
  assumed: { name: string, resources: readonly ('cpu' | 'memory')[] }[]
  problems: CostProblem[]
}

/** Told after each data plane: how many are done, of how many. A Worker passes it on. */
export type Progress = (done: number, of: number) => void

/**
 * Prices a workload on every data plane for a month of 730 hours. Never throws: what cannot be used is in `problems`;
 * a problem with the options falls back to the default, one with the workload leaves no bills.
 */
export function compareCosts(workload: Workload, rawOptions: Parameters<typeof readOptions>[0] = {}, onProgress?: Progress): Comparison {
  const { options: read, problems } = readOptions(rawOptions)
  const { workload: priced, problems: found } = readWorkload(workload, read)
  problems.push(...found)
  if (!priced) return { bills: [], options: read, assumed: [], problems }
  const options = { ...read, instanceType: typeFor(priced, read).name }
  const bills = planes.map((plane, index) => {
    const bill = billFor(plane, priced, options)
    onProgress?.(index + 1, planes.length)
    return bill
  })
  const assumed = priced.groups.flatMap(({ name, assumed: resources }) => resources.length > 0 ? [{ name, resources }] : [])
  return { bills: comparable(bills), options, assumed, problems }
}

/** The type of self-managed and managed nodes. */
export function typeFor(workload: PricedWorkload, options: CostOptions): InstanceType {
  if (options.instanceType !== BEST_FIT) return typeNamed(options.instanceType)
  return bestType(inputFor(workload, 'managed', options).input, options.scaling.managed === 'fixed')
}

/** Types that hold every pod on nodes of one type, the cheapest month first. */
export function suggestInstanceTypes(workload: PricedWorkload, options: CostOptions): TypeHint[] {
  return typesByCost(inputFor(workload, 'managed', options).input, options.scaling.managed === 'fixed')
}

/** Codes whose lines are the same on every bill, to the cent or to the unknown price: no difference lies in them. */
export function equalLines(bills: readonly Bill[]): LineCode[] {
  const codes = new Set(bills.flatMap(({ lines, unknown }) => [...lines, ...unknown].map(({ code }) => code)))
  const worth = (bill: Bill, code: LineCode) => [
    bill.lines.reduce((sum, line) => sum + (line.code === code ? line.cents : 0), 0),
    ...bill.unknown.filter(line => line.code === code).map(({ quantity }) => quantity),
  ].join()
  return [...codes].filter(code => bills.every((bill, _, [first]) => first && worth(bill, code) === worth(first, code)))
}

const inputs = new WeakMap<PricedWorkload, Map<string, { input: Omit<PlanInput, 'options'> & { workload: PricedWorkload }, system: SystemPods }>>()

/** The workload with the system pods of a data plane beside it. Planes with the same ones share what is packed. */
function inputFor(workload: PricedWorkload, plane: Plane, options: CostOptions): { input: PlanInput & { workload: PricedWorkload }, system: SystemPods } {
  const autoscaled = plane === 'fargate' ? workload.groups.some(group => group.fargateSize === null)
    : plane === 'self-managed' || plane === 'managed' ? options.scaling[plane] === 'autoscaled' : true
  const system = options.systemPods ? systemPodsOf(plane, workload, autoscaled) : NO_SYSTEM_PODS
  const key = system.beside.map(({ name }) => name).join()
  const known = inputs.get(workload) ?? new Map<string, { input: Omit<PlanInput, 'options'> & { workload: PricedWorkload }, system: SystemPods }>()
  inputs.set(workload, known)
  const hit = known.get(key)
  if (hit) return { input: { ...hit.input, options }, system }
  const all = { ...workload, groups: [...workload.groups, ...system.beside] }
  const input = { workload: all, levels: levelsOf(workload.usage, all.groups) }
  known.set(key, { input, system })
  return { input: { ...input, options }, system }
}

/** One data plane's bill for a workload and options that have been read. */
export function billFor(plane: Plane, workload: PricedWorkload, options: CostOptions): Bill {
  const { input, system } = inputFor(workload, plane, options)
  const { levels, workload: { groups } } = input
  const kind: NodeKind = plane === 'fargate' ? 'managed' : plane
  const onFargate = plane === 'fargate' ? fargateSizes(input.workload, options) : groups.map(() => null)
  const plan = nodePlanFor(plane, { ...input, levels: plane === 'fargate' ? keepOnly(levels, onFargate.map(size => size === null)) : levels })
  const systemPlan = system.apart.length > 0 ? systemNodePlan(system.apart, options) : NO_NODES

  const bill = new BillBuilder(options.today)
  addClusterLines(bill, options, HOURS_PER_MONTH)
  addNodeLines(bill, plan, options, kind)
  addSystemNodeLines(bill, systemPlan, options)
  const sized = groups.map((group, index) => ({ ...group, fargateSize: onFargate[index] ?? null }))
  const fargate = plane === 'fargate' ? fargateHoursOf(sized, levels) : NO_FARGATE
  addFargateLines(bill, fargate, options.region)
  const commitment = addCommitment(bill, spendsOf(plan, systemPlan, levels, plane === 'fargate' ? sized : [], options), options)
  addClaimLines(bill, workload.claims, options.region)
  addExtraLines(bill, options.region, options.extras, workload.counted)
  const operatorHours = options.operatorHours[plane]
  bill.assume('operators', operatorHours, options.operatorUsdPerHour, { hours: operatorHours })

  const unplaced = unplacedGroups(plan)
  const refused = notRunnable(plane, workload, plan, onFargate, options)
  const runs = (group: number) => !unplaced.has(group)
  const requested = requestedHours(groups, levels, runs)
  const { totalCents, totalUsd } = bill
  const everyPodRuns = refused.every(({ pricedOnNodes }) => pricedOnNodes)
  const nodeHours = [...nodeHoursOf(plan), ...nodeHoursOf(systemPlan)]
  return {
    plane, lines: bill.lines, totalCents, totalUsd, unknown: bill.unknown,
    complete: everyPodRuns && bill.unknown.length === 0, comparable: everyPodRuns, notRunnable: refused,
    nodes: {
      peak: plan.peakNodes + systemPlan.peakNodes, average: nodeHours.reduce((sum, use) => sum + use.nodeHours, 0) / HOURS_PER_MONTH,
      types: [...new Set(nodeHours.filter(use => use.nodeHours > 0).map(use => use.type.name))],
    },
    system: system.all,
    commitment,
    peakBins: plan.peakBins,
    ...usageOf(bill, nodeHours, fargate, requested, systemPlan === NO_NODES ? [] : system.apart, options),
    perPodUsd: requested.podHours > 0 ? totalUsd / requested.podHours * HOURS_PER_MONTH : null,
    perRequestedVcpuUsd: requested.vcpuHours > 0 ? totalUsd / requested.vcpuHours * HOURS_PER_MONTH : null,
  }
}

/** What has no price on every bill alike does not keep them from being held against each other; anything else does. */
function comparable(bills: readonly Bill[]): Bill[] {
  const keyOf = ({ code, quantity }: Bill['unknown'][number]) => `${code} ${quantity}`
  const everywhere = (key: string) => bills.every(({ unknown }) => unknown.some(line => keyOf(line) === key))
  return bills.map(bill => ({ ...bill, comparable: bill.comparable && bill.unknown.every(line => everywhere(keyOf(line))) }))
}

const NO_FARGATE: FargateHours = { vcpuHours: 0, gbHours: 0, storageGbHours: 0 }

function nodePlanFor(plane: Plane, input: PlanInput & { workload: PricedWorkload }): NodePlan {
  const { options } = input
  switch (plane) {
    case 'karpenter': case 'auto-mode': return provisionerPlan(input, plane)
    case 'fargate': return input.levels.every(({ replicas }) => replicas.every(count => count === 0))
      ? NO_NODES
      : nodeGroupPlan(input, 'managed', typeFor(input.workload, options))
    default: return nodeGroupPlan(input, plane, typeFor(input.workload, options), options.scaling[plane] === 'fixed')
  }
}

/** The levels with the replicas of some groups only. */
function keepOnly(levels: readonly Level[], kept: readonly boolean[]): Level[] {
  return levels.map(level => ({ ...level, replicas: level.replicas.map((count, group) => kept[group] ? count : 0) }))
}

/** What Fargate bills for one pod of each group; null where it cannot run it. Sidecars take the place of DaemonSets where they may. */
export function fargateSizes({ groups, daemonSets }: PricedWorkload, { fargateDaemonSets }: Pick<CostOptions, 'fargateDaemonSets'>): (FargateSize | null)[] {
  const sidecars = fargateDaemonSets === 'sidecars' ? daemonSets.filter(canBeSidecar) : []
  if (sidecars.length === 0) return groups.map(group => group.fargateSize)
  const sum = (resource: string) => sidecars.reduce((total, { requests }) => total + (requests[resource] ?? 0), 0)
  return groups.map(({ requests, obstacles, fargateSize: own, always }) => own === null || obstacles.length > 0 || always ? own : fargateSize({
    cpuMilli: (requests.cpu ?? 0) + sum('cpu'), memoryBytes: (requests.memory ?? 0) + sum('memory'),
    storageBytes: (requests['ephemeral-storage'] ?? 0) + sum('ephemeral-storage'),
  }))
}

/** A DaemonSet whose pod Fargate would run if it were no DaemonSet. */
function canBeSidecar({ obstacles }: PricedGroup): boolean {
  return obstacles.every(({ code }) => code === 'DaemonSet')
}

/** What each hour of the month costs on demand, of what a Savings Plan covers. */
function spendsOf(plan: NodePlan, system: NodePlan, levels: readonly Level[], onFargate: readonly PricedGroup[], { region }: CostOptions): Spend[] {
  const usd = (uses: NodePlan['byLevel'][number]['uses']) => uses.reduce((sum, { type, nodes }) => {
    const price = ec2Price(region, type.name)
    return sum + (price.known ? price.usd * nodes : 0)
  }, 0)
  const steady = system.byLevel.reduce((sum, { uses }) => sum + usd(uses), 0)
  const { fixed } = plan
  const spends = levels.map((level, index): Spend => ({
    hours: level.hours, ec2: usd(plan.byLevel[fixed ? 0 : index]?.uses ?? []) + steady, fargate: fargateHourUsd(onFargate, level, region),
  }))
  const rest = HOURS_PER_MONTH - spends.reduce((sum, { hours }) => sum + hours, 0)
  return rest > 1e-9 ? [...spends, { hours: rest, ec2: steady + (fixed ? usd(plan.byLevel[0]?.uses ?? []) : 0), fargate: 0 }] : spends
}

/** Two lines as Cost Explorer has them: what is committed, and the on-demand prices that it pays for. */
function addCommitment(bill: BillBuilder, spends: readonly Spend[], { purchase, commitment, planDiscount, planFargateDiscount }: CostOptions): Bill['commitment'] {
  if (purchase !== 'savings-plan') return null
  const rates = { ec2: planDiscount, fargate: planFargateDiscount }
  const { usdPerHour, coveredUsd, savedUsd } = commitment === null ? bestPlan(spends, rates) : applyPlan(spends, rates, commitment)
  bill.assume('commitment', HOURS_PER_MONTH, usdPerHour, { hours: HOURS_PER_MONTH })
  bill.credit('covered', HOURS_PER_MONTH, coveredUsd / HOURS_PER_MONTH, { hours: HOURS_PER_MONTH })
  return { usdPerHour, savedUsd }
}

const COMPUTE = ['nodes', 'nodes-spot', 'system-nodes', 'commitment', 'covered', 'auto-mode-fee', 'fargate-vcpu', 'fargate-memory'] as const

/** How much of what is paid for the pods request, how much of that they use, and what the rest costs. */
function usageOf(
  bill: BillBuilder, nodeHours: ReturnType<typeof nodeHoursOf>, fargate: FargateHours, requested: ReturnType<typeof requestedHours>,
  apart: readonly PricedGroup[], { region }: CostOptions,
): Pick<Bill, 'utilisation' | 'unused' | 'idle'> {
  let vcpuHours = fargate.vcpuHours
  let gibHours = fargate.gbHours
  for (const { type, nodeHours: hours } of nodeHours) {
    vcpuHours += type.vcpu * hours
    gibHours += type.memoryMiB / 1024 * hours
  }
  if (vcpuHours <= 0 || gibHours <= 0) return { utilisation: null, unused: { vcpuHours: 0, gibHours: 0, usd: 0 }, idle: null }
  const ownHours = (resource: string, unit: number) => apart.reduce((sum, { requests, replicas }) => sum + (requests[resource] ?? 0) / unit * replicas, 0) * HOURS_PER_MONTH
  const requestedVcpu = requested.vcpuHours + ownHours('cpu', 1000)
  const requestedGib = requested.gibHours + ownHours('memory', 2 ** 30)
  // A machine has one price; it is split between CPU and memory as Fargate prices them.
  const prices = fargatePrices(region)
  const vcpuWeight = vcpuHours * (prices.vcpu.known ? prices.vcpu.usd : 1)
  const gibWeight = gibHours * (prices.memory.known ? prices.memory.usd : 0)
  const compute = bill.usdOf(...COMPUTE)
  const worth = (vcpu: number, gib: number) =>
    ({ vcpuHours: vcpu, gibHours: gib, usd: compute * (vcpuWeight * (vcpu / vcpuHours) + gibWeight * (gib / gibHours)) / (vcpuWeight + gibWeight) })
  const { used } = requested
  return {
    utilisation: { cpu: requestedVcpu / vcpuHours, memory: requestedGib / gibHours },
    unused: worth(Math.max(vcpuHours - requestedVcpu, 0), Math.max(gibHours - requestedGib, 0)),
    idle: used && worth(requested.vcpuHours - used.vcpuHours, requested.gibHours - used.gibHours),
  }
}

function notRunnable(
  plane: Plane, { groups, daemonSets }: PricedWorkload, { unplaced }: NodePlan, onFargate: readonly (object | null)[], { fargateDaemonSets }: CostOptions,
): NotRunnable[] {
  const refused = unplaced.map(({ group, reasons }): NotRunnable =>
    ({ group, name: groups[group]?.name ?? '', obstacles: [], reasons, pricedOnNodes: false }))
  if (plane !== 'fargate') return refused
  const reasonsOf = new Map(refused.map(({ group, reasons }) => [group, reasons]))
  return [
    ...groups.flatMap((group, index): NotRunnable[] => onFargate[index] === null ? [{
      group: index, name: group.name, obstacles: group.obstacles, reasons: reasonsOf.get(index) ?? [], pricedOnNodes: !reasonsOf.has(index),
    }] : []),
    ...daemonSets.filter(set => runsOnLinux(set) && !(fargateDaemonSets === 'sidecars' && canBeSidecar(set)))
      .map((set): NotRunnable => ({ group: -1, name: set.name, obstacles: set.obstacles, reasons: [], pricedOnNodes: false })),
  ]
}

/** Whether a DaemonSet would have run beside these pods at all: one for Windows is not missed. */
function runsOnLinux({ obstacles }: PricedGroup): boolean {
  return !obstacles.some(({ code }) => code === 'os')
}
