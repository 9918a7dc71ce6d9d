/**
 * How many nodes of one type hold a number of pods, and what sits where. The rule is Cluster Autoscaler's estimate
 * (engine/kubernetes/autoscaler/estimator.ts). Pods without rules between them are placed many at a time, which comes to
 * the same nodes; with affinity or spreading by host they go through the scheduler's plugins, one by one.
 */
import { estimateNodes } from '../kubernetes/autoscaler/estimator.ts'
import { Framework, Snapshot } from '../kubernetes/scheduler/index.ts'
import type { Pod } from '../kubernetes/types/index.ts'
import type { NodeBin, Packing } from './node-bin.ts'
import type { NodeTemplate } from './node-template.ts'
import { packByResources } from './pack-by-resources.ts'
import { hostSpread } from './placement-rules.ts'
import type { PricedGroup } from './workload.ts'

/** Places so many pods of each group on copies of the template. */
export function pack(template: NodeTemplate, groups: readonly PricedGroup[], counts: readonly number[]): Packing {
  return groups.some((group, index) => (counts[index] ?? 0) > 0 && group.needsPlugins)
    ? packByScheduler(template, groups, counts)
    : packByResources(template, groups, counts)
}

function packByScheduler(template: NodeTemplate, groups: readonly PricedGroup[], counts: readonly number[]): Packing {
  const { nodes, unscheduled } = estimateNodes(
    Framework.forProfile(), new Snapshot(),
    groups.map(({ pod }, index) => ({ pod: withoutZones(pod), count: counts[index] ?? 0 })),
    { template: template.node, daemonPods: template.daemonPods },
  )
  const bins: NodeBin[] = []
  for (const { pods, refusedNext } of nodes) {
    const last = bins.at(-1)
    if (last && samePods(last.pods, pods) && last.refusedNext.join() === refusedNext.join()) last.count++
    else bins.push({ count: 1, pods, refusedNext })
  }
  return { bins, nodes: nodes.length, unplaced: unscheduled.map(({ group, count, reasons }) => ({ group, count, reasons })) }
}

const stripped = new WeakMap<Pod, Pod>()

/** Each zone is packed by itself and volumes are made where the pod goes, so neither decides about a node here. */
function withoutZones(pod: Pod): Pod {
  const known = stripped.get(pod)
  if (known) return known
  const copy = { ...pod, spec: { ...pod.spec, volumes: [], topologySpreadConstraints: hostSpread(pod) } }
  stripped.set(pod, copy)
  return copy
}

function samePods(a: NodeBin['pods'], b: NodeBin['pods']): boolean {
  return a.length === b.length && a.every(({ group, count }, index) => b[index]?.group === group && b[index].count === count)
}
