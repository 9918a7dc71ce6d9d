/** What consolidation decides: nodes to go, and at most one to come in their place. Models Command of pkg/controllers/disruption/types.go (kubernetes-sigs/karpenter). */
import type { DisruptionCandidate } from './candidate.ts'
import { cheapestPrice, type Unavailable } from './instancetype.ts'
import type { ClaimSpec } from './newclaim.ts'
import type { DisruptionReason } from './nodepool.ts'
import type { ScheduleResults } from './scheduler.ts'

export type MethodName = 'empty' | 'multi' | 'single'

export interface DisruptionCommand {
  method: MethodName
  reason: DisruptionReason
  candidates: readonly DisruptionCandidate[]
  replacement?: ClaimSpec
  results?: ScheduleResults
  /** USD an hour. */
  savings: number
}

export const decisionOf = ({ replacement }: DisruptionCommand) => (replacement ? 'replace' : 'delete')

export const sumOfPrices = (candidates: readonly DisruptionCandidate[]) => candidates.reduce((sum, { price }) => sum + price, 0)

/** What nodes cost less what the cheapest replacement would. */
export function savingsOf(candidates: readonly DisruptionCandidate[], replacement: ClaimSpec | undefined, unavailable: Unavailable): number {
  const [first] = replacement?.types ?? []
  const price = first && replacement ? cheapestPrice(first, replacement.requirements, unavailable) : 0
  return sumOfPrices(candidates) - (Number.isFinite(price) ? price : 0)
}

/** As upstream's events name it. */
export function commandText(command: DisruptionCommand, candidate?: DisruptionCandidate): string {
  const { candidates, replacement, reason, savings } = command
  const decision = decisionOf(command)
  if (candidate && candidates.length > 1) return `${decision}: [${candidate.node.name}] (part of ${candidates.length}-node consolidation)`
  const pools = [...new Set(candidates.map(({ pool }) => pool.metadata.name))].join(',')
  const nodes = candidates.map(({ node }) => node.name).join(', ')
  return `${reason}: ${decision}: nodepools=[${pools}]: [${nodes}]${replacement ? ' -> [1 replacement]' : ''} (savings: $${savings.toFixed(2)})`
}
