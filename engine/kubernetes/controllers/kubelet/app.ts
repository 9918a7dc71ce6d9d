/**
 * How the applications in containers behave: an input of the simulation, set by annotations on the pod.
 * `eks-primer.dev/app-start-ms`, `app-stop-ms`, `run-ms` (then it exits), `exit-code`, `cpu` and `memory` (use),
 * `cpu-per-request` (what a request a second uses: `5m` is 5 ms of a core each).
 */
import type { SimulationConfig } from '../../simulation/config.ts'
import { toBytes, toMilli } from '../../apimachinery/quantity.ts'
import type { Container, Pod } from '../../types/index.ts'

const APP_PREFIX = 'eks-primer.dev/'

export interface AppModel {
  /** From start to answering probes (ms). */
  startMs: number
  /** From SIGTERM to exit (ms). */
  stopMs: number
  /** From start to exit (ms); absent: runs until stopped. */
  runMs?: number
  exitCode: number
  cpuMilli: number
  memoryBytes: number
  /** Millicores for a request a second. */
  cpuMilliPerRequest: number
}

/** Idle use as a share of what is requested, when nothing says otherwise. */
const IDLE_CPU_SHARE = 0.1
const IDLE_MEMORY_SHARE = 0.5
/** An assumption: 5 ms of a core a request. */
const CPU_MILLI_PER_REQUEST = 5

/** The behaviour of one container. Init containers and those of a pod that runs to its end exit by themselves. */
export function appModelOf(pod: Pod, container: Container, role: 'main' | 'init' | 'sidecar', config: SimulationConfig): AppModel {
  const notes = pod.metadata.annotations ?? {}
  const number = (name: string) => {
    const value = Number.parseInt(notes[APP_PREFIX + name] ?? '', 10)
    return Number.isFinite(value) && value >= 0 ? value : undefined
  }
  const endsByItself = pod.spec.restartPolicy !== 'Always' ? config.jobRunMs : undefined
  const runMs = role === 'main' ? number('run-ms') ?? endsByItself : role === 'init' ? config.initRunMs : undefined
  const requests = container.resources?.requests
  return {
    startMs: number('app-start-ms') ?? config.appStartMs,
    stopMs: number('app-stop-ms') ?? config.appStopMs,
    runMs,
    exitCode: role === 'main' ? number('exit-code') ?? 0 : 0,
    cpuMilli: readUse(notes[`${APP_PREFIX}cpu`], toMilli) ?? Math.round(toMilli(requests?.cpu) * IDLE_CPU_SHARE),
    memoryBytes: readUse(notes[`${APP_PREFIX}memory`], toBytes) ?? Math.round(toBytes(requests?.memory) * IDLE_MEMORY_SHARE),
    cpuMilliPerRequest: readUse(notes[`${APP_PREFIX}cpu-per-request`], toMilli) ?? CPU_MILLI_PER_REQUEST,
  }
}

function readUse(text: string | undefined, read: (text: string) => number): number | undefined {
  if (text === undefined) return undefined
  try {
    return read(text)
  } catch {
    return undefined
  }
}
