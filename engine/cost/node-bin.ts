/** What packing comes to: nodes, and the pods on each. */
import type { ResourceAmounts } from '../kubernetes/apimachinery/resources.ts'
import type { NodeTemplate } from './node-template.ts'
import { podLabelsFit, type PricedGroup } from './workload.ts'

/** Nodes alike, with the same pods on each. */
export interface NodeBin {
  /** How many nodes. */
  count: number
  /** Pods on each, by group. */
  pods: { group: number, count: number }[]
  /** Why the next pod went elsewhere, in the scheduler's words; empty where none was refused. */
  refusedNext: readonly string[]
}

export interface Packing {
  bins: NodeBin[]
  nodes: number
  /** Pods that fit on no node of this type, and why. */
  unplaced: { group: number, count: number, reasons: readonly string[] }[]
}

/** Whether the node's labels suit the group: nodeSelector and required node affinity. */
export function suitsLabels({ node }: NodeTemplate, group: PricedGroup): boolean {
  const { name, labels = {} } = node.metadata
  return podLabelsFit(group, { name, labels })
}

/** What the pods on one node of a bin request together: `pods` of them, cpu in millicores, the rest in whole units. */
export function requestsOn(bin: NodeBin, groups: readonly PricedGroup[]): { pods: number, amounts: ResourceAmounts } {
  const amounts: ResourceAmounts = {}
  let pods = 0
  for (const { group, count } of bin.pods) {
    const requests = groups[group]?.requests ?? {}
    pods += count
    for (const name in requests) amounts[name] = (amounts[name] ?? 0) + (requests[name] ?? 0) * count
  }
  return { pods, amounts }
}
