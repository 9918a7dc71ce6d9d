/** How sick a zone is, and how fast its nodes may be emptied. Models pkg/controller/nodelifecycle (ComputeZoneState, handleDisruption). */

export type ZoneState = 'Normal' | 'PartialDisruption' | 'FullDisruption'

/** --unhealthy-zone-threshold, --large-cluster-size-threshold, --node-eviction-rate, --secondary-node-eviction-rate. */
const UNHEALTHY_ZONE_THRESHOLD = 0.55
const LARGE_CLUSTER_THRESHOLD = 50
const EVICTION_RATE = 0.1
const SECONDARY_EVICTION_RATE = 0.01

/** The state of a zone by its nodes' readiness. */
export function computeZoneState(ready: number, notReady: number): ZoneState {
  if (ready === 0 && notReady > 0) return 'FullDisruption'
  return notReady > 2 && notReady / (ready + notReady) >= UNHEALTHY_ZONE_THRESHOLD ? 'PartialDisruption' : 'Normal'
}

/** Nodes a second that may get the NoExecute taint; none when every zone is down, for then the fault is likely the controller's own. */
export function evictionRate(state: ZoneState, size: number, allFullyDisrupted: boolean): number {
  if (allFullyDisrupted) return 0
  if (state !== 'PartialDisruption') return EVICTION_RATE
  return size > LARGE_CLUSTER_THRESHOLD ? SECONDARY_EVICTION_RATE : 0
}
