/**
 * Evictions, as the Eviction API grants them under a PodDisruptionBudget, and nodes that are emptied by them.
 * Follows pkg/registry/core/pod/storage/eviction.go; a refused eviction is asked for again every five seconds, as kubectl drain does.
 */
import { scaledValue } from '../../kubernetes/controllers/deployment/bounds.ts'
import type { PodDisruptionBudget } from '../../kubernetes/types/index.ts'
import { UNSCHEDULABLE_TAINT } from '../../kubernetes/types/wellknown.ts'
import type { LaneContext } from './context.ts'
import { tainted, type Machines } from './machines.ts'
import type { LaneNode, LanePod, LaneWorkload } from './objects.ts'
import type { PodMaker } from './pods.ts'

const OWNER = 'eviction'
const RETRY_MS = 5_000

export interface Evictions {
  /** Cordons a node and empties it; `done` is called once nothing runs on it any more. */
  drain: (node: LaneNode, done: (node: LaneNode) => void) => void
  /** Asks for one eviction. Returns whether it is granted. */
  evict: (pod: LanePod) => boolean
}

export function evictions({ respec }: Machines, { remove }: PodMaker, ctx: LaneContext): Evictions {
  const draining = new Map<LaneNode, (node: LaneNode) => void>()

  ctx.handle(OWNER, (key) => {
    const node = ctx.nodes[Number(key)]
    if (node && draining.has(node)) goOn(node)
  })
  ctx.on('podGone', ({ node }) => node && finish(node))
  ctx.on('nodeGone', node => draining.delete(node))

  function goOn(node: LaneNode): void {
    let refused = false
    for (const pod of [...node.pods]) if (pod.deletedAt === Number.POSITIVE_INFINITY && !evict(pod)) refused = true
    if (refused) ctx.after(RETRY_MS, OWNER, String(node.index))
    finish(node)
  }

  function finish(node: LaneNode): void {
    const done = node.pods.size === 0 ? draining.get(node) : undefined
    if (!done) return
    draining.delete(node)
    done(node)
  }

  function evict(pod: LanePod): boolean {
    const allowed = disruptionsAllowed(pod.workload)
    // A pod that is not ready takes nothing from a budget that holds (IfHealthyBudget).
    if (pod.ready ? allowed < 1 : allowed < 0) return false
    remove(pod)
    return true
  }

  return {
    evict,
    drain: (node, done) => {
      if (draining.has(node)) return
      draining.set(node, done)
      node.span.drainedFrom = Math.min(node.span.drainedFrom, ctx.clock.now)
      respec(node, { ...tainted(node.object, { key: UNSCHEDULABLE_TAINT, effect: 'NoSchedule' }), unschedulable: true })
      goOn(node)
    },
  }
}

/** Ready pods beyond those that the budget keeps; below 0 where there are too few. */
function disruptionsAllowed({ maxUnavailable, replicas, pods }: LaneWorkload): number {
  if (maxUnavailable === null) return Number.POSITIVE_INFINITY
  let healthy = 0
  for (const { ready } of pods) if (ready) healthy++
  return healthy - Math.max(0, replicas - scaledValue(maxUnavailable, replicas, 'up'))
}

/** The budgets of the lane's workloads, with what they allow now. */
export function laneBudgets({ workloads }: LaneContext): PodDisruptionBudget[] {
  return workloads.flatMap((workload) => {
    const { name, namespace, maxUnavailable, replicaSet } = workload
    if (maxUnavailable === null) return []
    return [{
      apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name, namespace }, spec: { maxUnavailable, selector: replicaSet.spec.selector },
      status: { disruptionsAllowed: Math.max(disruptionsAllowed(workload), 0) },
    }]
  })
}
