/** Which pods get requests: the ready ones, and those of a machine that died until the control plane has noticed. */
import type { Serving } from './serving.ts'
import type { LaneContext } from './context.ts'
import type { LanePod } from './objects.ts'

export interface Endpoints {
  /** Pods that answer. */
  readonly alive: number
  /** Millicores that each of them uses now. */
  usageMilli: () => number
}

export function endpoints(serving: Serving, ctx: LaneContext): Endpoints {
  let alive = 0
  let dead = 0
  const isLoaded = ({ workload }: LanePod) => workload.index === 0
  const answers = ({ node }: LanePod) => node?.span.deadAt === Number.POSITIVE_INFINITY
  const change = () => serving.change(ctx.clock.now, alive, dead)

  ctx.on('podReady', (pod) => {
    if (!isLoaded(pod)) return
    alive++
    change()
  })
  function leave(pod: LanePod): void {
    if (answers(pod)) alive--
    else dead--
    change()
  }
  ctx.on('podUnready', pod => isLoaded(pod) && leave(pod))
  ctx.on('podDeleted', (pod, wasReady) => isLoaded(pod) && wasReady && leave(pod))
  ctx.on('nodeDead', ({ pods }) => {
    const ready = [...pods].filter(pod => isLoaded(pod) && pod.ready).length
    alive -= ready
    dead += ready
    change()
  })

  const { cpuMsPerRequest } = ctx.inputs.serving
  return {
    get alive() { return alive },
    // A request a second that takes a millisecond of CPU is a millicore.
    usageMilli: () => alive === 0 ? 0 : Math.round(serving.rateAt(ctx.clock.now) / alive * cpuMsPerRequest),
  }
}
