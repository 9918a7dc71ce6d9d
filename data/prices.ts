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
export type PriceUnit = 'instance-hour' | 'vcpu-hour' | 'gb-hour' | 'gb-month' | 'cluster-hour'

interface Entry { source: string, asOf: string | null }

const ec2: Partial<Record<string, Entry & { usd: Partial<Record<string, number>> }>> = table.ec2
const autoMode: Partial<Record<string, Entry & { usd: Partial<Record<string, number>> }>> = table.autoMode
const fargate: Record<RegionId, Entry & { vcpuHour: number | null, gbHour: number | null, storageGbHour: number | null }> = table.fargate
const gp3: Record<RegionId, Entry & { gbMonth: number | null }> = table.gp3

const isSourceId = (id: string): id is PriceSourceId => Object.hasOwn(priceSources, id)

function priced(usd: number | null | undefined, entry: Entry | undefined, unit: PriceUnit, what: string, region: RegionId): Price {
  if (usd === null || usd === undefined || !entry || !isSourceId(entry.source)) return { known: false, what, region }
  return { known: true, usd, unit, source: entry.source, asOf: entry.asOf, basis: 'published' }
}

/** A type's entry; a name that every object has is none. */
function own(usd: Partial<Record<string, number>> | undefined, type: string): number | undefined {
  return usd && Object.hasOwn(usd, type) ? usd[type] : undefined
}

/** EC2 on-demand, Linux, shared tenancy: USD an instance-hour. */
export function ec2Price(region: RegionId, type: string): Price {
  return priced(own(ec2[region]?.usd, type), ec2[region], 'instance-hour', `ec2 ${type}`, region)
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

/** The control plane: the fee of every cluster, and what extended support adds to it. The same in every region that was looked at. */
export function clusterPrices(region: RegionId): { standard: Price, extendedSurcharge: Price } {
  const { standard, extendedSurcharge } = table.cluster
  return {
    standard: priced(standard.hour, standard, 'cluster-hour', 'eks cluster', region),
    extendedSurcharge: priced(extendedSurcharge.hour, extendedSurcharge, 'cluster-hour', 'eks extended support', region),
  }
}

/** Auto Mode's fee as a share of the on-demand price, for instances without accelerators. */
export const AUTO_MODE_RATIO = 0.12

/** Auto Mode's fee by the rule, rounded to 5 decimals as AWS publishes it: USD an instance-hour for an on-demand USD price. */
export function autoModeFeeByRule(onDemandUsd: number): number {
  return Math.round((onDemandUsd * AUTO_MODE_RATIO + Number.EPSILON) * 1e5) / 1e5
}

/** Auto Mode's management fee on top of the EC2 price: as published where that was found, else derived from the on-demand price. */
export function autoModeFee(region: RegionId, type: string): Price {
  const published = priced(own(autoMode[region]?.usd, type), autoMode[region], 'instance-hour', `auto mode ${type}`, region)
  if (published.known) return published
  const onDemand = ec2Price(region, type)
  if (!onDemand.known) return published
  return { ...onDemand, usd: autoModeFeeByRule(onDemand.usd), source: 'eks-pricing', basis: 'derived' }
}
