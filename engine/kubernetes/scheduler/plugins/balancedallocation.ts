/**
 * Prefers the node whose resources the pod brings into balance.
 * Models pkg/scheduler/framework/plugins/noderesources/balanced_allocation.go with the formula of 2026 (PR 135573):
 * it compares the node before and after the pod, and 75 means that nothing changes.
 */
import { MAX_NODE_SCORE } from '../framework/plugin.ts'
import type { Plugin } from '../framework/plugin.ts'
import type { NodeInfo } from '../nodeinfo.ts'
import { SKIP } from '../framework/status.ts'
import { CPU_AND_MEMORY, countedResources, takenOn } from './resourcescorer.ts'
import type { CountedResource, ResourceSpec } from './resourcescorer.ts'

export interface BalancedAllocationArgs {
  /** @default cpu and memory */
  resources?: readonly ResourceSpec[]
}

/** A pod that requests none of the resources is skipped: balance says nothing about it. */
export function nodeResourcesBalancedAllocation({ resources = CPU_AND_MEMORY }: BalancedAllocationArgs = {}): Plugin {
  return {
    name: 'NodeResourcesBalancedAllocation',
    events: [],
    preScore(pod) {
      const counted = countedResources(pod, resources, true)
      if (counted.every(({ request }) => request === 0)) return SKIP
      return {
        score(node) {
          const gain = balance(node, counted, true) - balance(node, counted, false)
          return MAX_NODE_SCORE / 2 + Math.trunc((MAX_NODE_SCORE / 2 + gain) / 2)
        },
      }
    },
  }
}

/** 0..100: 100 less the standard deviation of how full the node is of each resource. */
function balance(node: NodeInfo, resources: readonly CountedResource[], withPod: boolean): number {
  let count = 0
  let sum = 0
  let first = 0
  let last = 0
  for (const { name, request } of resources) {
    const capacity = node.allocatable.get(name)
    if (capacity === 0) continue
    last = fraction(node, name, withPod ? request : 0, capacity)
    if (count === 0) first = last
    sum += last
    count++
  }
  if (count < 2) return MAX_NODE_SCORE
  if (count === 2) return Math.trunc((1 - Math.abs((first - last) / 2)) * MAX_NODE_SCORE)
  const mean = sum / count
  let squares = 0
  for (const { name, request } of resources) {
    const capacity = node.allocatable.get(name)
    if (capacity !== 0) squares += (fraction(node, name, withPod ? request : 0, capacity) - mean) ** 2
  }
  return Math.trunc((1 - Math.sqrt(squares / count)) * MAX_NODE_SCORE)
}

function fraction(node: NodeInfo, name: string, request: number, capacity: number): number {
  return Math.min((takenOn(node, name, true) + request) / capacity, 1)
}
