/** What a comparison assumes: region, machines, purchase and fees. Each has a default; what cannot be used is named. */
import { findInstanceType, instanceTypes } from '../../data/instance-types.ts'
import { controlPlaneTiers, type ControlPlaneTier } from '../../data/prices.ts'
import { DEFAULT_REGION, isRegionId, regions, type RegionId } from '../../data/regions.ts'
import { COLLECTED, type PriceSourceId } from '../../data/price-sources.ts'
import { VM_MEMORY_OVERHEAD } from '../aws/node-allocatable.ts'
import { isRecord } from '../kubernetes/apimachinery/patch.ts'
import { extraIds, noExtras, type ExtraId, type Extras } from './extras.ts'
import { planes, type Plane } from './plane.ts'
import { checkNumber, costProblem, shown, type CostProblem } from './problem.ts'

/** The type that comes to the cheapest month on nodes. */
export const BEST_FIT = 'best'

export const architectures = ['any', 'amd64', 'arm64'] as const
export type ArchitectureChoice = (typeof architectures)[number]

export const purchaseModels = ['on-demand', 'spot', 'savings-plan'] as const
export type PurchaseModel = (typeof purchaseModels)[number]

export const supportTiers = ['standard', 'extended'] as const
export type SupportTier = (typeof supportTiers)[number]

/** `fixed`: the nodes of the busiest hour, all month. `autoscaled`: those that each hour needs. */
export const nodeScalings = ['autoscaled', 'fixed'] as const
export type NodeScaling = (typeof nodeScalings)[number]

/** What becomes of DaemonSets on Fargate, which runs none: left out, so that the bill is not complete, or a sidecar in every pod. */
export const daemonSetChoices = ['left-out', 'sidecars'] as const
export type DaemonSetChoice = (typeof daemonSetChoices)[number]

export interface CostOptions {
  region: RegionId
  /** The type of self-managed and managed nodes, or `best`. Karpenter and Auto Mode choose for themselves. */
  instanceType: string
  /** What competes where a type is chosen: Graviton needs images for Arm. */
  architecture: ArchitectureChoice
  /** The day from which the age of figures is counted, YYYY-MM-DD. */
  today: string
  /** Zones to spread over, 1 to 3: every group is split evenly and each zone packed by itself. */
  zones: number
  /** Spare room on nodes: so many times more pods of every group are made room for, 0 to 9. */
  headroom: number
  prefixDelegation: boolean
  /** Share of memory that a virtual machine keeps, 0 to 0.5. */
  vmMemoryOverhead: number
  support: SupportTier
  /** A tier of the Provisioned Control Plane, on top of the cluster's fee. */
  controlPlane: 'standard' | ControlPlaneTier
  scaling: Record<'self-managed' | 'managed', NodeScaling>
  /** How compute is bought. Auto Mode's built-in pools are on demand whatever is said here. */
  purchase: PurchaseModel
  /** Spot's discount, 0 to 0.95, or null for the region's typical ratio. */
  spotDiscount: number | null
  /** The share of node-hours that is Spot, 0 to 1. */
  spotShare: number
  /** What a Savings Plan takes off EC2 and off Fargate, 0 to 0.95: assumptions that the user sets. */
  planDiscount: number
  planFargateDiscount: number
  /** USD committed to every hour, at the plan's rates; null for the commitment that makes the month cheapest. */
  commitment: number | null
  fargateDaemonSets: DaemonSetChoice
  /** CoreDNS, and what scales the nodes: on the bill unless the manifest has them. */
  systemPods: boolean
  /** What a container-less request counts as: a pod that names no CPU or no memory. */
  assumedCpuMilli: number
  assumedMemoryMiB: number
  /** Root volume of a node group's node, GiB. */
  volumeGiB: number
  /** Data volume of an Auto Mode node, GiB. */
  autoModeVolumeGiB: number
  /** What is around the cluster: how much of it a month, and its price where the user knows better. */
  extras: Extras
  /** Hours of work a month by data plane, and what an hour costs in USD. */
  operatorHours: Record<Plane, number>
  operatorUsdPerHour: number
}

export const defaultOptions: CostOptions = {
  region: DEFAULT_REGION,
  instanceType: BEST_FIT,
  architecture: 'any',
  today: COLLECTED,
  zones: 3,
  headroom: 0,
  prefixDelegation: false,
  vmMemoryOverhead: VM_MEMORY_OVERHEAD,
  support: 'standard',
  controlPlane: 'standard',
  scaling: { 'self-managed': 'autoscaled', managed: 'autoscaled' },
  purchase: 'on-demand',
  spotDiscount: null,
  spotShare: 1,
  planDiscount: 0.3,
  planFargateDiscount: 0.2,
  commitment: null,
  fargateDaemonSets: 'left-out',
  systemPods: true,
  // What the smallest Fargate pod has for its containers: a quarter of a vCPU and 512 MiB less the 256 that Fargate takes.
  assumedCpuMilli: 250,
  assumedMemoryMiB: 256,
  volumeGiB: 20,
  autoModeVolumeGiB: 80,
  extras: noExtras,
  operatorHours: { 'self-managed': 0, managed: 0, karpenter: 0, 'auto-mode': 0, fargate: 0 },
  operatorUsdPerHour: 0,
}

/** Where a default comes from that is not our own choice. */
export const optionSources = {
  vmMemoryOverhead: 'karpenter-overhead', prefixDelegation: 'max-pods-calculator', volumeGiB: 'create-managed-node-group',
  autoModeVolumeGiB: 'create-node-class', assumedCpuMilli: 'fargate-pod-configuration', assumedMemoryMiB: 'fargate-pod-configuration',
  spotDiscount: 'spot-sample',
} as const satisfies Partial<Record<keyof CostOptions, PriceSourceId>>

const RANGES = {
  zones: [1, 3], headroom: [0, 9], vmMemoryOverhead: [0, 0.5], spotShare: [0, 1], planDiscount: [0, 0.95],
  planFargateDiscount: [0, 0.95], volumeGiB: [1, 16_384], autoModeVolumeGiB: [1, 16_384], operatorUsdPerHour: [0, 10_000],
  assumedCpuMilli: [0, 16_000], assumedMemoryMiB: [0, 122_880],
} as const

const CHOICES = {
  region: Object.keys(regions) as RegionId[], architecture: architectures, support: supportTiers, purchase: purchaseModels,
  controlPlane: ['standard', ...controlPlaneTiers], fargateDaemonSets: daemonSetChoices,
} as const

const MOST_EXTRA = 1e9

type Unchecked<T> = { [K in keyof T]?: T[K] extends object ? Unchecked<T[K]> : unknown }

/**
 * Options from anywhere, such as a link: what is absent or unusable becomes the default, and what was unusable is named.
 * The options returned can always be computed with.
 */
export function readOptions(given: Unchecked<CostOptions> = {}): { options: CostOptions, problems: CostProblem[] } {
  const problems: CostProblem[] = []
  const raw: Unchecked<CostOptions> = isRecord(given) ? given : {}
  const options = structuredClone(defaultOptions)
  const unknown = (field: string, value: unknown, known: readonly string[]) =>
    void problems.push(costProblem('unknown-value', field, { value: shown(value), known: known.join(', ') }))
  function oneOf<K extends string>(value: unknown, field: string, known: readonly K[]): K | undefined {
    const found = known.find(each => each === value)
    if (found === undefined && value !== undefined) unknown(field, value, known)
    return found
  }

  if (isRegionId(raw.region)) options.region = raw.region
  else if (raw.region !== undefined) unknown('region', raw.region, CHOICES.region)
  const type = typeof raw.instanceType === 'string' ? findInstanceType(raw.instanceType) : undefined
  if (type) options.instanceType = type.name
  else if (raw.instanceType !== undefined && raw.instanceType !== BEST_FIT) {
    unknown('instanceType', raw.instanceType, [BEST_FIT, ...instanceTypes.map(({ name }) => name)])
  }
  options.architecture = oneOf(raw.architecture, 'architecture', CHOICES.architecture) ?? options.architecture
  options.purchase = oneOf(raw.purchase, 'purchase', CHOICES.purchase) ?? options.purchase
  options.support = oneOf(raw.support, 'support', CHOICES.support) ?? options.support
  options.controlPlane = oneOf(raw.controlPlane, 'controlPlane', CHOICES.controlPlane) ?? options.controlPlane
  options.fargateDaemonSets = oneOf(raw.fargateDaemonSets, 'fargateDaemonSets', CHOICES.fargateDaemonSets) ?? options.fargateDaemonSets
  const scaling = part(raw.scaling)
  for (const plane of ['self-managed', 'managed'] as const) {
    options.scaling[plane] = oneOf(scaling[plane], `scaling.${plane}`, nodeScalings) ?? options.scaling[plane]
  }
  for (const field of ['prefixDelegation', 'systemPods'] as const) {
    const value = raw[field]
    if (typeof value === 'boolean') options[field] = value
    else if (value !== undefined) unknown(field, value, ['true', 'false'])
  }
  if (typeof raw.today === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(raw.today) && !Number.isNaN(Date.parse(raw.today))) options.today = raw.today
  else if (raw.today !== undefined) problems.push(costProblem('bad-date', 'today', { value: shown(raw.today) }))
  for (const field of Object.keys(RANGES) as (keyof typeof RANGES)[]) {
    if (raw[field] === undefined) continue
    options[field] = checkNumber(raw[field], field, RANGES[field], problems, field === 'zones') ?? options[field]
  }
  options.spotDiscount = orNull(raw.spotDiscount, 'spotDiscount', [0, 0.95], problems)
  options.commitment = orNull(raw.commitment, 'commitment', [0, 1e6], problems)
  options.extras = readExtras(raw.extras, problems)
  const hours = part(raw.operatorHours)
  for (const plane of planes) {
    if (hours[plane] !== undefined) options.operatorHours[plane] = checkNumber(hours[plane], `operatorHours.${plane}`, [0, 744], problems) ?? 0
  }
  return { options, problems }
}

function part(value: unknown): Record<string, unknown> {
  return isRecord(value) ? value : {}
}

function orNull(value: unknown, field: string, range: readonly [number, number], problems: CostProblem[]): number | null {
  return value === undefined || value === null ? null : checkNumber(value, field, range, problems) ?? null
}

function readExtras(value: unknown, problems: CostProblem[]): Extras {
  const given = part(value)
  return Object.fromEntries(extraIds.map((id: ExtraId) => {
    const { quantity, usd } = part(given[id])
    return [id, {
      quantity: quantity === undefined ? 0 : checkNumber(quantity, `extras.${id}`, [0, MOST_EXTRA], problems) ?? 0,
      usd: orNull(usd, `extras.${id}.usd`, [0, 10_000], problems),
    }]
  })) as Extras
}
