/** Looks back at a run: what was written, when everything wrote again after each act, and where disks came to be. */
import { findCondition, isTerminating } from '../../../engine/kubernetes/apimachinery/meta.ts'
import { historyOf, type Sample } from '../../../engine/kubernetes/simulation/history.ts'
import type { Replay } from '../../../engine/kubernetes/simulation/replay.ts'
import type { Simulation } from '../../../engine/kubernetes/simulation/simulation.ts'
import { type Disk, disksOf, type Ledger, ledgerAt } from './disks.ts'
import { planOf, type VolumesInputs, type VolumesPlan, type VolumesScenario } from './volumes-plan.ts'

export interface Writing {
  plan: VolumesPlan
  inputs: VolumesInputs
  /** By an act's place: when every pod wrote again after it (virtual ms), before the next began; nothing when it did not. */
  upAfter: Readonly<Record<number, number>>
  /** When a pod first waited for a node after a machine had stopped (virtual ms); undefined when none did. */
  waitsAt?: number
  /** Zones of the volumes, in the order in which they were made. */
  zones: readonly string[]
  /** The disks over time. */
  samples: readonly Sample<readonly Disk[]>[]
}

/** What was written by an instant (virtual ms). */
export function ledgerOf({ samples, inputs }: Pick<Writing, 'samples' | 'inputs'>, at: number): Ledger {
  return ledgerAt(samples, at, inputs.everySeconds * 1000)
}

/** Records on volumes by an instant (virtual ms). */
export function keptBy(writing: Pick<Writing, 'samples' | 'inputs'>, at: number): number {
  const { written, lost } = ledgerOf(writing, at)
  return written.volume - lost.volume
}

interface Seen {
  disks: readonly Disk[]
  waiting: number
  /** Whether every pod writes, and none is on its way. */
  whole: boolean
}

export function findWriting(replay: Replay<VolumesInputs>): Writing {
  const { params: inputs } = replay.run
  const scenario = replay.run.scenario as VolumesScenario
  const plan = planOf(scenario, inputs)
  const seen = historyOf(replay, 0, plan.end, seenIn)
  const samples = seen.map(({ at, value }): Sample<readonly Disk[]> => ({ at, value: value.disks }))
  const upAfter = Object.fromEntries(plan.acts.flatMap((act, index) => {
    const changed = seen.find(({ at, value }) => at >= act && !value.whole)?.at
    const next = plan.acts[index + 1] ?? plan.end
    const up = changed !== undefined && changed < next ? seen.find(({ at, value }) => at > changed && at < next && value.whole)?.at : undefined
    return up === undefined ? [] : [[index, up]]
  })) as Record<number, number>
  const zones = samples.flatMap(({ value }) => value.filter(({ kind, zone }) => kind === 'volume' && zone)).reduce((found, { id, zone }) => found.has(id) ? found : found.set(id, zone), new Map<string, string>())
  return {
    plan, inputs, upAfter, samples,
    waitsAt: seen.find(({ at, value }) => at > plan.acts[2] && value.waiting > 0)?.at,
    zones: [...zones.values()],
  }
}

function seenIn(simulation: Simulation): Seen {
  const disks = disksOf(simulation)
  const { store, world } = simulation
  // Of a machine that is gone nobody hears that its pods have ended.
  const reached = store.list('Pod').filter(({ spec: { nodeName } }) => !nodeName || (store.get('Node', '', nodeName) && !world.deadNodes.includes(nodeName)))
  const pods = reached.filter(pod => !isTerminating(pod))
  const writes = ({ metadata }: (typeof pods)[number]) => disks.filter(disk => disk.pods.includes(metadata.uid ?? '')).every(({ pods: users, writers }) => writers >= users.length)
  return {
    disks,
    waiting: pods.filter(({ status }) => findCondition(status?.conditions, 'PodScheduled')?.status === 'False').length,
    whole: pods.length > 0 && pods.length === reached.length && pods.every(writes),
  }
}
