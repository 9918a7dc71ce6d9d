/** Karpenter's events in upstream's words. Models pkg/controllers/disruption/events/events.go and provisioning/scheduling/events.go of kubernetes-sigs/karpenter. */
import type { LogParams } from '../../kubernetes/simulation/log.ts'
import type { Pod } from '../../kubernetes/types/index.ts'
import type { KarpenterEvent } from './host.ts'
import type { DisruptionReason } from './nodepool.ts'
import type { StateNode } from './statenode.ts'

/** An event, and for how long the same one is not told again. */
export interface DedupedEvent extends KarpenterEvent {
  /** What makes two events the same, beside object and reason. */
  values?: string
  /** Milliseconds. @default 2 minutes */
  quietMs?: number
}

const MINUTE_MS = 60_000
export const DEFAULT_QUIET_MS = 2 * MINUTE_MS

/** The same of a Node and of its NodeClaim. */
function onBoth({ name, nodeClaim, registered }: StateNode, event: Omit<DedupedEvent, 'on' | 'type'>): DedupedEvent[] {
  const params = { ...event.params, node: name }
  return [
    ...(registered ? [{ ...event, params, on: { kind: 'Node' as const, name }, type: 'Normal' as const }] : []),
    ...(nodeClaim === undefined ? [] : [{ ...event, params, on: { kind: 'NodeClaim' as const, name: nodeClaim }, type: 'Normal' as const }]),
  ]
}

function onPod({ metadata: { name, namespace } }: Pod): KarpenterEvent['on'] {
  return { kind: 'Pod', name, namespace }
}

export function nominated(pod: Pod, node: { claim?: string, node?: string }): DedupedEvent {
  const where = [...(node.claim === undefined ? [] : [`nodeclaim/${node.claim}`]), ...(node.node === undefined ? [] : [`node/${node.node}`])]
  return { on: onPod(pod), type: 'Normal', reason: 'Nominated', message: `Pod should schedule on: ${where.join(', ')}`, params: { ...node } }
}

export function failedScheduling(pod: Pod, why: string): DedupedEvent {
  return { on: onPod(pod), type: 'Warning', reason: 'FailedScheduling', message: `Failed to schedule pod, ${why}`, quietMs: 5 * MINUTE_MS }
}

export function noCompatibleTypes(pool: string): DedupedEvent {
  const message = 'NodePool requirements filtered out all compatible available instance types'
  return { on: { kind: 'NodePool', name: pool }, type: 'Warning', reason: 'NoCompatibleInstanceTypes', message, quietMs: MINUTE_MS }
}

export function disruptionLaunching(claim: string, reason: DisruptionReason): DedupedEvent {
  return { on: { kind: 'NodeClaim', name: claim }, type: 'Normal', reason: 'DisruptionLaunching', message: `Launching NodeClaim: ${reason}`, values: reason }
}

export function waitingOnReadiness(claim: string): DedupedEvent {
  return { on: { kind: 'NodeClaim', name: claim }, type: 'Normal', reason: 'DisruptionWaitingReadiness', message: 'Waiting on readiness to continue disruption' }
}

export function disruptionTerminating(node: StateNode, reason: DisruptionReason): DedupedEvent[] {
  return onBoth(node, { reason: 'DisruptionTerminating', message: '', values: reason })
    .map(event => ({ ...event, message: `Disrupting ${event.on.kind}: ${reason}`, params: { ...event.params, because: reason } }))
}

export function unconsolidatable(node: StateNode, message: string): DedupedEvent[] {
  return onBoth(node, { reason: 'Unconsolidatable', message, quietMs: 15 * MINUTE_MS })
}

export function disruptionBlocked(node: StateNode, message: string): DedupedEvent[] {
  return onBoth(node, { reason: 'DisruptionBlocked', message })
}

export function budgetBlocked(pool: string, reason: DisruptionReason): DedupedEvent {
  const message = `No allowed disruptions for disruption reason ${reason} due to blocking budget`
  return { on: { kind: 'NodePool', name: pool }, type: 'Normal', reason: 'DisruptionBlocked', message, values: reason, quietMs: MINUTE_MS }
}

export function consolidationCandidate(node: StateNode, command: string, savings: number): DedupedEvent[] {
  return onBoth(node, { reason: 'ConsolidationCandidate', message: `Consolidation candidate: ${command} (savings: ${usd(savings)})`, values: command, params: { savings } })
}

export function consolidationRejected(node: StateNode, command: string, why: string, savings: number): DedupedEvent[] {
  return onBoth(node, { reason: 'ConsolidationRejected', message: `Consolidation rejected: ${command}, reason: ${why} (savings: ${usd(savings)})`, values: `${command}${why}`, params: { savings, why } })
}

/** Approved by its score: about a node, or about a NodePool when several nodes go at once. */
export function consolidationApproved(on: StateNode | string, message: string, params: LogParams): DedupedEvent[] {
  const event = { reason: 'ConsolidationApproved', message, params }
  return typeof on === 'string' ? [{ ...event, on: { kind: 'NodePool', name: on }, type: 'Normal' }] : onBoth(on, event)
}

export function insufficientCapacity(claim: string, why: string): DedupedEvent {
  return { on: { kind: 'NodeClaim', name: claim }, type: 'Warning', reason: 'InsufficientCapacityError', message: `NodeClaim ${claim} event: ${why}` }
}

const usd = (amount: number) => `$${amount.toFixed(2)}`

/** Upstream begins its sentences with a capital. */
export const capitalized = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
