/**
 * The Balanced policy: a move must save a share of the NodePool's cost that is at least half as large as the share of its
 * disruption that it brings. Models pkg/controllers/disruption/balanced.go of kubernetes-sigs/karpenter.
 */
import { disruptionCost, type DisruptionCandidate } from './candidate.ts'
import { sumOfPrices, type DisruptionCommand } from './command.ts'
import { disruptionOf } from './nodepool.ts'
import type { StateNode } from './statenode.ts'

/** The larger, the more disruption a saving may bring. */
export const BALANCED_K = 2

export interface PoolTotals {
  /** USD an hour. */
  cost: number
  disruption: number
}

export interface Score {
  savingsShare: number
  disruptionShare: number
  score: number
  approved: boolean
}

/** By NodePool that has candidates: what all its nodes cost, and their disruption. */
export function poolTotals(candidates: readonly DisruptionCandidate[], nodes: readonly StateNode[], priceOf: (node: StateNode) => number): Map<string, PoolTotals> {
  const totals = new Map(candidates.map(({ pool }) => [pool.metadata.name, { cost: 0, disruption: 0 }]))
  const byNode = new Map(candidates.map(candidate => [candidate.node.name, candidate]))
  for (const node of nodes) {
    const total = totals.get(node.nodePool ?? '')
    if (!total) continue
    total.cost += priceOf(node)
    total.disruption += byNode.get(node.name)?.cost ?? disruptionCost(node)
  }
  return totals
}

export function scoreMove(savings: number, disruption: number, { cost, disruption: whole }: PoolTotals): Score {
  if (cost <= 0 || whole <= 0) return { savingsShare: 0, disruptionShare: 0, score: 0, approved: false }
  const savingsShare = savings / cost
  const disruptionShare = disruption / whole
  const score = savingsShare <= 0 ? 0 : disruptionShare === 0 ? Number.POSITIVE_INFINITY : savingsShare / disruptionShare
  return { savingsShare, disruptionShare, score, approved: score >= 1 / BALANCED_K }
}

const NOTHING: PoolTotals = { cost: 0, disruption: 0 }

const isBalanced = ({ pool }: DisruptionCandidate) => disruptionOf(pool).consolidationPolicy === 'Balanced'

/** The score in each Balanced NodePool that a command touches; others have none. It may go on when every one approves. */
export function scoresOf({ candidates, savings }: DisruptionCommand, totals: ReadonlyMap<string, PoolTotals>): Map<string, Score> {
  const names = new Set(candidates.filter(isBalanced).map(({ pool }) => pool.metadata.name))
  const pools = new Set(candidates.map(({ pool }) => pool.metadata.name)).size
  const whole = sumOfPrices(candidates)
  return new Map([...names].map((name) => {
    const own = candidates.filter(({ pool }) => pool.metadata.name === name)
    const share = whole > 0 && pools > 1 ? sumOfPrices(own) / whole : 1
    return [name, scoreMove(savings * share, own.reduce((sum, { cost }) => sum + cost, 0), totals.get(name) ?? NOTHING)]
  }))
}

/** Whether a candidate could pass at best, if it were deleted without replacement. */
export function canPass(candidate: DisruptionCandidate, totals: ReadonlyMap<string, PoolTotals>): boolean {
  const total = totals.get(candidate.pool.metadata.name)
  return !isBalanced(candidate) || !total || total.cost <= 0 || scoreMove(candidate.price, candidate.cost, total).approved
}

/** As upstream's events say it. */
export function scoreText({ score, savingsShare, disruptionShare }: Score): string {
  return `score ${score.toFixed(2)} >= threshold ${(1 / BALANCED_K).toFixed(2)} (k: ${BALANCED_K}, savings ${(savingsShare * 100).toFixed(1)}%, disruption ${(disruptionShare * 100).toFixed(1)}%)`
}
