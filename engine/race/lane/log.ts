/** The log of a lane: in upstream's words, every entry naming its lane. */
import type { Clock } from '../../kubernetes/apimachinery/clock.ts'
import type { LogEntry } from '../../kubernetes/simulation/log.ts'
import type { LaneKind } from '../inputs/inputs.ts'
import type { LaneContext } from './context.ts'

/** More than a day of a busy lane; what is beyond is counted. */
const MOST = 5_000

export function laneLog(lane: LaneKind, clock: Clock): { write: LaneContext['log'], entries: () => LogEntry[] } {
  const entries: LogEntry[] = []
  let left = 0
  return {
    write: (source, object, type, reason, message, params) => {
      if (entries.length >= MOST) return void left++
      entries.push({ at: clock.now, seq: entries.length, source, type, reason, object, message, lane, ...(params && { params }) })
    },
    entries: () => left === 0 ? entries : [...entries, {
      at: clock.now, seq: entries.length, source: 'race', type: 'Normal', reason: 'LogCut', object: { kind: 'Lane', name: lane }, message: `${left} further entries are left out`, lane, params: { left },
    }],
  }
}
