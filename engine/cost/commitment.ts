/**
 * A Savings Plan: so many dollars committed to every hour of the month, whether used or not. What an hour uses is charged at the
 * plan's rates until the commitment is spent, the largest discount first, and the rest on demand.
 * Models the Savings Plans user guide, "How Savings Plans apply to your usage". Leaves out upfront payment and sharing between accounts.
 */
import { HOURS_PER_MONTH } from './usage.ts'

/** Some hours of the month and what they would cost on demand, USD an hour. */
export interface Spend {
  hours: number
  ec2: number
  fargate: number
}

export interface PlanRates {
  /** What the plan takes off, 0 to 1. */
  ec2: number
  fargate: number
}

export interface AppliedPlan {
  usdPerHour: number
  /** On-demand dollars of the month that the commitment pays for. */
  coveredUsd: number
  /** What the month costs less than on demand; below 0 where the commitment is too large. */
  savedUsd: number
}

/** What a commitment of so many USD an hour does to a month. */
export function applyPlan(spends: readonly Spend[], rates: PlanRates, usdPerHour: number): AppliedPlan {
  let coveredUsd = 0
  for (const { hours, ...spend } of spends) {
    let left = usdPerHour
    for (const [what, rate] of byDiscount(rates)) {
      const used = Math.min(left, spend[what] * (1 - rate))
      coveredUsd += used / (1 - rate) * hours
      left -= used
    }
  }
  return { usdPerHour, coveredUsd, savedUsd: coveredUsd - usdPerHour * HOURS_PER_MONTH }
}

/**
 * The commitment that makes the month cheapest, in tenths of a cent, as plans are sold. The month's cost bends only where an hour
 * is just covered, so one of those is the best.
 */
export function bestPlan(spends: readonly Spend[], rates: PlanRates): AppliedPlan {
  const order = byDiscount(rates)
  const bends = new Set([0])
  for (const spend of spends) {
    let covered = 0
    for (const [what, rate] of order) bends.add(Math.floor((covered += spend[what] * (1 - rate)) * 1000 + 1e-6) / 1000)
  }
  let best = applyPlan(spends, rates, 0)
  for (const usdPerHour of bends) {
    const plan = applyPlan(spends, rates, usdPerHour)
    if (plan.savedUsd > best.savedUsd + 1e-9) best = plan
  }
  return best
}

function byDiscount(rates: PlanRates): ['ec2' | 'fargate', number][] {
  const pairs: ['ec2' | 'fargate', number][] = [['ec2', rates.ec2], ['fargate', rates.fargate]]
  return pairs.sort(([, a], [, b]) => b - a)
}
