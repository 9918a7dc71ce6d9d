/** From a pod's request to what Fargate bills: the words and the map of sizes. */
import { fargateRows, fargateRules } from '../../../data/fargate.ts'
import type { Language } from '../../../data/localized.ts'
import { fargatePrices } from '../../../data/prices.ts'
import type { RegionId } from '../../../data/regions.ts'
import { fargateSize, type FargateSize } from '../../../engine/aws/index.ts'
import { HOURS_PER_MONTH, lineCents } from '../../../engine/cost/index.ts'

/** Stops of the two sliders: the request's millicores and MiB. */
export const cpuStops = [100, 200, 250, 300, 500, 750, 1000, 1500, 2000, 3000, 4000, 6000, 8000, 12_000, 16_000]
export const memoryStops = [128, 256, 512, 768, 1024, 1536, 1792, 2048, 3072, 3840, 4096, 6144, 7936, 8192, 12_288, 16_384, 24_576, 32_768, 61_440, 98_304]

export interface Sizing {
  /** What is requested and 256 MB more, in GB. */
  needed: number
  /** Undefined when no size holds it. */
  size?: FargateSize
  /** Cents of a month of it, vCPU and memory; undefined when a price is not known. */
  cents?: number
  /** The share of the billed CPU and memory that was requested. */
  used?: { cpu: number, memory: number }
}

/** What Fargate makes of a request. */
export function sizingOf(cpuMilli: number, memoryMiB: number, region: RegionId): Sizing {
  const needed = (memoryMiB + fargateRules.addedMemoryMiB) / 1024
  const size = fargateSize({ cpuMilli, memoryBytes: memoryMiB * 2 ** 20 })
  if (!size)
    return { needed }
  const { vcpu, memory } = fargatePrices(region)
  const cents = vcpu.known && memory.known
    ? lineCents(size.vcpu * HOURS_PER_MONTH, vcpu.usd) + lineCents(size.memoryGB * HOURS_PER_MONTH, memory.usd)
    : undefined
  return { needed, size, cents, used: { cpu: cpuMilli / (size.vcpu * 1000), memory: memoryMiB / 1024 / size.memoryGB } }
}

/** Every size that is sold, in vCPU and GB. */
const sizes = fargateRows.flatMap(({ vcpu, memoryGB }) => memoryGB.map(memory => ({ vcpu, memory })))

/** The sizes of so many vCPU and of down to an eighth of it, where they can still be told apart; of the two smallest at the least: one alone would show no step. */
export function sizesAbout(vcpu: number) {
  const most = Math.max(vcpu, 0.5)
  return sizes.filter(size => size.vcpu <= most && size.vcpu >= most / 8)
}

/** The most CPU and the most memory that are sold. */
export const largestSize = { vcpu: Math.max(...sizes.map(({ vcpu }) => vcpu)), memory: Math.max(...sizes.map(({ memory }) => memory)) }

/** Memory in Fargate's units, MB below one GB: they are powers of 2, as AWS's prices define them. */
export function memoryWords(mib: number): string {
  return mib < 1024 ? `${mib} MB` : `${Number((mib / 1024).toFixed(2))} GB`
}

export const tooLarge: Record<Language, string> = {
  ko: 'Fargate에는 이만한 크기가 없습니다. 노드가 필요합니다.',
  en: 'Fargate has no size that large. It takes a node.',
}
