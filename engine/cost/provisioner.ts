/**
 * Nodes that are chosen for the pods, by Karpenter or by EKS Auto Mode: the cheapest type to pack on, then every node exchanged for
 * the cheapest type that still holds its pods.
 * Models the requirements of a general-purpose NodePool (c, m and r types, and those with GPUs where pods ask for one) and
 * consolidation, which replaces a node by a cheaper one. Leaves out Spot interruption, disruption budgets and the age at which
 * nodes are replaced.
 */
import { instanceTypes, type InstanceType } from '../../data/instance-types.ts'
import { autoModeFee, ec2Price, gp3Price } from '../../data/prices.ts'
import { densityUsd } from './floor.ts'
import type { Fleet } from './fleet.ts'
import { averagePriceFactor, fleetFor, NO_NODES, type NodePlan, type PlanInput } from './node-plan.ts'
import { nodeTemplate, type NodeTemplate } from './node-template.ts'
import { requestsOn, suitsLabels, type NodeBin } from './node-bin.ts'
import { HOURS_PER_MONTH } from './usage.ts'
import type { PricedGroup } from './workload.ts'

const FAMILIES = /^[cmr]/
const GPU = 'nvidia.com/gpu'

interface Candidate {
  template: NodeTemplate
  /** USD a node-hour: EC2 after Spot, the fee and the volume. */
  hourUsd: number
}

/** The plan with the fewest pods left out and the lowest price. */
export function provisionerPlan(input: PlanInput, kind: 'karpenter' | 'auto-mode'): NodePlan {
  const { workload: { groups }, levels } = input
  if (levels.length === 0) return NO_NODES
  const candidates = candidatesFor(input, kind)
  const plain = isPlain(groups)
  let best: { plan: NodePlan, usd: number, left: number } | undefined
  for (const { template } of packedOn(candidates, input)) {
    const fleet = fleetFor(input, kind, template.type)
    const left = fleet.unplaced.reduce((sum, { count }) => sum + count, 0)
    if (best && left > best.left) continue
    const { plan, usd } = consolidate(fleet, template.type, bin => cheapestFor(bin, groups, candidates, plain))
    if (!best || left < best.left || usd < best.usd) best = { plan, usd, left }
  }
  return best?.plan ?? NO_NODES
}

/** As many types are packed on as have the lowest price for this mix of pods; nodes are exchanged for any of the others afterwards. */
const PACKED_ON = 4

function packedOn(candidates: readonly Candidate[], input: PlanInput): Candidate[] {
  const plain = isPlain(input.workload.groups) && !input.workload.groups.some(({ needsPlugins }) => needsPlugins)
  const ranked = candidates.map(candidate => ({ candidate, usd: densityUsd(candidate.template, candidate.hourUsd, input) }))
    .filter(({ candidate: { template } }) => holdsLargest(template, input.workload.groups)).sort((a, b) => a.usd - b.usd)
  // Pods that ask for more than CPU and memory may fit on few types, whatever these cost.
  const found = (plain ? ranked.slice(0, PACKED_ON) : ranked).map(({ candidate }) => candidate)
  return found.length > 0 ? found : [...candidates]
}

/** Whether each pod alone has room. */
function holdsLargest({ room }: NodeTemplate, groups: readonly PricedGroup[]): boolean {
  return groups.every(({ requests, replicas }) => replicas === 0 || ((requests.cpu ?? 0) <= (room.cpu ?? 0) && (requests.memory ?? 0) <= (room.memory ?? 0)))
}

/** Types that may compete and have a price, cheapest first; of types alike in size only the cheapest. */
function candidatesFor({ workload, options }: PlanInput, kind: 'karpenter' | 'auto-mode'): Candidate[] {
  const cheapest = new Map<string, { type: InstanceType, hourUsd: number }>()
  const labelled = workload.groups.some(group => group.nodeAffinity)
  const wantsGpu = workload.groups.some(group => group.requests[GPU])
  const volume = gp3Price(options.region)
  const volumeGiB = kind === 'auto-mode' ? options.autoModeVolumeGiB : options.volumeGiB
  const volumeUsd = volume.known ? volume.usd * volumeGiB / HOURS_PER_MONTH : 0
  for (const type of instanceTypes) {
    const price = ec2Price(options.region, type.name)
    const fee = autoModeFee(options.region, type.name)
    const offered = (options.architecture === 'any' || type.arch === options.architecture) && (FAMILIES.test(type.name) || (wantsGpu && type.gpus))
    if (!offered || !price.known || !fee.known) continue
    const hourUsd = price.usd * averagePriceFactor(options, kind) + (kind === 'auto-mode' ? fee.usd : 0) + volumeUsd
    // A pod may ask for a type by its label, so that types alike in size are not alike to it.
    const shape = labelled ? type.name : [type.vcpu, type.memoryMiB, type.enis, type.ipv4PerEni, type.ebsVolumes, type.gpus].join()
    const known = cheapest.get(shape)
    if (!known || hourUsd < known.hourUsd) cheapest.set(shape, { type, hourUsd })
  }
  return [...cheapest.values()].sort((a, b) => a.hourUsd - b.hourUsd)
    .map(({ type, hourUsd }) => ({ template: nodeTemplate(type, { ...options, kind }, workload.daemonSets), hourUsd }))
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

function consolidate(
  fleet: Fleet, packedOn: InstanceType, cheapestOf: (bin: NodeBin) => Candidate | undefined,
): { plan: NodePlan, usd: number } {
  let usd = 0
  let peakBins: NodePlan['peakBins'] = []
  const byLevel = fleet.levels.map((level) => {
    const uses = level.bins.map((bin) => {
      const chosen = cheapestOf(bin)
      usd += (chosen?.hourUsd ?? 0) * bin.count * level.hours
      return { type: chosen?.template.type ?? packedOn, nodes: bin.count }
    })
    if (level === fleet.peak) peakBins = level.bins.map((bin, index) => ({ ...bin, type: uses[index]?.type.name ?? packedOn.name }))
    return { hours: level.hours, uses }
  })
  return { usd, plan: { byLevel, fixed: false, peakNodes: fleet.peak?.nodes ?? 0, peakBins, unplaced: fleet.unplaced } }
}

/** Whether one node of the template holds all the pods of a node of this bin, whatever they ask for. */
function holds(template: NodeTemplate, bin: NodeBin, groups: readonly PricedGroup[]): boolean {
  if (!bin.pods.every(({ group }) => groups[group] && suitsLabels(template, groups[group]))) return false
  const { pods, amounts } = requestsOn(bin, groups)
  return pods <= template.podSlots && Object.entries(amounts).every(([name, need]) => need === 0 || need <= (template.room[name] ?? 0))
}
