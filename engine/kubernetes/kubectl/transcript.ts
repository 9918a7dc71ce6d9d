/** What a terminal has shown, read off a run's log. It stands apart from kubectl, which is loaded when a terminal is opened. */
import type { LogEntry } from '../simulation/log.ts'

/** The log's `source` of what a terminal shows. */
export const TERMINAL = 'kubectl'

/** What is printed, as `reason` of the log's entries; `message` is the line typed or the text printed. */
export type TerminalReason = 'Typed' | 'Printed' | 'Failed' | 'Interrupted' | 'Ended'

export interface TerminalLine {
  /** Virtual ms. */
  at: number
  seq: number
  reason: TerminalReason
  text: string
}

/** What a terminal has shown so far, oldest first. */
export function transcript(log: readonly LogEntry[]): TerminalLine[] {
  return log.filter(({ source }) => source === TERMINAL).map(({ at, seq, reason, message }) => ({ at, seq, reason: reason as TerminalReason, text: message }))
}

/** Whether the last command still goes on at the end of a transcript. */
export function isBusy(lines: readonly TerminalLine[]): boolean {
  return lines.findLast(({ reason }) => reason === 'Typed' || reason === 'Ended' || reason === 'Interrupted')?.reason === 'Typed'
}
