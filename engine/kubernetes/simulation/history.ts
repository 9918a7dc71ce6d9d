import { equal } from '../apimachinery/meta.ts'
import type { Replay } from './replay.ts'
import type { Simulation } from './simulation.ts'

/** Something that was true from an instant on. */
export interface Sample<T> {
  /** Virtual ms. */
  at: number
  value: T
}

/**
 * What was to be seen over a stretch of a run: looks at the end of every instant at which anything happens, and keeps what
 * differs from the look before. The replay is left where the stretch ends.
 *
 * @param from virtual ms of the first look
 * @param to virtual ms of the last
 * @param look plain data that does not change later
 */
export function historyOf<P extends object, T>(replay: Replay<P>, from: number, to: number, look: (simulation: Simulation) => T): Sample<T>[] {
  const samples: Sample<T>[] = [{ at: from, value: look(replay.seek(from)) }]
  for (let at = replay.nextAt(); at !== undefined && at <= to && !replay.spent; at = replay.nextAt()) {
    const value = look(replay.seek(at))
    if (!equal(value, samples.at(-1)?.value)) samples.push({ at, value })
  }
  replay.seek(to)
  return samples
}

/** What was true at an instant (virtual ms): the last sample by then, else the first. */
export function sampleAt<T>(samples: readonly Sample<T>[], at: number): T | undefined {
  return (samples.findLast(sample => sample.at <= at) ?? samples[0])?.value
}
