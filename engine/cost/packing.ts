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
import { bySize, packByResources } from './pack-by-resources.ts'
import { hostSpread } from './placement-rules.ts'
import { TOO_MANY_VOLUMES, VOLUMES, type PricedGroup } from './workload.ts'

/** Places so many pods of each group on copies of the template. */
export function pack(template: NodeTemplate, groups: readonly PricedGroup[], counts: readonly number[]): Packing {
  return groups.some((group, index) => (counts[index] ?? 0) > 0 && group.needsPlugins)
    ? packByScheduler(template, groups, counts)
    : packByResources(template, groups, counts)
}

function packByScheduler(template: NodeTemplate, groups: readonly PricedGroup[], counts: readonly number[]): Packing {
  const order = groups.some(({ near }) => near.length > 0) ? anchorsFirst(groups, bySize(template, groups)) : groups.map((_, index) => index)
  const { nodes, unscheduled } = estimateNodes(
    Framework.forProfile(), new Snapshot(),
    order.flatMap((index) => {
      const pod = groups[index]?.pod
      return pod ? [{ pod: withoutZones(pod), count: counts[index] ?? 0 }] : []
    }),
    { template: template.node, daemonPods: template.daemonPods, inOrder: groups.some(({ near }) => near.length > 0) },
  )
  const original = (at: number) => order[at] ?? at
  const bins: NodeBin[] = []
  for (const { pods: placed, refusedNext } of nodes) {
    const pods = placed.map(({ group, count }) => ({ group: original(group), count }))
    const last = bins.at(-1)
    const why = refusedNext.map(inVolumes)
    if (last && samePods(last.pods, pods) && last.refusedNext.join() === why.join()) last.count++
    else bins.push({ count: 1, pods, refusedNext: why })
  }
  return { bins, nodes: nodes.length, unplaced: unscheduled.map(({ group, count, reasons }) => ({ group: original(group), count, reasons: reasons.map(inVolumes) })) }
}

/** The same order, but whatever a group must be beside comes before it; a circle is broken where it is entered. */
function anchorsFirst(groups: readonly PricedGroup[], order: readonly number[]): number[] {
  const found = new Set<number>()
  const entered = new Set<number>()
  const visit = (index: number) => {
    if (entered.has(index)) return
    entered.add(index)
    for (const other of groups[index]?.near ?? []) visit(other)
    found.add(index)
  }
  for (const index of order) visit(index)
  return [...found]
}

/** Volumes are counted as a resource here; the scheduler's plugin for them has words of its own. */
const inVolumes = (reason: string) => reason === `Insufficient ${VOLUMES}` ? TOO_MANY_VOLUMES : reason

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
