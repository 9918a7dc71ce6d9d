/**
 * How fast and how far an autoscaler may go: min and max, legacy limits, policies, stabilisation.
 * Models pkg/controller/podautoscaler/horizontal.go (convertDesiredReplicas..., stabilizeRecommendation...).
 */
import { quantityToDecimal, parseQuantity } from '../../apimachinery/quantity.ts'
import type { HorizontalPodAutoscaler, HPAScalingRules } from '../../types/index.ts'
import type { Tolerances } from './replicacalculator.ts'

/** A recommendation at a time (virtual ms). */
export interface Recommendation {
  timestamp: number
  recommendation: number
}

/** A change of size at a time (virtual ms); `outdated` ones may be overwritten. */
export interface ScaleEvent {
  timestamp: number
  replicaChange: number
  outdated: boolean
}

export interface Limited {
  replicas: number
  /** `DesiredWithinRange`, `TooManyReplicas`, `TooFewReplicas`, `ScaleUpLimit` or `ScaleDownLimit`. */
  reason: string
}

export interface LegacyLimits {
  /** @default 2 */
  scaleUpLimitFactor?: number
  /** @default 4 */
  scaleUpLimitMinimum?: number
}

/** What the autoscaler's own behaviour says of tolerance, else what holds for all (tolerancesForHpa; a beta of 1.35, KEP-4951). */
export function tolerancesForHpa({ spec: { behavior } }: HorizontalPodAutoscaler, tolerance: number): Tolerances {
  const own = (rules: HPAScalingRules | undefined) => (rules?.tolerance === undefined ? tolerance : Number(quantityToDecimal(parseQuantity(rules.tolerance))))
  return { scaleUp: own(behavior?.scaleUp), scaleDown: own(behavior?.scaleDown) }
}

/** Clamps without a behaviour: between min and max, and at most double, or 4 (convertDesiredReplicasWithRules). */
export function convertDesiredReplicasWithRules(current: number, desired: number, min: number, max: number, { scaleUpLimitFactor = 2, scaleUpLimitMinimum = 4 }: LegacyLimits = {}): Limited {
  const limit = Math.trunc(Math.max(scaleUpLimitFactor * current, scaleUpLimitMinimum))
  if (desired < min) return { replicas: min, reason: 'TooFewReplicas' }
  if (desired > Math.min(max, limit)) return { replicas: Math.min(max, limit), reason: max > limit ? 'ScaleUpLimit' : 'TooManyReplicas' }
  return { replicas: desired, reason: 'DesiredWithinRange' }
}

/** The sum of changes within a period that ends now. */
export function getReplicasChangePerPeriod(periodSeconds: number, events: readonly ScaleEvent[], now: number): number {
  return events.filter(({ timestamp }) => timestamp > now - periodSeconds * 1000).reduce((sum, { replicaChange }) => sum + replicaChange, 0)
}

export interface ScaleHistory {
  up: readonly ScaleEvent[]
  down: readonly ScaleEvent[]
}

/** The most replicas that the policies for growth allow now. */
export function calculateScaleUpLimit(current: number, { up, down }: ScaleHistory, { selectPolicy, policies = [] }: HPAScalingRules, now: number): number {
  if (selectPolicy === 'Disabled') return current
  const proposals = policies.map(({ type, value, periodSeconds }) => {
    const start = current - getReplicasChangePerPeriod(periodSeconds, up, now) + getReplicasChangePerPeriod(periodSeconds, down, now)
    return type === 'Pods' ? start + value : Math.ceil(start * (1 + value / 100))
  })
  return selectPolicy === 'Min' ? Math.min(...proposals) : Math.max(...proposals)
}

/** The fewest replicas that the policies for shrinking allow now. Min and Max are about the size of the change. */
export function calculateScaleDownLimit(current: number, { up, down }: ScaleHistory, { selectPolicy, policies = [] }: HPAScalingRules, now: number): number {
  if (selectPolicy === 'Disabled') return current
  const proposals = policies.map(({ type, value, periodSeconds }) => {
    const start = current + getReplicasChangePerPeriod(periodSeconds, down, now) - getReplicasChangePerPeriod(periodSeconds, up, now)
    return type === 'Pods' ? start - value : Math.trunc(start * (1 - value / 100))
  })
  return selectPolicy === 'Min' ? Math.max(...proposals) : Math.min(...proposals)
}

export interface BehaviorLimits {
  min: number
  max: number
  scaleUp: HPAScalingRules
  scaleDown: HPAScalingRules
  history: ScaleHistory
  now: number
}

/** Clamps with a behaviour (convertDesiredReplicasWithBehaviorRate). */
export function convertDesiredReplicasWithBehaviorRate(current: number, desired: number, { min, max, scaleUp, scaleDown, history, now }: BehaviorLimits): Limited {
  if (desired > current) {
    const limit = Math.max(current, calculateScaleUpLimit(current, history, scaleUp, now))
    if (desired > Math.min(max, limit)) return { replicas: Math.min(max, limit), reason: max > limit ? 'ScaleUpLimit' : 'TooManyReplicas' }
  } else if (desired < current) {
    const limit = Math.min(current, calculateScaleDownLimit(current, history, scaleDown, now))
    if (desired < Math.max(min, limit)) return { replicas: Math.max(min, limit), reason: min < limit ? 'ScaleDownLimit' : 'TooFewReplicas' }
  }
  return { replicas: desired, reason: 'DesiredWithinRange' }
}

export interface Stabilized {
  replicas: number
  /** With the new one; a slot that is too old for any window is reused. */
  recommendations: Recommendation[]
}

function record(recommendations: readonly Recommendation[], fresh: Recommendation, isOld: (one: Recommendation) => boolean): Recommendation[] {
  const slot = recommendations.findLastIndex(isOld)
  return slot < 0 ? [...recommendations, fresh] : recommendations.map((one, i) => (i === slot ? fresh : one))
}

/** The highest recommendation of the window, the new one included (stabilizeRecommendation). */
export function stabilizeRecommendation(recommendations: readonly Recommendation[], desired: number, windowMs: number, now: number): Stabilized {
  const isOld = ({ timestamp }: Recommendation) => timestamp < now - windowMs
  const replicas = Math.max(desired, ...recommendations.filter(one => !isOld(one)).map(one => one.recommendation))
  return { replicas, recommendations: record(recommendations, { timestamp: now, recommendation: desired }, isOld) }
}

/** Starts from the current size and goes only as far as both windows agree (stabilizeRecommendationWithBehaviors). */
export function stabilizeRecommendationWithBehaviors(recommendations: readonly Recommendation[], current: number, desired: number, upWindowMs: number, downWindowMs: number, now: number): Stabilized {
  const within = (windowMs: number) => recommendations.filter(({ timestamp }) => timestamp > now - windowMs).map(one => one.recommendation)
  const up = Math.min(desired, ...within(upWindowMs))
  const down = Math.max(desired, ...within(downWindowMs))
  const isOld = ({ timestamp }: Recommendation) => timestamp < now - upWindowMs && timestamp < now - downWindowMs
  return { replicas: Math.min(Math.max(current, up), down), recommendations: record(recommendations, { timestamp: now, recommendation: desired }, isOld) }
}

/** Remembers a change of size for as long as the longest policy looks back (storeScaleEvent). */
export function storeScaleEvent(events: readonly ScaleEvent[], replicaChange: number, { policies = [] }: HPAScalingRules, now: number): ScaleEvent[] {
  const longest = Math.max(0, ...policies.map(({ periodSeconds }) => periodSeconds)) * 1000
  const marked = events.map(event => (event.timestamp < now - longest ? { ...event, outdated: true } : event))
  const fresh = { timestamp: now, replicaChange, outdated: false }
  const slot = marked.findLastIndex(({ outdated }) => outdated)
  return slot < 0 ? [...marked, fresh] : marked.map((event, i) => (i === slot ? fresh : event))
}
