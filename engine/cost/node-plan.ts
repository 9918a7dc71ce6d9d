/** The nodes that a data plane pays for in a month, whichever way it came to them. */
import { findInstanceType, type InstanceType } from '../../data/instance-types.ts'
import { autoModeFee, ec2Price, gp3Price } from '../../data/prices.ts'
import type { BillBuilder } from './bill.ts'
import { fleetOf, nodeHours, type Fleet } from './fleet.ts'
import type { NodeBin, Packing } from './node-bin.ts'
import { nodeTemplate } from './node-template.ts'
import type { CostOptions } from './options.ts'
import { HOURS_PER_MONTH, type Level } from './running-hours.ts'
import type { PricedGroup, PricedWorkload } from './workload.ts'

export interface NodePlan {
  /** Node-hours a month by instance type. */
  uses: { type: InstanceType, nodeHours: number }[]
  peakNodes: number
  peakBins: (NodeBin & { type: string })[]
  unplaced: Packing['unplaced']
}

export const NO_NODES: NodePlan = { uses: [], peakNodes: 0, peakBins: [], unplaced: [] }

/** Nodes of the chosen type: `fixed` keeps the peak's nodes all month, else they follow the load. */
export function nodeGroupPlan(
  workload: Pick<PricedWorkload, 'groups' | 'daemonSets'>, levels: readonly Level[], options: CostOptions, fixed: boolean,
  type: InstanceType | undefined = findInstanceType(options.instanceType),
): NodePlan {
  if (!type) return NO_NODES
  return planOfFleet(fleetOf(nodeTemplate(type, options, workload.daemonSets), workload.groups, levels, options), fixed)
}

function planOfFleet(fleet: Fleet, fixed: boolean): NodePlan {
  const { type } = fleet.template
  const peakNodes = fleet.peak?.nodes ?? 0
  return {
    uses: [{ type, nodeHours: fixed ? peakNodes * HOURS_PER_MONTH : nodeHours(fleet) }],
    peakNodes, peakBins: (fleet.peak?.bins ?? []).map(bin => ({ ...bin, type: type.name })), unplaced: fleet.unplaced,
  }
}

/** What is left of the EC2 price on the average, after the discount on its share of the hours. */
export function averagePriceFactor(options: CostOptions): number {
  return options.purchase === 'on-demand' ? 1 : 1 - options.discount * options.discountedShare
}

/** The lines of nodes: EC2, its discounted part, root volumes and, in Auto Mode, the fee. */
export function addNodeLines(bill: BillBuilder, plan: NodePlan, options: CostOptions, autoMode = false): void {
  const share = options.purchase === 'on-demand' ? 0 : options.discountedShare
  let allHours = 0
  for (const { type, nodeHours: hours } of plan.uses) {
    const price = ec2Price(options.region, type.name)
    allHours += hours
    bill.add('nodes', hours * (1 - share), price, { type: type.name, nodeHours: hours, share: 1 - share })
    bill.add('nodes-discounted', hours * share, price,
      { type: type.name, nodeHours: hours, share, discount: options.discount, model: options.purchase }, 1 - options.discount)
    if (autoMode) bill.add('auto-mode-fee', hours, autoModeFee(options.region, type.name), { type: type.name, nodeHours: hours })
  }
  const gib = autoMode ? options.autoModeVolumeGiB : options.volumeGiB
  bill.add('volumes', allHours / HOURS_PER_MONTH * gib, gp3Price(options.region), { nodeHours: allHours, gib })
}

/** The groups that a plan found no room for. */
export function unplacedGroups({ unplaced }: NodePlan): Set<number> {
  return new Set(unplaced.map(({ group }) => group))
}

/** vCPU-hours and GiB-hours that the pods of some groups request in a month. */
export function requestedHours(
  groups: readonly PricedGroup[], levels: readonly Level[], counts: (group: number) => boolean,
): { vcpuHours: number, gibHours: number, podHours: number } {
  const total = { vcpuHours: 0, gibHours: 0, podHours: 0 }
  for (const { hours, replicas } of levels) {
    for (const [index, group] of groups.entries()) {
      if (!counts(index)) continue
      const podHours = hours * (replicas[index] ?? 0)
      total.podHours += podHours
      total.vcpuHours += podHours * (group.requests.cpu ?? 0) / 1000
      total.gibHours += podHours * (group.requests.memory ?? 0) / 2 ** 30
    }
  }
  return total
}
