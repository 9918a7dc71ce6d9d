/** Picks the few figures that the deck needs out of AWS's price lists. */
import { onDemandUsd, openOffer, usageOf, type OfferRow } from './offer.ts'

/** What one region's files say; what is absent in them is absent here. */
export interface RegionPrices {
  ec2: Record<string, number>
  gp3GbMonth?: number
  gp3IopsMonth?: number
  fargate: { vcpuHour?: number, gbHour?: number, storageGbHour?: number }
  cluster: { standardHour?: number, extendedSurchargeHour?: number }
  autoMode: Record<string, number>
}

export const noPrices = (): RegionPrices => ({ ec2: {}, fargate: {}, cluster: {}, autoMode: {} })

type Pick = (row: OfferRow, usd: number, into: RegionPrices) => void

/** Linux without other software, shared tenancy, not a reservation, and the volumes. */
const ec2: Pick = (row, usd, into) => {
  const usage = usageOf(row)
  const type = row['instance type']
  const plain = row['operating system'] === 'Linux' && row.tenancy === 'Shared' && row['pre installed s/w'] === 'NA'
    && row.capacitystatus === 'Used'
  if (usage === 'EBS:VolumeUsage.gp3') into.gp3GbMonth = usd
  else if (usage === 'EBS:VolumeP-IOPS.gp3') into.gp3IopsMonth = usd
  else if (type && plain && usage === `BoxUsage:${type}`) into.ec2[type] = usd
}

/** x86 Linux: the usage types of Arm and Windows have their name in between. */
const fargate: Pick = (row, usd, into) => {
  const usage = usageOf(row)
  if (usage === 'Fargate-vCPU-Hours:perCPU') into.fargate.vcpuHour = usd
  else if (usage === 'Fargate-GB-Hours') into.fargate.gbHour = usd
  else if (/^Fargate-EphemeralStorage-GB-Hours/.test(usage)) into.fargate.storageGbHour = usd
}

const eks: Pick = (row, usd, into) => {
  const usage = usageOf(row)
  const managed = /EKS Auto Mode management of ([a-z0-9-]+\.[a-z0-9-]+)/.exec(row.pricedescription ?? '')?.[1]
  if (usage === 'AmazonEKS-Hours:perCluster') into.cluster.standardHour = usd
  else if (usage === 'AmazonEKS-Hours:extendedSupport') into.cluster.extendedSurchargeHour = usd
  else if (managed) into.autoMode[managed] = usd
}

export const offers = { AmazonEC2: ec2, AmazonECS: fargate, AmazonEKS: eks } as const satisfies Record<string, Pick>
export type OfferCode = keyof typeof offers

/** Reads a file of an offer into a region's prices and gives back the day it was published. Rows it cannot use are passed over. */
export async function collectOffer(
  offer: OfferCode, chunks: AsyncIterable<string> | Iterable<string>, into: RegionPrices,
): Promise<string | null> {
  const { published, rows } = await openOffer(chunks)
  for await (const row of rows) {
    const usd = onDemandUsd(row)
    if (usd !== null) offers[offer](row, usd, into)
  }
  return published
}
