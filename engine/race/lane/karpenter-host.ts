/** A lane as Karpenter sees it and acts on it: engine/aws/karpenter/store/host.ts on the lane's machines. */
import { catalogOf } from '../../aws/karpenter/catalog.ts'
import type { KarpenterEvent, KarpenterHost } from '../../aws/karpenter/host.ts'
import { NOTHING_UNAVAILABLE, type OfferedType } from '../../aws/karpenter/instancetype.ts'
import { launchedNode, launchOrder, type Launch } from '../../aws/karpenter/launch.ts'
import { claimTemplate, type ClaimTemplate } from '../../aws/karpenter/claimtemplate.ts'
import { expireAfterMs, type NodePool } from '../../aws/karpenter/nodepool.ts'
import { DISRUPTED_TAINT } from '../../aws/karpenter/podrules.ts'
import type { StateNode } from '../../aws/karpenter/statenode.ts'
import { eksDaemonPods } from '../../aws/eks-node.ts'
import type { LogParams } from '../../kubernetes/simulation/log.ts'
import type { Pod } from '../../kubernetes/types/index.ts'
import type { LaneContext } from './context.ts'
import { laneBudgets } from './eviction.ts'
import type { SettledNode } from './growth.ts'
import { tainted, untainted, type LaneMachineRequest } from './machines.ts'
import { ofDaemonSet, READY_CONDITIONS, zonesOf } from './node-requests.ts'
import type { LaneNode } from './objects.ts'
import type { LaneScheduler } from './scheduling.ts'
import type { SupplyParts } from './supply.ts'

const NEVER = Number.POSITIVE_INFINITY
/** Said of every pod, or of every node and its NodeClaim, again and again: a log of a day would hold little else. */
const UNSAID = new Set(['Nominated', 'FailedScheduling', 'Unconsolidatable', 'DisruptionBlocked', 'DisruptionWaitingReadiness', 'ConsolidationCandidate', 'ConsolidationRejected'])

interface Claim {
  name: string
  pool: NodePool
  type: OfferedType
  deleting: boolean
  /** When a pod last came or went (virtual ms). */
  lastPodEventAt?: number
  /** What was read of its node, until something changes. */
  state?: StateNode
}

export interface LaneHost extends KarpenterHost {
  /** Claims of nodes that are there at the beginning. */
  begin: (nodes: readonly SettledNode[]) => readonly LaneNode[]
  /** Something about a node changed; `pods`: pods came or went. */
  touched: (node: LaneNode | undefined, pods?: boolean) => void
  /** A node is no more. */
  gone: (node: LaneNode) => void
  /** Whether the node is one of its own, and still there. */
  owns: (node: LaneNode) => boolean
  /** EC2 takes its machine back: what runs on it has to go. */
  interrupt: (node: LaneNode) => void
}

export function karpenterHost(kind: 'karpenter' | 'auto-mode', pool: NodePool, parts: SupplyParts, scheduler: LaneScheduler, refused: (launch: Launch) => void, ctx: LaneContext): LaneHost {
  const { machines, evictions, outages } = parts
  const { clock, random } = ctx
  const { options, times } = ctx.inputs
  const { region, prefixDelegation, vmMemoryOverhead } = options
  const nodeOptions = { kind, region, prefixDelegation, vmMemoryOverhead, volumeGiB: kind === 'auto-mode' ? options.autoModeVolumeGiB : options.volumeGiB }
  const types = catalogOf({ ...nodeOptions, zones: zonesOf(options), spotRatio: options.spotDiscount === null ? undefined : 1 - options.spotDiscount })
  const daemons = eksDaemonPods(kind).map(ofDaemonSet)
  const pools = [pool]
  const claims = new Map<LaneNode, Claim>()
  let nodes: readonly StateNode[] | undefined
  let budgets: ReturnType<typeof laneBudgets> | undefined

  function requestOf({ type, offering }: Launch, template: ClaimTemplate): LaneMachineRequest {
    const node = launchedNode({ type, offering }, template, nodeOptions)
    return { template: { ...node, status: { ...node.status, conditions: READY_CONDITIONS } }, daemonPods: daemons, type: type.name, zone: offering.zone, spot: offering.capacityType === 'spot' }
  }

  function own(node: LaneNode, name: string, { pool }: ClaimTemplate, { type }: Launch): LaneNode {
    claims.set(node, { name, pool, type, deleting: false })
    nodes = undefined
    return node
  }

  function stateOf(node: LaneNode, claim: Claim): StateNode {
    const { object, span } = node
    return {
      name: node.ready ? span.name : claim.name, nodeClaim: claim.name, nodePool: claim.pool.metadata.name, labels: object.metadata.labels ?? {}, taints: object.spec.taints ?? [],
      allocatable: claim.type.allocatable, capacity: claim.type.capacity, pods: node.ready ? podsOn(node) : [], registered: node.ready, initialized: node.ready, ready: node.ready && !node.lost,
      createdAt: span.requestedAt, ...(node.ready && { initializedAt: span.readyAt }), lastPodEventAt: claim.lastPodEventAt, deleting: claim.deleting, expireAfterMs: expireAfterMs(claim.pool.spec.template.spec),
    }
  }

  function remove(node: LaneNode, claim: Claim): void {
    if (claim.deleting) return
    claim.deleting = true
    claim.state = nodes = undefined
    // Nobody waits for pods of a machine that is silent.
    if (node.ready && node.span.deadAt === NEVER) evictions.drain(node, machines.remove)
    else machines.remove(node)
  }

  return {
    get now() { return clock.now },
    pools: () => pools,
    types: () => types,
    nodes: () => nodes ??= [...claims].map(([node, claim]) => claim.state ??= stateOf(node, claim)),
    pendingPods: scheduler.unschedulable,
    daemonPods: () => daemons,
    budgets: () => budgets ??= laneBudgets(ctx),
    namespaceLabels: () => undefined,
    volumeZones: () => undefined,
    suffix: () => random.suffix(5),
    createClaim: (name, spec) => {
      const order = launchOrder(spec, NOTHING_UNAVAILABLE, random)
      for (const one of order.filter(({ offering }) => outages.isDown(offering.zone))) refused(one)
      const launch = order.find(({ offering }) => !outages.isDown(offering.zone))
      if (launch) own(machines.request(requestOf(launch, spec.template), times.startSeconds[kind]), name, spec.template, launch)
    },
    deleteClaim: (name) => {
      for (const [node, claim] of claims) if (claim.name === name) remove(node, claim)
    },
    taint: (name, disrupted) => {
      const node = machines.byName(name)
      if (node) machines.respec(node, disrupted ? tainted(node.object, DISRUPTED_TAINT) : untainted(node.object, DISRUPTED_TAINT.key))
    },
    event: ({ on, type, reason, message, params }: KarpenterEvent) => {
      if (!UNSAID.has(reason) && (reason !== 'DisruptionTerminating' || on.kind === 'Node')) ctx.log('karpenter', on, type, reason, message, params)
    },
    log: (message: string, params: LogParams) => ctx.log('karpenter', { kind: 'NodePool', name: pool.metadata.name }, 'Normal', 'Log', message, params),
    begin: settled => settled.flatMap(({ type: name, zone, spot }) => {
      const template = claimTemplate(pool, types, daemons, NOTHING_UNAVAILABLE)
      const type = types.find(one => one.name === name)
      const offering = type?.offerings.find(one => one.zone === zone && one.capacityType === (spot ? 'spot' : 'on-demand'))
      return type && offering ? own(machines.existing(requestOf({ type, offering }, template)), `${template.name}-${random.suffix(5)}`, template, { type, offering }) : []
    }),
    touched: (node, pods = false) => {
      budgets = undefined
      const claim = node && claims.get(node)
      if (!claim) return
      if (pods) claim.lastPodEventAt = clock.now
      claim.state = nodes = undefined
    },
    gone: (node) => {
      if (claims.delete(node)) nodes = undefined
    },
    interrupt: (node) => {
      const claim = claims.get(node)
      if (claim) remove(node, claim)
    },
    owns: node => claims.has(node) && node.span.goneAt === NEVER,
  }
}

function podsOn({ pods, daemons }: LaneNode): Pod[] {
  return [...daemons.map(({ pod }) => pod), ...[...pods].map(({ pod }) => pod)]
}
