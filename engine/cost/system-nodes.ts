/** Nodes for what cannot run on the nodes that it makes. */
import { bestType } from './best-type.ts'
import { nodeGroupPlan, type NodePlan } from './node-plan.ts'
import type { CostOptions } from './options.ts'
import { levelsOf } from './running-hours.ts'
import type { PricedGroup } from './workload.ts'

/** As few and as cheap as hold the groups, all month. */
export function systemNodePlan(groups: PricedGroup[], options: CostOptions): NodePlan {
  const levels = levelsOf({ kind: 'always' }, groups)
  const input = { workload: { groups, daemonSets: [] }, levels, options }
  return nodeGroupPlan(input, 'managed', bestType(input, true), true)
}
