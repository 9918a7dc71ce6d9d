/** Volumes that are claimed: they cost the same wherever their pods run, and whether they run or not. */
import { gp3IopsPrice, gp3Price } from '../../data/prices.ts'
import type { RegionId } from '../../data/regions.ts'
import type { BillBuilder } from './bill.ts'
import type { Claim } from './workload.ts'

/** IOPS that gp3 has without charge. */
const INCLUDED_IOPS = 3000

/** Adds the lines of gp3; other kinds of volumes have no price here and are named. */
export function addClaimLines(bill: BillBuilder, claims: readonly Claim[], region: RegionId): void {
  for (const volume of new Set(claims.map(({ volume = 'gp3' }) => volume))) {
    const own = claims.filter(claim => (claim.volume ?? 'gp3') === volume)
    const gib = own.reduce((sum, { count, gib: size }) => sum + count * size, 0)
    if (volume === 'gp3') bill.add('persistent-volumes', gib, gp3Price(region), { gib, volumes: own.reduce((sum, { count }) => sum + count, 0) })
    else bill.add('persistent-volumes', gib, { known: false, what: volume, region }, { gib })
    const iops = own.reduce((sum, { count, iops: wanted = INCLUDED_IOPS }) => sum + count * Math.max(wanted - INCLUDED_IOPS, 0), 0)
    if (volume === 'gp3') bill.add('volume-iops', iops, gp3IopsPrice(region), { iops })
  }
}
