/** Nodes of Karpenter's lane that only what scales the others runs on: a managed node group that keeps other pods away. */
import { nodeRequests, zonesOf } from './node-requests.ts'
import type { CostOptions, PricedGroup } from '../../cost/index.ts'
import type { PodSpec, Taint } from '../../kubernetes/types/index.ts'
import { tainted, type Machines } from './machines.ts'
import type { LaneSystem } from './system.ts'

const TAINT: Taint = { key: 'CriticalAddonsOnly', value: 'true', effect: 'NoSchedule' }
const LABEL = 'eks-primer.dev/system'

/** They have been there all along. */
export function beginSystem({ nodes }: LaneSystem, { existing }: Machines, options: CostOptions): void {
  const zones = zonesOf(options)
  for (let i = 0; i < (nodes?.count ?? 0); i++) {
    if (!nodes) return
    const request = nodeRequests('managed', options)(nodes.type, zones[i % zones.length] ?? '', false)
    const { template } = request
    existing({ ...request, system: true, template: { ...template, metadata: { ...template.metadata, labels: { ...template.metadata.labels, [LABEL]: 'true' } }, spec: tainted(template, TAINT) } })
  }
}

/** A system pod that runs there and nowhere else. */
export function onSystemNodes({ pod }: PricedGroup): PodSpec {
  return { ...pod.spec, nodeSelector: { ...pod.spec.nodeSelector, [LABEL]: 'true' }, tolerations: [...pod.spec.tolerations ?? [], { key: TAINT.key, operator: 'Exists' }] }
}
