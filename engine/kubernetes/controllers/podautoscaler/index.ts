/**
 * HorizontalPodAutoscaler: reads what pods use and sets a workload's size.
 * Models pkg/controller/podautoscaler/horizontal.go. Metrics are those of a metrics-server beside it (scrape.ts); leaves out
 * custom and external metrics' adapters (such a metric fails as without one).
 */
import { timestamp } from '../../apimachinery/clock.ts'
import type { Context, Controller, Watch } from '../../simulation/controller.ts'
import { defaultHorizontalPodAutoscaler, scalingRulesOf } from '../../apiserver/defaults/policy.ts'
import { rulesOf } from '../../apiserver/kindrules.ts'
import type { WatchEvent } from '../../apiserver/store.ts'
import { keyOf, setCondition } from '../../apimachinery/meta.ts'
import { fromBytes, fromMilli } from '../../apimachinery/quantity.ts'
import { formatSelector, matchesSelector } from '../../apimachinery/selectors.ts'
import { ApiError } from '../../apiserver/errors.ts'
import type { Condition, HorizontalPodAutoscaler, Pod } from '../../types/index.ts'
import { checkHorizontalPodAutoscaler } from '../../apiserver/validation/policy.ts'
import { storeScaleEvent } from './behavior.ts'
import type { Recommendation, ScaleEvent } from './behavior.ts'
import { HPA_CONFIG } from './config.ts'
import { countPods } from './decision.ts'
import type { Decision } from './decision.ts'
import { evaluate } from './evaluate.ts'
import type { Evaluation } from './evaluate.ts'
import { metricsOf, scrape, type Scrape } from './scrape.ts'
import { autoscalersOf, scaleTargetOf } from './scaletarget.ts'
import type { ScaleTarget } from './scaletarget.ts'

interface Saved {
  memory: ReadonlyMap<string, Memory>
  scraped: Scrape | undefined
}

interface Memory {
  recommendations: readonly Recommendation[]
  up: readonly ScaleEvent[]
  down: readonly ScaleEvent[]
  decision?: Decision
}

/** The key of metrics-server's own turns: no namespace, no name. */
const SCRAPES = ''

export class HorizontalController implements Controller {
  readonly name = 'horizontal-pod-autoscaler'
  readonly config = HPA_CONFIG
  readonly rules = [rulesOf('HorizontalPodAutoscaler', { defaults: defaultHorizontalPodAutoscaler, check: checkHorizontalPodAutoscaler })]
  readonly watches: readonly Watch[] = [
    { kind: 'HorizontalPodAutoscaler', keysFor: ({ object, type, old }) => (type === 'DELETED' || old?.metadata.generation === object.metadata.generation ? [] : [keyOf(object)]) },
  ]

  #memory = new Map<string, Memory>()
  /** The last scrape, where it is older than a look. */
  #scraped: Scrape | undefined

  /** Forgets an autoscaler that is gone. */
  observe({ object, type }: WatchEvent): void {
    if (type === 'DELETED') this.#memory.delete(keyOf(object))
  }

  reconcile(key: string, ctx: Context): void {
    const { store, config } = ctx
    if (key === SCRAPES) return this.#scrape(ctx)
    const hpa = store.getByKey('HorizontalPodAutoscaler', key)
    if (!hpa) return
    ctx.enqueueAfter(key, config.hpaSyncPeriodMs)
    let target: ScaleTarget
    try {
      target = scaleTargetOf(hpa, store)
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error)
      ctx.event(hpa, 'Warning', 'FailedGetScale', why)
      return writeStatus(hpa, {}, [['AbleToScale', 'False', 'FailedGetScale', `the HPA controller was unable to get the target's current scale: ${why}`]], ctx)
    }
    this.#decide(key, hpa, target, ctx)
  }

  /** What an autoscaler made of its pods in its last turn. @param key namespace/name */
  decisionOf(key: string): Decision | undefined {
    return this.#memory.get(key)?.decision
  }

  save(): Saved {
    return { memory: new Map(this.#memory), scraped: this.#scraped }
  }

  restore({ memory, scraped }: Saved): void {
    this.#memory = new Map(memory)
    this.#scraped = scraped
  }

  /** As long as an autoscaler asks for it. */
  #scrape(ctx: Context): void {
    this.#scraped = ctx.store.list('HorizontalPodAutoscaler').length > 0 ? scrape(ctx.store.list('Pod'), ctx) : undefined
    if (this.#scraped) ctx.enqueueAfter(SCRAPES, ctx.config.metricsResolutionMs)
  }

  /** What is known of pods at a look. */
  #known(pods: readonly Pod[], ctx: Context): Scrape {
    const { metricsAgeMs, metricsResolutionMs } = ctx.config
    if (metricsAgeMs === 0) return scrape(pods, ctx)
    if (!this.#scraped) {
      this.#scraped = scrape(ctx.store.list('Pod'), ctx)
      ctx.enqueueAfter(SCRAPES, metricsResolutionMs - metricsAgeMs)
    }
    return this.#scraped
  }

  #decide(key: string, hpa: HorizontalPodAutoscaler, target: ScaleTarget, ctx: Context): void {
    const { store, clock, config } = ctx
    const specReplicas = target.spec.replicas ?? 1
    const memory = this.#memory.get(key) ?? { recommendations: [{ timestamp: clock.now, recommendation: specReplicas }], up: [], down: [] }
    const pods = store.list('Pod', { namespace: hpa.metadata.namespace, labels: labels => matchesSelector(target.spec.selector, labels) })
    const rivals = autoscalersOf(pods, hpa.metadata.namespace, store)
    const metrics = metricsOf(this.#known(pods, ctx), pods, config.metricsResolutionMs)
    const rules = {
      now: clock.now, tolerance: config.hpaTolerance, cpuInitializationPeriodMs: config.hpaCpuInitializationPeriodMs,
      initialReadinessDelayMs: config.hpaInitialReadinessDelayMs, downscaleStabilizationMs: config.hpaDownscaleStabilizationMs,
    }
    const result = evaluate({
      hpa, ...(rivals.length > 1 && { ambiguity: `pods by selector ${formatSelector(target.spec.selector)} are controlled by multiple HPAs: [${rivals.join(' ')}]` }), specReplicas, statusReplicas: target.status?.replicas ?? 0, pods, metrics,
      recommendations: memory.recommendations, history: memory, rules,
    })
    const decision = { at: clock.now, replicas: specReplicas, pods: countPods(hpa, pods, metrics, rules), evaluation: result }
    const { desired, rescale, reason, conditions, error } = result
    for (const warning of result.warnings) ctx.event(hpa, 'Warning', warning.reason, warning.message)
    if (error !== undefined) {
      ctx.event(hpa, 'Warning', 'FailedComputeMetricsReplicas', error)
      this.#memory.set(key, { ...memory, recommendations: result.recommendations, decision })
      return writeStatus(hpa, { current: specReplicas, result }, conditions, ctx)
    }
    let next: Memory = { ...memory, recommendations: result.recommendations, decision }
    const changes = rescale && desired !== specReplicas
    if (changes) {
      const failure = setReplicas(target, desired, ctx)
      if (failure) {
        ctx.event(hpa, 'Warning', 'FailedRescale', `New size: ${desired}; reason: ${reason}; error: ${failure}`)
        conditions[0] = ['AbleToScale', 'False', 'FailedUpdateScale', `the HPA controller was unable to update the target scale: ${failure}`]
        return writeStatus(hpa, { current: specReplicas, result }, conditions, ctx)
      }
      ctx.event(hpa, 'Normal', 'SuccessfulRescale', `New size: ${desired}; reason: ${reason}`, { from: specReplicas, to: desired })
      conditions[0] = ['AbleToScale', 'True', 'SucceededRescale', `the HPA controller was able to update the target scale to ${desired}`]
      next = remember(next, hpa, specReplicas, desired, clock.now)
    }
    this.#memory.set(key, next)
    writeStatus(hpa, { current: specReplicas, desired, result }, conditions, ctx)
  }
}

/** Returns why the API server does not take the new size. */
function setReplicas(target: ScaleTarget, replicas: number, { store }: Context): string | undefined {
  try {
    store.update({ ...target, spec: { ...target.spec, replicas } })
    return undefined
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    return error.message
  }
}

function remember(memory: Memory, { spec }: HorizontalPodAutoscaler, from: number, to: number, now: number): Memory {
  if (!spec.behavior) return memory
  const { scaleUp, scaleDown } = scalingRulesOf(spec.behavior)
  if (to > from) return { ...memory, up: storeScaleEvent(memory.up, to - from, scaleUp, now) }
  return { ...memory, down: storeScaleEvent(memory.down, from - to, scaleDown, now) }
}

interface Outcome {
  /** Pods that the target asked for; what is absent stays as the status has it. */
  current?: number
  desired?: number
  result?: Evaluation
}

function writeStatus(hpa: HorizontalPodAutoscaler, { current, desired, result }: Outcome, conditions: Evaluation['conditions'], { store, clock }: Context): void {
  const now = timestamp(clock.now)
  const fresh = store.get('HorizontalPodAutoscaler', hpa.metadata.namespace, hpa.metadata.name)
  if (!fresh) return
  const all = conditions.reduce<Condition[] | undefined>((list, [type, status, reason, message]) => setCondition(list, { type, status, reason, message }, now), fresh.status?.conditions)
  const currentMetrics = result?.proposals.filter(({ metric }) => metric.resource).map(({ metric, proposal }) => ({
    type: metric.type,
    resource: {
      name: metric.resource?.name ?? '',
      current: {
        ...(proposal.utilization !== undefined && { averageUtilization: proposal.utilization }),
        averageValue: metric.resource?.name === 'cpu' ? fromMilli(proposal.averageUsage) : fromBytes(proposal.averageUsage),
      },
    },
  }))
  store.updateStatus({
    ...fresh,
    status: {
      ...fresh.status, observedGeneration: fresh.metadata.generation, conditions: all,
      currentReplicas: current ?? fresh.status?.currentReplicas ?? 0, desiredReplicas: desired ?? fresh.status?.desiredReplicas ?? 0,
      ...(currentMetrics && { currentMetrics }), ...(desired !== undefined && desired !== current && { lastScaleTime: now }),
    },
  })
}
