/**
 * Deletions of nodes on their way: tainted and cordoned, drained under PodDisruptionBudgets, given back to the cloud. Models
 * cluster-autoscaler/core/scaledown/actuation/actuator.go (deleteNodesAsync), drain.go and softtaint.go. Leaves out delay-deletion
 * annotations, drain priorities, batches, and retries for pods of DaemonSets (upstream's are best effort, too).
 */
import { ApiError } from '../apiserver/errors.ts'
import { evictPod } from '../controllers/disruption/eviction.ts'
import type { NodeInfo } from '../scheduler/nodeinfo.ts'
import type { Context } from '../simulation/controller.ts'
import type { Node, Pod, Taint } from '../types/index.ts'
import type { NodeDeleteResult } from './actuation.ts'
import type { CloudProvider } from './cloudprovider.ts'
import { podsToMove } from './drainability.ts'
import type { DrainContext, PodMoveInfo } from './drainability.ts'
import type { AutoscalingOptions } from './options.ts'
import { isDaemonSetPod, isMirrorPod } from './podkinds.ts'
import type { NodeDeletion } from './result.ts'
import { DELETION_CANDIDATE_TAINT, TO_BE_DELETED_TAINT, deletionCandidateTaint, toBeDeletedTaint } from './taints.ts'

const EVICTION_RETRY_MS = 10_000
const DISAPPEARANCE_CHECK_MS = 5_000
/** Beyond the longest grace period (DefaultPodEvictionHeadroom). */
const EVICTION_HEADROOM_MS = 30_000
const DEFAULT_GRACE_SECONDS = 30

interface Deletion {
  groupId: string
  drain: boolean
  node: Node
  /** Pods to evict that have not been yet: `namespace/name`. Absent until the delay after the taint is over. */
  waiting?: readonly string[]
  evicted: readonly string[]
  /** Until when evictions are tried, then until when the pods may take to go. */
  until: number
}

/** What a step of a deletion needs to know. */
export interface DeletionContext {
  ctx: Context
  provider: CloudProvider
  options: AutoscalingOptions
  info: NodeInfo | undefined
  drainContext: DrainContext
}

export type NodeDeletionsState = ReadonlyMap<string, Deletion>

export class NodeDeletions {
  #deletions = new Map<string, Deletion>()

  /** Taints and cordons a node; the rest follows in `step`. */
  begin({ node, groupId, drain }: NodeDeletion, ctx: Context): void {
    const { name } = node.metadata
    this.#deletions.set(name, { groupId, drain, node, evicted: [], until: Infinity })
    const current = ctx.store.get('Node', '', name)
    if (current) ctx.store.update(withTaints({ ...current, spec: { ...current.spec, unschedulable: true } }, [...current.spec.taints ?? [], toBeDeletedTaint(ctx.clock.now)]))
  }

  /** Goes on with a node's deletion. Returns in how many milliseconds to go on again, or how it ended. */
  step(name: string, context: DeletionContext): number | { node: Node, result: NodeDeleteResult } | undefined {
    const deletion = this.#deletions.get(name)
    if (!deletion) return undefined
    const next = this.#advance(name, deletion, context)
    if (typeof next === 'number') return next
    this.#deletions.delete(name)
    if (!next.ok) release(name, context.ctx)
    return { node: deletion.node, result: next }
  }

  save(): NodeDeletionsState {
    return new Map(this.#deletions)
  }

  restore(state: NodeDeletionsState): void {
    this.#deletions = new Map(state)
  }

  #advance(name: string, deletion: Deletion, context: DeletionContext): number | NodeDeleteResult {
    const { ctx, provider, options } = context
    const { now } = ctx.clock
    if (!deletion.waiting) {
      const moves = context.info && podsToMove(context.info, context.drainContext)
      if (!moves) return { ok: false, error: `node "${name}" not found` }
      const error = objectionTo(deletion, name, moves)
      if (error !== undefined) return { ok: false, error }
      if (!deletion.drain) return this.#remove(deletion, provider)
      return this.#evict(name, { ...deletion, waiting: startEvictions(name, ctx), until: now + options.maxPodEvictionTimeMs }, context)
    }
    if (deletion.waiting.length > 0) return this.#evict(name, deletion, context)
    const remaining = deletion.evicted.some(key => ctx.store.getByKey('Pod', key)?.spec.nodeName === name)
    if (!remaining) return this.#remove(deletion, provider)
    return now < deletion.until ? DISAPPEARANCE_CHECK_MS : { ok: false, error: `Failed to drain node /${name}: pods remaining after timeout` }
  }

  #evict(name: string, deletion: Deletion, { ctx, options }: DeletionContext): number | NodeDeleteResult {
    const { now } = ctx.clock
    const errors = new Map<string, string>()
    for (const key of deletion.waiting ?? []) {
      const error = evict(ctx.store.getByKey('Pod', key), options, ctx)
      if (error !== undefined) errors.set(key, error)
    }
    const next = { ...deletion, waiting: [...errors.keys()], evicted: [...deletion.evicted, ...deletion.waiting?.filter(key => !errors.has(key)) ?? []] }
    if (errors.size > 0 && now >= deletion.until) {
      for (const key of errors.keys()) tellPod(key, 'Warning', 'ScaleDownFailed', 'failed to delete pod for ScaleDown', name, ctx)
      const reasons = Array.from(errors, ([key, error]) => `failed to evict pod ${key} within allowed timeout (last error: ${error})`)
      return { ok: false, error: `Failed to drain node /${name}, due to following errors: [${reasons.join(' ')}]` }
    }
    if (errors.size === 0) next.until = now + options.maxGracefulTerminationSec * 1_000 + EVICTION_HEADROOM_MS
    this.#deletions.set(name, next)
    return errors.size > 0 ? EVICTION_RETRY_MS : DISAPPEARANCE_CHECK_MS
  }

  #remove({ groupId, node }: Deletion, provider: CloudProvider): NodeDeleteResult {
    const error = provider.deleteNodes(groupId, [node])
    return error ? { ok: false, error: `failed to delete nodes from group ${groupId}: ${error.errorMessage}` } : { ok: true }
  }
}

/** Marks nodes that are not needed, so that pods rather go elsewhere, and unmarks others; at most so many at a time. */
export function updateSoftDeletionTaints(nodes: readonly Node[], unneeded: readonly string[], limit: number, ctx: Context): void {
  let left = limit
  for (const node of nodes) {
    const { taints = [] } = node.spec
    const isMarked = taints.some(({ key }) => key === DELETION_CANDIDATE_TAINT)
    const isWanted = unneeded.includes(node.metadata.name)
    if (isMarked === isWanted || taints.some(({ key }) => key === TO_BE_DELETED_TAINT)) continue
    if (left-- <= 0) return
    ctx.store.update(withTaints(node, isWanted ? [...taints, deletionCandidateTaint(ctx.clock.now)] : taints.filter(({ key }) => key !== DELETION_CANDIDATE_TAINT)))
  }
}

/** Why a deletion that had been decided cannot go on: things have changed since. */
function objectionTo({ drain }: Deletion, name: string, { pods, onCompletionPods, blockingPod }: PodMoveInfo): string | undefined {
  if (blockingPod) return `GetPodsToMove for "${name}" returned error: ${blockingPod.error}`
  if (drain) return undefined
  if (pods.length > 0) return `failed to delete empty node "${name}", new pods scheduled`
  return onCompletionPods.length > 0 ? `failed to delete empty node "${name}", active on-completion pods present` : undefined
}

/** Says which pods go, and lets those of DaemonSets go at once. Returns the keys of the others. */
function startEvictions(name: string, ctx: Context): string[] {
  const pods = ctx.store.listPodsByNode(name).filter(pod => !isMirrorPod(pod))
  for (const { metadata } of pods) tellPod(`${metadata.namespace}/${metadata.name}`, 'Normal', 'ScaleDown', 'deleting pod for node scale down', name, ctx)
  for (const pod of pods.filter(isDaemonSetPod)) evict(pod, undefined, ctx)
  return pods.filter(pod => !isDaemonSetPod(pod)).map(({ metadata }) => `${metadata.namespace}/${metadata.name}`)
}

/** Returns why a pod cannot be evicted now. One that is gone has been. */
function evict(pod: Pod | undefined, options: AutoscalingOptions | undefined, { store, clock }: Context): string | undefined {
  if (!pod) return undefined
  const { terminationGracePeriodSeconds = DEFAULT_GRACE_SECONDS } = pod.spec
  try {
    evictPod(pod, store, clock.now, Math.min(terminationGracePeriodSeconds, options?.maxGracefulTerminationSec ?? terminationGracePeriodSeconds))
    return undefined
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    return error.message
  }
}

function tellPod(key: string, type: 'Normal' | 'Warning', reason: string, message: string, node: string, { store, event }: Context): void {
  const pod = store.getByKey('Pod', key)
  if (pod) event(pod, type, reason, message, { pod: pod.metadata.name, node })
}

/** Takes the marks of a deletion back (CleanToBeDeleted). */
function release(name: string, { store }: Context): void {
  const node = store.get('Node', '', name)
  if (!node) return
  const others = node.spec.taints?.filter(({ key }) => key !== TO_BE_DELETED_TAINT) ?? []
  store.update(withTaints({ ...node, spec: { ...node.spec, unschedulable: undefined } }, others))
}

function withTaints(node: Node, taints: Taint[]): Node {
  return { ...node, spec: { ...node.spec, taints: taints.length > 0 ? taints : undefined } }
}
