/** The beginning of a lane: pods that the load at the start asks for have been there for long, on nodes that hold them. */
import type { LaneContext } from './context.ts'
import type { SettledFleet } from './growth.ts'
import type { PodMaker } from './pods.ts'
import type { Supply } from './supply.ts'

/** Older than any window of the autoscalers (ms). */
const SETTLED_MS = 2 * 3_600_000

/** Pods that no node has room for wait from the beginning on. */
export function settle({ begin, place }: Supply, { create }: PodMaker, ctx: LaneContext, settled?: SettledFleet): void {
  // System pods first: they are there before anything else runs.
  const pods = [...ctx.workloads].reverse().flatMap(workload => Array.from({ length: workload.replicas }, () => create(workload, -SETTLED_MS)))
  const nodes = begin(settled)
  const seats = settled?.pods.map(places => places.values())
  for (const pod of pods) {
    const seat = seats?.[pod.workload.index]?.next()
    if (!place(pod, seat?.done === false ? nodes[seat.value] : undefined)) {
      pod.createdAt = 0
      continue
    }
    pod.scheduledAt = pod.admittedAt = pod.startedAt = pod.readyAt = pod.readySince = -SETTLED_MS
    pod.ready = true
    ctx.emit('podReady', pod)
  }
}
