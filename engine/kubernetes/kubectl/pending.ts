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

/** `drain`: looks again every second whether pods are gone. */
export interface PendingDrain {
  of: 'drain'
  node: string
  /** Its pods that the drain is not done with, or that it failed at. */
  pods: readonly DrainedPod[]
  /** When it began with this node: virtual ms. */
  since: number
  /** Nodes that come after it. */
  next: readonly string[]
  /** Nodes before it that could not be drained. */
  failed: readonly FailedNode[]
}

export interface DrainedPod {
  namespace: string
  name: string
  uid?: string
  /** Whether the API server took its eviction. */
  leaves?: boolean
  error?: string
}

export interface FailedNode {
  name: string
  errors: readonly string[]
}

export type Pending = PendingRows | PendingCondition | PendingDrain
