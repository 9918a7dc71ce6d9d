/** Puts collected figures into data/prices.json: what was found replaces what was there, what was not is kept and named. */
import type { OfferCode, RegionPrices } from './collect.ts'

interface Entry { source: string, asOf: string | null }

/** Prices of some types that were read together. */
interface Reading extends Entry { usd: Record<string, number> }

/** The shape of data/prices.json; parts that the lists do not refresh are carried along. */
export interface PriceTable {
  ec2: Record<string, Reading[]>
  fargate: Record<string, Entry & { vcpuHour: number | null, gbHour: number | null, storageGbHour: number | null }>
  gp3: Record<string, Entry & { gbMonth: number | null, iopsMonth: number | null }>
  cluster: { standard: Entry & { hour: number }, extendedSurcharge: Entry & { hour: number } }
  autoMode: Record<string, Reading[]>
  spotRatio: object
  controlPlane: object
  network: object
}

/** The day on which each offer's file was published. */
export type Published = Record<OfferCode, string | null>

/**
 * A new table with a region's figures, and what its files did not have: that stays with its old day.
 * @param types the instance types that the deck knows
 */
export function mergeRegion(
  table: PriceTable, region: string, found: RegionPrices, published: Published, types: readonly string[],
): { table: PriceTable, missing: string[] } {
  const next = structuredClone(table)
  const missing = types.filter(type => found.ec2[type] === undefined).map(type => `${region} ec2 ${type}`)
  next.ec2[region] = withReading(table.ec2[region], { source: 'ec2-price-list', asOf: published.AmazonEC2, usd: only(found.ec2, types) })
  const { vcpuHour, gbHour, storageGbHour } = found.fargate
  if (vcpuHour !== undefined && gbHour !== undefined) {
    const storage = storageGbHour ?? table.fargate[region]?.storageGbHour ?? null
    next.fargate[region] = { source: 'fargate-price-list', asOf: published.AmazonECS, vcpuHour, gbHour, storageGbHour: storage }
    if (storageGbHour === undefined) missing.push(`${region} fargate storage`)
  } else {
    missing.push(`${region} fargate`)
  }
  if (found.gp3GbMonth === undefined) missing.push(`${region} gp3`)
  else {
    const iopsMonth = found.gp3IopsMonth ?? table.gp3[region]?.iopsMonth ?? null
    next.gp3[region] = { source: 'ebs-price-list', asOf: published.AmazonEC2, gbMonth: found.gp3GbMonth, iopsMonth }
  }
  const fees = only(found.autoMode, types)
  if (Object.keys(fees).length === 0) missing.push(`${region} auto mode`)
  next.autoMode[region] = withReading(table.autoMode[region], { source: 'eks-price-list', asOf: published.AmazonEKS, usd: fees })
  mergeCluster(next, found, published.AmazonEKS, region, missing)
  return { table: next, missing }
}

const only = (usd: Record<string, number>, types: readonly string[]) =>
  Object.fromEntries(types.flatMap(type => usd[type] === undefined ? [] : [[type, usd[type]]]))

/** Readings with a new one first; what it has is taken out of the others. */
function withReading(before: readonly Reading[] = [], reading: Reading): Reading[] {
  const kept = before.map(({ usd, ...entry }) =>
    ({ ...entry, usd: Object.fromEntries(Object.entries(usd).filter(([type]) => !Object.hasOwn(reading.usd, type))) }))
  return [reading, ...kept].filter(({ usd }) => Object.keys(usd).length > 0)
}

/** One fee for every region: a region that differs is named rather than put in the others' place. */
function mergeCluster(next: PriceTable, { cluster }: RegionPrices, asOf: string | null, region: string, missing: string[]): void {
  const fees = [['standard', cluster.standardHour], ['extendedSurcharge', cluster.extendedSurchargeHour]] as const
  for (const [name, hour] of fees) {
    if (hour === undefined) missing.push(`${region} cluster ${name}`)
    else if (hour !== next.cluster[name].hour) missing.push(`${region} cluster ${name}: ${hour}, not ${next.cluster[name].hour}`)
    else next.cluster[name] = { source: 'eks-price-list', asOf, hour }
  }
}

/** The table as the file has it: an entry a line, so that a refresh shows what changed. */
export function formatTable(table: PriceTable): string {
  const entries = (part: object) => Object.entries(part).map(([key, value]) => `    ${JSON.stringify(key)}: ${JSON.stringify(value)}`)
  const parts = Object.entries(table).map(([name, part]) => `  ${JSON.stringify(name)}: {\n${entries(part as object).join(',\n')}\n  }`)
  return `{\n${parts.join(',\n')}\n}\n`
}
