/** The nodes that a data plane pays for in a month, whichever way it came to them. */
import { findInstanceType, type InstanceType } from '../../data/instance-types.ts'
import { autoModeFee, ec2Price, gp3Price, typicalSpotRatio } from '../../data/prices.ts'
import type { BillBuilder } from './bill.ts'
import { fleetOf, type Fleet } from './fleet.ts'
import type { NodeBin, Packing } from './node-bin.ts'
import type { NodeKind } from '../aws/eks-node.ts'
import { nodeTemplate } from './node-template.ts'
import type { CostOptions } from './options.ts'
import { HOURS_PER_MONTH, type Level } from './usage.ts'
import type { PricedGroup, PricedWorkload } from './workload.ts'

/** Nodes of one type in some hours. */
export interface NodeUse {
  type: InstanceType
  nodes: number
}

export interface NodePlan {
  /** The nodes of each level, in the levels' order. */
  byLevel: { hours: number, uses: readonly NodeUse[] }[]
  /** Whether the nodes of the peak stay all month: `byLevel` is then one entry of 730 hours. */
  fixed: boolean
  peakNodes: number
  peakBins: (NodeBin & { type: string })[]
  unplaced: Packing['unplaced']
}

export const NO_NODES: NodePlan = { byLevel: [], fixed: false, peakNodes: 0, peakBins: [], unplaced: [] }

/** What is packed: a workload with the system pods beside it, and its levels. */
export interface PlanInput {
  workload: Pick<PricedWorkload, 'groups' | 'daemonSets'>
  levels: readonly Level[]
  options: CostOptions
}

/** Nodes of one type: `fixed` keeps the peak's nodes all month, else they follow the load. */
export function nodeGroupPlan(input: PlanInput, kind: NodeKind, type: InstanceType, fixed = false): NodePlan {
  return planOfFleet(fleetFor(input, kind, type), type, fixed)
}

const fleets = new WeakMap<readonly Level[], Map<string, Fleet>>()

/** Every level on copies of that type. Types alike in size are packed once, unless a pod asks for labels. */
export function fleetFor({ workload, levels, options }: PlanInput, kind: NodeKind, type: InstanceType): Fleet {
  const labelled = [...workload.groups, ...workload.daemonSets].some(group => group.nodeAffinity)
  const shape = [kind === 'auto-mode', type.arch, type.vcpu, type.memoryMiB, type.enis, type.ipv4PerEni, type.ebsVolumes, type.gpus ?? 0]
  const key = JSON.stringify([...shape, ...(labelled ? [kind, type.name, options.region] : []), options.zones, options.headroom,
    options.prefixDelegation, options.vmMemoryOverhead, options.volumeGiB, options.autoModeVolumeGiB])
  const known = fleets.get(levels) ?? new Map<string, Fleet>()
  fleets.set(levels, known)
  const fleet = known.get(key) ?? fleetOf(nodeTemplate(type, { ...options, kind }, workload.daemonSets), workload.groups, levels, options)
  known.set(key, fleet)
  return fleet
}

function planOfFleet(fleet: Fleet, type: InstanceType, fixed: boolean): NodePlan {
  const peakNodes = fleet.peak?.nodes ?? 0
  return {
    fixed,
    byLevel: fixed ? allMonth(type, peakNodes) : fleet.levels.map(({ hours, nodes }) => ({ hours, uses: [{ type, nodes }] })),
    peakNodes, peakBins: (fleet.peak?.bins ?? []).map(bin => ({ ...bin, type: type.name })), unplaced: fleet.unplaced,
  }
}

function allMonth(type: InstanceType, nodes: number): NodePlan['byLevel'] {
  return nodes > 0 ? [{ hours: HOURS_PER_MONTH, uses: [{ type, nodes }] }] : []
}

/** Node-hours a month by type. */
export function nodeHoursOf({ byLevel }: NodePlan): { type: InstanceType, nodeHours: number }[] {
  const hours = new Map<InstanceType, number>()
  for (const level of byLevel) {
    for (const { type, nodes } of level.uses) hours.set(type, (hours.get(type) ?? 0) + nodes * level.hours)
  }
  return [...hours].map(([type, nodeHours]) => ({ type, nodeHours })).sort((a, b) => a.type.name < b.type.name ? -1 : 1)
}

/** Spot's discount: the user's, or what is typical of the region. */
export function spotDiscountOf({ spotDiscount, region }: CostOptions): number {
  return spotDiscount ?? 1 - typicalSpotRatio(region).ratio
}

/** What is left of the EC2 price on the average, after Spot on its share of the hours. */
export function averagePriceFactor(options: CostOptions, kind: NodeKind): number {
  return takesSpot(options, kind) ? 1 - spotDiscountOf(options) * options.spotShare : 1
}

/** Auto Mode's built-in pools are on demand. */
function takesSpot({ purchase }: CostOptions, kind: NodeKind): boolean {
  return purchase === 'spot' && kind !== 'auto-mode'
}

/** Hours of one type, and those of them that are Spot. */
export interface TypeHours {
  type: InstanceType
  nodeHours: number
  spotHours: number
}

/** The lines of a plan's nodes. */
export function addNodeLines(bill: BillBuilder, plan: NodePlan, options: CostOptions, kind: NodeKind): void {
  const share = takesSpot(options, kind) ? options.spotShare : 0
  addNodeHours(bill, nodeHoursOf(plan).map(use => ({ ...use, spotHours: use.nodeHours * share })), options, kind)
}

/** The lines of node-hours: EC2, its Spot part, root volumes and, in Auto Mode, the fee. */
export function addNodeHours(bill: BillBuilder, uses: readonly TypeHours[], options: CostOptions, kind: NodeKind): void {
  const discount = spotDiscountOf(options)
  let allHours = 0
  for (const { type, nodeHours: hours, spotHours } of uses) {
    const price = ec2Price(options.region, type.name)
    const share = hours > 0 ? spotHours / hours : 0
    allHours += hours
    bill.add('nodes', hours - spotHours, price, { type: type.name, nodeHours: hours, share: 1 - share })
    bill.add('nodes-spot', spotHours, price, { type: type.name, nodeHours: hours, share, discount }, 1 - discount)
    if (kind === 'auto-mode') bill.add('auto-mode-fee', hours, autoModeFee(options.region, type.name), { type: type.name, nodeHours: hours })
  }
  const gib = kind === 'auto-mode' ? options.autoModeVolumeGiB : options.volumeGiB
  bill.add('volumes', allHours / HOURS_PER_MONTH * gib, gp3Price(options.region), { nodeHours: allHours, gib })
}

/** The lines of nodes that only system pods run on, all month and on demand. */
export function addSystemNodeLines(bill: BillBuilder, plan: NodePlan, options: CostOptions): void {
  addSystemNodeHours(bill, nodeHoursOf(plan), options)
}

/** The same of given hours. */
export function addSystemNodeHours(bill: BillBuilder, uses: readonly Pick<TypeHours, 'type' | 'nodeHours'>[], options: CostOptions): void {
  for (const { type, nodeHours } of uses) {
    bill.add('system-nodes', nodeHours, ec2Price(options.region, type.name), { type: type.name, nodeHours })
    bill.add('volumes', nodeHours / HOURS_PER_MONTH * options.volumeGiB, gp3Price(options.region), { nodeHours, gib: options.volumeGiB })
  }
}

/** The groups that a plan found no room for. */
export function unplacedGroups({ unplaced }: NodePlan): Set<number> {
  return new Set(unplaced.map(({ group }) => group))
}

/** vCPU-hours and GiB-hours in a month. */
export interface ResourceHours {
  vcpuHours: number
  gibHours: number
}

/** What the pods of some groups request in a month, and what they use of it where that is known of every one of them. */
export function requestedHours(
  groups: readonly PricedGroup[], levels: readonly Level[], counts: (group: number) => boolean,
): ResourceHours & { podHours: number, used: ResourceHours | null } {
  const total = { vcpuHours: 0, gibHours: 0, podHours: 0 }
  const used = { vcpuHours: 0, gibHours: 0 }
  let known = true
  for (const { hours, replicas } of levels) {
    for (const [index, group] of groups.entries()) {
      const podHours = hours * (replicas[index] ?? 0)
      if (!counts(index) || podHours === 0) continue
      total.podHours += podHours
      total.vcpuHours += podHours * (group.requests.cpu ?? 0) / 1000
      total.gibHours += podHours * (group.requests.memory ?? 0) / 2 ** 30
      // A system pod is taken to use what it asks for.
      const own = group.used ?? (group.always ? { cpuMilli: group.requests.cpu ?? 0, memoryBytes: group.requests.memory ?? 0 } : undefined)
      if (!own) known = false
      used.vcpuHours += podHours * Math.min(own?.cpuMilli ?? 0, group.requests.cpu ?? 0) / 1000
      used.gibHours += podHours * Math.min(own?.memoryBytes ?? 0, group.requests.memory ?? 0) / 2 ** 30
    }
  }
  return { ...total, used: known && total.podHours > 0 ? used : null }
}

/** The type of that name. @throws RangeError where options were not read: `readOptions` lets no other through */
export function typeNamed(name: string): InstanceType {
  const type = findInstanceType(name)
  if (!type) throw new RangeError(`no instance type ${name}`)
  return type
}
