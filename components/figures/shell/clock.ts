import type { FigureRecord } from '../../../engine/kubernetes/record.ts'

type Clock = FigureRecord['clock']

/** Virtual milliseconds per real millisecond that a viewer can choose. */
export const speeds = [0.5, 1, 2, 4] as const

/** The instant shown, in virtual ms from 0 to `end`, at the real instant `wall` (ms). */
export function instantOf(clock: Clock, wall: number, end: number): number {
  const elapsed = clock.status === 'running' ? Math.max(0, wall - clock.wallAt) * clock.speed : 0
  return Math.min(Math.max(0, clock.simAt + elapsed), end)
}

/** The same clock, running or paused from `simAt` on. */
export function at(clock: Clock, simAt: number, status: Clock['status'], wall: number): Clock {
  return { ...clock, status, simAt, wallAt: wall }
}

/** The first beat after an instant, or the end. */
export function nextBeat(beats: readonly number[], now: number, end: number): number {
  return Math.min(beats.find(beat => beat > now) ?? end, end)
}

/** The last beat before an instant, or 0. */
export function previousBeat(beats: readonly number[], now: number): number {
  return beats.findLast(beat => beat < now) ?? 0
}
