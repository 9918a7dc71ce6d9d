/**
 * kube-scheduler in a lane: the engine's own queue, plugins and scores, one pod at a time. Follows scheduler/controller.ts; leaves out
 * preemption (every pod has one priority, so it could free nothing) and volumes.
 */
import { Framework, Scheduler } from '../../kubernetes/scheduler/index.ts'
import { SCHEDULER_CONFIG } from '../../kubernetes/scheduler/controller.ts'
import type { ClusterEvent } from '../../kubernetes/scheduler/framework/clusterevent.ts'
import { SchedulingQueue } from '../../kubernetes/scheduler/queue.ts'
import type { Pod } from '../../kubernetes/types/index.ts'
import type { LaneContext } from './context.ts'
import type { LaneNode, LanePod } from './objects.ts'
import { bindPod } from './pods.ts'

const { schedulingLatencyMs: CYCLE_MS } = SCHEDULER_CONFIG
const OWNER = 'default-scheduler'

export interface LaneScheduler {
  readonly framework: Framework
  /** Places a pod now, without the queue, on a node if one is given. Returns whether there was one. */
  place: (pod: LanePod, on?: LaneNode) => boolean
  /** Pods that were tried in vain and wait for a change. The same list as long as nothing in it has changed. */
  unschedulable: () => readonly Pod[]
}

export function laneScheduler(ctx: LaneContext, nodeNamed: (name: string) => LaneNode | undefined): LaneScheduler {
  const framework = Framework.forProfile()
  const scheduler = new Scheduler(framework, ctx.random)
  const queue = new SchedulingQueue(plugin => framework.eventsOf(plugin))
  const waiting = new Map<string, LanePod>()
  const tried = new Set<LanePod>()
  let list: readonly Pod[] | undefined
  /** When the next cycle is planned for; a later plan does not move it. */
  let plannedAt = Number.POSITIVE_INFINITY
  /** What was last said of pods that fit nowhere: said once, not once a pod and try. */
  let said = ''

  ctx.handle(OWNER, () => {
    if (ctx.clock.now < plannedAt) return
    plannedAt = Number.POSITIVE_INFINITY
    cycle()
  })
  ctx.on('podCreated', (pod) => {
    waiting.set(pod.info.key, pod)
    queue.add(pod.info.key, pod.info.priority, ctx.clock.now)
    plan()
  })
  ctx.on('podDeleted', (pod) => {
    if (pod.node) return
    if (tried.delete(pod)) list = undefined
    waiting.delete(pod.info.key)
    queue.delete(pod.info.key)
  })
  ctx.on('podGone', ({ node }) => node && moved('AssignedPod/Delete'))
  ctx.on('nodeReady', () => moved('Node/Add'))
  ctx.on('nodeUpdated', () => moved('Node/UpdateTaint'))

  function moved(event: ClusterEvent): void {
    if (waiting.size === 0) return
    queue.moveFor(event, ctx.clock.now)
    plan()
  }

  function plan(): void {
    const { now } = ctx.clock
    const next = queue.activeCount > 0 ? now + CYCLE_MS : Math.max(queue.nextFlush() ?? Number.POSITIVE_INFINITY, now + CYCLE_MS)
    if (next >= plannedAt) return
    plannedAt = next
    ctx.after(next - now, OWNER)
  }

  function cycle(): void {
    queue.flush(ctx.clock.now)
    const queued = queue.pop()
    const pod = queued && waiting.get(queued.key)
    if (queued && pod) {
      const result = scheduler.schedule(pod.pod, ctx.snapshot)
      if (result.node === undefined) {
        queue.addUnschedulable(queued, result.diagnosis.unschedulablePlugins, ctx.clock.now)
        if (said !== result.message) tell(pod, result.message)
        if (!tried.has(pod)) {
          tried.add(pod)
          list = undefined
          ctx.emit('podUnschedulable', pod)
        }
      } else {
        bind(pod, result.node)
      }
    }
    plan()
  }

  function tell(pod: LanePod, message: string): void {
    said = message
    const { name, namespace } = pod.pod.metadata
    ctx.log(OWNER, { kind: 'Pod', name, namespace }, 'Warning', 'FailedScheduling', message, { pod: name, waiting: waiting.size })
  }

  function bind(pod: LanePod, nodeName: string): void {
    const node = nodeNamed(nodeName)
    if (tried.delete(pod)) list = undefined
    waiting.delete(pod.info.key)
    if (waiting.size === 0) said = ''
    if (node) bindPod(pod, node, ctx)
  }

  return {
    framework,
    place: (pod, on) => {
      const node = on?.span.name ?? scheduler.schedule(pod.pod, ctx.snapshot).node
      if (node === undefined) return false
      queue.delete(pod.info.key)
      bind(pod, node)
      return true
    },
    unschedulable: () => list ??= Array.from(tried, ({ pod }) => pod),
  }
}
