/** Several clusters on one clock. */
import type { LogEntry } from './log.ts'

/** The logs of several clusters as one, in the order of time; at one instant in the order of the lanes. Every entry names its lane. */
export function mergedLog(lanes: Readonly<Record<string, readonly LogEntry[]>>): LogEntry[] {
  return Object.entries(lanes)
    .flatMap(([lane, entries]) => entries.map(entry => ({ ...entry, lane })))
    .sort((a, b) => a.at - b.at)
    .map((entry, seq) => ({ ...entry, seq }))
}
