/** What a run has come to, for the sentences of its story: every number is the run's own. */
import type { Outage } from '../../../engine/aws/control-plane/etcd.ts'
import type { LogEntry } from '../../../engine/kubernetes/simulation/log.ts'
import type { Replay } from '../../../engine/kubernetes/simulation/replay.ts'
import { endOf, isFree, type PlaneInputs, type PlaneScenario, type Times, timesOf } from './plane-schedule.ts'
import { type PlaneView, planeView } from './plane-view.ts'

export interface Findings {
  times: Times
  /** Seconds that EKS takes for a machine. */
  repair: number
  outages: readonly Outage[]
  /** How things stood at the named instants, and at the end. */
  at: Readonly<Record<string, PlaneView>>
  /** When the last container of the workload started before each named instant (ms). */
  started: Readonly<Record<string, number>>
}

export function findPlane(replay: Replay<PlaneInputs>, log: readonly LogEntry[]): Findings {
  const { scenario, params } = replay.run
  const name = scenario as PlaneScenario
  const times = { ...timesOf(name, params), end: endOf(name, params) }
  // A hand's run has no story: its end is enough.
  const instants = Object.entries(times).filter(([key]) => key === 'end' || !isFree(name, params)).sort(([, a], [, b]) => a - b)
  // Just before what happens at an instant, but the end as it is.
  const at = Object.fromEntries(instants.map(([key, ms]) => [key, planeView(replay.seek(key === 'end' ? ms : ms - 1))]))
  const starts = log.filter(({ reason }) => reason === 'Started').map(entry => entry.at)
  return {
    times, at,
    repair: params.detect + params.replace,
    outages: at.end?.outages ?? [],
    started: Object.fromEntries(instants.map(([key, ms]) => [key, starts.findLast(one => one < ms) ?? 0])),
  }
}

/** The outage that begins within 3 s of an instant (ms). */
export function outageFrom({ outages }: Pick<Findings, 'outages'>, instant = 0): Outage | undefined {
  return outages.find(({ from }) => from >= instant && from < instant + 3_000)
}

/** Seconds that the API has been away until an instant (ms). */
export function secondsWithout(outages: readonly Outage[], until: number): number {
  return outages.reduce((sum, { from, to = until }) => sum + Math.max(0, Math.min(to, until) - from), 0) / 1_000
}
