/**
 * From what a pod requests to what Fargate bills for it.
 * Models the EKS user guide, "Fargate Pod configuration". It leaves sidecars (restartable init containers) unmentioned:
 * they are counted as the scheduler counts them.
 *
 * Units: the request is taken in bytes, so that 1G and 1Gi differ as Kubernetes has it. The guide's "256 MB" is taken as
 * 256 MiB and its "GB" as 2^30 bytes; every published example agrees with that.
 */
import { fargateRows, fargateRules } from '../../data/fargate.ts'
import { MIB } from './node-allocatable.ts'

const GIB = 1024 * MIB

/** A pod's effective request; absent means that nothing was requested. */
export interface FargateRequest {
  /** Millicores. @default 0 */
  cpuMilli?: number
  /** Bytes, without the 256 MiB that Fargate adds. @default 0 */
  memoryBytes?: number
  /** Bytes of ephemeral storage. @default 0 */
  storageBytes?: number
}

/** A combination of the size table: what CapacityProvisioned says and what the bill counts. */
export interface FargateSize {
  vcpu: number
  memoryGB: number
  /** GB above the 20 GB included, of what Fargate provisions for the request. */
  chargedStorageGB: number
}

/** The smallest listed combination that holds the request plus 256 MiB, or null when none does. */
export function fargateSize({ cpuMilli = 0, memoryBytes = 0, storageBytes = 0 }: FargateRequest): FargateSize | null {
  const storageGB = storageBytes / GIB
  if (!(storageGB <= fargateRules.maxStorageGB)) return null
  const needed = (memoryBytes + fargateRules.addedMemoryMiB * MIB) / GIB
  for (const row of fargateRows) {
    if (row.vcpu * 1000 < cpuMilli) continue
    const memoryGB = row.memoryGB.find(size => size >= needed)
    if (memoryGB !== undefined) {
      return { vcpu: row.vcpu, memoryGB, chargedStorageGB: chargedStorage(storageGB) }
    }
  }
  return null
}

/**
 * GB of storage that are charged for a request of so many: the request, 10 % of it for the file system and 5 for the system, less
 * the 20 that are included. A pod without a request has those 20.
 */
function chargedStorage(requestedGB: number): number {
  const { storageOverhead, systemStorageGB, includedStorageGB } = fargateRules
  const provisioned = requestedGB > 0 ? requestedGB * (1 + storageOverhead) + systemStorageGB : 0
  return Math.max(Math.round((provisioned - includedStorageGB) * 1e6) / 1e6, 0)
}

/** The seconds that Fargate bills for a pod that lived so long: rounded up, no less than a minute; nothing for nothing. */
export function fargateBilledSeconds(seconds: number): number {
  return seconds <= 0 ? 0 : Math.max(Math.ceil(seconds), fargateRules.minimumSeconds)
}
