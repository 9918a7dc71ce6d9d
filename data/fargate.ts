/** What Fargate offers to EKS pods and how it bills them. GB here is 2^30 bytes, as AWS's pricing page defines it. */
import type { PriceSourceId } from './price-sources.ts'

export interface FargateRow {
  vcpu: number
  /** The memory sizes sold with it, in GB, ascending. */
  memoryGB: readonly number[]
}

/** From `from` to `to` in steps. */
const sizes = (from: number, to: number, step: number) =>
  Array.from({ length: (to - from) / step + 1 }, (_, index) => from + index * step)

/** The combinations of the EKS user guide. ECS also sells 32 vCPU; EKS pods stop at 16. */
export const fargateRows: readonly FargateRow[] = [
  { vcpu: 0.25, memoryGB: [0.5, 1, 2] },
  { vcpu: 0.5, memoryGB: sizes(1, 4, 1) },
  { vcpu: 1, memoryGB: sizes(2, 8, 1) },
  { vcpu: 2, memoryGB: sizes(4, 16, 1) },
  { vcpu: 4, memoryGB: sizes(8, 30, 1) },
  { vcpu: 8, memoryGB: sizes(16, 60, 4) },
  { vcpu: 16, memoryGB: sizes(32, 120, 8) },
]

export const fargateRules = {
  source: 'fargate-pod-configuration',
  billingSource: 'fargate-pricing',
  /** MiB added for kubelet, kube-proxy and containerd. */
  addedMemoryMiB: 256,
  /** GB of storage that every pod has without charge. */
  includedStorageGB: 20,
  storageSource: 'fargate-storage-blog',
  /** Share of the requested storage that is added for the file system, and GB that are added for the system. */
  storageOverhead: 0.1,
  systemStorageGB: 5,
  maxStorageGB: 175,
  /** Seconds: what is billed rounds up to the granularity and is no less than the minimum. */
  granularitySeconds: 1,
  minimumSeconds: 60,
} as const satisfies { source: PriceSourceId, billingSource: PriceSourceId, storageSource: PriceSourceId } & Record<string, string | number>
