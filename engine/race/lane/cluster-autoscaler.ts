/**
 * A node group that Cluster Autoscaler moves: the engine's own scan (engine/kubernetes/autoscaler) on the lane's machines, when it
 * would look. What a scan decides is done as autoscaler/nodedeletions.ts does it.
 */
import { ClusterAutoscaler } from '../../kubernetes/autoscaler/clusterautoscaler.ts'
import type { FindController } from '../../kubernetes/autoscaler/drainability.ts'
import type { AutoscalerEvent } from '../../kubernetes/autoscaler/result.ts'
import { DELETION_CANDIDATE_TAINT, deletionCandidateTaint, TO_BE_DELETED_TAINT } from '../../kubernetes/autoscaler/taints.ts'
import { refOf } from '../../kubernetes/simulation/log.ts'
import { controllerOf } from '../../kubernetes/apimachinery/meta.ts'
import { podsFor } from '../inputs/sizing.ts'
import type { LaneContext, LaneEvents } from './context.ts'
import { laneBudgets } from './eviction.ts'
import { laneGroupOf, groupType, nodesFor } from './fixed.ts'
import { groupProvider } from './group-provider.ts'
import { tainted, untainted } from './machines.ts'
import { nodeDeletions } from './node-deletions.ts'
import { nodeRequests, zonesOf } from './node-requests.ts'
import { laneScheduler } from './scheduling.ts'
import type { Supply, SupplyParts } from './supply.ts'

const OWNER = 'cluster-autoscaler'
const STATUS = { kind: 'ConfigMap', namespace: 'kube-system', name: 'cluster-autoscaler-status' }
/** What a scan could see. */
const CHANGES: readonly (keyof LaneEvents)[] = [
  'podCreated', 'podBound', 'podReady', 'podUnready', 'podDeleted', 'podGone', 'podUnschedulable', 'nodeReady', 'nodeUpdated', 'nodeDead', 'nodeEnded', 'nodeGone', 'groupResized',
]

export function clusterAutoscalerSupply(parts: SupplyParts, ctx: LaneContext): Supply {
  const { machines, evictions, system: { plane } } = parts
  const { inputs: { options, group: { minNodes: minSize, maxNodes: maxSize } }, clock, snapshot } = ctx
  const scheduler = laneScheduler(ctx, machines.byName)
  const group = laneGroupOf(parts, ctx)
  const kind = plane === 'self-managed' ? 'self-managed' : 'managed'
  const template = nodeRequests(kind, options)(groupType(options), zonesOf(options)[0] ?? '', false)
  let revision = 0
  let plannedAt = Number.POSITIVE_INFINITY
  const provider = groupProvider(group, template, { minSize, maxSize }, () => revision, machines.byName)
  const autoscaler = new ClusterAutoscaler(scheduler.framework, {}, ctx.random.int(0x7FFF_FFFF))
  const deletions = nodeDeletions({ machines, evictions, provider, options: autoscaler.options, findController: findController(ctx) }, ctx, (node, result) => {
    revision++
    tell(autoscaler.endDeletion(node, result))
    plan()
  })

  for (const event of CHANGES) {
    ctx.on(event, () => {
      revision++
      plan()
    })
  }
  ctx.on('podUnschedulable', () => { if (autoscaler.options.frequentLoops) planAt(clock.now) })
  ctx.handle(OWNER, () => {
    if (clock.now < plannedAt) return
    plannedAt = Number.POSITIVE_INFINITY
    scan()
  })

  function plan(): void {
    planAt(autoscaler.nextScanAt(clock.now, revision))
  }

  function planAt(at: number): void {
    const next = Math.max(at, clock.now)
    if (next >= plannedAt || !Number.isFinite(next)) return
    plannedAt = next
    ctx.after(next - clock.now, OWNER)
  }

  function scan(): void {
    for (const budget of laneBudgets(ctx)) snapshot.apply(budget)
    const result = autoscaler.runOnce({ now: clock.now, revision, snapshot, pendingPods: scheduler.unschedulable(), provider, findController: findController(ctx) })
    tell(result.events)
    for (const deletion of result.deletions) deletions.begin(deletion)
    markUnneeded(result.unneeded)
    plan()
  }

  /** Pods had better not go to nodes that are not needed. */
  function markUnneeded(unneeded: readonly string[]): void {
    let left = autoscaler.options.maxBulkSoftTaintCount
    for (const node of group.members) {
      const { taints = [] } = node.object.spec
      const isMarked = taints.some(({ key }) => key === DELETION_CANDIDATE_TAINT)
      const isWanted = unneeded.includes(node.span.name)
      if (isMarked === isWanted || !node.ready || taints.some(({ key }) => key === TO_BE_DELETED_TAINT) || left-- <= 0) continue
      machines.respec(node, isWanted ? tainted(node.object, deletionCandidateTaint(clock.now)) : untainted(node.object, DELETION_CANDIDATE_TAINT))
    }
  }

  function tell(events: readonly AutoscalerEvent[]): void {
    for (const { object, type, reason, message } of events) ctx.log(OWNER, object ? refOf(object) : STATUS, type, reason, message)
  }

  return {
    begin: () => {
      group.begin(Math.min(Math.max(nodesFor(podsFor(ctx.curve.rateAt(0), ctx.inputs), parts, ctx), minSize), maxSize))
      ctx.after(0, OWNER)
      plannedAt = 0
      return []
    },
    place: scheduler.place,
  }
}

/** A controller that is not found keeps its pods' node: the DaemonSets of a lane are there as long as it is. */
function findController({ workloads }: LaneContext): FindController {
  return (pod) => {
    const owner = controllerOf(pod)
    if (owner?.kind === 'DaemonSet') return { replicas: undefined }
    return workloads.find(({ replicaSet }) => replicaSet.metadata.name === owner?.name)
  }
}
