/** What a command that has not ended goes on with while virtual time passes. Plain data: a checkpoint keeps it. */
import type { TableOptions } from './print/tables.ts'

/** `-w`: a row for every change that shows. */
export interface PendingRows {
  of: 'rows'
  kind: string
  /** Absent: all namespaces. */
  namespace?: string
  /** Empty: every one. */
  names: readonly string[]
  /** As `-l`. */
  selector: string
  options: TableOptions
  /** Of columns that are printed already: what follows stands below them. */
  widths: readonly number[]
}

/** `wait`, `rollout status`: asks again at every change, for at most so long. */
export interface PendingCondition {
  of: 'condition'
  /** Absent: without end. */
  timeoutMs?: number
}

export type Pending = PendingRows | PendingCondition
