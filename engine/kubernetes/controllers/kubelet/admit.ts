/** What the kubelet asks before it starts a pod. Models pkg/kubelet/lifecycle/predicate.go. */
import { isPodTerminal } from '../../apimachinery/meta.ts'
import { amountsOf, podRequests } from '../../apimachinery/resources.ts'
import type { Store } from '../../apiserver/store.ts'
import type { Node, Pod } from '../../types/index.ts'

export interface Rejection {
  reason: string
  message: string
}

/** A pod that its node cannot hold; `running` are the uids that the kubelet has taken already. */
export function rejectionOf(pod: Pod, node: Node, store: Store, running: (uid: string) => boolean): Rejection | undefined {
  const allocatable = amountsOf(node.status?.allocatable)
  const others = store.listPodsByNode(node.metadata.name).filter(one => running(one.metadata.uid ?? '') && !isPodTerminal(one))
  if (allocatable.pods !== undefined && others.length + 1 > allocatable.pods) return outOf('pods', 1, others.length, allocatable.pods)
  const used: Record<string, number> = {}
  for (const other of others) for (const [name, amount] of Object.entries(podRequests(other))) used[name] = (used[name] ?? 0) + amount
  for (const [name, amount] of Object.entries(podRequests(pod))) {
    const free = allocatable[name]
    if (amount > 0 && free !== undefined && (used[name] ?? 0) + amount > free) return outOf(name, amount, used[name] ?? 0, free)
  }
  return undefined
}

function outOf(resource: string, requested: number, used: number, capacity: number): Rejection {
  return {
    reason: `OutOf${resource}`,
    message: `Pod was rejected: Node didn't have enough resource: ${resource}, requested: ${requested}, used: ${used}, capacity: ${capacity}`,
  }
}
