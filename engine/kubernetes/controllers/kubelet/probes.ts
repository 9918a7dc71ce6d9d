/**
 * A container's probes. Models pkg/kubelet/prober/worker.go. Probes that tell nothing new cost no event: the results
 * between two looks are worked out from the times at which the application began to answer or stopped.
 */
import type { Probe } from '../../types/index.ts'

/** What a probe knows. Replaced, never mutated. */
export interface ProbeState {
  /** The last tick looked at; the first tick is the container's start. */
  ticks: number
  /** Equal results in a row. */
  run: number
  /** The result of that run. */
  ok: boolean
  /** What the probe stands for now; undefined until a threshold is reached first. */
  result?: boolean
}

export const NEW_PROBE: ProbeState = { ticks: -1, run: 0, ok: false }

/** How far ahead a change of result is looked for: longer than any threshold in use. */
const LOOK_AHEAD = 1_000

export interface ProbeTimes {
  probe: Probe
  /** When the probe's ticks begin (ms). */
  from: number
  /** Whether the application answers at a time, as far as is known now. */
  answers: (at: number) => boolean
}

const periodOf = (probe: Probe) => Math.max(probe.periodSeconds ?? 10, 1) * 1000
const thresholdOf = (probe: Probe, ok: boolean) => Math.max((ok ? probe.successThreshold : probe.failureThreshold) ?? (ok ? 1 : 3), 1)

function next(state: ProbeState, { probe, answers, from }: ProbeTimes): ProbeState {
  const ticks = state.ticks + 1
  const at = from + ticks * periodOf(probe)
  if (at < from + (probe.initialDelaySeconds ?? 0) * 1000) return { ...state, ticks }
  const ok = answers(at)
  const run = ok === state.ok ? state.run + 1 : 1
  return { ticks, run, ok, result: run >= thresholdOf(probe, ok) ? ok : state.result }
}

/** Runs the ticks up to and including `now`, but stops after one that changes the result. */
export function advanceProbe(state: ProbeState, times: ProbeTimes, now: number): ProbeState {
  const period = periodOf(times.probe)
  let current = state
  while (times.from + (current.ticks + 1) * period <= now) {
    const after = next(current, times)
    const changed = after.result !== current.result
    current = after
    if (changed) break
  }
  return current
}

/** When the result will change if nothing happens meanwhile (ms); undefined when it will not. */
export function nextProbeChange(state: ProbeState, times: ProbeTimes): number | undefined {
  const { probe, from, answers } = times
  const period = periodOf(probe)
  let current = state
  for (let i = 0; i < LOOK_AHEAD; i++) {
    const after = next(current, times)
    const at = from + after.ticks * period
    if (after.result !== state.result) return at
    const settled = after.run > thresholdOf(probe, after.ok) && after.ok === state.result
    if (settled && answers(at) === answers(Number.MAX_SAFE_INTEGER)) return undefined
    current = after
  }
  return undefined
}

/** The message of a failing probe as the kubelet's Event has it. */
export function failureMessage(kind: string, probe: Probe): string {
  const name = `${kind[0]?.toUpperCase()}${kind.slice(1)} probe failed: `
  if (probe.httpGet) return `${name}HTTP probe failed with statuscode: 503`
  if (probe.tcpSocket) return `${name}dial tcp: connect: connection refused`
  if (probe.grpc) return `${name}service unhealthy (responded with "NOT_SERVING")`
  return `${name}command exited with 1`
}
