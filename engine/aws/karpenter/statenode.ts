/**
 * A node, or a NodeClaim on its way to one, as Karpenter's decisions see it: data that a store, or a lane of a race, gives.
 * Models pkg/controllers/state/statenode.go of kubernetes-sigs/karpenter.
 */
import type { ResourceAmounts } from '../../kubernetes/apimachinery/resources.ts'
import type { Labels, Pod, Taint } from '../../kubernetes/types/index.ts'
import { requestsOf } from './podrequests.ts'
import { isOfDaemonSet } from './podrules.ts'

/** A value: what changes is another, so that what is worked out of one can be kept. */
export interface StateNode {
  /** The Node's name, or the NodeClaim's until there is one. */
  name: string
  /** Undefined for a node that is not Karpenter's. */
  nodeClaim?: string
  nodePool?: string
  /** Zone, type and capacity type among them. */
  labels: Labels
  /** Without those of its start while it is not initialized. */
  taints: readonly Taint[]
  allocatable: ResourceAmounts
  capacity: ResourceAmounts
  /** Bound to it and not at their end. */
  pods: readonly Pod[]
  /** There is a Node. */
  registered: boolean
  /** Ready, its resources there, its startup taints gone. */
  initialized: boolean
  /** Its Node says Ready. */
  ready: boolean
  /** When the NodeClaim was made (virtual ms). */
  createdAt: number
  initializedAt?: number
  /** When a pod last came, ended or began to end here. */
  lastPodEventAt?: number
  /** Its NodeClaim is being deleted. */
  deleting: boolean
  /** Its instance has been told to stop. */
  terminating?: boolean
  /** The node's own annotation. */
  doNotDisrupt?: boolean
  /** Milliseconds of life; undefined for ever. */
  expireAfterMs?: number
}

/** Whether it counts for its NodePool's budgets. */
export const isCounted = ({ nodeClaim, initialized, terminating }: StateNode) => nodeClaim !== undefined && initialized && !terminating

/** Whether it uses its NodePool's budgets up. */
export const isDisrupting = ({ ready, deleting }: StateNode) => !ready || deleting

const sums = new WeakMap<readonly Pod[], { all: ResourceAmounts, daemons: ResourceAmounts }>()

/** What pods request together, and those of DaemonSets among them. */
export function requestedBy(pods: readonly Pod[]): { all: ResourceAmounts, daemons: ResourceAmounts } {
  let sum = sums.get(pods)
  if (!sum) {
    sum = { all: {}, daemons: {} }
    for (const pod of pods) {
      add(sum.all, requestsOf(pod))
      if (isOfDaemonSet(pod)) add(sum.daemons, requestsOf(pod))
    }
    sums.set(pods, sum)
  }
  return sum
}

/** Adds amounts to others, in place. */
export function add(into: ResourceAmounts, amounts: ResourceAmounts): void {
  for (const name in amounts) into[name] = (into[name] ?? 0) + (amounts[name] ?? 0)
}

/** Amounts less others; what is only taken counts from 0. */
export function subtract(from: ResourceAmounts, amounts: ResourceAmounts): ResourceAmounts {
  const rest = { ...from }
  for (const name in amounts) rest[name] = (rest[name] ?? 0) - (amounts[name] ?? 0)
  return rest
}

/** Whether there is room for so much; on what is overfull already there is none for anything (pkg/utils/resources, Fits). */
export function fits(requests: ResourceAmounts, room: ResourceAmounts): boolean {
  for (const name in requests) if ((requests[name] ?? 0) > (room[name] ?? 0)) return false
  return true
}

export function isOverfull(room: ResourceAmounts): boolean {
  for (const name in room) if ((room[name] ?? 0) < 0) return true
  return false
}
