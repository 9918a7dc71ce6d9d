/** What the shell winds for a figure: one cluster, several on one clock, or a computation that goes on elsewhere. */
import type { LogEntry } from '../../../engine/kubernetes/simulation/log.ts'
import type { Run } from '../../../engine/kubernetes/simulation/run.ts'
import type { Simulation } from '../../../engine/kubernetes/simulation/simulation.ts'

export interface Playback<P extends object, T, V> {
  /** Goes on with another run; the work that both have in common is kept. @throws Error or ApiError when it cannot be built */
  begin: (run: Run<P>) => void
  /** Goes towards an instant (virtual ms) for at most so many turns; without an end to them, at once. Returns whether there is no more to go. */
  advance: (at: number, turns: number) => boolean
  /** The instant (virtual ms) that is reached. */
  now: () => number
  /** Whether the run has used up its budget: what is later than `now` cannot be reached. */
  spent: () => boolean
  /** All that has happened up to `now`. */
  log: () => readonly LogEntry[]
  /** Winds to an instant (virtual ms). Returns a number that is another wherever the picture may be. */
  seek: (at: number) => number
  /** What is on the stage at the instant to which it is wound: plain data that does not change later. */
  look: () => V
  /** Looks back at a run that was gone through; it may wind. */
  find: (log: readonly LogEntry[]) => T
  /** The clusters at the instant to which they are wound, by lane; one alone has the name ''. */
  clusters?: () => Readonly<Record<string, Simulation>>
  /**
   * What can be said already of a run that a computation elsewhere is still going through, another object for every portion of it:
   * `look` shows that until the whole is there. Absent where all work is done here.
   */
  portion?: () => { found: T } | undefined
  /** Resolves once there is more to see of a computation that goes on elsewhere. Absent where all work is done here. */
  news?: () => Promise<void>
}
