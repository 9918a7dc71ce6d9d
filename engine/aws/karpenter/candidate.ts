/**
 * A node that might be disrupted, with what it costs and what it would cost to move its pods.
 * Models NewCandidate of pkg/controllers/disruption/types.go and ValidateNodeDisruptable, ValidatePodsDisruptable of
 * pkg/controllers/state/statenode.go (kubernetes-sigs/karpenter).
 */
import { namespacedName } from '../../kubernetes/scheduler/keys.ts'
import type { Pod, PodDisruptionBudget } from '../../kubernetes/types/index.ts'
import { INSTANCE_TYPE_LABEL, ZONE_LABEL } from '../../kubernetes/types/wellknown.ts'
import { CAPACITY_TYPE_LABEL, type CapacityType } from '../eks-node.ts'
import type { OfferedType } from './instancetype.ts'
import type { NodePool } from './nodepool.ts'
import { disruptionOf } from './nodepool.ts'
import { budgetsHolding } from './pdblimits.ts'
import { DO_NOT_DISRUPT, evictionCost, isDisruptable, isOfDaemonSet, isReschedulable } from './podrules.ts'
import type { StateNode } from './statenode.ts'

export interface DisruptionCandidate {
  node: StateNode
  pool: NodePool
  type: OfferedType | undefined
  zone: string
  capacityType: CapacityType
  /** USD an hour; 0 where it is not known. */
  price: number
  /** Pods that need another place. */
  pods: readonly Pod[]
  /** 1 for the node and what its pods cost to evict: 1 each unless they say otherwise. */
  cost: number
}

/** No pod of it costs anything to move. */
export const isEmpty = ({ cost }: DisruptionCandidate) => cost <= 1

/** USD an hour saved for each unit of disruption at best. */
export const savingsRatio = ({ price, cost }: DisruptionCandidate) => price / cost

/** Whether consolidateAfter has passed since the last pod came or went. */
export function isConsolidatable({ initialized, lastPodEventAt, initializedAt = 0 }: StateNode, pool: NodePool, now: number): boolean {
  const { consolidateAfterMs } = disruptionOf(pool)
  return initialized && consolidateAfterMs !== undefined && now - (lastPodEventAt ?? initializedAt) >= consolidateAfterMs
}

/** Whether a node is still too young, or too lately changed, for pods of others to be moved to it. */
export function isUnderConsolidateAfter(node: StateNode, pool: NodePool | undefined, now: number): boolean {
  const wait = pool && disruptionOf(pool).consolidateAfterMs
  return Boolean(wait) && node.nodeClaim !== undefined && node.initialized && !isConsolidatable(node, pool as NodePool, now)
}

/** Why a node must not be disrupted, in upstream's words; undefined when it may. */
export function nodeBlocker(node: StateNode, nominatedUntil: number | undefined, now: number): string | undefined {
  if (node.nodeClaim === undefined) return "node isn't managed by karpenter"
  if (!node.registered) return 'nodeclaim does not have an associated node'
  if (!node.initialized) return "node isn't initialized"
  if (node.deleting) return 'node is deleting or marked for deletion'
  if (nominatedUntil !== undefined && nominatedUntil > now) return 'node is nominated for a pending pod'
  if (node.doNotDisrupt) return `disruption is blocked through the "${DO_NOT_DISRUPT}" annotation`
  return node.nodePool === undefined ? "node doesn't have required label (label=karpenter.sh/nodepool)" : undefined
}

/** Why its pods keep a node. */
export function podBlocker({ pods }: StateNode, budgets: readonly PodDisruptionBudget[], now: number): string | undefined {
  const kept = pods.find(pod => !isDisruptable(pod, now))
  if (kept) return `pod has "${DO_NOT_DISRUPT}" annotation (Pod=${namespacedName(kept)})`
  for (const pod of pods) {
    const holding = budgetsHolding(pod, budgets, now)
    if (holding.length > 1) return `eviction does not support multiple PDBs (PodDisruptionBudget(s)=[${holding.map(namespacedName).join(' ')}])`
    if (holding[0]) return `pdb prevents pod evictions (PodDisruptionBudget=[${namespacedName(holding[0])}])`
  }
  return undefined
}

export function candidateOf(node: StateNode, pool: NodePool, types: ReadonlyMap<string, OfferedType>): DisruptionCandidate {
  const type = types.get(node.labels[INSTANCE_TYPE_LABEL] ?? '')
  return { node, pool, type, zone: node.labels[ZONE_LABEL] ?? '', capacityType: capacityTypeOf(node), price: priceOf(node, types), ...movesOf(node) }
}

/** USD an hour; 0 where it is not known. */
export function priceOf(node: StateNode, types: ReadonlyMap<string, OfferedType>): number {
  const [zone, capacityType] = [node.labels[ZONE_LABEL], capacityTypeOf(node)]
  return types.get(node.labels[INSTANCE_TYPE_LABEL] ?? '')?.offerings.find(one => one.zone === zone && one.capacityType === capacityType)?.price ?? 0
}

const capacityTypeOf = ({ labels }: StateNode): CapacityType => (labels[CAPACITY_TYPE_LABEL] === 'spot' ? 'spot' : 'on-demand')

const known = new WeakMap<readonly Pod[], Pick<DisruptionCandidate, 'pods' | 'cost'>>()

function movesOf(node: StateNode): Pick<DisruptionCandidate, 'pods' | 'cost'> {
  let moves = known.get(node.pods)
  if (!moves) {
    const pods = node.pods.filter(isReschedulable)
    moves = { pods, cost: pods.reduce((cost, pod) => cost + Math.max(evictionCost(pod), 0), 1) }
    known.set(node.pods, moves)
  }
  return moves
}

/** What a node counts for in its NodePool's whole, candidate or not (StateNode.DisruptionCost). */
export function disruptionCost({ pods }: StateNode): number {
  return pods.reduce((cost, pod) => (isOfDaemonSet(pod) ? cost : cost + Math.max(evictionCost(pod), 0)), 1)
}
