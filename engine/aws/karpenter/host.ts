/** What Karpenter sees, and what it may do: a cluster in a store, or a lane of a race. */
import type { LogParams } from '../../kubernetes/simulation/log.ts'
import type { Labels, Pod, PodDisruptionBudget } from '../../kubernetes/types/index.ts'
import type { OfferedType } from './instancetype.ts'
import type { ClaimSpec } from './newclaim.ts'
import type { DisruptionReason, NodePool } from './nodepool.ts'
import type { StateNode } from './statenode.ts'

/** As upstream's recorder publishes it. */
export interface KarpenterEvent {
  on: { kind: 'Pod' | 'Node' | 'NodeClaim' | 'NodePool', name: string, namespace?: string }
  type: 'Normal' | 'Warning'
  reason: string
  message: string
  params?: LogParams
}

/** Each list is the same object as long as nothing in it has changed. */
export interface KarpenterHost {
  /** Virtual milliseconds. */
  readonly now: number
  pools(): readonly NodePool[]
  /** Every type of the region, with its offerings. */
  types(): readonly OfferedType[]
  /** Every node, and every NodeClaim that is none yet. */
  nodes(): readonly StateNode[]
  /** Pods that the scheduler found no room for (`isProvisionable`). */
  pendingPods(): readonly Pod[]
  /** A pod of each DaemonSet. */
  daemonPods(): readonly Pod[]
  budgets(): readonly PodDisruptionBudget[]
  namespaceLabels(namespace: string): Labels | undefined
  volumeZones(pod: Pod): readonly string[] | undefined
  /** A name's random part. */
  suffix(): string
  /** Makes a NodeClaim, and so asks for a machine. */
  createClaim(name: string, spec: ClaimSpec): void
  /** Begins to delete a NodeClaim: its node is drained, then its machine stops. */
  deleteClaim(name: string): void
  /** Keeps new pods off a node that is to be disrupted, for a reason, or lets them come again. */
  taint(node: string, reason: DisruptionReason | undefined): void
  event(event: KarpenterEvent): void
  /** A line of Karpenter's own log. */
  log(message: string, params: LogParams): void
}
