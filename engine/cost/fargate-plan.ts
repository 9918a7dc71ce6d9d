/** Fargate's lines: every pod is billed by its own size. */
import { fargatePrices } from '../../data/prices.ts'
import type { BillBuilder } from './bill.ts'
import type { CostOptions } from './options.ts'
import type { Level } from './running-hours.ts'
import type { PricedGroup } from './workload.ts'

/** What Fargate bills in a month. */
export interface FargateHours {
  vcpuHours: number
  gbHours: number
  /** GB-hours above the 20 GB that every pod has. */
  storageGbHours: number
}

/** Adds up the billed sizes of the groups that Fargate can run. */
export function fargateHoursOf(groups: readonly PricedGroup[], levels: readonly Level[]): FargateHours {
  const total: FargateHours = { vcpuHours: 0, gbHours: 0, storageGbHours: 0 }
  for (const { fargateHours, replicas } of levels) {
    for (const [index, { fargateSize }] of groups.entries()) {
      if (!fargateSize) continue
      const podHours = fargateHours * (replicas[index] ?? 0)
      total.vcpuHours += podHours * fargateSize.vcpu
      total.gbHours += podHours * fargateSize.memoryGB
      total.storageGbHours += podHours * fargateSize.chargedStorageGB
    }
  }
  return total
}

/** The lines of those hours, less a Savings Plan's discount on compute. */
export function addFargateLines(bill: BillBuilder, hours: FargateHours, { region, fargateDiscount }: CostOptions): void {
  const prices = fargatePrices(region)
  const left = 1 - fargateDiscount
  bill.add('fargate-vcpu', hours.vcpuHours, prices.vcpu, { vcpuHours: hours.vcpuHours, discount: fargateDiscount }, left)
  bill.add('fargate-memory', hours.gbHours, prices.memory, { gbHours: hours.gbHours, discount: fargateDiscount }, left)
  bill.add('fargate-storage', hours.storageGbHours, prices.storage, { storageGbHours: hours.storageGbHours, discount: 0 })
}
