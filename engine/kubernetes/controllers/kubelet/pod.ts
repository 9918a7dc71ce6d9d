/**
 * A pod on its node: which containers start when, and how it ends.
 * Models pkg/kubelet/kuberuntime/kuberuntime_manager.go (computePodActions), kuberuntime_container.go and
 * kuberuntime_termination_order.go (sidecars).
 */
import { isTerminating } from '../../apimachinery/meta.ts'
import { isSidecar } from '../../apimachinery/resources.ts'
import type { Container, Pod } from '../../types/index.ts'
import { advanceContainer, earliest, newContainer, SHORTEST_GRACE_MS, startContainer, stopContainer } from './container.ts'
import type { ContainerEnv, ContainerRuntime } from './container.ts'

export interface PodRuntime {
  uid: string
  startedAt: number
  /** Absent while its sandbox is not there. */
  ip?: string
  /** When its containers were told to stop: the pod is being deleted, or only sidecars are left. */
  stoppedAt?: number
  containers: Readonly<Record<string, ContainerRuntime>>
}

export type Role = 'main' | 'init' | 'sidecar'

/** Containers with their roles, in the order of start. */
export function rolesOf(pod: Pod): { container: Container, role: Role }[] {
  const inits = (pod.spec.initContainers ?? []).map(container => ({ container, role: isSidecar(container) ? 'sidecar' as const : 'init' as const }))
  return [...inits, ...pod.spec.containers.map(container => ({ container, role: 'main' as const }))]
}

/** Whether a container that exited is started again. */
export function restartsAfter(pod: Pod, role: Role, exitCode: number): boolean {
  if (role === 'sidecar') return true
  const policy = pod.spec.restartPolicy ?? 'Always'
  if (role === 'init') return exitCode !== 0 && policy !== 'Never'
  return policy === 'Always' || (policy === 'OnFailure' && exitCode !== 0)
}

/** Whether the next in line may start once this one is where it is. */
function letsNextStart(role: Role, runtime: ContainerRuntime): boolean {
  if (role === 'main') return true
  if (role === 'sidecar') return runtime.phase === 'running' && runtime.startupPassedAt !== undefined
  return runtime.phase === 'exited' && runtime.exit?.exitCode === 0
}

/** Whether the work is over: every container has ended for good, or an init container has failed for good. */
function isOver(pod: Pod, containers: PodRuntime['containers']): boolean {
  const ended = (name: string) => containers[name]?.phase === 'exited'
  return pod.spec.containers.every(({ name }) => ended(name))
    || (pod.spec.initContainers ?? []).some(one => !isSidecar(one) && ended(one.name) && containers[one.name]?.exit?.exitCode !== 0)
}

/** Does all that is due; `envOf` gives what a container sees. */
export function advancePod(runtime: PodRuntime, pod: Pod, envOf: (container: Container, role: Role) => ContainerEnv, now: number): PodRuntime {
  if (runtime.stoppedAt !== undefined || isTerminating(pod)) return stopPod(runtime, pod, envOf, now)
  const containers: Record<string, ContainerRuntime> = { ...runtime.containers }
  let mayStart = true
  for (const { container, role } of rolesOf(pod)) {
    const env = envOf(container, role)
    let current = containers[container.name] ?? newContainer(now)
    if (current.phase === 'new' && mayStart) current = startContainer(current, env)
    current = advanceContainer(current, env)
    containers[container.name] = current
    mayStart &&= letsNextStart(role, current)
  }
  const next = { ...runtime, containers }
  return isOver(pod, containers) ? stopPod(next, pod, envOf, now) : next
}

/**
 * Tells every container to stop. Sidecars get their SIGTERM when all that was started after them has ended, the last first
 * (kuberuntime_termination_order.go), and share the pod's grace period.
 */
function stopPod(runtime: PodRuntime, pod: Pod, envOf: (container: Container, role: Role) => ContainerEnv, now: number): PodRuntime {
  const containers: Record<string, ContainerRuntime> = { ...runtime.containers }
  const isFirst = runtime.stoppedAt === undefined
  const stoppedAt = runtime.stoppedAt ?? now
  const seconds = pod.metadata.deletionGracePeriodSeconds ?? pod.spec.terminationGracePeriodSeconds ?? 30
  let laterEnded = true
  for (const { container, role } of rolesOf(pod).reverse()) {
    const env = { ...envOf(container, role), restarts: () => false }
    const before = containers[container.name] ?? newContainer(now)
    if (before.phase === 'running' && isFirst) env.emit('Normal', 'Killing', `Stopping container ${container.name}`, { container: container.name })
    const graceMs = seconds === 0 ? 0 : Math.max(seconds * 1000 - (now - stoppedAt), SHORTEST_GRACE_MS)
    const isTurn = role === 'main' || laterEnded
    const told = before.phase !== 'running' ? { ...before, phase: 'exited' as const, until: undefined } : isTurn ? stopContainer(before, env, graceMs) : before
    const after = advanceContainer(told, env)
    containers[container.name] = after
    laterEnded &&= after.phase === 'exited'
  }
  return { ...runtime, containers, stoppedAt }
}

/** When the pod next needs a look (ms). */
export function nextTurn({ containers }: PodRuntime): number | undefined {
  return earliest(...Object.values(containers).map(({ until }) => until))
}

/** Whether nothing of the pod runs any more. */
export function isStopped({ containers }: PodRuntime): boolean {
  return Object.values(containers).every(({ phase }) => phase === 'exited')
}
