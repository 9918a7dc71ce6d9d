/** Looks back at an update: how many pods were ready, how often they moved, how long it took. */
import type { LogEntry } from '../../../engine/kubernetes/simulation/log.ts'
import type { Replay } from '../../../engine/kubernetes/simulation/replay.ts'
import { BEGIN, type Lane, type UpdateInputs } from './update-scenarios.ts'

export interface LaneHistory {
  /** Pods that were ready and not on their way out, from each instant on. */
  ready: readonly { at: number, y: number }[]
  leastReady: number
  /** The most machines at once. */
  mostNodes: number
  /** How often a pod was given a node: each time but the first it had to move. */
  moves: number
  /** How often a person had to act: to ask for an update, or to do a step. */
  acts: number
  /** How many of the moves came while the group, having grown for the update, shrank again. */
  movesBack: number
  /** When the last update ended, and whether it did what it should; absent when none ended. */
  ended?: { at: number, ok: boolean }
  /** Milliseconds spent waiting for a person. */
  waitedMs: number
}

export type UpdateHistory = Readonly<Record<Lane, LaneHistory>> & { marks: Readonly<Record<Mark, number | undefined>> }

/** Instants of the first lane that the story hangs on. */
export const marks = ['LaunchTemplateVersion', 'NewNodesReady', 'EvictionBlocked', 'PodEvictionFailure', 'UpdateFailed', 'ForceDeleted', 'ScalingDown', 'IssueResolved', 'AsgInstanceLaunchFailures'] as const
export type Mark = (typeof marks)[number]

const ENDS = new Set(['UpdateSuccessful', 'UpdateFailed', 'MigrationDone'])
/** What a person's act sets off: an update begins with its launch template. */
const ACTS = new Set(['LaunchTemplateVersion', 'HandStep'])

export function findHistory(replays: Readonly<Record<Lane, Replay<UpdateInputs>>>, log: readonly LogEntry[]): UpdateHistory {
  const of = (lane: Lane) => laneHistory(replays[lane], log.filter(entry => entry.lane === lane && entry.at >= BEGIN))
  const first = log.filter(({ lane, at }) => lane === 'first' && at >= BEGIN)
  return {
    first: of('first'), second: of('second'),
    marks: Object.fromEntries(marks.map(mark => [mark, first.find(({ reason }) => reason === mark)?.at])) as UpdateHistory['marks'],
  }
}

function laneHistory(replay: Replay<UpdateInputs>, log: readonly LogEntry[]): LaneHistory {
  const { world } = replay.simulation
  const last = log.findLast(({ reason }) => ENDS.has(reason))
  const moves = log.filter(({ reason }) => reason === 'Scheduled')
  const shrinks = log.find(({ reason }) => reason === 'ScalingDown')?.at
  const before = world.tally.findLast(({ at }) => at <= BEGIN)
  const entries = [...before ? [{ ...before, at: BEGIN }] : [], ...world.tally.filter(({ at }) => at > BEGIN)]
  return {
    ready: entries.map(({ at, ready }) => ({ at, y: ready })),
    leastReady: Math.min(...entries.map(({ ready }) => ready)),
    mostNodes: Math.max(...entries.map(({ machines }) => machines)),
    moves: moves.length,
    acts: log.filter(({ reason }) => ACTS.has(reason)).length,
    movesBack: moves.filter(({ at }) => shrinks !== undefined && at >= shrinks).length,
    ...(last && { ended: { at: last.at, ok: last.reason !== 'UpdateFailed' } }),
    waitedMs: world.migration?.waitedMs ?? 0,
  }
}
