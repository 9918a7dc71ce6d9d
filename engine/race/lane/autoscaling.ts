/**
 * The HorizontalPodAutoscaler in a lane: the engine's own decision (controllers/podautoscaler), every 15 seconds. Pods are counted in
 * the groups that upstream sorts them into; as every ready pod gets an equal share of the load, a group is a number.
 */
import { HPA_CONFIG } from '../../kubernetes/controllers/podautoscaler/config.ts'
import { scalingRulesOf } from '../../kubernetes/apiserver/defaults/policy.ts'
import { storeScaleEvent, tolerancesForHpa, type Recommendation, type ScaleHistory } from '../../kubernetes/controllers/podautoscaler/behavior.ts'
import { decide, type Evaluation } from '../../kubernetes/controllers/podautoscaler/evaluate.ts'
import { MetricFailure } from '../../kubernetes/controllers/podautoscaler/metric.ts'
import { assumedUsage, replicasOfTotals, type PodTotals, type Proposal, type Tolerances } from '../../kubernetes/controllers/podautoscaler/replicacalculator.ts'
import { toMilli } from '../../kubernetes/apimachinery/quantity.ts'
import type { HorizontalPodAutoscaler, MetricSpec } from '../../kubernetes/types/index.ts'
import { autoscalerOf } from '../inputs/autoscaler.ts'
import type { LaneContext } from './context.ts'
import type { Endpoints } from './endpoints.ts'
import type { LanePod, LaneWorkload } from './objects.ts'
import type { ReplicaSets } from './replicaset.ts'

const OWNER = 'horizontal-pod-autoscaler'

export interface LaneAutoscaler {
  /** The sizes that it set: `[at, replicas]`. */
  readonly sizes: readonly (readonly [at: number, replicas: number])[]
}

export function laneAutoscaler(workload: LaneWorkload, load: Endpoints, { scale }: ReplicaSets, phaseMs: number, ctx: LaneContext): LaneAutoscaler {
  const hpa = autoscalerOf(ctx.inputs)
  const { hpaSyncPeriodMs, hpaTolerance, hpaDownscaleStabilizationMs } = HPA_CONFIG
  const counter = podCounter(workload, load, ctx)
  const tolerance = tolerancesForHpa(hpa, hpaTolerance)
  const sizes: [number, number][] = [[0, workload.replicas]]
  let recommendations: readonly Recommendation[] = [{ timestamp: 0, recommendation: workload.replicas }]
  let history: ScaleHistory = { up: [], down: [] }
  let warned = ''

  ctx.handle(OWNER, () => {
    ctx.after(hpaSyncPeriodMs, OWNER)
    decideOnce()
  })
  ctx.after(phaseMs, OWNER)

  function decideOnce(): void {
    const { now } = ctx.clock
    const result = decide(
      { hpa, specReplicas: workload.replicas, recommendations, history, rules: { now, downscaleStabilizationMs: hpaDownscaleStabilizationMs } },
      metric => propose(metric, workload, counter(), tolerance),
    )
    ;({ recommendations } = result)
    if (result.error !== undefined) warn(result)
    if (result.error !== undefined || !result.rescale || result.desired === workload.replicas) return
    const from = workload.replicas
    history = remembered(history, hpa, from, result.desired, now)
    sizes.push([now, result.desired])
    ctx.log(OWNER, refOf(hpa), 'Normal', 'SuccessfulRescale', `New size: ${result.desired}; reason: ${result.reason}`, { from, to: result.desired })
    scale(workload, result.desired)
  }

  function warn({ error = '' }: Evaluation): void {
    if (error === warned) return
    warned = error
    ctx.log(OWNER, refOf(hpa), 'Warning', 'FailedComputeMetricsReplicas', error)
  }

  return { sizes }
}

const refOf = ({ kind, metadata: { name, namespace } }: HorizontalPodAutoscaler) => ({ kind, name, namespace })

function remembered(history: ScaleHistory, { spec }: HorizontalPodAutoscaler, from: number, to: number, now: number): ScaleHistory {
  if (!spec.behavior) return history
  const { scaleUp, scaleDown } = scalingRulesOf(spec.behavior)
  return to > from ? { ...history, up: storeScaleEvent(history.up, to - from, scaleUp, now) } : { ...history, down: storeScaleEvent(history.down, from - to, scaleDown, now) }
}

/** Pods in upstream's groups, and what each ready one uses. */
interface Counted {
  ready: number
  unready: number
  missing: number
  usageMilli: number
}

function propose(metric: MetricSpec, { cpuMilli, replicas }: LaneWorkload, { ready, unready, missing, usageMilli }: Counted, tolerance: number | Tolerances): Proposal {
  const { averageUtilization = 0, averageValue } = metric.resource?.target ?? {}
  const target = averageValue === undefined ? { utilization: averageUtilization } : { averageValue: toMilli(averageValue) }
  const each = averageValue === undefined ? assumedUsage(cpuMilli, averageUtilization) : toMilli(averageValue)
  const group = (count: number) => ({ count, requested: count * cpuMilli, assumed: count * each })
  const totals: PodTotals = { readyPodCount: ready, samples: ready, matched: ready, used: ready * usageMilli, requested: ready * cpuMilli, unready: group(unready), missing: group(missing) }
  try {
    return replicasOfTotals(replicas, target, totals, tolerance)
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    throw new MetricFailure(metric, `failed to get cpu utilization: ${message}`, `failed to get cpu resource metric value: failed to get cpu utilization: ${message}`)
  }
}

/** Counts the pods of a workload as groupPods does. Ready ones that have a whole sample are only counted, not looked at. */
function podCounter(workload: LaneWorkload, load: Endpoints, ctx: LaneContext): () => Counted {
  const { metricsResolutionMs: windowMs, hpaCpuInitializationPeriodMs, hpaInitialReadinessDelayMs } = HPA_CONFIG
  const settled = new Set<LanePod>()
  const unsettled = new Set<LanePod>()
  ctx.on('podCreated', pod => pod.workload === workload && unsettled.add(pod))
  ctx.on('podDeleted', pod => settled.delete(pod) || unsettled.delete(pod))
  ctx.on('nodeDead', ({ pods }) => {
    for (const pod of pods) if (settled.delete(pod)) unsettled.add(pod)
  })

  function isUnready(pod: LanePod, now: number): boolean {
    // Times as API objects carry them, in whole seconds.
    const started = Math.floor(pod.admittedAt / 1000) * 1000
    const since = Math.floor(pod.readySince / 1000) * 1000
    if (started + hpaCpuInitializationPeriodMs > now) return !pod.ready || now < since + windowMs
    return !pod.ready && started + hpaInitialReadinessDelayMs > since
  }

  return () => {
    const { now } = ctx.clock
    const counted: Counted = { ready: 0, unready: 0, missing: 0, usageMilli: load.usageMilli() }
    for (const pod of unsettled) {
      if (!(pod.startedAt <= now)) counted.unready++
      else if (Math.floor(pod.startedAt / 1000) * 1000 + windowMs > now || (pod.node?.span.deadAt ?? now) <= now) counted.missing++
      else if (isUnready(pod, now)) counted.unready++
      else {
        unsettled.delete(pod)
        settled.add(pod)
      }
    }
    counted.ready = settled.size
    return counted
  }
}
