/**
 * What the kubelet asks before it starts a pod; what the scheduler places passes, a pod with its own nodeName may not.
 * Models pkg/kubelet/lifecycle/predicate.go. Leaves out: the operating system's label and evicting others for critical pods.
 */
import { amountsOf, podRequests } from '../../apimachinery/resources.ts'
import type { Store } from '../../apiserver/store.ts'
import { requiredNodeAffinity } from '../../scheduler/nodeselector.ts'
import { conflicts } from '../../scheduler/plugins/nodeports.ts'
import { podInfoOf } from '../../scheduler/podinfo.ts'
import { findUntoleratedTaint } from '../../scheduler/taints.ts'
import type { Node, Pod } from '../../types/index.ts'

export interface Rejection {
  reason: string
  /** As the Event has it; the status says before it that the pod was rejected. */
  message: string
}

/** A pod that its node cannot hold; `running` are the uids that the kubelet has taken already. */
export function rejectionOf(pod: Pod, node: Node, store: Store, running: (uid: string) => boolean): Rejection | undefined {
  const allocatable = amountsOf(node.status?.allocatable)
  const others = store.listRunningPodsByNode(node.metadata.name).filter(one => running(one.metadata.uid ?? ''))
  if (allocatable.pods !== undefined && others.length + 1 > allocatable.pods) return outOf('pods', 1, others.length, allocatable.pods)
  const used: Record<string, number> = {}
  for (const other of others) for (const [name, amount] of Object.entries(podRequests(other))) used[name] = (used[name] ?? 0) + amount
  for (const [name, amount] of Object.entries(podRequests(pod))) {
    const free = allocatable[name]
    if (amount > 0 && free !== undefined && (used[name] ?? 0) + amount > free) return outOf(name, amount, used[name] ?? 0, free)
  }
  return failedPredicate(pod, node, others)
}

function failedPredicate(pod: Pod, node: Node, others: readonly Pod[]): Rejection | undefined {
  const failed = (reason: string, why: string) => ({ reason, message: `Predicate ${reason} failed: ${why}` })
  const { name, labels = {} } = node.metadata
  if (requiredNodeAffinity(pod)?.({ name, labels }) === false) return failed('NodeAffinity', "node(s) didn't match Pod's node affinity/selector")
  const ports = podInfoOf(pod).hostPorts
  const taken = ports.length === 0 ? [] : others.flatMap(other => podInfoOf(other).hostPorts)
  if (ports.some(port => taken.some(one => conflicts(port, one)))) return failed('NodePorts', "node(s) didn't have free ports for the requested pod ports")
  const taints = (node.spec.taints ?? []).filter(({ effect }) => effect === 'NoExecute')
  return findUntoleratedTaint(taints, pod.spec.tolerations ?? []) && failed('TaintToleration', "node(s) had taints that the pod didn't tolerate")
}

function outOf(resource: string, requested: number, used: number, capacity: number): Rejection {
  return {
    reason: `OutOf${resource}`,
    message: `Node didn't have enough resource: ${resource}, requested: ${requested}, used: ${used}, capacity: ${capacity}`,
  }
}
