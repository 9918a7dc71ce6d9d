/** What a race comes to: plain data that can be sent between threads. Times are virtual milliseconds. */
import type { FargateSize } from '../../aws/fargate-size.ts'
import type { CostOptions, Plane } from '../../cost/index.ts'
import type { LogEntry } from '../../kubernetes/simulation/log.ts'
import type { LoadPoint } from '../inputs/curve.ts'
import type { LaneKind } from '../inputs/inputs.ts'

/** How demand stands to capacity: `meets`, `short` (the rest is lost), `queueing` (more waits, or less). */
export const MODES = ['meets', 'short', 'queueing'] as const
export type ServingMode = (typeof MODES)[number]

/** Pieces in which capacity is constant and the mode the same. Counts are of the piece's beginning. */
export interface ServingColumns {
  at: Float64Array
  /** Pods that answer, and endpoints that do not any more. */
  alive: Float64Array
  dead: Float64Array
  /** Requests a second. */
  capacity: Float64Array
  /** The share of the demand that meets a pod that answers. */
  reach: Float64Array
  /** Places in MODES. */
  mode: Uint8Array
  /** Requests so far. */
  served: Float64Array
  lost: Float64Array
  /** Requests. */
  waiting: Float64Array
}

/** A machine, from its request to its end; a Fargate pod's is one, too. */
export interface NodeSpan {
  name: string
  /** The instance type; empty on Fargate. */
  type: string
  /** What Fargate bills; null for an instance. */
  fargate: FargateSize | null
  zone: string
  spot: boolean
  /** Only system pods run on it. */
  system: boolean
  /** What pods may request: millicores and bytes. */
  cpuMilli: number
  memoryBytes: number
  requestedAt: number
  /** From here on it is paid for. */
  billedFrom: number
  /** From here on pods are placed on it; Infinity: never. */
  readyAt: number
  /** It is being emptied; Infinity: never. */
  drainedFrom: number
  /** It does not answer any more; Infinity: never. */
  deadAt: number
  /** From here on it is not paid for; Infinity: it outlives the run. */
  billedUntil: number
  /** Its Node is gone; Infinity: it outlives the run. */
  goneAt: number
}

/** Pods of all workloads of a lane, in the order of creation. Infinity: never. */
export interface PodColumns {
  name: string[]
  /** Place in `workloads`. */
  workload: Uint8Array
  createdAt: Float64Array
  /** Place in the lane's nodes; -1 while there is none. On Fargate the machine that is made for it. */
  node: Int32Array
  scheduledAt: Float64Array
  /** Its container runs. */
  startedAt: Float64Array
  readyAt: Float64Array
  /** It is told to stop, or its node is lost. */
  deletedAt: Float64Array
  goneAt: Float64Array
}

/** A stretch in which more came than the ready pods could serve. */
export interface Shortfall {
  from: number
  /** Infinity: to the end of the run. */
  until: number
  /** Requests that were lost in it. */
  lost: number
}

export interface LaneTotals {
  /** Requests. */
  demanded: number
  served: number
  lost: number
  /** Requests that wait at the end, and the most that ever waited. */
  waiting: number
  mostWaiting: number
  shortfalls: Shortfall[]
  /** Pods under load that were made after the beginning: how long 95 of 100 took to be ready at most (ms); Infinity: they were not. Null: none was made. */
  p95ReadyMs: number | null
  podsMade: number
  /** Pods under load that waited for a node at the same time, at most. */
  mostPending: number
  /** Pods and nodes at the same time, at most; nodes without the system's. */
  mostPods: number
  mostNodes: number
  /** Machines asked for after the beginning. */
  nodesMade: number
  cents: number
}

export interface LaneResult {
  lane: LaneKind
  plane: Plane
  /** Up to here it has run: the end, unless it is a portion. */
  until: number
  workloads: { name: string, cpuMilli: number, memoryBytes: number }[]
  nodes: NodeSpan[]
  pods: PodColumns
  serving: ServingColumns
  /** What the autoscaler wants, at its changes. */
  replicas: { at: Float64Array, desired: Float64Array }
  /** The running total at some instants, in order; `centsAt` gives it at any. */
  money: { at: Float64Array, cents: Float64Array }
  /** In upstream's words, naming the lane. */
  log: LogEntry[]
  totals: LaneTotals
}

export interface RaceResult {
  load: readonly LoadPoint[]
  options: CostOptions
  until: number
  lanes: LaneResult[]
}
