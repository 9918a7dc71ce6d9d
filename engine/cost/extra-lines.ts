/** The lines of what is around a cluster. */
import { networkPrice, type Price } from '../../data/prices.ts'
import type { RegionId } from '../../data/regions.ts'
import type { BillBuilder } from './bill.ts'
import { extraIds, hourlyExtras, type ExtraId, type Extras } from './extras.ts'
import { HOURS_PER_MONTH } from './usage.ts'

/** The listed price; unknown where no source was found. Usage of load balancers (LCU) is not in it. */
export function extraPrice(region: RegionId, id: ExtraId): Price {
  switch (id) {
    case 'load-balancers': return networkPrice(region, 'loadBalancerHour')
    case 'nat-gateways': return networkPrice(region, 'natHour')
    case 'nat-data': return networkPrice(region, 'natGb')
    case 'public-ipv4': return networkPrice(region, 'ipv4Hour')
    case 'egress': return networkPrice(region, 'egressGb')
    case 'cross-zone': case 'logs': return { known: false, what: id, region }
  }
}

/** Adds their lines; `counted` is what the manifest itself says. */
export function addExtraLines(bill: BillBuilder, region: RegionId, extras: Extras, counted: Partial<Record<ExtraId, number>>): void {
  for (const id of extraIds) {
    const { usd } = extras[id]
    const pieces = extras[id].quantity + (counted[id] ?? 0)
    const quantity = hourlyExtras.has(id) ? pieces * HOURS_PER_MONTH : pieces
    if (usd === null) bill.add(id, quantity, extraPrice(region, id), { pieces })
    else bill.assume(id, quantity, usd, { pieces })
  }
}
