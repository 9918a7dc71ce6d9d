/** The lines of the cluster itself: EKS' fee, and what is put on top of it. */
import { clusterPrices, controlPlanePrice } from '../../data/prices.ts'
import type { BillBuilder } from './bill.ts'
import type { CostOptions } from './options.ts'

/** Adds them for so many hours of the cluster. */
export function addClusterLines(bill: BillBuilder, { region, support, controlPlane }: CostOptions, hours: number): void {
  const cluster = clusterPrices(region)
  bill.add('cluster', hours, cluster.standard, { hours })
  if (support === 'extended') bill.add('extended-support', hours, cluster.extendedSurcharge, { hours })
  if (controlPlane !== 'standard') bill.add('control-plane', hours, controlPlanePrice(region, controlPlane), { hours, tier: controlPlane })
}
