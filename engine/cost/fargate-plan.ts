/** Fargate's lines: every pod is billed by its own size. */
import { fargatePrices } from '../../data/prices.ts'
import type { BillBuilder } from './bill.ts'
import type { RegionId } from '../../data/regions.ts'
import { HOURS_PER_MONTH, type Level } from './usage.ts'
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
    for (const [index, { fargateSize, always }] of groups.entries()) {
      if (!fargateSize) continue
      if (always) continue
      const podHours = fargateHours * (replicas[index] ?? 0)
      total.vcpuHours += podHours * fargateSize.vcpu
      total.gbHours += podHours * fargateSize.memoryGB
      total.storageGbHours += podHours * fargateSize.chargedStorageGB
    }
  }
  for (const { fargateSize, always, replicas } of groups) {
    if (!fargateSize || !always) continue
    total.vcpuHours += HOURS_PER_MONTH * replicas * fargateSize.vcpu
    total.gbHours += HOURS_PER_MONTH * replicas * fargateSize.memoryGB
  }
  return total
}

/** What one hour of a level costs on Fargate, in USD, without storage. */
export function fargateHourUsd(groups: readonly PricedGroup[], { replicas }: Level, region: RegionId): number {
  const { vcpu, memory } = fargatePrices(region)
  const usd = (price: typeof vcpu) => price.known ? price.usd : 0
  return groups.reduce((sum, { fargateSize }, index) =>
    sum + (fargateSize ? (replicas[index] ?? 0) * (fargateSize.vcpu * usd(vcpu) + fargateSize.memoryGB * usd(memory)) : 0), 0)
}

/** The lines of those hours. */
export function addFargateLines(bill: BillBuilder, hours: FargateHours, region: RegionId): void {
  const prices = fargatePrices(region)
  bill.add('fargate-vcpu', hours.vcpuHours, prices.vcpu, { vcpuHours: hours.vcpuHours })
  bill.add('fargate-memory', hours.gbHours, prices.memory, { gbHours: hours.gbHours })
  bill.add('fargate-storage', hours.storageGbHours, prices.storage, { storageGbHours: hours.storageGbHours })
}
