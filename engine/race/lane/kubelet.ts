/**
 * Starts the pods that were given a node: image, container, application, probe, each as long as controllers/kubelet takes for it.
 * Leaves out init containers, several containers' images, restarts and liveness.
 */
import { BASE_CONFIG } from '../../kubernetes/simulation/config.ts'
import { KUBELET_CONFIG } from '../../kubernetes/controllers/kubelet/config.ts'
import { advanceProbe, NEW_PROBE, nextProbeChange, type ProbeTimes } from '../../kubernetes/controllers/kubelet/probes.ts'
import type { PodTemplateSpec, Probe } from '../../kubernetes/types/index.ts'
import type { LaneContext } from './context.ts'
import type { LanePod } from './objects.ts'

const { syncLatencyMs: SYNC_MS } = BASE_CONFIG
const { containerStartMs: CONTAINER_START_MS } = KUBELET_CONFIG
const [ADMIT, PULLED, READY] = ['kubelet-admit', 'kubelet-pulled', 'kubelet-ready'] as const

export function laneKubelet(ctx: LaneContext): void {
  const pullMs = ctx.inputs.times.imagePullSeconds * 1000
  const podOf = (key: string) => ctx.pods[Number(key)]

  ctx.on('podBound', pod => ctx.after(SYNC_MS, ADMIT, String(pod.id)))

  ctx.handle(ADMIT, (key) => {
    const pod = podOf(key)
    if (!pod || pod.ready || !mayRun(pod)) return
    const { now } = ctx.clock
    const wait = pod.node?.hasImage ? 0 : pullMs
    pod.admittedAt = pod.readySince = now
    pod.startedAt = now + wait + CONTAINER_START_MS
    if (wait > 0) ctx.after(wait, PULLED, key)
    ctx.after(wait + CONTAINER_START_MS + pod.workload.readyAfterMs, READY, key)
  })

  ctx.handle(PULLED, (key) => {
    const pod = podOf(key)
    if (pod?.node && mayRun(pod)) pod.node.hasImage = true
  })

  ctx.handle(READY, (key) => {
    const pod = podOf(key)
    if (!pod || !mayRun(pod)) return
    pod.ready = true
    pod.readyAt = pod.readySince = ctx.clock.now
    ctx.emit('podReady', pod)
  })
}

function mayRun({ deletedAt, node }: LanePod): boolean {
  return deletedAt === Number.POSITIVE_INFINITY && node !== undefined && node.span.deadAt === Number.POSITIVE_INFINITY
}

/** From a container's start to its pod being ready (ms), by the probes of the template's containers, of which the slowest counts. */
export function readyAfterMs({ spec }: PodTemplateSpec, appStartMs: number): number {
  return Math.max(0, ...spec.containers.map(({ startupProbe, readinessProbe }) => {
    const started = startupProbe ? passesAt(startupProbe, 0, appStartMs) : 0
    return readinessProbe ? passesAt(readinessProbe, started, appStartMs) : started
  }))
}

/** When a probe first passes of which the first tick is at `from`, if the application answers from `answeringFrom` on (ms). */
function passesAt(probe: Probe, from: number, answeringFrom: number): number {
  const times: ProbeTimes = { probe, from, answers: at => at >= answeringFrom }
  let state = NEW_PROBE
  for (let at: number | undefined = from; at !== undefined; at = nextProbeChange(state, times)) {
    state = advanceProbe(state, times, at)
    if (state.result === true) return at
  }
  return Math.max(from, answeringFrom)
}
