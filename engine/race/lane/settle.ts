/** The beginning of a lane: pods that the load at the start asks for have been there for long, on nodes that hold them. */
import type { LaneContext } from './context.ts'
import type { PodMaker } from './pods.ts'
import type { Supply } from './supply.ts'

/** Older than any window of the autoscalers (ms). */
const SETTLED_MS = 2 * 3_600_000

/** Pods that no node has room for wait from the beginning on. */
export function settle({ begin, place }: Supply, { create }: PodMaker, ctx: LaneContext): void {
  // System pods first: they are there before anything else runs.
  const pods = [...ctx.workloads].reverse().flatMap(workload => Array.from({ length: workload.replicas }, () => create(workload, -SETTLED_MS)))
  begin(pods)
  for (const pod of pods) {
    if (!place(pod)) {
      pod.createdAt = 0
      continue
    }
    pod.scheduledAt = pod.admittedAt = pod.startedAt = pod.readyAt = pod.readySince = -SETTLED_MS
    pod.ready = true
    ctx.emit('podReady', pod)
  }
}
