/** Which nodes are worth a simulation. Models cluster-autoscaler/core/scaledown/eligibility/eligibility.go. */
import type { NodeInfo } from '../scheduler/nodeinfo.ts'
import type { Node } from '../types/index.ts'
import type { AutoscalingOptions } from './options.ts'
import type { UnremovableReason } from './removalsimulator.ts'
import { deletionBelievedUntil, isNodeReady } from './taints.ts'
import { utilizationOf } from './utilization.ts'
import type { UtilizationInfo } from './utilization.ts'

const SCALE_DOWN_DISABLED = 'cluster-autoscaler.kubernetes.io/scale-down-disabled'

export type EligibilityOptions = Pick<AutoscalingOptions, 'ignoreDaemonSetsUtilization' | 'scaleDownUnreadyEnabled' | 'scaleDownUtilizationThreshold'>

export interface Eligibility {
  /** Why a node stays; absent for one that may go. */
  reason?: UnremovableReason
  utilization?: UtilizationInfo
}

/**
 * Whether a node may go as far as it alone says.
 * @param isAutoscaled whether it is of a group
 */
export function eligibilityOf(info: NodeInfo, node: Node, isAutoscaled: boolean, options: EligibilityOptions, now: number): Eligibility {
  if (deletionBelievedUntil(node) > now) return { reason: 'CurrentlyBeingDeleted' }
  if (hasNoScaleDownAnnotation(node)) return { reason: 'ScaleDownDisabledAnnotation' }
  if (!isAutoscaled) return { reason: 'NotAutoscaled' }
  const utilization = utilizationOf(info, options.ignoreDaemonSetsUtilization, now)
  if (!utilization) return { reason: 'UnexpectedError' }
  if (!options.scaleDownUnreadyEnabled && !isNodeReady(node)) return { reason: 'ScaleDownUnreadyDisabled' }
  if (utilization.utilization > options.scaleDownUtilizationThreshold) return { reason: 'NotUnderutilized', utilization }
  return { utilization }
}

export function hasNoScaleDownAnnotation({ metadata }: Node): boolean {
  return metadata.annotations?.[SCALE_DOWN_DISABLED] === 'true'
}
