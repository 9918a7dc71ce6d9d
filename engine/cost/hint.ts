/** Which instance type fits a workload best on a managed node group. */
import { findInstanceType, instanceTypes, type InstanceType } from '../../data/instance-types.ts'
import { ec2Price } from '../../data/prices.ts'
import { BillBuilder } from './bill.ts'
import { addNodeLines, nodeGroupPlan, type NodePlan } from './node-plan.ts'
import type { CostOptions } from './options.ts'
import { levelsOf } from './running-hours.ts'
import type { PricedWorkload } from './workload.ts'

export interface TypeHint {
  type: string
  arch: 'amd64' | 'arm64'
  /** Nodes and their volumes in a month, in cents. */
  cents: number
  peakNodes: number
  /** A t type: it keeps its full speed only while it has CPU credits, or for a surcharge that is not in `cents`. */
  burstable: boolean
}

/**
 * Types that hold every pod, the cheapest month first and burstable ones last. Types of the other architecture are in it only when asked for: the
 * images must be built for them.
 */
export function suggestInstanceTypes(workload: PricedWorkload, options: CostOptions, anyArch = false): TypeHint[] {
  const arch = findInstanceType(options.instanceType)?.arch
  const levels = levelsOf(workload.usage, workload.groups)
  const labelled = workload.groups.some(group => group.nodeAffinity)
  const plans = new Map<string, NodePlan>()
  /** Types alike in size are packed alike, unless a pod asks for labels. */
  const planFor = (type: InstanceType): NodePlan => {
    const shape = labelled ? type.name : [type.arch, type.vcpu, type.memoryMiB, type.enis, type.ipv4PerEni].join()
    const known = plans.get(shape) ?? nodeGroupPlan(workload, levels, options, false, type)
    plans.set(shape, known)
    return { ...known, uses: known.uses.map(({ nodeHours }) => ({ type, nodeHours })) }
  }
  return instanceTypes.flatMap((type): TypeHint[] => {
    if ((!anyArch && type.arch !== arch) || !ec2Price(options.region, type.name).known) return []
    const plan = planFor(type)
    if (plan.unplaced.length > 0) return []
    const bill = new BillBuilder(options.today)
    addNodeLines(bill, plan, options)
    return [{ type: type.name, arch: type.arch, cents: bill.totalCents, peakNodes: plan.peakNodes, burstable: type.name.startsWith('t') }]
  }).sort((a, b) => Number(a.burstable) - Number(b.burstable) || a.cents - b.cents)
}
