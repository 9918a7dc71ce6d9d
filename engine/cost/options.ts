/** What a comparison assumes: region, machine, purchase and fees. Each has a default; what cannot be used is named. */
import { DEFAULT_INSTANCE_TYPE, findInstanceType, instanceTypes } from '../../data/instance-types.ts'
import { DEFAULT_REGION, isRegionId, regions, type RegionId } from '../../data/regions.ts'
import { COLLECTED, type PriceSourceId } from '../../data/price-sources.ts'
import { VM_MEMORY_OVERHEAD } from '../aws/node-allocatable.ts'
import { isRecord } from '../kubernetes/apimachinery/patch.ts'
import { checkNumber, costProblem, shown, type CostProblem } from './problem.ts'

export const purchaseModels = ['on-demand', 'spot', 'savings-plan'] as const
export type PurchaseModel = (typeof purchaseModels)[number]

export const supportTiers = ['standard', 'extended'] as const
export type SupportTier = (typeof supportTiers)[number]

export interface CostOptions {
  region: RegionId
  /** The type of self-managed and managed nodes. Auto Mode chooses among c, m and r types of the same architecture. */
  instanceType: string
  /** The day from which the age of figures is counted, YYYY-MM-DD. */
  today: string
  /** Zones to spread over, 1 to 3: every group is split evenly and each zone packed by itself. */
  zones: number
  /** Spare room on nodes: so many more pods of every group are made room for, 0 to 1. */
  headroom: number
  prefixDelegation: boolean
  /** Share of memory that a virtual machine keeps, 0 to 0.5. */
  vmMemoryOverhead: number
  support: SupportTier
  /** How EC2 is bought. Spot and Savings Plans are a discount that the user sets: an assumption, not a figure. */
  purchase: PurchaseModel
  /** The discount on EC2 where `purchase` is not on-demand, 0 to 0.95. */
  discount: number
  /** The share of node-hours that the discount covers, 0 to 1. */
  discountedShare: number
  /** A Compute Savings Plan's discount on Fargate, 0 to 0.95. There is no Fargate Spot on EKS. */
  fargateDiscount: number
  /** Root volume of a node group's node, GiB. */
  volumeGiB: number
  /** Data volume of an Auto Mode node, GiB. */
  autoModeVolumeGiB: number
  /** Hours of work a month by data plane, and what an hour costs in USD. */
  operatorHours: { 'self-managed': number, managed: number, fargate: number, 'auto-mode': number }
  operatorUsdPerHour: number
}

export const defaultOptions: CostOptions = {
  region: DEFAULT_REGION,
  instanceType: DEFAULT_INSTANCE_TYPE,
  today: COLLECTED,
  zones: 1,
  headroom: 0,
  prefixDelegation: false,
  vmMemoryOverhead: VM_MEMORY_OVERHEAD,
  support: 'standard',
  purchase: 'on-demand',
  discount: 0,
  discountedShare: 1,
  fargateDiscount: 0,
  volumeGiB: 20,
  autoModeVolumeGiB: 80,
  operatorHours: { 'self-managed': 0, managed: 0, fargate: 0, 'auto-mode': 0 },
  operatorUsdPerHour: 0,
}

/** Where a default comes from that is not our own choice. */
export const optionSources = {
  vmMemoryOverhead: 'karpenter-overhead', prefixDelegation: 'max-pods-calculator', volumeGiB: 'create-managed-node-group',
  autoModeVolumeGiB: 'create-node-class',
} as const satisfies Partial<Record<keyof CostOptions, PriceSourceId>>

const RANGES = {
  zones: [1, 3], headroom: [0, 1], vmMemoryOverhead: [0, 0.5], discount: [0, 0.95], discountedShare: [0, 1],
  fargateDiscount: [0, 0.95], volumeGiB: [1, 16_384], autoModeVolumeGiB: [1, 16_384], operatorUsdPerHour: [0, 10_000],
} as const

type Unchecked<T> = { [K in keyof T]?: T[K] extends object ? Unchecked<T[K]> : unknown }

/**
 * Options from anywhere, such as a link: what is absent or unusable becomes the default, and what was unusable is named.
 * The options returned can always be computed with.
 */
export function readOptions(given: Unchecked<CostOptions> = {}): { options: CostOptions, problems: CostProblem[] } {
  const problems: CostProblem[] = []
  const raw: Unchecked<CostOptions> = isRecord(given) ? given : {}
  const options: CostOptions = { ...defaultOptions, operatorHours: { ...defaultOptions.operatorHours } }
  const unknown = (field: string, value: unknown, known: readonly string[]) =>
    void problems.push(costProblem('unknown-value', field, { value: shown(value), known: known.join(', ') }))

  if (isRegionId(raw.region)) options.region = raw.region
  else if (raw.region !== undefined) unknown('region', raw.region, Object.keys(regions))
  const type = typeof raw.instanceType === 'string' ? findInstanceType(raw.instanceType) : undefined
  if (type) options.instanceType = type.name
  else if (raw.instanceType !== undefined) unknown('instanceType', raw.instanceType, instanceTypes.map(({ name }) => name))
  const purchase = purchaseModels.find(model => model === raw.purchase)
  if (purchase) options.purchase = purchase
  else if (raw.purchase !== undefined) unknown('purchase', raw.purchase, purchaseModels)
  const support = supportTiers.find(tier => tier === raw.support)
  if (support) options.support = support
  else if (raw.support !== undefined) unknown('support', raw.support, supportTiers)
  if (raw.prefixDelegation === true) options.prefixDelegation = true
  else if (raw.prefixDelegation !== undefined && raw.prefixDelegation !== false) {
    unknown('prefixDelegation', raw.prefixDelegation, ['true', 'false'])
  }
  if (typeof raw.today === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(raw.today) && !Number.isNaN(Date.parse(raw.today))) options.today = raw.today
  else if (raw.today !== undefined) problems.push(costProblem('bad-date', 'today', { value: shown(raw.today) }))
  for (const field of Object.keys(RANGES) as (keyof typeof RANGES)[]) {
    if (raw[field] === undefined) continue
    options[field] = checkNumber(raw[field], field, RANGES[field], problems, field === 'zones') ?? options[field]
  }
  for (const plane of Object.keys(options.operatorHours) as (keyof CostOptions['operatorHours'])[]) {
    const hours = raw.operatorHours?.[plane]
    if (hours === undefined) continue
    options.operatorHours[plane] = checkNumber(hours, `operatorHours.${plane}`, [0, 744], problems) ?? 0
  }
  return { options, problems }
}
