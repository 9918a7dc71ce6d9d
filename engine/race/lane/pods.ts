/** Pods of a lane, from creation to their end: the same steps as the API server, the ReplicaSet controller and the kubelet take. */
import { BASE_CONFIG } from '../../kubernetes/simulation/config.ts'
import { timestamp } from '../../kubernetes/apimachinery/clock.ts'
import { controllerRef } from '../../kubernetes/apimachinery/meta.ts'
import { podInfoOf } from '../../kubernetes/scheduler/podinfo.ts'
import type { Pod } from '../../kubernetes/types/index.ts'
import type { LaneContext } from './context.ts'
import type { LaneNode, LanePod, LaneWorkload } from './objects.ts'

const { syncLatencyMs: SYNC_MS } = BASE_CONFIG
const GONE = 'pod-gone'
const NEVER = Number.POSITIVE_INFINITY

export interface PodMaker {
  /** @param createdAt (virtual ms) @default now */
  create: (workload: LaneWorkload, createdAt?: number) => LanePod
  /** Tells a pod to stop. It serves no more at once; it is gone when its application has ended. */
  remove: (pod: LanePod) => void
  /** Takes a pod away at once, as when its node is no more. */
  drop: (pod: LanePod) => void
}

/** @param pods the lane's list of every pod ever */
export function podMaker(pods: LanePod[], ctx: LaneContext): PodMaker {
  ctx.handle(GONE, key => drop(pods[Number(key)]))

  function create(workload: LaneWorkload, createdAt = ctx.clock.now): LanePod {
    const id = pods.length
    const pod = podObject(workload, createdAt, ctx)
    const made: LanePod = {
      id, workload, pod, info: podInfoOf(pod, prototypes.get(workload)), node: undefined, createdAt, scheduledAt: NEVER, admittedAt: NEVER,
      startedAt: NEVER, readyAt: NEVER, ready: false, readySince: ctx.clock.now, deletedAt: NEVER, goneAt: NEVER,
    }
    prototypes.set(workload, made.info)
    pods.push(made)
    workload.pods.add(made)
    workload.active++
    ctx.emit('podCreated', made)
    return made
  }

  function remove(pod: LanePod): void {
    if (pod.deletedAt !== NEVER) return
    const { now } = ctx.clock
    const { node, ready } = pod
    leave(pod)
    pod.ready = false
    if (node) terminate(pod, node.span.name, now + pod.workload.graceMs)
    ctx.emit('podDeleted', pod, ready)
    if (!node) return drop(pod)
    // Nobody can say of a silent node's pod that it has ended.
    if (node.span.deadAt <= now) return
    const stopping = pod.startedAt <= now ? Math.min(ctx.inputs.times.appStopSeconds * 1000, pod.workload.graceMs) : 0
    ctx.after(SYNC_MS + stopping, GONE, String(pod.id))
  }

  /** The scheduler and the autoscalers see that it is on its way out. */
  function terminate(pod: LanePod, node: string, at: number): void {
    pod.pod = { ...pod.pod, metadata: { ...pod.pod.metadata, deletionTimestamp: timestamp(at) } }
    pod.info = { ...pod.info, pod: pod.pod, terminating: true }
    ctx.snapshot.assume(pod.info, node)
  }

  function leave(pod: LanePod): void {
    if (pod.deletedAt === NEVER) pod.workload.active--
    pod.deletedAt = Math.min(pod.deletedAt, ctx.clock.now)
  }

  function drop(pod: LanePod | undefined): void {
    if (!pod || pod.goneAt !== NEVER) return
    const { ready } = pod
    const wasDeleted = pod.deletedAt !== NEVER
    leave(pod)
    pod.goneAt = ctx.clock.now
    pod.ready = false
    pod.workload.pods.delete(pod)
    pod.node?.pods.delete(pod)
    if (pod.node) ctx.snapshot.forget(pod.info.key)
    if (!wasDeleted) ctx.emit('podDeleted', pod, ready)
    ctx.emit('podGone', pod)
  }

  const prototypes = new Map<LaneWorkload, LanePod['info']>()
  return { create, remove, drop }
}

/** Gives a pod its node: the scheduler's part. */
export function bindPod(pod: LanePod, node: LaneNode, ctx: LaneContext): void {
  pod.node = node
  pod.scheduledAt = ctx.clock.now
  node.pods.add(pod)
  ctx.snapshot.assume(pod.info, node.span.name)
  ctx.emit('podBound', pod)
}

/** As the ReplicaSet controller makes it; pods of a workload share their spec and labels. */
function podObject({ name, namespace, template, replicaSet }: LaneWorkload, createdAt: number, { random }: LaneContext): Pod {
  const suffix = random.suffix(5)
  return {
    apiVersion: 'v1', kind: 'Pod',
    metadata: {
      name: `${replicaSet.metadata.name}-${suffix}`, namespace, uid: `${name}-${random.int(0x1_0000_0000).toString(16).padStart(8, '0')}`,
      creationTimestamp: timestamp(createdAt), labels: template.metadata?.labels ?? {}, ownerReferences: [controllerRef(replicaSet)],
      ...(template.metadata?.annotations && { annotations: template.metadata.annotations }),
    },
    spec: template.spec,
  }
}
