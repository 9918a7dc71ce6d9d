/** What some Fargate pods of one size cost for some time: the arithmetic of AWS's own pricing examples. */
import { fargatePrices } from '../../data/prices.ts'
import type { RegionId } from '../../data/regions.ts'
import { fargateBilledSeconds } from '../aws/fargate-size.ts'
import { fargateRules } from '../../data/fargate.ts'
import { lineCents } from './cents.ts'

export interface FargateRun {
  /** Pods or tasks of this size. */
  pods: number
  vcpu: number
  memoryGB: number
  /** Ephemeral storage of each, of which 20 GB are free. @default 20 */
  storageGB?: number
  /** Seconds that each lives in one run; less than a minute counts as a minute. */
  secondsPerRun: number
  /** How often it runs. @default 1 */
  runs?: number
  region: RegionId
  /** USD an hour in place of the region's listed prices. */
  rates?: { vcpuHour: number, gbHour: number, storageGbHour: number }
}

/** Cents by part; null where the price is not known and something of it is used. */
export interface FargateRunCost {
  cpuCents: number | null
  memoryCents: number | null
  storageCents: number | null
  /** The parts' sum; null as soon as one is. */
  totalCents: number | null
}

/** Each part is rounded to cents, the total is their sum. Numbers must be finite and not negative. */
export function fargateRunCost(run: FargateRun): FargateRunCost {
  const hours = run.pods * fargateBilledSeconds(run.secondsPerRun) * (run.runs ?? 1) / 3600
  const storageGB = Math.max((run.storageGB ?? 0) - fargateRules.includedStorageGB, 0)
  const listed = fargatePrices(run.region)
  const part = (quantity: number, rate: number | undefined, price: typeof listed.vcpu): number | null => {
    if (quantity === 0) return 0
    const usd = rate ?? (price.known ? price.usd : null)
    return usd === null ? null : lineCents(quantity, usd)
  }
  const cpuCents = part(hours * run.vcpu, run.rates?.vcpuHour, listed.vcpu)
  const memoryCents = part(hours * run.memoryGB, run.rates?.gbHour, listed.memory)
  const storageCents = part(hours * storageGB, run.rates?.storageGbHour, listed.storage)
  const known = cpuCents !== null && memoryCents !== null && storageCents !== null
  return { cpuCents, memoryCents, storageCents, totalCents: known ? cpuCents + memoryCents + storageCents : null }
}
