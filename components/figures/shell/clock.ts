/** Which instant of a run is shown: a few numbers, from which every window works out the same. */

/** As it travels in a record. */
export interface FigureClock {
  status: 'running' | 'paused'
  /** Virtual milliseconds per real millisecond. */
  speed: number
  /** Virtual milliseconds shown when it was set. */
  simAt: number
  /** Virtual milliseconds at which it stops by itself; absent: at the end of the figure. */
  until?: number
  /** The sender's wall clock when it was set, in ms: read by the sender's own machine only, after a reload. */
  sentAt: number
}

/** Virtual milliseconds per real millisecond that a viewer can choose. */
export const speeds = [0.5, 1, 2, 4, 8] as const

/** The fastest that a record may ask for: a story's beat covers hours in seconds. */
export const FASTEST = 10_000

/** The stretch of virtual time that a figure shows, in ms. */
export interface Span {
  start: number
  end: number
}

/**
 * The virtual instant (ms) shown, within the span.
 *
 * @param elapsed real ms since this window set or received the clock, by its own monotonic clock
 */
export function instantOf({ status, speed, simAt, until }: FigureClock, elapsed: number, { start, end }: Span): number {
  const gone = status === 'running' ? Math.max(0, elapsed) * speed : 0
  const last = status === 'running' ? Math.min(until ?? end, end) : end
  return Math.min(Math.max(start, simAt + gone), Math.max(start, last))
}

/** Whether time goes on at an instant (ms). */
export function isRunning({ status, until }: FigureClock, now: number, { end }: Span): boolean {
  return status === 'running' && now < Math.min(until ?? end, end)
}
