/** Nodes and NodeClaims of a store as Karpenter's decisions see them. Models pkg/controllers/state/cluster.go and statenode.go of kubernetes-sigs/karpenter. */
import { parseTimestamp } from '../../../kubernetes/apimachinery/clock.ts'
import { findCondition, isPodTerminal, isTerminating } from '../../../kubernetes/apimachinery/meta.ts'
import { amountsOf, type ResourceAmounts } from '../../../kubernetes/apimachinery/resources.ts'
import { sortedByName } from '../../../kubernetes/scheduler/keys.ts'
import type { Store } from '../../../kubernetes/apiserver/store.ts'
import type { Node, Pod, Taint } from '../../../kubernetes/types/index.ts'
import { NOT_READY_TAINT, UNREACHABLE_TAINT } from '../../../kubernetes/types/wellknown.ts'
import { NODE_POOL_LABEL } from '../../eks-node.ts'
import { expireAfterMs } from '../nodepool.ts'
import { DO_NOT_DISRUPT } from '../podrules.ts'
import type { StateNode } from '../statenode.ts'
import { hasCondition, INITIALIZED_LABEL, REGISTERED_LABEL, UNREGISTERED_TAINT, type NodeClaim } from './nodeclaim.ts'

/** Taints that a node loses by itself while it starts (KnownEphemeralTaints). */
export function isEphemeral({ key }: Taint): boolean {
  return key === NOT_READY_TAINT || key === UNREACHABLE_TAINT || key === UNREGISTERED_TAINT.key || key.startsWith('readiness.k8s.io/') || key === 'node.cloudprovider.kubernetes.io/uninitialized'
}

export const isSameTaint = (a: Taint, b: Taint) => a.key === b.key && a.effect === b.effect

interface Parts {
  claim: NodeClaim | undefined
  node: Node | undefined
  pods: readonly Pod[]
  lastPodEventAt: number | undefined
}

/** Keeps what has not changed, so that what is worked out of it stays. */
export class StateNodes {
  #known = new Map<string, Parts & { state: StateNode }>()

  /** @param lastPodEvents by node */
  read(store: Store, lastPodEvents: ReadonlyMap<string, number>): readonly StateNode[] {
    const nodes = store.list('Node')
    const byProvider = new Map(nodes.map(node => [node.spec.providerID, node]))
    const claims = store.list('NodeClaim') as unknown as NodeClaim[]
    const claimed = new Set<Node>()
    const known = new Map<string, Parts & { state: StateNode }>()
    const states: StateNode[] = []
    const add = (key: string, parts: Omit<Parts, 'pods'>) => {
      const before = this.#known.get(key)
      const pods = parts.node ? sortedByName(store.listRunningPodsByNode(parts.node.metadata.name)) : []
      const samePods = before?.pods.length === pods.length && before.pods.every((pod, i) => pod === pods[i])
      const whole = { ...parts, pods: samePods ? before.pods : pods }
      const same = samePods && before.claim === parts.claim && before.node === parts.node && before.lastPodEventAt === parts.lastPodEventAt
      const entry = same ? before : { ...whole, state: stateNodeOf(whole) }
      known.set(key, entry)
      states.push(entry.state)
    }
    for (const claim of claims) {
      const node = claim.status?.providerID === undefined ? undefined : byProvider.get(claim.status.providerID)
      if (node) claimed.add(node)
      add(`claim/${claim.metadata.name}`, { claim, node, lastPodEventAt: node && lastPodEvents.get(node.metadata.name) })
    }
    for (const node of nodes) if (!claimed.has(node)) add(`node/${node.metadata.name}`, { claim: undefined, node, lastPodEventAt: undefined })
    this.#known = known
    return states
  }
}

function stateNodeOf({ claim, node, pods, lastPodEventAt }: Parts): StateNode {
  const registered = node !== undefined && (claim === undefined || node.metadata.labels?.[REGISTERED_LABEL] === 'true')
  const initialized = node !== undefined && (claim === undefined || node.metadata.labels?.[INITIALIZED_LABEL] === 'true')
  const labels = (registered ? node : claim ?? node)?.metadata.labels ?? {}
  const object = claim ?? node
  return {
    name: (registered ? node : claim ?? node)?.metadata.name ?? '',
    nodeClaim: claim?.metadata.name, nodePool: claim && labels[NODE_POOL_LABEL], labels,
    taints: taintsOf(claim, node, registered, initialized),
    allocatable: amounts(initialized || !claim ? node?.status?.allocatable : claim.status?.allocatable),
    capacity: amounts(initialized || !claim ? node?.status?.capacity : claim.status?.capacity),
    pods: pods.filter(pod => !isPodTerminal(pod)),
    registered, initialized, ready: findCondition(node?.status?.conditions, 'Ready')?.status === 'True',
    createdAt: parseTimestamp(object?.metadata.creationTimestamp),
    ...(initialized && claim && { initializedAt: parseTimestamp(findCondition(claim.status?.conditions, 'Initialized')?.lastTransitionTime) }),
    lastPodEventAt,
    deleting: object !== undefined && (isTerminating(object) || (claim !== undefined && hasCondition(claim, 'InstanceTerminating'))),
    terminating: claim && hasCondition(claim, 'InstanceTerminating'),
    doNotDisrupt: (registered ? node : claim)?.metadata.annotations?.[DO_NOT_DISRUPT] === 'true',
    expireAfterMs: claim && expireAfterMs(claim.spec),
  }
}

function taintsOf(claim: NodeClaim | undefined, node: Node | undefined, registered: boolean, initialized: boolean): readonly Taint[] {
  const taints = (claim && !registered ? claim.spec.taints : node?.spec.taints) ?? []
  if (!claim || initialized) return taints
  return taints.filter(taint => !isEphemeral(taint) && !claim.spec.startupTaints?.some(one => isSameTaint(one, taint)))
}

const known = new WeakMap<object, ResourceAmounts>()

function amounts(list: Parameters<typeof amountsOf>[0]): ResourceAmounts {
  if (!list) return {}
  let read = known.get(list)
  if (!read) known.set(list, read = amountsOf(list))
  return read
}
