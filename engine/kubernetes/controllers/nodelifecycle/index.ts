/**
 * Node lifecycle: notices nodes that fall silent, marks and taints them, zone by zone.
 * Models pkg/controller/nodelifecycle/node_lifecycle_controller.go. Leaves out: pressure conditions, the legacy
 * labels, and swapping one NoExecute taint for the other without a queue.
 */
import { parseTimestamp, timestamp } from '../../apimachinery/clock.ts'
import type { SimulationConfig } from '../../simulation/config.ts'
import type { Context, Controller, Watch } from '../../simulation/controller.ts'
import { equal, findCondition, isPodReady, setCondition } from '../../apimachinery/meta.ts'
import type { Condition, Node, Taint } from '../../types/index.ts'
import { NODE_LEASE_NAMESPACE, NOT_READY_TAINT, UNREACHABLE_TAINT, UNSCHEDULABLE_TAINT, ZONE_LABEL } from '../../types/wellknown.ts'
import { computeZoneState, evictionRate } from './zones.ts'

declare module '../../simulation/config.ts' {
  interface SimulationConfig {
    /** --node-monitor-period. @default 5000 ms */
    nodeMonitorPeriodMs: number
    /** --node-monitor-grace-period (40 s up to 1.31, 50 s since 1.32). @default 50000 ms */
    nodeMonitorGracePeriodMs: number
  }
}

export const NODE_LIFECYCLE_CONFIG = { nodeMonitorPeriodMs: 5_000, nodeMonitorGracePeriodMs: 50_000 } satisfies Partial<SimulationConfig>

const MONITOR = 'monitor'
/** A controller that could not reach the API for so long (ms) has lost its lease (client-go's leaderelection: renewDeadline) and begins anew. */
const RENEW_DEADLINE_MS = 10_000
const CONDITION_TAINTS = [NOT_READY_TAINT, UNREACHABLE_TAINT, UNSCHEDULABLE_TAINT]

interface NodeLifecycleState {
  nextEviction: ReadonlyMap<string, number>
  lastLook: number
  begun: number
}

/** The taint that a node's Ready condition calls for. */
export function taintForReady(ready: Condition | undefined): string | undefined {
  if (ready?.status === 'True') return undefined
  return ready?.status === 'Unknown' ? UNREACHABLE_TAINT : NOT_READY_TAINT
}

export class NodeLifecycleController implements Controller {
  readonly name = 'node-controller'
  readonly config = NODE_LIFECYCLE_CONFIG
  readonly watches: readonly Watch[] = [
    { kind: 'Node', keysFor: ({ object, type }) => (type === 'DELETED' ? [] : [`node:${object.metadata.name}`, MONITOR]) },
  ]

  /** When each zone may next get a NoExecute taint (ms). */
  #nextEviction = new Map<string, number>()
  /** When it last looked at the nodes, and since when without a gap (ms). */
  #lastLook = 0
  #begun = 0

  reconcile(key: string, ctx: Context): void {
    if (key === MONITOR) this.#monitor(ctx)
    else syncNoScheduleTaints(key.slice('node:'.length), ctx)
  }

  save(): NodeLifecycleState {
    return { nextEviction: new Map(this.#nextEviction), lastLook: this.#lastLook, begun: this.#begun }
  }

  restore({ nextEviction, lastLook, begun }: NodeLifecycleState): void {
    this.#nextEviction = new Map(nextEviction)
    this.#lastLook = lastLook
    this.#begun = begun
  }

  #monitor(ctx: Context): void {
    ctx.store.ready()
    const { now } = ctx.clock
    if (now - this.#lastLook > ctx.config.nodeMonitorPeriodMs + RENEW_DEADLINE_MS) this.#begun = now
    this.#lastLook = now
    const nodes = ctx.store.list('Node').map(node => judge(node, this.#begun, ctx))
    if (nodes.length === 0) return
    const zoneOf = ({ metadata }: Node) => metadata.labels?.[ZONE_LABEL] ?? ''
    const isReady = (node: Node) => findCondition(node.status?.conditions, 'Ready')?.status === 'True'
    const known = nodes.filter(({ status }) => findCondition(status?.conditions, 'Ready'))
    const allDown = known.length > 0 && !known.some(isReady)
    for (const zone of new Set(nodes.map(zoneOf))) {
      const members = nodes.filter(node => zoneOf(node) === zone)
      const ready = members.filter(isReady).length
      const rate = evictionRate(computeZoneState(ready, members.length - ready), members.length, allDown)
      for (const node of members) this.#syncNoExecuteTaint(node, zone, rate, allDown, ctx)
    }
    ctx.enqueueAfter(MONITOR, ctx.config.nodeMonitorPeriodMs)
  }

  #syncNoExecuteTaint(node: Node, zone: string, rate: number, allDown: boolean, ctx: Context): void {
    const ready = findCondition(node.status?.conditions, 'Ready')
    const wanted = ready && !allDown ? taintForReady(ready) : undefined
    const has = node.spec.taints?.find(({ key, effect }) => effect === 'NoExecute' && (key === NOT_READY_TAINT || key === UNREACHABLE_TAINT))?.key
    if (has === wanted) return
    const { now } = ctx.clock
    if (wanted && !has) {
      if (rate === 0 || now < (this.#nextEviction.get(zone) ?? 0)) return
      this.#nextEviction.set(zone, now + 1000 / rate)
    }
    const others = (node.spec.taints ?? []).filter(({ key, effect }) => effect !== 'NoExecute' || key !== has)
    const taints: Taint[] = wanted ? [...others, { key: wanted, effect: 'NoExecute', timeAdded: timestamp(now) }] : others
    ctx.store.update({ ...node, spec: { ...node.spec, taints } })
  }
}

/**
 * Marks a node Unknown once its lease is older than the grace period. Returns the node as it is then.
 * @param begun when this controller began to look (ms): of what was before it knows nothing ("Assuming now as a timestamp")
 */
function judge(node: Node, begun: number, ctx: Context): Node {
  const { store, clock, config } = ctx
  const ready = findCondition(node.status?.conditions, 'Ready')
  const lease = store.get('Lease', NODE_LEASE_NAMESPACE, node.metadata.name)
  const seen = parseTimestamp(lease?.spec.renewTime ?? node.metadata.creationTimestamp)
  if (clock.now - Math.max(seen, begun) <= config.nodeMonitorGracePeriodMs || ready?.status === 'Unknown') return node
  const now = timestamp(clock.now)
  let conditions = node.status?.conditions
  for (const type of ['MemoryPressure', 'DiskPressure', 'PIDPressure', 'Ready']) {
    conditions = setCondition(conditions, { type, status: 'Unknown', reason: 'NodeStatusUnknown', message: 'Kubelet stopped posting node status.' }, now)
  }
  const updated = store.updateStatus({ ...node, status: { ...node.status, conditions } })
  ctx.event(node, 'Normal', 'NodeNotReady', `Node ${node.metadata.name} status is now: NodeNotReady`, { node: node.metadata.name })
  markPodsNotReady(node.metadata.name, ctx)
  return updated
}

function markPodsNotReady(nodeName: string, ctx: Context): void {
  for (const pod of ctx.store.listPodsByNode(nodeName)) {
    if (!isPodReady(pod)) continue
    const conditions = setCondition(pod.status?.conditions, { type: 'Ready', status: 'False' }, timestamp(ctx.clock.now))
    ctx.store.updateStatus({ ...pod, status: { ...pod.status, conditions } })
    ctx.event(pod, 'Warning', 'NodeNotReady', 'Node is not ready', { node: nodeName })
  }
}

/** Taints that keep new pods away follow the condition and the cordon at once (doNoScheduleTaintingPass). */
function syncNoScheduleTaints(name: string, { store, clock }: Context): void {
  const node = store.get('Node', '', name)
  const ready = findCondition(node?.status?.conditions, 'Ready')
  if (!node || !ready) return
  const keys = [taintForReady(ready), node.spec.unschedulable ? UNSCHEDULABLE_TAINT : undefined].filter(key => key !== undefined)
  const old = node.spec.taints ?? []
  const isOurs = ({ key, effect }: Taint) => effect === 'NoSchedule' && CONDITION_TAINTS.includes(key)
  const wanted = keys.map((key): Taint => old.find(one => isOurs(one) && one.key === key) ?? { key, effect: 'NoSchedule', timeAdded: timestamp(clock.now) })
  const taints = [...old.filter(one => !isOurs(one)), ...wanted]
  if (equal(taints, old)) return
  store.update({ ...node, spec: { ...node.spec, taints: taints.length > 0 ? taints : undefined } })
}
