/**
 * What the control plane does about machines that fall silent: it notices, marks them and their pods, and takes the pods away in the
 * end. Follows controllers/nodelifecycle (grace period, zone by zone), controllers/tainteviction (300 s) and, where the instance is
 * gone, cloud-provider's node lifecycle and controllers/podgc. Leaves out machines that come back.
 */
import { KUBELET_CONFIG } from '../../kubernetes/controllers/kubelet/config.ts'
import { NODE_LIFECYCLE_CONFIG } from '../../kubernetes/controllers/nodelifecycle/index.ts'
import { computeZoneState, evictionRate } from '../../kubernetes/controllers/nodelifecycle/zones.ts'
import { QUARANTINE_MS } from '../../kubernetes/controllers/podgc.ts'
import { BASE_CONFIG } from '../../kubernetes/simulation/config.ts'
import { UNREACHABLE_TAINT } from '../../kubernetes/types/wellknown.ts'
import type { LaneContext } from './context.ts'
import { tainted, type Machines } from './machines.ts'
import type { LaneNode } from './objects.ts'
import type { PodMaker } from './pods.ts'

const { nodeMonitorPeriodMs: PERIOD_MS, nodeMonitorGracePeriodMs: GRACE_MS } = NODE_LIFECYCLE_CONFIG
const { heartbeatIntervalMs: HEARTBEAT_MS } = KUBELET_CONFIG
const NEVER = Number.POSITIVE_INFINITY
const [NOTICE, TAINT, EVICT, GONE] = ['node-controller', 'node-taint', 'taint-eviction-controller', 'pod-garbage-collector'] as const

export function nodeLifecycle({ respec, remove }: Machines, { remove: deletePod }: PodMaker, ctx: LaneContext): void {
  const nodeOf = (key: string) => ctx.nodes[Number(key)]
  const nextEviction = new Map<string, number>()
  const isThere = (node: LaneNode | undefined): node is LaneNode => node?.span.goneAt === NEVER

  ctx.on('nodeDead', node => node.ready && ctx.after(noticedAt(node) - ctx.clock.now, NOTICE, String(node.index)))
  // The cloud's controller asks for silent nodes only: an instance that is gone takes its Node with it.
  ctx.on('nodeEnded', node => node.lost && ctx.after(PERIOD_MS + QUARANTINE_MS, GONE, String(node.index)))

  ctx.handle(NOTICE, (key) => {
    const node = nodeOf(key)
    if (!isThere(node)) return
    const { name } = node.span
    node.lost = true
    node.object = { ...node.object, status: { ...node.object.status, conditions: SILENT } }
    respec(node, tainted(node.object, { key: UNREACHABLE_TAINT, effect: 'NoSchedule' }))
    ctx.log(NOTICE, { kind: 'Node', name }, 'Normal', 'NodeNotReady', `Node ${name} status is now: NodeNotReady`, { node: name })
    for (const pod of node.pods) {
      if (!pod.ready) continue
      pod.ready = false
      pod.readySince = ctx.clock.now
      ctx.emit('podUnready', pod)
    }
    if (node.span.billedUntil <= ctx.clock.now) ctx.after(PERIOD_MS + QUARANTINE_MS, GONE, key)
    else ctx.after(0, TAINT, key)
  })

  ctx.handle(TAINT, (key) => {
    const node = nodeOf(key)
    if (!isThere(node)) return
    const { now } = ctx.clock
    const rate = rateOf(node.span.zone)
    if (rate === 0 || now < (nextEviction.get(node.span.zone) ?? 0)) return ctx.after(PERIOD_MS, TAINT, key)
    nextEviction.set(node.span.zone, now + 1000 / rate)
    ctx.after(BASE_CONFIG.defaultTolerationSeconds * 1000, EVICT, key)
  })

  ctx.handle(EVICT, (key) => {
    const node = nodeOf(key)
    if (isThere(node)) for (const pod of [...node.pods]) deletePod(pod)
  })

  ctx.handle(GONE, (key) => {
    const node = nodeOf(key)
    if (isThere(node)) remove(node)
  })

  /** Nodes a second that may be emptied in a zone. */
  function rateOf(zone: string): number {
    const known = ctx.nodes.filter(node => node.ready)
    const inZone = known.filter(node => node.span.zone === zone)
    const ready = inZone.filter(node => !node.lost).length
    return evictionRate(computeZoneState(ready, inZone.length - ready), inZone.length, known.every(node => node.lost))
  }
}

const SILENT = [{ type: 'Ready', status: 'Unknown' as const, reason: 'NodeStatusUnknown', message: 'Kubelet stopped posting node status.' }]

/** The first look of the controller at which the last heartbeat is too old; it looks a moment after the kubelet has spoken. */
function noticedAt({ span: { readyAt, deadAt } }: LaneNode): number {
  const joined = Number.isFinite(readyAt) ? readyAt : deadAt
  const lastHeartbeat = joined + Math.floor((deadAt - joined) / HEARTBEAT_MS) * HEARTBEAT_MS
  return Math.ceil((lastHeartbeat + GRACE_MS) / PERIOD_MS) * PERIOD_MS + 2 * BASE_CONFIG.syncLatencyMs
}
