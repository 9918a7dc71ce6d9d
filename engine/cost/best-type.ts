/** Which instance type comes to the cheapest month on nodes of one type. */
import { DEFAULT_INSTANCE_TYPE, instanceTypes, type InstanceType } from '../../data/instance-types.ts'
import { ec2Price, gp3Price } from '../../data/prices.ts'
import { BillBuilder } from './bill.ts'
import { floorUsd } from './floor.ts'
import { addNodeLines, averagePriceFactor, nodeGroupPlan, typeNamed, type PlanInput } from './node-plan.ts'
import { nodeTemplate } from './node-template.ts'
import { HOURS_PER_MONTH } from './usage.ts'

export interface TypeHint {
  type: string
  arch: 'amd64' | 'arm64'
  /** Nodes and their volumes in a month, in cents. */
  cents: number
  /** The same before it is rounded. */
  usd: number
  peakNodes: number
  /** A t type: it keeps its full speed only while it has CPU credits, or for a surcharge that is not in `cents`. */
  burstable: boolean
}

/**
 * Types that hold every pod, the cheapest month first and burstable ones last. Intel, AMD and Graviton compete unless the options
 * name an architecture.
 */
export function typesByCost(input: PlanInput, fixed = false): TypeHint[] {
  return competing(input).flatMap(type => hintFor(type, input, fixed) ?? [])
    .sort((a, b) => Number(a.burstable) - Number(b.burstable) || a.usd - b.usd)
}

/** The best of them, found without packing on types that cannot be it; the deck's default where no type holds every pod. */
export function bestType(input: PlanInput, fixed = false): InstanceType {
  const { options, workload } = input
  const volume = gp3Price(options.region)
  const volumeUsd = volume.known ? volume.usd * options.volumeGiB / HOURS_PER_MONTH : 0
  const factor = averagePriceFactor(options, 'managed')
  const ranked = competing(input).map((type) => {
    const price = ec2Price(options.region, type.name)
    const hourUsd = (price.known ? price.usd * factor : 0) + volumeUsd
    return { type, burstable: isBurstable(type), floor: floorUsd(nodeTemplate(type, { ...options, kind: 'managed' }, workload.daemonSets), hourUsd, input, fixed) }
  }).sort((a, b) => Number(a.burstable) - Number(b.burstable) || a.floor - b.floor)
  let best: TypeHint | undefined
  for (const { type, burstable, floor } of ranked) {
    if (best && (burstable !== best.burstable || floor > best.usd)) break
    if (floor === Number.POSITIVE_INFINITY) continue
    const hint = hintFor(type, input, fixed)
    if (hint && (!best || hint.usd < best.usd)) best = hint
  }
  return typeNamed(best?.type ?? DEFAULT_INSTANCE_TYPE)
}

const isBurstable = ({ name }: InstanceType) => name.startsWith('t')

function competing({ options }: PlanInput): InstanceType[] {
  return instanceTypes.filter(type =>
    (options.architecture === 'any' || type.arch === options.architecture) && ec2Price(options.region, type.name).known)
}

function hintFor(type: InstanceType, input: PlanInput, fixed: boolean): TypeHint | undefined {
  const plan = nodeGroupPlan(input, 'managed', type, fixed)
  if (plan.unplaced.length > 0) return undefined
  const bill = new BillBuilder(input.options.today)
  addNodeLines(bill, plan, input.options, 'managed')
  return { type: type.name, arch: type.arch, cents: bill.totalCents, usd: bill.totalUsd, peakNodes: plan.peakNodes, burstable: isBurstable(type) }
}
