/**
 * Keeps so many pods of each workload. The rules are those of controllers/replicaset.ts: no more than 500 a turn, no faster than
 * the controller's client may, and who goes first by the same order. Leaves out the Deployment in between but for its delay.
 */
import { BASE_CONFIG } from '../../kubernetes/simulation/config.ts'
import { firstToGo, PHASE_ORDER, type DeletionFacts } from '../../kubernetes/controllers/pods.ts'
import { POD_CONTROL_CONFIG, tokensAt, tokenWaitMs, type Bucket } from '../../kubernetes/controllers/podcontrol.ts'
import { BURST_REPLICAS } from '../../kubernetes/controllers/replicaset.ts'
import type { LaneContext } from './context.ts'
import type { LanePod, LaneWorkload } from './objects.ts'
import type { PodMaker } from './pods.ts'

const { syncLatencyMs: SYNC_MS } = BASE_CONFIG
const OWNER = 'replicaset-controller'

export interface ReplicaSets {
  /** Wants another number of pods, as a Deployment passes it on. */
  scale: (workload: LaneWorkload, replicas: number) => void
}

export function replicaSets({ create, remove }: PodMaker, ctx: LaneContext): ReplicaSets {
  let bucket: Bucket | undefined
  const planned = new Set<LaneWorkload>()
  const enqueue = (workload: LaneWorkload, delayMs: number) => {
    if (planned.has(workload)) return
    planned.add(workload)
    ctx.after(delayMs, OWNER, String(workload.index))
  }

  ctx.handle(OWNER, (key) => {
    const workload = ctx.workloads[Number(key)]
    if (!workload) return
    planned.delete(workload)
    sync(workload)
  })
  ctx.on('podDeleted', ({ workload }) => enqueue(workload, SYNC_MS))

  function sync(workload: LaneWorkload): void {
    const missing = Math.min(workload.replicas - workload.active, BURST_REPLICAS)
    const { now } = ctx.clock
    if (missing > 0) {
      const tokens = tokensAt(bucket, now, POD_CONTROL_CONFIG)
      const count = Math.min(missing, Math.floor(tokens))
      bucket = { tokens: tokens - count, at: now }
      for (let i = 0; i < count; i++) create(workload)
      if (count < missing) enqueue(workload, tokenWaitMs(tokens - count, POD_CONTROL_CONFIG.kubeApiQps))
    } else if (missing < 0) {
      for (const pod of podsToDelete(workload, Math.min(-missing, BURST_REPLICAS), now)) remove(pod)
    }
  }

  return {
    scale: (workload, replicas) => {
      workload.replicas = replicas
      enqueue(workload, 2 * SYNC_MS)
    },
  }
}

/** The pods that a ReplicaSet that has too many deletes first. */
function podsToDelete({ pods }: LaneWorkload, count: number, now: number): LanePod[] {
  const active = [...pods].filter(({ deletedAt }) => deletedAt === Number.POSITIVE_INFINITY)
  const onNode = new Map<LanePod['node'], number>()
  for (const { node } of active) onNode.set(node, (onNode.get(node) ?? 0) + 1)
  return firstToGo(active.map(pod => ({ pod, facts: factsOf(pod, onNode.get(pod.node) ?? 0, now) })), { now }).slice(0, count).map(({ pod }) => pod)
}

/** Times as API objects carry them, in whole seconds. */
const inSeconds = (ms: number) => Math.floor(ms / 1000) * 1000

function factsOf(pod: LanePod, rank: number, now: number): DeletionFacts {
  return {
    uid: pod.pod.metadata.uid ?? '', assigned: pod.node !== undefined, phase: PHASE_ORDER[pod.startedAt <= now ? 'Running' : 'Pending'] ?? 0,
    ready: pod.ready, cost: 0, rank, readySince: pod.ready ? inSeconds(pod.readySince) : Number.NaN, restarts: 0, createdAt: inSeconds(pod.createdAt),
  }
}
