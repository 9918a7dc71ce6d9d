/** Puts collected figures into data/prices.json: what was found replaces what was there, what was not is kept and named. */
import type { OfferCode, RegionPrices } from './collect.ts'

interface Entry { source: string, asOf: string | null }

/** The shape of data/prices.json. */
export interface PriceTable {
  ec2: Record<string, Entry & { usd: Record<string, number> }>
  fargate: Record<string, Entry & { vcpuHour: number | null, gbHour: number | null, storageGbHour: number | null }>
  gp3: Record<string, Entry & { gbMonth: number | null }>
  cluster: { standard: Entry & { hour: number }, extendedSurcharge: Entry & { hour: number } }
  autoMode: Record<string, Entry & { usd: Record<string, number> }>
}

/** The day on which each offer's file was published. */
export type Published = Record<OfferCode, string | null>

/** A new table with a region's figures, and what its files did not have. A table entry keeps its age unless all of it was found. */
export function mergeRegion(
  table: PriceTable, region: string, found: RegionPrices, published: Published,
): { table: PriceTable, missing: string[] } {
  const next = structuredClone(table)
  const missing: string[] = []
  const types = Object.keys(table.ec2[region]?.usd ?? {})
  const unpriced = types.filter(type => found.ec2[type] === undefined)
  if (unpriced.length === 0) {
    const usd = Object.fromEntries(types.map(type => [type, found.ec2[type] ?? 0]))
    next.ec2[region] = { source: 'ec2-price-list', asOf: published.AmazonEC2, usd }
  } else {
    missing.push(...unpriced.map(type => `${region} ec2 ${type}`))
  }
  const { vcpuHour, gbHour, storageGbHour } = found.fargate
  if (vcpuHour !== undefined && gbHour !== undefined) {
    const storage = storageGbHour ?? table.fargate[region]?.storageGbHour ?? null
    next.fargate[region] = { source: 'fargate-price-list', asOf: published.AmazonECS, vcpuHour, gbHour, storageGbHour: storage }
    if (storageGbHour === undefined) missing.push(`${region} fargate storage`)
  } else {
    missing.push(`${region} fargate`)
  }
  if (found.gp3GbMonth === undefined) missing.push(`${region} gp3`)
  else next.gp3[region] = { source: 'ebs-price-list', asOf: published.AmazonEC2, gbMonth: found.gp3GbMonth }
  const fees = Object.fromEntries(Object.entries(found.autoMode).filter(([type]) => types.includes(type)))
  if (Object.keys(fees).length > 0) next.autoMode[region] = { source: 'eks-price-list', asOf: published.AmazonEKS, usd: fees }
  else missing.push(`${region} auto mode`)
  mergeCluster(next, found, published.AmazonEKS, region, missing)
  return { table: next, missing }
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
