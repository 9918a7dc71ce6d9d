/**
 * The scoring strategies of NodeResourcesFit. Models least_allocated.go, most_allocated.go and
 * requested_to_capacity_ratio.go of pkg/scheduler/framework/plugins/noderesources.
 * All divisions cut the fraction off, as upstream's integers do.
 */
import { MAX_NODE_SCORE } from '../framework/plugin.ts'
import type { NodeInfo } from '../nodeinfo.ts'
import { takenOn } from './resourcescorer.ts'
import type { CountedResource } from './resourcescorer.ts'

/** 0..100 for a node, were the pod on it. */
export type Strategy = (node: NodeInfo, resources: readonly CountedResource[]) => number

/** A point of RequestedToCapacityRatio's line. */
export interface UtilizationShapePoint {
  /** 0..100 percent. */
  utilization: number
  /** 0..10. */
  score: number
}

/** The score of one resource, from what is requested with the pod and what the node has. */
type ResourceScore = (requested: number, capacity: number) => number

/** The mean of the resources' scores; those that a node does not have are left out, and those that `counts` says no to. */
function weightedMean(score: ResourceScore, round = Math.trunc, counts: (score: number) => boolean = () => true): Strategy {
  return (node, resources) => {
    let sum = 0
    let weights = 0
    for (const { name, weight, request } of resources) {
      const capacity = node.allocatable.get(name)
      if (capacity === 0) continue
      const one = score(takenOn(node, name, false) + request, capacity)
      if (!counts(one)) continue
      sum += one * weight
      weights += weight
    }
    return weights === 0 ? 0 : round(sum / weights)
  }
}

/** The emptier the better: spreads pods. */
export const leastAllocated = weightedMean((requested, capacity) =>
  requested > capacity ? 0 : Math.trunc(((capacity - requested) * MAX_NODE_SCORE) / capacity))

/** The fuller the better: packs pods. */
export const mostAllocated = weightedMean((requested, capacity) =>
  Math.trunc((Math.min(requested, capacity) * MAX_NODE_SCORE) / capacity))

/** As a line over utilisation says. Resources that score 0 do not weigh in, as upstream has it. */
export function requestedToCapacityRatio(shape: readonly UtilizationShapePoint[]): Strategy {
  const points = shape.map(({ utilization, score }) => ({ utilization, score: score * (MAX_NODE_SCORE / 10) }))
  const score: ResourceScore = (requested, capacity) => onLine(points, requested > capacity ? 100 : Math.trunc((requested * 100) / capacity))
  return weightedMean(score, Math.round, one => one > 0)
}

function onLine(points: readonly UtilizationShapePoint[], utilization: number): number {
  let before: UtilizationShapePoint | undefined
  for (const point of points) {
    if (utilization <= point.utilization) {
      if (!before) return point.score
      const rise = (point.score - before.score) * (utilization - before.utilization)
      return before.score + Math.trunc(rise / (point.utilization - before.utilization))
    }
    before = point
  }
  return before?.score ?? 0
}
