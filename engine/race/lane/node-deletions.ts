/**
 * Nodes that Cluster Autoscaler takes away: tainted, drained under the budgets, given back. Follows
 * autoscaler/nodedeletions.ts: five seconds after the taint, evictions for two minutes, then as long as pods may take to end.
 */
import type { NodeDeleteResult } from '../../kubernetes/autoscaler/actuation.ts'
import type { CloudProvider } from '../../kubernetes/autoscaler/cloudprovider.ts'
import type { FindController } from '../../kubernetes/autoscaler/drainability.ts'
import { podsToMove } from '../../kubernetes/autoscaler/drainability.ts'
import type { AutoscalingOptions } from '../../kubernetes/autoscaler/options.ts'
import { RemainingPdbTracker } from '../../kubernetes/autoscaler/remainingpdbtracker.ts'
import type { NodeDeletion } from '../../kubernetes/autoscaler/result.ts'
import { TO_BE_DELETED_TAINT, toBeDeletedTaint } from '../../kubernetes/autoscaler/taints.ts'
import type { Node } from '../../kubernetes/types/index.ts'
import type { LaneContext } from './context.ts'
import type { Evictions } from './eviction.ts'
import { tainted, untainted, type Machines } from './machines.ts'
import type { LaneNode } from './objects.ts'

const OWNER = 'cluster-autoscaler-deletion'
const RETRY_MS = 10_000
const CHECK_MS = 5_000
const HEADROOM_MS = 30_000
const NEVER = Number.POSITIVE_INFINITY

export interface DeletionParts {
  machines: Machines
  evictions: Evictions
  provider: CloudProvider
  options: AutoscalingOptions
  findController: FindController
}

interface Underway {
  deletion: NodeDeletion
  /** Until when evictions are tried; absent until they begin. */
  until?: number
}

/** @param ended told of every deletion that ends, well or not */
export function nodeDeletions({ machines, evictions, provider, options, findController }: DeletionParts, ctx: LaneContext, ended: (node: Node, result: NodeDeleteResult) => void): { begin: (deletion: NodeDeletion) => void } {
  const underway = new Map<LaneNode, Underway>()

  ctx.handle(OWNER, (key) => {
    const node = ctx.nodes[Number(key)]
    const current = node && underway.get(node)
    if (!node || !current) return
    const next = step(node, current)
    if (typeof next === 'number') return ctx.after(next, OWNER, key)
    underway.delete(node)
    if (!next.ok) release(node)
    ended(current.deletion.node, next)
  })

  function step(node: LaneNode, current: Underway): number | NodeDeleteResult {
    const { drain, groupId } = current.deletion
    const { now } = ctx.clock
    if (node.span.goneAt !== NEVER) return { ok: false, error: `node "${node.span.name}" not found` }
    if (current.until === undefined) {
      const objection = objectionTo(node, drain)
      if (objection !== undefined) return { ok: false, error: objection }
      node.span.drainedFrom = Math.min(node.span.drainedFrom, now)
      current.until = now + options.maxPodEvictionTimeMs
    }
    const staying = [...node.pods].filter(({ deletedAt }) => deletedAt === NEVER)
    const refused = staying.filter(pod => !evictions.evict(pod))
    if (refused.length > 0 && now >= current.until) return { ok: false, error: `Failed to drain node /${node.span.name}, due to following errors: [${refused.length} evictions refused]` }
    if (refused.length > 0) return RETRY_MS
    if (node.pods.size > 0) return now < current.until + options.maxGracefulTerminationSec * 1000 + HEADROOM_MS ? CHECK_MS : { ok: false, error: `Failed to drain node /${node.span.name}: pods remaining after timeout` }
    const error = provider.deleteNodes(groupId, [node.object])
    return error ? { ok: false, error: `failed to delete nodes from group ${groupId}: ${error.errorMessage}` } : { ok: true }
  }

  /** Why a deletion that had been decided cannot go on: things have changed since. */
  function objectionTo(node: LaneNode, drain: boolean): string | undefined {
    const info = ctx.snapshot.node(node.span.name)
    if (!info) return `node "${node.span.name}" not found`
    const budgets = new RemainingPdbTracker(ctx.snapshot.disruptionBudgets.values())
    const { pods, blockingPod } = podsToMove(info, { now: ctx.clock.now, options, budgets, findController })
    if (blockingPod) return `GetPodsToMove for "${node.span.name}" returned error: ${blockingPod.error}`
    return !drain && pods.length > 0 ? `failed to delete empty node "${node.span.name}", new pods scheduled` : undefined
  }

  function release(node: LaneNode): void {
    if (node.span.goneAt !== NEVER) return
    node.span.drainedFrom = NEVER
    machines.respec(node, { ...untainted(node.object, TO_BE_DELETED_TAINT), unschedulable: undefined })
  }

  return {
    begin: (deletion) => {
      const node = machines.byName(deletion.node.metadata.name)
      if (!node) return
      underway.set(node, { deletion })
      machines.respec(node, { ...tainted(node.object, toBeDeletedTaint(ctx.clock.now)), unschedulable: true })
      ctx.after(options.nodeDeleteDelayAfterTaintMs, OWNER, String(node.index))
    },
  }
}
