/**
 * Which nodes are not needed, and which of them may go now. Models cluster-autoscaler/core/scaledown/planner/planner.go,
 * unneeded/nodes.go, unremovable/nodes.go, budgets/budgets.go, processors/nodes/pre_filtering_processor.go (nodes of a group at
 * its minimum are not looked at) and the order of candidates of processors/scaledowncandidates: empty nodes first, then those that
 * were candidates before. Leaves out pods evicted lately (upstream remembers them for 0 s), resource limits, groups that go as
 * one, and the limit on the simulation's time. A time is over when it is reached; upstream's clock has gone on a little by then.
 */
import type { Framework } from '../scheduler/framework/framework.ts'
import type { NodeInfo } from '../scheduler/nodeinfo.ts'
import type { Node } from '../types/index.ts'
import type { CloudProvider, NodeGroup } from './cloudprovider.ts'
import { podsToMove } from './drainability.ts'
import type { DrainContext } from './drainability.ts'
import { eligibilityOf } from './eligibility.ts'
import { HintingSimulator } from './hintingsimulator.ts'
import type { HintsState, NodeOrder } from './hintingsimulator.ts'
import type { AutoscalingOptions } from './options.ts'
import { simulateNodeRemoval } from './removalsimulator.ts'
import type { NodeToBeRemoved, UnremovableNode } from './removalsimulator.ts'
import { deletionBelievedUntil, isNodeReady } from './taints.ts'
import { firstAfter } from './timers.ts'
import type { Trial } from './trial.ts'
import type { UtilizationInfo } from './utilization.ts'

/** A deletion that has begun and not ended. */
export interface DeletionInProgress {
  groupId: string
  drain: boolean
}

export interface PlannerInput {
  /** Nodes that exist, without those that are still to become ready. */
  nodes: readonly Node[]
  provider: CloudProvider
  trial: Trial
  context: DrainContext
  deletions: ReadonlyMap<string, DeletionInProgress>
}

interface UnneededNode {
  since: number
  /** As found in the last update; absent between updates. */
  removal?: NodeToBeRemoved
  group?: NodeGroup
  utilization?: UtilizationInfo
}

/** A node that may go now. */
export interface NodeToDelete extends NodeToBeRemoved {
  groupId: string
  utilization: UtilizationInfo
}

export interface PlannerState {
  unneededSince: ReadonlyMap<string, number>
  unremovableUntil: ReadonlyMap<string, number>
  hints: HintsState
}

export class Planner {
  readonly #options: AutoscalingOptions
  readonly #simulator: HintingSimulator
  #unneeded = new Map<string, UnneededNode>()
  #unremovableUntil = new Map<string, number>()
  #unremovable: UnremovableNode[] = []
  #leftOut = false

  constructor(options: AutoscalingOptions, framework: Framework, order: NodeOrder) {
    this.#options = options
    this.#simulator = new HintingSimulator(framework, order)
  }

  /** Names of the nodes that are not needed, with since when. */
  get unneededSince(): ReadonlyMap<string, number> {
    return new Map(Array.from(this.#unneeded, ([name, { since }]) => [name, since]))
  }

  /** Nodes that have to stay, and why, as the last update found. */
  get unremovable(): readonly UnremovableNode[] {
    return this.#unremovable
  }

  /** Forgets for how long nodes have not been needed. */
  cleanUpUnneededNodes(): void {
    this.#unneeded.clear()
  }

  /** Finds anew which nodes are not needed. The trial is left without them. */
  updateClusterState({ nodes, provider, trial, context, deletions }: PlannerInput): void {
    const { now, budgets } = context
    const staying = nodes.filter(({ metadata }) => !deletions.has(metadata.name))
    const destinations = new Set(staying.map(({ metadata }) => metadata.name))
    this.#unremovable = []
    for (const [name, until] of this.#unremovableUntil) {
      if (until <= now || !trial.snapshot.node(name)) this.#unremovableUntil.delete(name)
    }
    this.#leftOut = false
    const unneeded = new Map<string, UnneededNode>()
    for (const { info, node, group, utilization } of this.#candidates(staying, provider, trial, context)) {
      if (unneeded.size >= this.#unneededLimit()) {
        this.#leftOut = true
        break
      }
      const removal = simulateNodeRemoval(info, node, destinations, trial, this.#simulator, context)
      const { name } = node.metadata
      if ('unremovable' in removal) {
        this.#unremovable.push(removal.unremovable)
        this.#unremovableUntil.set(name, now + this.#options.unremovableNodeRecheckMs)
        continue
      }
      destinations.delete(name)
      budgets.removePods(removal.removable.podsToReschedule.map(({ pod }) => pod))
      unneeded.set(name, { since: this.#unneeded.get(name)?.since ?? now, removal: removal.removable, group, utilization })
    }
    this.#unneeded = unneeded
    this.#simulator.dropOldHints()
  }

  /** Nodes that have not been needed for long enough, as many as may go at once: empty ones, and ones to drain. */
  nodesToDelete(deletions: ReadonlyMap<string, DeletionInProgress>, now: number): { empty: NodeToDelete[], drain: NodeToDelete[] } {
    const sizes = new Map<string, number>()
    const removable: NodeToDelete[] = []
    const waiting = [...this.#unneeded.values()]
    const isEmpty = ({ removal }: UnneededNode) => removal?.podsToReschedule.length === 0
    for (const one of [...waiting.filter(isEmpty), ...waiting.filter(node => !isEmpty(node))]) {
      const { removal, group, utilization } = one
      if (!removal || !group || !utilization) continue
      const size = sizes.get(group.id) ?? group.targetSize - countOf(deletions, group.id)
      const reason = this.#isTooEarly(one, now) ?? (size <= group.minSize ? 'NodeGroupMinSizeReached' : undefined)
        ?? (removal.onCompletionPods.length > 0 ? 'BlockedByOnCompletionPod' : undefined)
      if (reason === undefined || reason === 'BlockedByOnCompletionPod') sizes.set(group.id, size - 1)
      if (reason === undefined) removable.push({ ...removal, groupId: group.id, utilization })
      else this.#unremovable.push({ node: removal.node, reason })
    }
    const empty = removable.filter(({ podsToReschedule }) => podsToReschedule.length === 0)
    const drain = removable.filter(({ podsToReschedule }) => podsToReschedule.length > 0)
    return this.#crop(empty, [...drain.filter(({ isRisky }) => !isRisky), ...drain.filter(({ isRisky }) => isRisky)], deletions)
  }

  /** When something ends by itself that an update would notice; now when the last one left nodes out; Infinity when nothing does. */
  nextChangeAt(nodes: readonly Node[], now: number): number {
    if (this.#leftOut) return now
    const unneeded = Array.from(this.#unneeded.values(), one => one.since + this.#removalThreshold(one))
    return firstAfter(now, [...unneeded, ...this.#unremovableUntil.values(), ...nodes.map(deletionBelievedUntil)])
  }

  save(): PlannerState {
    return { unneededSince: this.unneededSince, unremovableUntil: new Map(this.#unremovableUntil), hints: this.#simulator.save() }
  }

  restore({ unneededSince, unremovableUntil, hints }: PlannerState): void {
    this.#unneeded = new Map(Array.from(unneededSince, ([name, since]) => [name, { since }]))
    this.#unremovableUntil = new Map(unremovableUntil)
    this.#simulator.restore(hints)
  }

  /** Nodes worth a simulation, in the order in which they are tried. */
  #candidates(nodes: readonly Node[], provider: CloudProvider, trial: Trial, context: DrainContext) {
    const candidates: { info: NodeInfo, node: Node, group: NodeGroup, utilization: UtilizationInfo, rank: number }[] = []
    for (const node of nodes) {
      const { name } = node.metadata
      const info = trial.snapshot.node(name)
      if (!info) continue
      const group = provider.nodeGroupForNode(node)
      if (group && group.targetSize <= group.minSize) {
        this.#unremovable.push({ node, reason: 'NodeGroupMinSizeReached' })
        continue
      }
      if (this.#unremovableUntil.has(name)) {
        this.#unremovable.push({ node, reason: 'RecentlyUnremovable' })
        continue
      }
      const { reason, utilization } = eligibilityOf(info, node, group !== undefined, this.#options, context.now)
      if (reason !== undefined) this.#unremovable.push({ node, reason })
      else if (group && utilization) candidates.push({ info, node, group, utilization, rank: this.#rank(info, context) })
    }
    return candidates.sort((a, b) => a.rank - b.rank)
  }

  #rank(info: NodeInfo, context: DrainContext): number {
    const { pods, onCompletionPods, blockingPod } = podsToMove(info, context)
    const isEmpty = pods.length === 0 && !blockingPod
    return (isEmpty ? 0 : 4) + (isEmpty && onCompletionPods.length > 0 ? 2 : 0) + (this.#unneeded.has(info.name) ? 0 : 1)
  }

  /** After how many a further one would not go any sooner (unneededNodesLimit). */
  #unneededLimit(): number {
    const { maxScaleDownParallelism, scaleDownUnneededTimeMs, scanIntervalMs } = this.#options
    const scans = Math.floor(Math.max(scaleDownUnneededTimeMs, scanIntervalMs) / scanIntervalMs)
    return Math.min(this.#unneeded.size + 2 * maxScaleDownParallelism, maxScaleDownParallelism * (scans + 1))
  }

  #removalThreshold({ removal }: UnneededNode): number {
    return !removal || isNodeReady(removal.node) ? this.#options.scaleDownUnneededTimeMs : this.#options.scaleDownUnreadyTimeMs
  }

  #isTooEarly(one: UnneededNode, now: number): 'NotUnneededLongEnough' | 'NotUnreadyLongEnough' | undefined {
    if (one.since + this.#removalThreshold(one) <= now) return undefined
    return one.removal && isNodeReady(one.removal.node) ? 'NotUnneededLongEnough' : 'NotUnreadyLongEnough'
  }

  /** As many as may go at the same time, empty ones before those to drain, group by group (CropNodes). */
  #crop(empty: NodeToDelete[], drain: NodeToDelete[], deletions: ReadonlyMap<string, DeletionInProgress>): { empty: NodeToDelete[], drain: NodeToDelete[] } {
    const draining = [...deletions.values()].filter(one => one.drain).length
    const room = Math.max(0, this.#options.maxScaleDownParallelism - deletions.size)
    const emptyNow = byGroup(empty).slice(0, room)
    const drainRoom = Math.max(0, Math.min(room - emptyNow.length, this.#options.maxDrainParallelism - draining))
    return { empty: emptyNow, drain: byGroup(drain).slice(0, drainRoom) }
  }
}

function byGroup(nodes: readonly NodeToDelete[]): NodeToDelete[] {
  return [...Map.groupBy(nodes, ({ groupId }) => groupId).values()].flat()
}

function countOf(deletions: ReadonlyMap<string, DeletionInProgress>, groupId: string): number {
  let count = 0
  for (const one of deletions.values()) if (one.groupId === groupId) count++
  return count
}
