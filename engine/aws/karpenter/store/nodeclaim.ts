/** A NodeClaim in a store: a machine that is wanted, and how far it has come. Models pkg/apis/v1/nodeclaim.go and nodeclaim_status.go of kubernetes-sigs/karpenter. */
import { timestamp } from '../../../kubernetes/apimachinery/clock.ts'
import { findCondition, setCondition, without } from '../../../kubernetes/apimachinery/meta.ts'
import { toResourceList } from '../../../kubernetes/apimachinery/resources.ts'
import type { Store } from '../../../kubernetes/apiserver/store.ts'
import type { Condition, KubeObject, Node, ResourceList, Taint } from '../../../kubernetes/types/index.ts'
import type { ClaimSpec } from '../newclaim.ts'
import type { NodePool } from '../nodepool.ts'
import { customLabels, requirementSpecs } from '../requirements.ts'

export const TERMINATION_FINALIZER = 'karpenter.sh/termination'
export const REGISTERED_LABEL = 'karpenter.sh/registered'
export const INITIALIZED_LABEL = 'karpenter.sh/initialized'

/** Keeps pods off until Karpenter has seen the node. */
export const UNREGISTERED_TAINT: Taint = { key: 'karpenter.sh/unregistered', effect: 'NoExecute' }

export interface NodeClaim extends KubeObject {
  spec: NodePool['spec']['template']['spec'] & { resources?: { requests?: ResourceList } }
  status?: { providerID?: string, nodeName?: string, capacity?: ResourceList, allocatable?: ResourceList, conditions?: Condition[] }
}

export type ClaimCondition = 'Launched' | 'Registered' | 'Initialized' | 'Drained' | 'InstanceTerminating' | 'DisruptionReason'

/** The object that asks for a machine. */
export function nodeClaimOf(name: string, { template, requirements, types, requests }: ClaimSpec): NodeClaim {
  const { pool } = template
  const { metadata, spec } = pool.spec.template
  return {
    apiVersion: 'karpenter.sh/v1', kind: 'NodeClaim',
    metadata: {
      name, labels: { ...template.labels, ...customLabels(requirements) }, ...(metadata?.annotations && { annotations: metadata.annotations }), finalizers: [TERMINATION_FINALIZER],
      ownerReferences: [{ apiVersion: pool.apiVersion, kind: pool.kind, name: pool.metadata.name, uid: pool.metadata.uid ?? '', blockOwnerDeletion: true }],
    },
    spec: { ...spec, requirements: requirementSpecs(requirements, types.map(type => type.name)), resources: { requests: toResourceList(requests) } },
  }
}

export const hasCondition = ({ status }: NodeClaim, type: ClaimCondition) => findCondition(status?.conditions, type)?.status === 'True'

/** Sets a condition of a NodeClaim, and with it whether it is Ready. Returns it as it is then. */
export function setClaimCondition(claim: NodeClaim, condition: Omit<Condition, 'type'> & { type: ClaimCondition }, store: Store): NodeClaim {
  const now = timestamp(store.clock.now)
  const all = setCondition(claim.status?.conditions, { reason: condition.type, message: '', ...condition }, now)
  const isReady = (['Launched', 'Registered', 'Initialized'] as const).every(type => findCondition(all, type)?.status === 'True')
  const conditions = setCondition(all, { type: 'Ready', status: isReady ? 'True' : 'Unknown', reason: isReady ? 'Ready' : 'ReconcilingDependents', message: '' }, now)
  return store.updateStatus({ ...claim, status: { ...claim.status, conditions } })
}

export function clearClaimCondition(claim: NodeClaim, type: ClaimCondition, store: Store): void {
  const conditions = claim.status?.conditions?.filter(one => one.type !== type)
  store.updateStatus({ ...claim, status: { ...claim.status, conditions } })
}

/** The Node of a NodeClaim's machine. */
export function nodeOfClaim({ status }: NodeClaim, nodes: readonly Node[]): Node | undefined {
  return status?.providerID === undefined ? undefined : nodes.find(({ spec }) => spec.providerID === status.providerID)
}

/** A Node with a taint, or without it. */
export function withTaint(node: Node, taint: Taint, wanted: boolean): Node {
  const others = (node.spec.taints ?? []).filter(({ key, effect }) => key !== taint.key || effect !== taint.effect)
  const taints = wanted ? [...others, taint] : others
  return { ...node, spec: taints.length > 0 ? { ...node.spec, taints } : without(node.spec, 'taints') }
}
