/** A pod's READY, STATUS and RESTARTS cells. Models printPod in pkg/printers/internalversion/printers.go. */
import { parseTimestamp } from '../../apimachinery/clock.ts'
import { findCondition, isPodReady } from '../../apimachinery/meta.ts'
import { isSidecar } from '../../apimachinery/resources.ts'
import type { ContainerStatus, Pod } from '../../types/index.ts'
import { humanDuration } from '../duration.ts'

export interface PodCells {
  ready: string
  status: string
  restarts: string
}

/** @param now virtual milliseconds */
export function podCells(pod: Pod, now: number): PodCells {
  const { status = {}, spec } = pod
  const inits = spec.initContainers ?? []
  const sidecars = new Set(inits.filter(isSidecar).map(({ name }) => name))
  let total = spec.containers.length + sidecars.size
  let reason = status.reason || status.phase || ''
  if (findCondition(status.conditions, 'PodScheduled')?.reason === 'SchedulingGated') reason = 'SchedulingGated'
  const restarts: ContainerStatus[] = []
  const sidecarRestarts: ContainerStatus[] = []
  let ready = 0
  let initializing = false
  for (const [i, container] of (status.initContainerStatuses ?? []).entries()) {
    restarts.push(container)
    const isRestartable = sidecars.has(container.name)
    if (isRestartable) sidecarRestarts.push(container)
    const { waiting, terminated } = container.state ?? {}
    if (terminated?.exitCode === 0) continue
    if (isRestartable && container.started) {
      if (container.ready) ready++
      continue
    }
    if (terminated) reason = terminated.reason ? `Init:${terminated.reason}` : `Init:ExitCode:${terminated.exitCode}`
    else if (waiting?.reason && waiting.reason !== 'PodInitializing') reason = `Init:${waiting.reason}`
    else reason = `Init:${i}/${inits.length}`
    initializing = true
    break
  }
  if (!initializing || findCondition(status.conditions, 'Initialized')?.status === 'True') {
    restarts.splice(0, restarts.length, ...sidecarRestarts)
    let hasRunning = false
    for (const container of [...status.containerStatuses ?? []].reverse()) {
      restarts.push(container)
      const { waiting, terminated, running } = container.state ?? {}
      if (waiting?.reason) reason = waiting.reason
      else if (terminated) reason = terminated.reason || `ExitCode:${terminated.exitCode}`
      else if (container.ready && running) {
        hasRunning = true
        ready++
      }
    }
    if (reason === 'Completed' && hasRunning) reason = isPodReady(pod) ? 'Running' : 'NotReady'
  }
  if (pod.metadata.deletionTimestamp) {
    if (status.reason === 'NodeLost') reason = 'Unknown'
    else if (status.phase !== 'Failed' && status.phase !== 'Succeeded') reason = 'Terminating'
  }
  if (total < ready) total = ready
  return { ready: `${ready}/${total}`, status: reason, restarts: restartsText(restarts, now) }
}

/** The number of restarts, with the time since the last. */
function restartsText(containers: readonly ContainerStatus[], now: number): string {
  const count = containers.reduce((sum, { restartCount }) => sum + restartCount, 0)
  const ends = containers.flatMap(({ lastState }) => (lastState?.terminated?.finishedAt ? [parseTimestamp(lastState.terminated.finishedAt)] : []))
  return count > 0 && ends.length > 0 ? `${count} (${humanDuration(now - Math.max(...ends))} ago)` : String(count)
}
