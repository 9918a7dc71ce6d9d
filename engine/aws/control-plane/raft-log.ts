/**
 * A member's log, told by its terms alone: within a term only one leader appends, so term and index name an entry
 * (Raft's Log Matching Property), and what the entry says need not be kept.
 */

/** All entries after the segment before, up to index `last`, are of this term. */
export interface Segment {
  term: number
  last: number
}

export type RaftLog = readonly Segment[]

export interface EntryId {
  term: number
  /** From 1. */
  index: number
}

/** The newest entry; term and index 0 in an empty log. */
export function lastEntry(log: RaftLog): EntryId {
  const { term = 0, last: index = 0 } = log.at(-1) ?? {}
  return { term, index }
}

/** The log with one entry more. */
export function appended(log: RaftLog, term: number): RaftLog {
  const { term: newest, index } = lastEntry(log)
  return [...(newest === term ? log.slice(0, -1) : log), { term, last: index + 1 }]
}

/** Whether a log is at least as new as another: what a candidate's must be for the other's vote (raft/log.go, isUpToDate). */
export function isUpToDate(candidate: RaftLog, voter: RaftLog): boolean {
  const [own, other] = [lastEntry(candidate), lastEntry(voter)]
  return own.term > other.term || (own.term === other.term && own.index >= other.index)
}

export function hasEntry(log: RaftLog, { term, index }: EntryId): boolean {
  return log.find(({ last }) => index <= last)?.term === term
}
