/**
 * From a launched NodeClaim to a node that takes pods: Karpenter takes note of the Node (Registered), then of its readiness
 * (Initialized). A machine that has not joined after 15 minutes is given up.
 * Models pkg/controllers/nodeclaim/lifecycle/{registration,initialization,liveness}.go of kubernetes-sigs/karpenter.
 */
import { parseTimestamp } from '../../../kubernetes/apimachinery/clock.ts'
import { findCondition } from '../../../kubernetes/apimachinery/meta.ts'
import type { Context } from '../../../kubernetes/simulation/controller.ts'
import type { Node } from '../../../kubernetes/types/index.ts'
import type { KarpenterHost } from '../host.ts'
import { hasCondition, INITIALIZED_LABEL, nodeOfClaim, REGISTERED_LABEL, setClaimCondition, TERMINATION_FINALIZER, UNREGISTERED_TAINT, withTaint, type NodeClaim } from './nodeclaim.ts'
import { isEphemeral, isSameTaint } from './statenodes.ts'

const REGISTRATION_TIMEOUT_MS = 900_000

/** Brings a claim on by what its Node shows. Returns when to look again (ms), if time alone may change something. */
export function advanceClaim(claim: NodeClaim, ctx: Context, host: KarpenterHost): number | undefined {
  const node = nodeOfClaim(claim, ctx.store.list('Node'))
  if (!hasCondition(claim, 'Registered')) {
    if (!node) return awaitRegistration(claim, ctx, host)
    return advanceClaim(register(claim, node, ctx, host), ctx, host)
  }
  if (node && !hasCondition(claim, 'Initialized')) initialize(claim, node, ctx, host)
  return undefined
}

function awaitRegistration(claim: NodeClaim, { clock }: Context, host: KarpenterHost): number | undefined {
  const left = parseTimestamp(claim.metadata.creationTimestamp) + REGISTRATION_TIMEOUT_MS - clock.now
  if (left > 0) return left
  host.log('terminating due to timeout', { NodeClaim: claim.metadata.name, reason: 'registration_timeout' })
  host.deleteClaim(claim.metadata.name)
  return undefined
}

/** The Node becomes Karpenter's: it cannot go without being drained, and pods may be planned for it. */
function register(claim: NodeClaim, node: Node, { store }: Context, host: KarpenterHost): NodeClaim {
  const { name, uid = '' } = claim.metadata
  const owned = withTaint(node, UNREGISTERED_TAINT, false)
  const { labels, annotations, finalizers = [] } = owned.metadata
  store.update({
    ...owned,
    metadata: {
      ...owned.metadata,
      labels: { ...labels, ...claim.metadata.labels, [REGISTERED_LABEL]: 'true' },
      ...(claim.metadata.annotations && { annotations: { ...annotations, ...claim.metadata.annotations } }),
      finalizers: [...finalizers, TERMINATION_FINALIZER],
      ownerReferences: [{ apiVersion: claim.apiVersion, kind: claim.kind, name, uid, blockOwnerDeletion: true }],
    },
  })
  host.log('registered nodeclaim', { NodeClaim: name, Node: node.metadata.name })
  const named = store.updateStatus({ ...claim, status: { ...claim.status, nodeName: node.metadata.name } })
  return setClaimCondition(named, { type: 'Registered', status: 'True' }, store)
}

function initialize(claim: NodeClaim, node: Node, { store }: Context, host: KarpenterHost): void {
  const wait = initializationBlocker(claim, node)
  if (wait) {
    setClaimCondition(claim, { type: 'Initialized', status: 'Unknown', ...wait }, store)
    return
  }
  store.update({ ...node, metadata: { ...node.metadata, labels: { ...node.metadata.labels, [INITIALIZED_LABEL]: 'true' } } })
  host.log('initialized nodeclaim', { NodeClaim: claim.metadata.name, Node: node.metadata.name })
  setClaimCondition(claim, { type: 'Initialized', status: 'True' }, store)
}

/** What a node still lacks. */
function initializationBlocker({ spec }: NodeClaim, node: Node): { reason: string, message: string } | undefined {
  if (findCondition(node.status?.conditions, 'Ready')?.status !== 'True') return { reason: 'NodeNotReady', message: 'Node status is NotReady' }
  const taints = node.spec.taints ?? []
  const startup = taints.find(taint => spec.startupTaints?.some(one => isSameTaint(one, taint)))
  if (startup) return { reason: 'StartupTaintsExist', message: `StartupTaint "${startup.key}:${startup.effect}" still exists` }
  const ephemeral = taints.find(isEphemeral)
  return ephemeral && { reason: 'KnownEphemeralTaintsExist', message: `KnownEphemeralTaint "${ephemeral.key}:${ephemeral.effect}" still exists` }
}
