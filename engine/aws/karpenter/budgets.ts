/**
 * How many nodes of a NodePool may be disrupted at once. Models GetAllowedDisruptionsByReason of pkg/apis/v1/nodepool.go and
 * BuildDisruptionBudgetMapping of pkg/controllers/disruption/helpers.go (kubernetes-sigs/karpenter).
 */
import { EPOCH } from '../../kubernetes/apimachinery/clock.ts'
import { readCron } from '../../kubernetes/apimachinery/cron.ts'
import { durationMs } from '../../kubernetes/apimachinery/duration.ts'
import { disruptionOf, type DisruptionBudget, type DisruptionReason, type NodePool } from './nodepool.ts'
import { isCounted, isDisrupting, type StateNode } from './statenode.ts'

const DAY_MS = 86_400_000
const MINUTE_MS = 60_000

/** Whether a budget holds at an instant (virtual ms); null when its schedule cannot be read. */
export function isBudgetActive({ schedule, duration }: DisruptionBudget, now: number): boolean | null {
  if (schedule === undefined && duration === undefined) return true
  const cron = readCron(schedule ?? '')
  const lasts = durationMs(duration ?? '0s')
  if (!cron || !(lasts >= 0)) return null
  const end = EPOCH + now
  const start = end - lasts
  for (let day = Math.floor(start / DAY_MS) * DAY_MS; day <= end; day += DAY_MS) {
    const date = new Date(day)
    if (!cron.runsOn(date.getUTCMonth() + 1, date.getUTCDate(), date.getUTCDay())) continue
    if (cron.minutes.some(minute => day + minute * MINUTE_MS > start && day + minute * MINUTE_MS <= end)) return true
  }
  return false
}

/** How many of so many nodes a budget lets go: any number while it does not hold, none when it cannot be read. */
export function allowedByBudget(budget: DisruptionBudget, nodes: number, now: number): number {
  const active = isBudgetActive(budget, now)
  if (active === false) return Number.POSITIVE_INFINITY
  const [, amount, percent] = /^(\d+)(%?)$/.exec(budget.nodes) ?? []
  if (active === null || amount === undefined) return 0
  return percent ? Math.ceil(Number(amount) * nodes / 100) : Number(amount)
}

/** The least that any budget of the NodePool allows for a reason. */
export function allowedDisruptions(pool: NodePool, nodes: number, reason: DisruptionReason, now: number): number {
  const { budgets } = disruptionOf(pool)
  return Math.min(...budgets.filter(({ reasons }) => !reasons || reasons.includes(reason)).map(budget => allowedByBudget(budget, nodes, now)), Number.POSITIVE_INFINITY)
}

/** What a NodePool's budgets allow now. */
export interface BudgetState {
  /** Of all its nodes; may be infinite. */
  allowed: number
  /** After those that are being disrupted or are not ready. */
  left: number
  /** Nodes that count. */
  nodes: number
}

/** By NodePool. */
export function budgetsFor(pools: readonly NodePool[], nodes: readonly StateNode[], reason: DisruptionReason, now: number): Map<string, BudgetState> {
  return new Map(pools.map((pool) => {
    const own = nodes.filter(node => node.nodePool === pool.metadata.name && isCounted(node))
    const allowed = allowedDisruptions(pool, own.length, reason, now)
    return [pool.metadata.name, { allowed, left: Math.max(allowed - own.filter(isDisrupting).length, 0), nodes: own.length }]
  }))
}
