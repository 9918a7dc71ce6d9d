/**
 * What SimKube's author measured: ten runs with each autoscaler on KWOK nodes, "Using SimKube 1.0: Comparing Kubernetes Cluster Autoscaler
 * and Karpenter", appliedcomputing.io, 2024-09-16; machines from its tables, waiting pods from the data of its charts, one value a second.
 */

/** Pods that wait: from which second of the chart on, how many at most, and for how many seconds. The trace begins at about second 6. */
export interface Wait { from: number, most: number, seconds: number }

const CHART_OFFSET = 6
const waits = (...all: readonly (readonly [from: number, most: number, seconds: number])[]): Wait[] => all.map(([from, most, seconds]) => ({ from: from - CHART_OFFSET, most, seconds }))

/** The same machines in every run: seven c6a.xlarge and one m6i.8xlarge. */
export const KARPENTER_MACHINES = { 4: 7, 32: 1 }

/** Two of the ten runs have every wait, as this one; in the others the two pods at second 795 find room at once. */
export const KARPENTER_WAITS = waits([6, 27, 5], [554, 3, 1], [557, 1, 1], [562, 1, 1], [589, 2, 1], [795, 2, 1], [803, 1, 1], [818, 2, 1], [825, 1, 1])

/** Pods waiting, summed over the seconds of a run, by run. */
export const KARPENTER_POD_SECONDS = [114, 121, 123, 102, 99, 132, 108, 114, 103, 124]
export const CLUSTER_AUTOSCALER_POD_SECONDS = [64, 49, 18, 19, 60, 320, 319, 28, 95, 91]

/** How many machines of each size (vCPU) Cluster Autoscaler had at most, by run. */
export const CLUSTER_AUTOSCALER_MACHINES: readonly Readonly<Record<number, number>>[] = [
  { 4: 7, 96: 1 }, { 48: 1, 4: 2 }, { 128: 1 }, { 128: 1 }, { 48: 2 }, { 32: 2 }, { 48: 1, 4: 9 }, { 128: 1 }, { 4: 5, 192: 1 }, { 192: 1, 8: 3 },
]
