/**
 * Whether a node can go: its pods may be drained, and each finds another node. Models
 * cluster-autoscaler/simulator/cluster.go (RemovalSimulator). A node thought away stays in the snapshot, tainted and
 * without these pods, where upstream takes it out before it looks at the next one.
 */
import type { Node, Pod } from '../types/index.ts'
import type { NodeInfo } from '../scheduler/nodeinfo.ts'
import type { PodInfo } from '../scheduler/podinfo.ts'
import { podsToMove } from './drainability.ts'
import type { BlockingPodReason, DrainContext } from './drainability.ts'
import type { HintingSimulator } from './hintingsimulator.ts'
import { withoutNode } from './podkinds.ts'
import { TO_BE_DELETED_TAINT } from './taints.ts'
import type { Trial } from './trial.ts'

export type UnremovableReason = 'ScaleDownDisabledAnnotation' | 'ScaleDownUnreadyDisabled' | 'NotAutoscaled' | 'NotUnneededLongEnough'
  | 'NotUnreadyLongEnough' | 'NodeGroupMinSizeReached' | 'CurrentlyBeingDeleted' | 'NotUnderutilized' | 'RecentlyUnremovable'
  | 'NoPlaceToMovePods' | 'BlockedByPod' | 'UnexpectedError' | 'BlockedByOnCompletionPod'

export interface NodeToBeRemoved {
  node: Node
  podsToReschedule: readonly PodInfo[]
  onCompletionPods: readonly PodInfo[]
  /** Whether its pods are more than their budgets allow at once: it may well fail. */
  isRisky: boolean
}

export interface UnremovableNode {
  node: Node
  reason: UnremovableReason
  blockingPod?: { pod: Pod, reason: BlockingPodReason, error: string }
}

export type Removal = { removable: NodeToBeRemoved } | { unremovable: UnremovableNode }

/** Tries to do without a node. When that goes, the trial is as if it were gone; when not, as before. */
export function simulateNodeRemoval(info: NodeInfo, node: Node, destinations: ReadonlySet<string>, trial: Trial, simulator: HintingSimulator, context: DrainContext): Removal {
  const { pods, onCompletionPods, blockingPod } = podsToMove(info, context)
  if (blockingPod) return { unremovable: { node, reason: 'BlockedByPod', blockingPod } }
  const { mark } = trial
  const inOrder = pods.toSorted((a, b) => (a.key < b.key ? -1 : 1))
  for (const pod of inOrder) trial.lift(pod)
  trial.setTaints(info, [...info.hardTaints, { key: TO_BE_DELETED_TAINT, effect: 'NoSchedule' }])
  const isNodeAcceptable = ({ name }: NodeInfo) => name !== info.name && destinations.has(name)
  const homeless = simulator.trySchedulePods(trial, inOrder.map(withoutNode), { isNodeAcceptable, breakOnFailure: true })
  if (homeless.length > 0) {
    trial.revert(mark)
    return { unremovable: { node, reason: 'NoPlaceToMovePods' } }
  }
  const isRisky = !context.budgets.canRemovePods(inOrder.map(({ pod }) => pod)).inParallel
  return { removable: { node, podsToReschedule: inOrder, onCompletionPods, isRisky } }
}
