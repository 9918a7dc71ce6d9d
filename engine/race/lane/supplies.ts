/** The supply of each kind of lane. */
import type { LaneKind } from '../inputs/inputs.ts'
import { clusterAutoscalerSupply } from './cluster-autoscaler.ts'
import { fargateSupply } from './fargate.ts'
import { fixedSupply } from './fixed.ts'
import { autoModeSupply, karpenterSupply } from './karpenter.ts'
import type { SupplyOf } from './supply.ts'

export const SUPPLIES: Readonly<Record<LaneKind, SupplyOf>> = {
  'fixed': fixedSupply, 'cluster-autoscaler': clusterAutoscalerSupply, 'karpenter': karpenterSupply, 'fargate': fargateSupply, 'auto-mode': autoModeSupply,
}
