/** What the parts of a lane share: the clock, the cluster as the scheduler sees it, and word of what happens. */
import type { Clock } from '../../kubernetes/apimachinery/clock.ts'
import type { Random } from '../../kubernetes/apimachinery/random.ts'
import type { Snapshot } from '../../kubernetes/scheduler/index.ts'
import type { LogParams, ObjectRef } from '../../kubernetes/simulation/log.ts'
import type { RaceInputs, LaneSpec } from '../inputs/inputs.ts'
import type { LoadCurve } from '../inputs/curve.ts'
import type { LaneNode, LanePod, LaneWorkload } from './objects.ts'

/** What happens to pods and nodes. Whoever cares listens; the order is that in which they began to. */
export interface LaneEvents {
  podCreated: [pod: LanePod]
  /** It got a node. */
  podBound: [pod: LanePod]
  podReady: [pod: LanePod]
  /** It is ready no more, though nobody deleted it. */
  podUnready: [pod: LanePod]
  /** It is told to stop; `wasReady` before. */
  podDeleted: [pod: LanePod, wasReady: boolean]
  podGone: [pod: LanePod]
  /** A pod was tried in vain for the first time. */
  podUnschedulable: [pod: LanePod]
  nodeReady: [node: LaneNode]
  /** Its taints changed, or it was cordoned or uncordoned. */
  nodeUpdated: [node: LaneNode]
  /** It does not answer any more. */
  nodeDead: [node: LaneNode]
  /** Its instance is no more; its Node may still be there. */
  nodeEnded: [node: LaneNode]
  nodeGone: [node: LaneNode]
  /** Another number of machines is wanted. */
  groupResized: []
}

export interface LaneContext {
  readonly inputs: RaceInputs
  readonly spec: LaneSpec
  readonly curve: LoadCurve
  readonly clock: Clock
  readonly random: Random
  readonly snapshot: Snapshot
  readonly workloads: readonly LaneWorkload[]
  /** Every pod ever, by id. */
  readonly pods: readonly LanePod[]
  /** Every machine ever, by index. */
  readonly nodes: readonly LaneNode[]
  on<E extends keyof LaneEvents>(event: E, listener: (...args: LaneEvents[E]) => void): void
  emit<E extends keyof LaneEvents>(event: E, ...args: LaneEvents[E]): void
  /** Handles the clock's events of an owner. */
  handle(owner: string, handler: (key: string) => void): void
  /** Plans an event after so many ms. */
  after(delayMs: number, owner: string, key?: string): void
  log(source: string, object: ObjectRef, type: 'Normal' | 'Warning', reason: string, message: string, params?: LogParams): void
}
