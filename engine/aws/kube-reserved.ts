/**
 * What an EKS node keeps for Kubernetes itself.
 * Models awslabs/amazon-eks-ami nodeadm/internal/kubelet/config.go (kubeReserved, evictionHard).
 * Leaves out system-reserved (EKS sets none) and evictions by inodes.
 */

/** Hard eviction threshold of memory, MiB. */
export const EVICTION_MEMORY_MIB = 100

/** Share of each range of millicores that is kept, in units of 1/10,000: 6 %, 1 %, 0.5 %, then 0.25 %. */
const CPU_RANGES = [
  { from: 0, to: 1000, perTenThousand: 600 },
  { from: 1000, to: 2000, perTenThousand: 100 },
  { from: 2000, to: 4000, perTenThousand: 50 },
  { from: 4000, to: Number.POSITIVE_INFINITY, perTenThousand: 25 },
]

/** CPU kept of a node with so many millicores, in millicores; each range is divided in whole numbers. */
export function kubeReservedCpuMilli(nodeMilliCpu: number): number {
  let reserved = 0
  for (const { from, to, perTenThousand } of CPU_RANGES) {
    if (nodeMilliCpu > from) reserved += Math.floor((Math.min(nodeMilliCpu, to) - from) * perTenThousand / 10_000)
  }
  return reserved
}

/** Memory kept for so many pods, in MiB. */
export function kubeReservedMemoryMiB(maxPods: number): number {
  return 11 * maxPods + 255
}
