/**
 * Whether a command, decided 15 seconds ago, still holds. Models pkg/controllers/disruption/validation.go of
 * kubernetes-sigs/karpenter.
 */
import { budgetsFor } from './budgets.ts'
import type { DisruptionCandidate } from './candidate.ts'
import type { DisruptionCommand } from './command.ts'
import { simulate, unplaceable } from './consolidation.ts'
import type { Method, RecordEvents } from './methods.ts'
import type { Situation } from './situation.ts'

/** From a decision to its second look. */
export const VALIDATION_MS = 15_000

export type ValidationFailure = 'churn' | 'budget' | 'scheduling'

/** The command with its candidates as they are now; else why it is given up. */
export function validate(command: DisruptionCommand, method: Method, situation: Situation, record: RecordEvents): DisruptionCommand | ValidationFailure {
  const names = new Set(command.candidates.map(({ node }) => node.name))
  const { candidates, events } = situation.candidates()
  record(events)
  const still = candidates.filter(candidate => names.has(candidate.node.name) && method.shouldDisrupt(candidate, situation.now, record))
  if (still.length === 0 || (method.name !== 'empty' && still.length < command.candidates.length)) return 'churn'
  const allowance = new Map([...budgetsFor(situation.pools, situation.nodes, method.reason, situation.now)].map(([pool, { left }]) => [pool, left]))
  const allowed = still.filter(candidate => isAllowed(candidate, allowance, situation))
  if (method.name === 'empty') return allowed.length > 0 ? { ...command, candidates: allowed } : 'budget'
  if (allowed.length < still.length) return 'budget'
  const results = simulate(situation, still)
  if (unplaceable(results) !== undefined) return 'scheduling'
  const [claim] = results.newClaims
  if (results.newClaims.length > 1 || Boolean(claim) !== Boolean(command.replacement)) return 'scheduling'
  const wanted = new Set(claim?.types.map(({ name }) => name))
  if (command.replacement?.types.some(({ name }) => !wanted.has(name))) return 'scheduling'
  return { ...command, candidates: still }
}

function isAllowed({ node, pool }: DisruptionCandidate, allowance: Map<string, number>, situation: Situation): boolean {
  const left = allowance.get(pool.metadata.name) ?? 0
  if (left === 0 || situation.isNominated(node)) return false
  allowance.set(pool.metadata.name, left - 1)
  return true
}
