/** A pod's status from what the kubelet knows. Models pkg/kubelet/kubelet_pods.go (getPhase) and status/generate.go. */
import { timestamp } from '../../apimachinery/clock.ts'
import { equal, findCondition, isTerminating, setCondition } from '../../apimachinery/meta.ts'
import type { Condition, Container, ContainerState, ContainerStatus, Pod, PodPhase, PodStatus } from '../../types/index.ts'
import type { ContainerRuntime, Exit } from './container.ts'
import { rolesOf } from './pod.ts'
import type { PodRuntime, Role } from './pod.ts'

function terminated({ exitCode, reason, startedAt, finishedAt }: Exit): ContainerState {
  return { terminated: { exitCode, reason, startedAt: timestamp(startedAt), finishedAt: timestamp(finishedAt) } }
}

/** A container that is started again shows how it ended until it runs, or why it could not be started. */
function stateOf({ phase, startedAt, exit, waiting }: ContainerRuntime, fallback: string): ContainerState {
  if (phase === 'running') return { running: { startedAt: timestamp(startedAt ?? 0) } }
  if (phase === 'exited' && exit) return terminated(exit)
  if (waiting) return { waiting }
  return exit ? terminated(exit) : { waiting: { reason: fallback } }
}

function statusOf(container: Container, runtime: ContainerRuntime | undefined, role: Role, pod: Pod): ContainerStatus {
  const base = { name: container.name, image: container.image }
  const fallback = pod.spec.initContainers?.length ? 'PodInitializing' : 'ContainerCreating'
  if (!runtime) return { ...base, ready: false, started: false, restartCount: 0, state: { waiting: { reason: fallback } } }
  const { exit, phase } = runtime
  const done = role === 'init' && phase === 'exited' && exit?.exitCode === 0
  const state = stateOf(runtime, fallback)
  return {
    ...base,
    ready: role === 'init' ? done : phase === 'running' && runtime.ready,
    started: phase === 'running' && runtime.startupPassedAt !== undefined,
    restartCount: runtime.restartCount,
    state,
    ...(exit && !state.terminated && { lastState: terminated(exit) }),
  }
}

/** A pod is over only when nothing of it runs any more, sidecars too. */
function phaseOf(pod: Pod, { containers, stoppedAt }: PodRuntime): PodPhase {
  const mains = pod.spec.containers.map(({ name }) => containers[name])
  const isUp = mains.every(one => one?.startedAt !== undefined)
  if (stoppedAt === undefined || Object.values(containers).some(({ phase }) => phase === 'running')) return isUp ? 'Running' : 'Pending'
  if (!isTerminating(pod) && !isUp) return 'Failed'
  if (!mains.every(one => one?.exit)) return isUp ? 'Running' : 'Pending'
  return mains.every(one => one?.exit?.exitCode === 0) ? 'Succeeded' : 'Failed'
}

function withCondition(conditions: Condition[] | undefined, type: string, holds: boolean, now: string, why?: { reason: string, message?: string }): Condition[] {
  return setCondition(conditions, { type, status: holds ? 'True' : 'False', ...(!holds && why) }, now)
}

/** The status to post; the old one itself when nothing changed. */
export function buildStatus(pod: Pod, runtime: PodRuntime, hostIP: string | undefined, now: number): PodStatus {
  const roles = rolesOf(pod)
  const initDone = roles.every(({ container, role }) => role !== 'init' || runtime.containers[container.name]?.exit?.exitCode === 0)
  const statuses = roles.map(({ container, role }) => ({ role, status: statusOf(container, runtime.containers[container.name], role, pod) }))
  const phase = phaseOf(pod, runtime)
  const at = timestamp(now)
  const unready = statuses.filter(({ role, status }) => role !== 'init' && !status.ready).map(({ status }) => status.name)
  const over = phase === 'Succeeded' || phase === 'Failed'
  const containersReady = unready.length === 0 && !over && initDone
  const gatesPass = (pod.spec.readinessGates ?? []).every(({ conditionType }) => findCondition(pod.status?.conditions, conditionType)?.status === 'True')
  const why = over ? { reason: phase === 'Succeeded' ? 'PodCompleted' : 'PodFailed' } : { reason: 'ContainersNotReady', message: `containers with unready status: [${unready.join(' ')}]` }
  const sandbox = Object.values(runtime.containers).some(({ phase: one }) => one !== 'new')
  let conditions = withCondition(pod.status?.conditions, 'PodReadyToStartContainers', sandbox && !over, at)
  conditions = withCondition(conditions, 'Initialized', initDone, at, { reason: 'ContainersNotInitialized' })
  conditions = withCondition(conditions, 'Ready', containersReady && gatesPass, at, containersReady ? { reason: 'ReadinessGatesNotReady' } : why)
  conditions = withCondition(conditions, 'ContainersReady', containersReady, at, why)
  conditions = withCondition(conditions, 'PodScheduled', true, at)
  const inits = statuses.filter(({ role }) => role !== 'main').map(({ status }) => status)
  const status: PodStatus = {
    ...pod.status,
    phase,
    conditions,
    hostIP,
    ...(runtime.ip !== undefined && { podIP: runtime.ip, podIPs: [{ ip: runtime.ip }] }),
    startTime: pod.status?.startTime ?? timestamp(runtime.startedAt),
    ...(inits.length > 0 && { initContainerStatuses: inits }),
    containerStatuses: statuses.filter(({ role }) => role === 'main').map(({ status: one }) => one),
  }
  return pod.status && equal(status, pod.status) ? pod.status : status
}
