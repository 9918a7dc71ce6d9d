/**
 * The beginning and the end of deletions. Models cluster-autoscaler/core/scaledown/actuation/actuator.go (StartDeletion) and
 * delete_in_batch.go (RegisterAndRecordSuccessfulScaleDownEvent, CleanUpAndRecordFailedScaleDownEvent).
 */
import type { Node } from '../types/index.ts'
import { isOnlyTried } from './pendingpods.ts'
import type { NodeToDelete } from './planner.ts'
import type { AutoscalerEvent, NodeDeletion } from './result.ts'
import { formatUtilization } from './utilization.ts'

/** How a deletion ended. */
export type NodeDeleteResult = { ok: true } | { ok: false, error: string }

/** A deletion that begins, with what is said of it. */
export function startDeletion({ node, groupId, podsToReschedule, utilization }: NodeToDelete, events: AutoscalerEvent[]): NodeDeletion {
  const { name } = node.metadata
  const drain = podsToReschedule.length > 0
  const podsToEvict = podsToReschedule.filter(pod => !isOnlyTried(pod)).map(({ pod }) => pod)
  const names = podsToEvict.map(({ metadata }) => metadata.name).join(',')
  events.push(
    { type: 'Normal', reason: 'ScaleDown', message: 'marked the node as toBeDeleted/unschedulable', object: node, params: { node: name } },
    drain
      ? { type: 'Normal', reason: 'ScaleDown', message: `Scale-down: removing node ${name}, utilization: ${formatUtilization(utilization)}, pods to reschedule: ${names}`, params: { node: name, group: groupId, utilization: utilization.utilization, pods: podsToEvict.length } }
      : { type: 'Normal', reason: 'ScaleDownEmpty', message: `Scale-down: removing empty node "${name}"`, params: { node: name, group: groupId } },
  )
  return { node, groupId, drain, podsToEvict, utilization }
}

/** What there is to say of a deletion that has ended. */
export function endOfDeletion(node: Node, drained: boolean, result: NodeDeleteResult): AutoscalerEvent[] {
  const { name } = node.metadata
  if (!result.ok) {
    const what = drained ? 'failed to drain and delete node' : 'failed to delete empty node'
    return [{ type: 'Warning', reason: 'ScaleDownFailed', message: `${what}: ${result.error}`, object: node, params: { node: name } }]
  }
  return [
    { type: 'Normal', reason: 'ScaleDown', message: 'nodes removed by cluster autoscaler', object: node, params: { node: name } },
    drained
      ? { type: 'Normal', reason: 'ScaleDown', message: `Scale-down: node ${name} removed with drain`, params: { node: name } }
      : { type: 'Normal', reason: 'ScaleDownEmpty', message: `Scale-down: empty node ${name} removed`, params: { node: name } },
  ]
}
