/**
 * A pod on its node: which containers start when, and how it ends.
 * Models pkg/kubelet/kuberuntime/kuberuntime_manager.go (computePodActions) and kuberuntime_container.go (sidecars).
 */
import { isTerminating } from '../../apimachinery/meta.ts'
import { isSidecar } from '../../apimachinery/resources.ts'
import type { Container, Pod } from '../../types/index.ts'
import { advanceContainer, earliest, newContainer, startContainer, stopContainer } from './container.ts'
import type { ContainerEnv, ContainerRuntime } from './container.ts'

export interface PodRuntime {
  uid: string
  startedAt: number
  /** Absent while its sandbox is not there. */
  ip?: string
  /** When its containers were told to stop. */
  killedAt?: number
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
  if (isTerminating(pod)) return false
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

/** Does all that is due; `envOf` gives what a container sees. */
export function advancePod(runtime: PodRuntime, pod: Pod, envOf: (container: Container, role: Role) => ContainerEnv, now: number): PodRuntime {
  const containers: Record<string, ContainerRuntime> = { ...runtime.containers }
  const killed = isTerminating(pod)
  const graceMs = (pod.metadata.deletionGracePeriodSeconds ?? 30) * 1000
  const roles = rolesOf(pod)
  const mainsDone = () => roles.every(({ container, role }) => role !== 'main' || containers[container.name]?.phase === 'exited')
  let mayStart = !killed
  for (const { container, role } of roles) {
    const env = envOf(container, role)
    let current = containers[container.name] ?? newContainer(now)
    if (killed) current = current.phase === 'running' ? stopContainer(current, env, graceMs) : { ...current, phase: 'exited', until: undefined }
    else if (current.phase === 'new' && mayStart) current = startContainer(current, env)
    current = advanceContainer(current, env)
    containers[container.name] = current
    mayStart &&= letsNextStart(role, current)
  }
  if (!killed && mainsDone()) stopSidecars(containers, roles, envOf)
  return { ...runtime, containers, killedAt: killed ? runtime.killedAt ?? now : undefined }
}

/** Sidecars end after the last main container. */
function stopSidecars(containers: Record<string, ContainerRuntime>, roles: ReturnType<typeof rolesOf>, envOf: (container: Container, role: Role) => ContainerEnv): void {
  for (const { container, role } of roles) {
    const current = containers[container.name]
    if (role !== 'sidecar' || current?.phase !== 'running') continue
    const env = { ...envOf(container, role), restarts: () => false }
    containers[container.name] = advanceContainer(stopContainer(current, env, 30_000), env)
  }
}

/** When the pod next needs a look (ms). */
export function nextTurn({ containers }: PodRuntime): number | undefined {
  return earliest(...Object.values(containers).map(({ until }) => until))
}

/** Whether nothing of the pod runs any more. */
export function isStopped({ containers }: PodRuntime): boolean {
  return Object.values(containers).every(({ phase }) => phase === 'exited')
}
