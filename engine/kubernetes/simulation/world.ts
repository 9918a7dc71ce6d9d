/**
 * What happens outside of the API: machines that fail, applications that stop answering, load. It is data that is
 * replaced, never mutated, so that a checkpoint may keep it. Faults keep their times: a kubelet that looks back at its
 * probes must see what was true then.
 */
import { parseSelector } from '../apimachinery/selectors.ts'
import type { Pod } from '../types/index.ts'

export type ProbeKind = 'liveness' | 'readiness' | 'startup'

/** Which pods a fault or load is about: one by name, or all of a selector such as `app=web`. */
export interface PodTarget {
  namespace?: string
  pod?: string
  selector?: string
}

export interface ProbeFault extends PodTarget {
  probe: ProbeKind
  /** Virtual milliseconds; an open end means still failing. */
  from: number
  to?: number
}

/** Load on a group of pods, in the unit of a resource. */
export interface Load extends PodTarget {
  resource: 'cpu' | 'memory'
  /** Millicores or bytes. */
  amount: number
  /** `total` is shared by the pods that are ready, `perPod` is what each one uses. */
  share: 'total' | 'perPod'
}

/** A container's process that exits by itself or is killed. */
export interface Crash extends PodTarget {
  /** Absent: the first container. */
  container?: string
  exitCode: number
  reason: 'Error' | 'Completed' | 'OOMKilled'
  at: number
}

export interface World {
  /** Nodes whose machine or network is gone. */
  deadNodes: readonly string[]
  probeFaults: readonly ProbeFault[]
  crashes: readonly Crash[]
  loads: readonly Load[]
  /** Images that no registry has. */
  missingImages: readonly string[]
}

export const QUIET_WORLD: World = { deadNodes: [], probeFaults: [], crashes: [], loads: [], missingImages: [] }

/** Whether a fault or load is about a pod. */
export function isTarget({ namespace = 'default', pod: name, selector }: PodTarget, pod: Pod): boolean {
  if (pod.metadata.namespace !== namespace) return false
  if (name !== undefined) return pod.metadata.name === name
  return selector !== undefined && parseSelector(selector)(pod.metadata.labels)
}

/** Whether the application answers this kind of probe at a time, as far as faults go. */
export function isAnswering(world: World, pod: Pod, probe: ProbeKind, at: number): boolean {
  return !world.probeFaults.some(fault =>
    fault.probe === probe && fault.from <= at && (fault.to === undefined || at < fault.to) && isTarget(fault, pod))
}
