/**
 * One container's life: pull, create, run, exit, wait, again.
 * Models pkg/kubelet/kuberuntime/kuberuntime_manager.go (doBackOff), kuberuntime_container.go (startContainer),
 * pkg/kubelet/images/image_manager.go, pkg/kubelet/container/sync_result.go (reasons) and
 * client-go/util/flowcontrol/backoff.go. Leaves out: pulling one image after the other, post-start hooks.
 */
import type { SimulationConfig } from '../../simulation/config.ts'
import type { LogParams } from '../../simulation/log.ts'
import type { Container, Pod } from '../../types/index.ts'
import type { World } from '../../simulation/world.ts'
import type { AppModel } from './app.ts'
import { isAnswering, isTarget } from './faults.ts'
import type { ProbeKind } from './faults.ts'
import { advanceProbe, failureMessage, NEW_PROBE, nextProbeChange } from './probes.ts'
import type { ProbeState, ProbeTimes } from './probes.ts'
import { imageReferenceProblem } from './imagereference.ts'
import { preStopMs } from './prestop.ts'

export type ContainerPhase = 'new' | 'pulling' | 'pullFailed' | 'pullBackOff' | 'startFailed' | 'creating' | 'running' | 'exited' | 'backOff'

export interface Exit {
  exitCode: number
  reason: string
  startedAt: number
  finishedAt: number
}

/** What the kubelet knows of a container. Replaced, never mutated. All times are virtual milliseconds. */
export interface ContainerRuntime {
  phase: ContainerPhase
  /** Why it did not start last time (the kubelet's reason cache): it stays until it starts. */
  waiting?: { reason: string, message: string }
  /** When the phase ends by itself. */
  until?: number
  since: number
  restartCount: number
  /** Waits so far in the present series of crashes or failed pulls. */
  crashes: number
  pullFailures: number
  lastRestartAt?: number
  startedAt?: number
  /** When the startup probe passed; without one, the start. */
  startupPassedAt?: number
  exit?: Exit
  /** Set when a SIGTERM is under way: why it ends. */
  stopping?: { exitCode: number, reason: string }
  probes: Partial<Record<ProbeKind, ProbeState>>
  ready: boolean
}

export type Emit = (type: 'Normal' | 'Warning', reason: string, message: string, params?: LogParams) => void

export interface ContainerEnv {
  pod: Pod
  container: Container
  app: AppModel
  config: SimulationConfig
  world: World
  now: number
  /** Whether the node has the image. */
  hasImage: boolean
  isMissing: boolean
  /** Why it cannot be created: a ConfigMap or Secret that its environment needs. */
  configError?: string
  /** Memory in use beyond the limit. */
  outOfMemory: boolean
  /** Whether it starts again after this exit code. */
  restarts: (exitCode: number) => boolean
  emit: Emit
}

/** From a failed pull to its being called a back-off: the kubelet's next look at the pod. An assumption. */
const PULL_FAILURE_SHOWN_MS = 1_000
/** A pod whose sync failed is synced again after so long (backOffPeriod of pkg/kubelet/pod_workers.go). */
const SYNC_RETRY_MS = 10_000

export function newContainer(now: number): ContainerRuntime {
  return { phase: 'new', since: now, restartCount: 0, crashes: 0, pullFailures: 0, probes: {}, ready: false }
}

/** The wait before try `n` (0 is the first wait): doubled each time, up to the longest. */
function backOffMs(n: number, { crashBackOffInitialMs, crashBackOffMaxMs }: SimulationConfig): number {
  return Math.min(crashBackOffInitialMs * 2 ** Math.min(n, 30), crashBackOffMaxMs)
}

/** A time as Go prints a Duration: `10s`, `1m20s`, `5m0s`. */
function goDuration(ms: number): string {
  const [minutes, seconds] = [Math.floor(ms / 60_000), (ms % 60_000) / 1000]
  return minutes > 0 ? `${minutes}m${seconds}s` : `${seconds}s`
}

function enter(runtime: ContainerRuntime, phase: ContainerPhase, now: number, until?: number): ContainerRuntime {
  return { ...runtime, phase, since: now, until }
}

/** It could not be started: the event, the reason that its status shows, and the next try. */
function failStart(runtime: ContainerRuntime, { now, emit }: ContainerEnv, reason: string, message: string): ContainerRuntime {
  emit('Warning', 'Failed', `Error: ${reason === 'CreateContainerConfigError' ? message : reason}`)
  return { ...enter(runtime, 'startFailed', now, now + SYNC_RETRY_MS), waiting: { reason, message } }
}

/** Begins the pull, or skips it when the image is there. */
export function startContainer(runtime: ContainerRuntime, env: ContainerEnv): ContainerRuntime {
  const { container: { image = '', imagePullPolicy }, config, now, hasImage, emit } = env
  const problem = image ? imageReferenceProblem(image) : undefined
  if (problem) {
    const message = `Failed to apply default image tag "${image}": couldn't parse image reference "${image}": ${problem}`
    emit('Warning', 'InspectFailed', message, { image })
    return failStart(runtime, env, 'InvalidImageName', message)
  }
  if (hasImage && imagePullPolicy !== 'Always') {
    emit('Normal', 'Pulled', `Container image "${image}" already present on machine`, { image })
    return create(runtime, env)
  }
  if (imagePullPolicy === 'Never') {
    const message = `Container image "${image}" is not present with pull policy of Never`
    emit('Warning', 'ErrImageNeverPull', message, { image })
    return failStart(runtime, env, 'ErrImageNeverPull', message)
  }
  emit('Normal', 'Pulling', `Pulling image "${image}"`, { image })
  return enter(runtime, 'pulling', now, now + (hasImage ? 0 : config.imagePullMs))
}

/** Does what is due now; the result's `until` lies in the future. */
export function advanceContainer(runtime: ContainerRuntime, env: ContainerEnv): ContainerRuntime {
  let current = runtime
  for (let i = 0; i < 20; i++) {
    const after = current.phase === 'running' ? run(current, env) : current.until !== undefined && current.until <= env.now ? finishPhase(current, env) : current
    if (after === current) break
    current = after
  }
  return current
}

function finishPhase(runtime: ContainerRuntime, env: ContainerEnv): ContainerRuntime {
  const { now, emit, config, container: { name, image = '' } } = env
  switch (runtime.phase) {
    case 'pulling': return env.isMissing ? failPull(runtime, env) : finishPull(runtime, env)
    case 'pullFailed':
      emit('Normal', 'BackOff', `Back-off pulling image "${image}"`, { image })
      emit('Warning', 'Failed', 'Error: ImagePullBackOff', { image })
      return {
        ...enter(runtime, 'pullBackOff', now, now + backOffMs(runtime.pullFailures - 1, config) - PULL_FAILURE_SHOWN_MS),
        waiting: { reason: 'ImagePullBackOff', message: `Back-off pulling image "${image}": ErrImagePull: ${runtime.waiting?.message ?? ''}` },
      }
    case 'creating':
      emit('Normal', 'Created', `Created container: ${name}`, { container: name })
      emit('Normal', 'Started', `Started container ${name}`, { container: name })
      return {
        ...enter(runtime, 'running', now), startedAt: now, lastRestartAt: now, probes: {}, stopping: undefined, pullFailures: 0, waiting: undefined,
        restartCount: runtime.exit ? runtime.restartCount + 1 : runtime.restartCount,
        startupPassedAt: env.container.startupProbe ? undefined : now, ready: false,
      }
    case 'startFailed':
    case 'pullBackOff':
    case 'backOff': return startContainer(runtime, env)
    default: return runtime
  }
}

function finishPull(runtime: ContainerRuntime, env: ContainerEnv): ContainerRuntime {
  const { emit, config, hasImage, container: { image = '' } } = env
  const took = `${(hasImage ? 0 : config.imagePullMs) / 1000}s`
  emit('Normal', 'Pulled', `Successfully pulled image "${image}" in ${took} (${took} including waiting)`, { image, took })
  return create(runtime, env)
}

/** The image is there; what the environment refers to must be, too. */
function create(runtime: ContainerRuntime, env: ContainerEnv): ContainerRuntime {
  const { now, config, configError } = env
  if (configError === undefined) return enter(runtime, 'creating', now, now + config.containerStartMs)
  return failStart(runtime, env, 'CreateContainerConfigError', configError)
}

function failPull(runtime: ContainerRuntime, { now, emit, container: { image = '' } }: ContainerEnv): ContainerRuntime {
  const message = `rpc error: code = NotFound desc = failed to pull and unpack image "${image}": failed to resolve reference "${image}": ${image}: not found`
  emit('Warning', 'Failed', `Failed to pull image "${image}": ${message}`, { image })
  emit('Warning', 'Failed', 'Error: ErrImagePull', { image })
  return { ...enter(runtime, 'pullFailed', now, now + PULL_FAILURE_SHOWN_MS), pullFailures: runtime.pullFailures + 1, waiting: { reason: 'ErrImagePull', message } }
}

/** Ends a running container; `stopping` says how when it was told to. */
function exitContainer(runtime: ContainerRuntime, env: ContainerEnv, exitCode: number, reason: string): ContainerRuntime {
  const { now, config, emit, pod, container: { name } } = env
  const exit = { exitCode, reason, startedAt: runtime.startedAt ?? now, finishedAt: now }
  const ended = { ...enter(runtime, 'exited', now), exit, ready: false, stopping: undefined }
  if (!env.restarts(exitCode)) return ended
  const stable = now - (runtime.lastRestartAt ?? now) > 2 * config.crashBackOffMaxMs
  const crashes = stable ? 0 : runtime.crashes
  if (crashes === 0) return { ...startContainer(ended, env), crashes: 1 }
  const wait = backOffMs(crashes - 1, config)
  const podName = `${pod.metadata.name}_${pod.metadata.namespace}(${pod.metadata.uid})`
  emit('Warning', 'BackOff', `Back-off restarting failed container ${name} in pod ${podName}`, { container: name })
  const waiting = { reason: 'CrashLoopBackOff', message: `back-off ${goDuration(wait)} restarting failed container=${name} pod=${podName}` }
  return { ...enter(ended, 'backOff', now, now + wait), crashes: crashes + 1, waiting }
}

/** The shortest time that a container gets to end by itself (minimumGracePeriodInSeconds). */
export const SHORTEST_GRACE_MS = 2_000

/** Runs the preStop hook, then sends SIGTERM: the container ends after its own time or the rest of the grace period, whichever is shorter. */
export function stopContainer(runtime: ContainerRuntime, env: ContainerEnv, graceMs: number): ContainerRuntime {
  const hookMs = Math.min(preStopMs(env.container), graceMs)
  const left = hookMs > 0 ? Math.max(graceMs - hookMs, SHORTEST_GRACE_MS) : graceMs
  const killed = env.app.stopMs > left
  const until = env.now + hookMs + Math.min(env.app.stopMs, left)
  if (runtime.stopping && runtime.until !== undefined && runtime.until <= until) return runtime
  return { ...runtime, stopping: killed ? { exitCode: 137, reason: 'Error' } : { exitCode: 0, reason: 'Completed' }, until }
}

function crashOf({ world, pod, container, now }: ContainerEnv, startedAt: number): { exitCode: number, reason: string } | undefined {
  const first = pod.spec.containers[0]?.name
  return world.crashes.find(crash => crash.at >= startedAt && crash.at <= now && (crash.container ?? first) === container.name
    && isTarget(crash, pod))
}

function run(runtime: ContainerRuntime, env: ContainerEnv): ContainerRuntime {
  const { now, app } = env
  const startedAt = runtime.startedAt ?? now
  if (runtime.stopping) return (runtime.until ?? 0) <= now ? exitContainer(runtime, env, runtime.stopping.exitCode, runtime.stopping.reason) : runtime
  const crash = crashOf(env, startedAt)
  if (crash) return exitContainer(runtime, env, crash.exitCode, crash.reason)
  const oomAt = env.outOfMemory ? Math.max(startedAt + app.startMs, runtime.since) : undefined
  if (oomAt !== undefined && oomAt <= now) return exitContainer(runtime, env, 137, 'OOMKilled')
  const exitAt = app.runMs === undefined ? undefined : startedAt + app.runMs
  if (exitAt !== undefined && exitAt <= now) return exitContainer(runtime, env, app.exitCode, app.exitCode === 0 ? 'Completed' : 'Error')
  return watchProbes(runtime, env, earliest(exitAt, oomAt))
}

/** The earliest of some times, any of which may be absent. */
export function earliest(...times: (number | undefined)[]): number | undefined {
  const known = times.filter(time => time !== undefined)
  return known.length === 0 ? undefined : Math.min(...known)
}

function timesOf(kind: ProbeKind, runtime: ContainerRuntime, env: ContainerEnv): ProbeTimes | undefined {
  const probe = env.container[`${kind}Probe`]
  const from = kind === 'startup' ? runtime.startedAt : runtime.startupPassedAt
  if (!probe || from === undefined) return undefined
  const answeringFrom = (runtime.startedAt ?? 0) + env.app.startMs
  return { probe, from, answers: at => at >= answeringFrom && isAnswering(env.world, env.pod, kind, at) }
}

function watchProbes(runtime: ContainerRuntime, env: ContainerEnv, exitAt: number | undefined): ContainerRuntime {
  const probes = { ...runtime.probes }
  let until = exitAt
  for (const kind of ['startup', 'liveness', 'readiness'] as const) {
    const times = timesOf(kind, runtime, env)
    if (!times || (kind === 'startup' && probes.startup?.result === true)) continue
    const before = probes[kind] ?? NEW_PROBE
    const after = advanceProbe(before, times, env.now)
    probes[kind] = after
    if (after.result !== before.result) return probeChanged({ ...runtime, probes }, kind, after.result === true, env, times)
    until = earliest(until, nextProbeChange(after, times))
  }
  const ready = runtime.startupPassedAt !== undefined && (!env.container.readinessProbe || probes.readiness?.result === true)
  if (ready === runtime.ready && until === runtime.until) return runtime
  return { ...runtime, probes, until, ready }
}

function probeChanged(runtime: ContainerRuntime, kind: ProbeKind, ok: boolean, env: ContainerEnv, { probe }: ProbeTimes): ContainerRuntime {
  const { container: { name }, emit, now, pod } = env
  if (!ok) emit('Warning', 'Unhealthy', failureMessage(kind, probe), { container: name, probe: kind })
  if (kind === 'readiness') return { ...runtime, ready: ok }
  if (ok) return kind === 'startup' ? { ...runtime, startupPassedAt: now } : runtime
  emit('Normal', 'Killing', `Container ${name} failed ${kind} probe, will be restarted`, { container: name, probe: kind })
  const stopped = stopContainer(runtime, env, (probe.terminationGracePeriodSeconds ?? pod.spec.terminationGracePeriodSeconds ?? 30) * 1000)
  return { ...stopped, stopping: { exitCode: 137, reason: 'Error' } }
}
