/** What a lane's chart marks of what has happened by now: when it met the demand again, and what was paid once the load was gone. */
import type { RaceFound } from './race-found.ts'
import type { LaneView } from './race-view.ts'

export interface LaneMarks {
  /** When the ready pods met the demand again, and how long after the burst that was: virtual ms. */
  met?: { at: number, afterMs: number }
  /** Since when the load is down again (virtual ms), and what was paid since. */
  tail?: { from: number, cents: number }
}

export function laneMarks({ burst, scores }: Pick<RaceFound, 'burst' | 'scores'>, { lane, cents }: Pick<LaneView, 'lane' | 'cents'>, now: number): LaneMarks {
  const score = scores.find(one => one.lane === lane)
  if (!burst || !score)
    return {}
  const afterMs = score.recoveredAfterMs ?? 0
  const at = burst.from + afterMs
  const before = score.cents - (score.centsAfterwards ?? score.cents)
  return {
    ...(afterMs > 0 && at <= now && { met: { at, afterMs } }),
    ...(burst.fallsAt !== null && score.centsAfterwards !== null && burst.fallsAt < now && { tail: { from: burst.fallsAt, cents: cents - before } }),
  }
}
