/** USD prices by region, from prices.json, which `npm run prices` refreshes. What is null there is not known, never guessed. */
import table from './prices.json' with { type: 'json' }
import type { RegionId } from './regions.ts'
import { priceSources, type PriceSourceId } from './price-sources.ts'

/** A figure with its unit, its source and the day it was true of. */
export interface KnownPrice {
  known: true
  usd: number
  unit: PriceUnit
  source: PriceSourceId
  asOf: string | null
  /** `published` by AWS as such, or `derived` by a rule that holds for every published figure found. */
  basis: 'published' | 'derived'
}

/** A figure that no source was found for: the screen says so. */
export interface UnknownPrice {
  known: false
  what: string
  region: RegionId
}

export type Price = KnownPrice | UnknownPrice
export type PriceUnit = 'instance-hour' | 'vcpu-hour' | 'gb-hour' | 'gb-month' | 'iops-month' | 'cluster-hour' | 'hour' | 'gb'

interface Entry { source: string, asOf: string | null }
/** Prices of some types that were read together. */
interface Reading extends Entry { usd: Partial<Record<string, number>> }

const ec2: Partial<Record<string, readonly Reading[]>> = table.ec2
const autoMode: Partial<Record<string, readonly Reading[]>> = table.autoMode
const fargate: Record<RegionId, Entry & { vcpuHour: number | null, gbHour: number | null, storageGbHour: number | null }> = table.fargate
const gp3: Record<RegionId, Entry & { gbMonth: number | null, iopsMonth: number | null }> = table.gp3
const spot: Record<RegionId, Entry & { ratio: number }> = table.spotRatio
const network: Record<RegionId, Entry & Record<NetworkField, number | null>> = table.network

const isSourceId = (id: string): id is PriceSourceId => Object.hasOwn(priceSources, id)

function priced(usd: number | null | undefined, entry: Entry | undefined, unit: PriceUnit, what: string, region: RegionId): Price {
  if (usd === null || usd === undefined || !entry || !isSourceId(entry.source)) return { known: false, what, region }
  const basis = DERIVED.has(entry.source) ? 'derived' : 'published'
  return { known: true, usd, unit, source: entry.source, asOf: entry.asOf, basis }
}

/** Readings whose figures follow from another size of the family. */
const DERIVED: ReadonlySet<string> = new Set<PriceSourceId>(['ec2-skypilot-2026-scaled'])

/** The price of a type in the reading that has it; a name that every object has is none. */
function typed(readings: readonly Reading[] | undefined, type: string, what: string, region: RegionId): Price {
  const reading = readings?.find(({ usd }) => Object.hasOwn(usd, type))
  return priced(reading?.usd[type], reading, 'instance-hour', what, region)
}

/** EC2 on-demand, Linux, shared tenancy: USD an instance-hour. */
export function ec2Price(region: RegionId, type: string): Price {
  return typed(ec2[region], type, `ec2 ${type}`, region)
}

/** What Spot cost of the on-demand price, 0 to 1, as the median of a sample of the region: its day, and no quote. */
export function typicalSpotRatio(region: RegionId): { ratio: number, source: PriceSourceId, asOf: string | null } {
  const { ratio, asOf } = spot[region]
  return { ratio, source: 'spot-sample', asOf }
}

/** Fargate for Linux on x86, the only one EKS runs: USD a vCPU-hour, a GB-hour (GB = 2^30 bytes), a GB-hour of storage above 20 GB. */
export function fargatePrices(region: RegionId): { vcpu: Price, memory: Price, storage: Price } {
  const entry = fargate[region]
  return {
    vcpu: priced(entry.vcpuHour, entry, 'vcpu-hour', 'fargate vcpu', region),
    memory: priced(entry.gbHour, entry, 'gb-hour', 'fargate memory', region),
    storage: priced(entry.storageGbHour, entry, 'gb-hour', 'fargate storage', region),
  }
}

/** EBS gp3 storage: USD a GB-month. The 3,000 IOPS and 125 MB/s that come with it cost nothing more. */
export function gp3Price(region: RegionId): Price {
  return priced(gp3[region].gbMonth, gp3[region], 'gb-month', 'ebs gp3', region)
}

/** EBS gp3 above 3,000 IOPS: USD an IOPS-month. */
export function gp3IopsPrice(region: RegionId): Price {
  return priced(gp3[region].iopsMonth, gp3[region], 'iops-month', 'ebs gp3 iops', region)
}

type NetworkField = 'natHour' | 'natGb' | 'ipv4Hour' | 'loadBalancerHour' | 'egressGb'

/** What the network around a cluster costs: USD an hour or a GB. */
export function networkPrice(region: RegionId, field: NetworkField): Price {
  return priced(network[region][field], network[region], field.endsWith('Gb') ? 'gb' : 'hour', NETWORK_NAMES[field], region)
}

const NETWORK_NAMES: Record<NetworkField, string> = {
  natHour: 'nat gateway', natGb: 'nat gateway data', ipv4Hour: 'public ipv4', loadBalancerHour: 'load balancer', egressGb: 'egress',
}

/** Tiers of the Provisioned Control Plane. */
export const controlPlaneTiers = ['XL', '2XL', '4XL', '8XL'] as const
export type ControlPlaneTier = (typeof controlPlaneTiers)[number]

/** A tier of the Provisioned Control Plane: USD an hour on top of the cluster's. The same in the two regions that were looked at. */
export function controlPlanePrice(region: RegionId, tier: ControlPlaneTier): Price {
  return priced(table.controlPlane.hour[tier], table.controlPlane, 'cluster-hour', `control plane ${tier}`, region)
}

/** The control plane: the fee of every cluster, and what extended support adds to it. The same in every region that was looked at. */
export function clusterPrices(region: RegionId): { standard: Price, extendedSurcharge: Price } {
  const { standard, extendedSurcharge } = table.cluster
  return {
    standard: priced(standard.hour, standard, 'cluster-hour', 'eks cluster', region),
    extendedSurcharge: priced(extendedSurcharge.hour, extendedSurcharge, 'cluster-hour', 'eks extended support', region),
  }
}

/** Auto Mode's fee as a share of the on-demand price: G types since 2026-07-01 35 % less, P and Trainium 60 % less. */
export function autoModeRatio(type: string): number {
  if (type.startsWith('g')) return 0.078
  return /^(p|trn)/.test(type) ? 0.048 : 0.12
}

/** Auto Mode's fee by the rule, rounded to 5 decimals as AWS publishes it: USD an instance-hour for an on-demand USD price. */
export function autoModeFeeByRule(onDemandUsd: number, type = ''): number {
  return Math.round((onDemandUsd * autoModeRatio(type) + Number.EPSILON) * 1e5) / 1e5
}

/** Auto Mode's management fee on top of the EC2 price: as published where that was found, else derived from the on-demand price. */
export function autoModeFee(region: RegionId, type: string): Price {
  const published = typed(autoMode[region], type, `auto mode ${type}`, region)
  if (published.known) return published
  const onDemand = ec2Price(region, type)
  if (!onDemand.known) return published
  return { ...onDemand, usd: autoModeFeeByRule(onDemand.usd, type), source: 'eks-pricing', basis: 'derived' }
}
