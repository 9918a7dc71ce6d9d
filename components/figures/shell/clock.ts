import type { FigureRecord } from './record.ts'

type Clock = FigureRecord['clock']

/** Virtual milliseconds per real millisecond that a viewer can choose. */
export const speeds = [0.5, 1, 2, 4] as const

/** The stretch of virtual time that a figure shows, in ms. */
export interface Span {
  start: number
  end: number
}

/** The virtual instant (ms) shown at the real instant `wall` (ms), within the span. */
export function instantOf(clock: Clock, wall: number, { start, end }: Span): number {
  const elapsed = clock.status === 'running' ? Math.max(0, wall - clock.wallAt) * clock.speed : 0
  return Math.min(Math.max(start, clock.simAt + elapsed), end)
}

/** The same clock, running or paused from `simAt` on. */
export function at(clock: Clock, simAt: number, status: Clock['status'], wall: number): Clock {
  return { ...clock, status, simAt, wallAt: wall }
}

/** The first beat after an instant, or the end. */
export function nextBeat(beats: readonly number[], now: number, { end }: Span): number {
  return Math.min(beats.find(beat => beat > now) ?? end, end)
}

/** The last beat before an instant, or the start. */
export function previousBeat(beats: readonly number[], now: number, { start }: Span): number {
  return Math.max(beats.findLast(beat => beat < now) ?? start, start)
}
