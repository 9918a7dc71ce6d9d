/**
 * EKS Auto Mode's nodes: the cheapest type to pack on, then every node exchanged for the cheapest type that still holds its pods.
 * Models the built-in general-purpose NodePool (c, m and r types) and Karpenter's consolidation, which replaces a node by a
 * cheaper one. Leaves out Spot interruption, disruption budgets and the 21 days after which nodes are replaced.
 */
import { findInstanceType, instanceTypes, type InstanceType } from '../../data/instance-types.ts'
import { autoModeFee, ec2Price, gp3Price } from '../../data/prices.ts'
import { fleetOf, type Fleet } from './fleet.ts'
import { averagePriceFactor, NO_NODES, type NodePlan } from './node-plan.ts'
import { nodeTemplate, type NodeTemplate } from './node-template.ts'
import type { CostOptions } from './options.ts'
import { requestsOn, suitsLabels, type NodeBin } from './node-bin.ts'
import { HOURS_PER_MONTH, type Level } from './running-hours.ts'
import type { PricedGroup, PricedWorkload } from './workload.ts'

/** Families of the built-in node pools. */
const FAMILIES = /^[cmr]/

interface Candidate {
  template: NodeTemplate
  /** USD a node-hour: EC2 after discounts, the fee and the volume. */
  hourUsd: number
}

/** The plan with the fewest pods left out and the lowest price. */
export function autoModePlan(workload: PricedWorkload, levels: readonly Level[], options: CostOptions): NodePlan {
  const candidates = candidatesFor(workload, options)
  const plain = isPlain(workload.groups)
  let best: { plan: NodePlan, usd: number, left: number } | undefined
  for (const { template } of candidates) {
    const fleet = fleetOf(template, workload.groups, levels, options)
    const left = fleet.unplaced.reduce((sum, { count }) => sum + count, 0)
    if (best && left > best.left) continue
    const { plan, usd } = consolidate(fleet, bin => cheapestFor(bin, workload.groups, candidates, plain))
    if (!best || left < best.left || usd < best.usd) best = { plan, usd, left }
  }
  return best?.plan ?? NO_NODES
}

/** Types of the chosen architecture with a price, cheapest first; of types alike in size only the cheapest. */
function candidatesFor(workload: PricedWorkload, options: CostOptions): Candidate[] {
  const arch = findInstanceType(options.instanceType)?.arch ?? 'amd64'
  const cheapest = new Map<string, { type: InstanceType, hourUsd: number }>()
  const labelled = workload.groups.some(group => group.nodeAffinity)
  const volume = gp3Price(options.region)
  const volumeUsd = volume.known ? volume.usd * options.autoModeVolumeGiB / HOURS_PER_MONTH : 0
  for (const type of instanceTypes) {
    const price = ec2Price(options.region, type.name)
    const fee = autoModeFee(options.region, type.name)
    if (type.arch !== arch || !FAMILIES.test(type.name) || !price.known || !fee.known) continue
    const hourUsd = price.usd * averagePriceFactor(options) + fee.usd + volumeUsd
    // A pod may ask for a type by its label, so that types alike in size are not alike to it.
    const shape = labelled ? type.name : [type.vcpu, type.memoryMiB, type.enis, type.ipv4PerEni].join()
    const known = cheapest.get(shape)
    if (!known || hourUsd < known.hourUsd) cheapest.set(shape, { type, hourUsd })
  }
  return [...cheapest.values()].sort((a, b) => a.hourUsd - b.hourUsd).map(({ type, hourUsd }) => ({
    template: nodeTemplate(type, { ...options, autoMode: true, volumeGiB: options.autoModeVolumeGiB }, workload.daemonSets),
    hourUsd,
  }))
}

/** The first, and so cheapest, candidate that holds a node's pods. CPU, memory and pod slots rule out most at once. */
function cheapestFor(bin: NodeBin, groups: readonly PricedGroup[], candidates: readonly Candidate[], plain: boolean): Candidate | undefined {
  let pods = 0
  let cpu = 0
  let memory = 0
  for (const { group, count } of bin.pods) {
    const requests = groups[group]?.requests
    pods += count
    cpu += (requests?.cpu ?? 0) * count
    memory += (requests?.memory ?? 0) * count
  }
  return candidates.find(({ template }) => {
    const { room, podSlots } = template
    return pods <= podSlots && (cpu === 0 || cpu <= (room.cpu ?? 0)) && (memory === 0 || memory <= (room.memory ?? 0))
      && (plain || holds(template, bin, groups))
  })
}

/** Whether the groups ask for nothing but CPU and memory. */
function isPlain(groups: readonly PricedGroup[]): boolean {
  return groups.every(({ requests, nodeAffinity }) => !nodeAffinity && Object.keys(requests).every(name => name === 'cpu' || name === 'memory'))
}

function consolidate(fleet: Fleet, cheapestOf: (bin: NodeBin) => Candidate | undefined): { plan: NodePlan, usd: number } {
  const hours = new Map<InstanceType, number>()
  let usd = 0
  let peakBins: NodePlan['peakBins'] = []
  for (const level of fleet.levels) {
    const types = level.bins.map((bin) => {
      const chosen = cheapestOf(bin)
      const type = chosen?.template.type ?? fleet.template.type
      hours.set(type, (hours.get(type) ?? 0) + bin.count * level.hours)
      usd += (chosen?.hourUsd ?? 0) * bin.count * level.hours
      return type.name
    })
    if (level === fleet.peak) peakBins = level.bins.map((bin, index) => ({ ...bin, type: types[index] ?? fleet.template.type.name }))
  }
  return {
    usd,
    plan: {
      uses: [...hours].map(([type, nodeHours]) => ({ type, nodeHours })).sort((a, b) => a.type.name < b.type.name ? -1 : 1),
      peakNodes: fleet.peak?.nodes ?? 0, peakBins, unplaced: fleet.unplaced,
    },
  }
}

/** Whether one node of the template holds all the pods of a node of this bin, whatever they ask for. */
function holds(template: NodeTemplate, bin: NodeBin, groups: readonly PricedGroup[]): boolean {
  if (!bin.pods.every(({ group }) => groups[group] && suitsLabels(template, groups[group]))) return false
  const { pods, amounts } = requestsOn(bin, groups)
  return pods <= template.podSlots && Object.entries(amounts).every(([name, need]) => need === 0 || need <= (template.room[name] ?? 0))
}
