/** What runs beside the workload in a lane: pods that EKS and the scaling of nodes need, as the cost model has them. */
import type { InstanceType } from '../../../data/instance-types.ts'
import type { Plane, PricedGroup } from '../../cost/index.ts'
import { systemNodePlan } from '../../cost/system-nodes.ts'
import { NO_SYSTEM_PODS, systemPodsOf } from '../../cost/system-pods.ts'
import type { LaneSpec, RaceInputs } from '../inputs/inputs.ts'
import { pricedWorkload } from '../inputs/priced.ts'

export interface LaneSystem {
  plane: Plane
  /** On the workload's nodes. */
  beside: readonly PricedGroup[]
  /** On nodes of their own. */
  apart: readonly PricedGroup[]
  /** Those nodes. */
  nodes: { type: InstanceType, count: number } | null
}

/** The data plane of a lane, by the cost model's name. */
export function planeOf({ kind, selfManaged = false }: LaneSpec): Plane {
  return kind === 'fixed' || kind === 'cluster-autoscaler' ? selfManaged ? 'self-managed' : 'managed' : kind
}

export function systemOf(inputs: RaceInputs, spec: LaneSpec): LaneSystem {
  const plane = planeOf(spec)
  const { workload } = pricedWorkload(inputs)
  const { beside, apart } = inputs.options.systemPods && workload ? systemPodsOf(plane, workload, spec.kind === 'cluster-autoscaler') : NO_SYSTEM_PODS
  const [first] = apart.length > 0 ? systemNodePlan(apart, inputs.options).byLevel.flatMap(({ uses }) => uses) : []
  return { plane, beside, apart, nodes: first ? { type: first.type, count: first.nodes } : null }
}
