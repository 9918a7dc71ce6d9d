/**
 * Why no node was found, in one line. Models FitError of pkg/scheduler/framework/types.go.
 */
import type { Status } from './framework/status.ts'

export interface Diagnosis {
  /** How many nodes the cluster has. */
  numAllNodes: number
  /** What each node that was looked at was rejected for. */
  nodeToStatus: ReadonlyMap<string, Status>
  /** What holds for every node that was not. */
  absentNodesStatus?: Status
  /** Set when the pod was rejected before any node was looked at. */
  preFilterMessage?: string
  /** What came of trying preemption. */
  postFilterMessage?: string
  /** The plugins that rejected the pod: changes that concern none of them cannot help it. */
  unschedulablePlugins: ReadonlySet<string>
}

/** Upstream's sentence: `0/3 nodes are available: 1 Insufficient cpu, 2 node(s) were unschedulable. preemption: ...` */
export function fitErrorMessage(diagnosis: Diagnosis): string {
  const { numAllNodes, preFilterMessage, postFilterMessage } = diagnosis
  const reasons = preFilterMessage ?? histogram(diagnosis)
  return [
    `0/${numAllNodes} nodes are available:`,
    ...(reasons ? [`${reasons}.`] : []),
    ...(postFilterMessage ? [postFilterMessage] : []),
  ].join(' ')
}

/** How many nodes have each reason, sorted as text as upstream sorts it. */
function histogram({ numAllNodes, nodeToStatus, absentNodesStatus }: Diagnosis): string {
  const counts = new Map<string, number>()
  const count = (reason: string, by: number) => counts.set(reason, (counts.get(reason) ?? 0) + by)
  for (const { reasons } of nodeToStatus.values()) for (const reason of reasons) count(reason, 1)
  const absent = numAllNodes - nodeToStatus.size
  if (absent > 0) for (const reason of absentNodesStatus?.reasons ?? []) count(reason, absent)
  return [...counts].map(([reason, nodes]) => `${nodes} ${reason}`).sort(bytewise).join(', ')
}

const bytewise = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
