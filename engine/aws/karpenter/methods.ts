/**
 * The ways in which Karpenter disrupts nodes, in their order: empty ones, several at once, then one at a time.
 * Models pkg/controllers/disruption/{emptiness,multinodeconsolidation,singlenodeconsolidation}.go of kubernetes-sigs/karpenter.
 * Leaves out drift, and timeouts of the search: virtual time does not pass in it.
 */
import { CAPACITY_TYPE_LABEL } from '../eks-node.ts'
import { INSTANCE_TYPE_LABEL, ZONE_LABEL } from '../../kubernetes/types/wellknown.ts'
import { canPass, scoresOf, scoreText, type PoolTotals } from './balanced.ts'
import { isConsolidatable, isEmpty, savingsRatio, type DisruptionCandidate } from './candidate.ts'
import { commandText, sumOfPrices, savingsOf, type DisruptionCommand, type MethodName } from './command.ts'
import { computeConsolidation, withoutSameTypes } from './consolidation.ts'
import { consolidationApproved, consolidationCandidate, unconsolidatable, type DedupedEvent } from './events.ts'
import { disruptionOf, type DisruptionReason } from './nodepool.ts'
import type { Situation } from './situation.ts'

export type RecordEvents = (events: readonly DedupedEvent[]) => void

/** What a method found. */
export interface Finding {
  command?: DisruptionCommand
  /** A budget kept a candidate from being looked at: the search is not at its end. */
  constrained: boolean
}

/** How many nodes of each NodePool may still go; used up in place. */
export type Allowance = Map<string, number>

export interface Method {
  name: MethodName
  reason: DisruptionReason
  shouldDisrupt(candidate: DisruptionCandidate, now: number, record: RecordEvents): boolean
  find(situation: Situation, candidates: readonly DisruptionCandidate[], allowance: Allowance, totals: ReadonlyMap<string, PoolTotals>, record: RecordEvents): Finding
}

/** Most nodes that are looked at together. */
const MAX_PARALLEL = 100

const bySavings = (candidates: readonly DisruptionCandidate[]) => [...candidates].sort((a, b) => savingsRatio(b) - savingsRatio(a))

const isDisabled = ({ pool }: DisruptionCandidate) => disruptionOf(pool).consolidateAfterMs === undefined

/** Takes a node off its NodePool's allowance, if there is any. */
function allow({ pool }: DisruptionCandidate, allowance: Allowance): boolean {
  const left = allowance.get(pool.metadata.name) ?? 0
  if (left > 0) allowance.set(pool.metadata.name, left - 1)
  return left > 0
}

export const emptiness: Method = {
  name: 'empty',
  reason: 'Empty',
  shouldDisrupt(candidate, now, record) {
    if (isDisabled(candidate)) {
      record(unconsolidatable(candidate.node, `NodePool "${candidate.pool.metadata.name}" has consolidation disabled`))
      return false
    }
    return isEmpty(candidate) && isConsolidatable(candidate.node, candidate.pool, now)
  },
  find(_situation, candidates, allowance) {
    const empty = bySavings(candidates).filter(isEmpty)
    const allowed = empty.filter(candidate => allow(candidate, allowance))
    const command: DisruptionCommand | undefined = allowed.length > 0 ? { method: 'empty', reason: 'Empty', candidates: allowed, savings: sumOfPrices(allowed) } : undefined
    return { command, constrained: allowed.length < empty.length }
  },
}

/** Whether consolidation may look at a candidate (consolidation.ShouldDisrupt). */
function mayConsolidate(candidate: DisruptionCandidate, now: number, record: RecordEvents): boolean {
  const { node, pool, type } = candidate
  const label = [CAPACITY_TYPE_LABEL, ZONE_LABEL].find(key => node.labels[key] === undefined)
  const problem = !type
    ? `Instance Type "${node.labels[INSTANCE_TYPE_LABEL] ?? ''}" not found`
    : label !== undefined
      ? `Node does not have label "${label}"`
      : isDisabled(candidate)
        ? `NodePool "${pool.metadata.name}" has consolidation disabled`
        : !isEmpty(candidate) && disruptionOf(pool).consolidationPolicy === 'WhenEmpty'
            ? `NodePool "${pool.metadata.name}" has consolidation policy WhenEmpty, but node is not empty`
            : undefined
  if (problem !== undefined) record(unconsolidatable(node, problem))
  return problem === undefined && !isEmpty(candidate) && isConsolidatable(node, pool, now)
}

/** A command that every Balanced NodePool it touches approves; the search goes by halves, most worth first. */
export const multiNode: Method = {
  name: 'multi',
  reason: 'Underutilized',
  shouldDisrupt: mayConsolidate,
  find(situation, candidates, allowance, totals, record) {
    const sorted = bySavings(candidates)
    const allowed = sorted.filter(candidate => allow(candidate, allowance))
    const constrained = allowed.length < sorted.length
    if (allowed.length < 2) return { constrained }
    let found: DisruptionCommand | undefined
    let low = 1
    let high = allowed.length <= MAX_PARALLEL ? allowed.length - 1 : MAX_PARALLEL
    while (low <= high) {
      const middle = (low + high) >> 1
      const command = together(situation, allowed.slice(0, middle + 1))
      if (command && isApproved(command, totals)) {
        found = command
        low = middle + 1
      } else {
        high = middle - 1
      }
    }
    if (!found) return { constrained }
    tell(found, record)
    for (const [pool, score] of scoresOf(found, totals)) record(consolidationApproved(pool, scoreText(score), { score: score.score }))
    return { command: found, constrained }
  },
}

function together(situation: Situation, candidates: readonly DisruptionCandidate[]): DisruptionCommand | undefined {
  const command = computeConsolidation(situation, candidates, 'multi')
  if (typeof command === 'string') return undefined
  if (!command.replacement) return command
  const replacement = withoutSameTypes(command.replacement, candidates, situation.unavailable)
  return replacement && { ...command, replacement, savings: savingsOf(candidates, replacement, situation.unavailable) }
}

export const singleNode: Method = {
  name: 'single',
  reason: 'Underutilized',
  shouldDisrupt: mayConsolidate,
  find(situation, candidates, allowance, totals, record) {
    let constrained = false
    for (const candidate of interweave(bySavings(candidates))) {
      if ((allowance.get(candidate.pool.metadata.name) ?? 0) === 0) {
        constrained = true
        continue
      }
      if (!canPass(candidate, totals)) continue
      const command = computeConsolidation(situation, [candidate], 'single')
      if (typeof command === 'string') {
        record(unconsolidatable(candidate.node, command))
        continue
      }
      tell(command, record)
      if (!isApproved(command, totals)) continue
      for (const score of scoresOf(command, totals).values()) record(consolidationApproved(candidate.node, scoreText(score), { score: score.score }))
      return { command, constrained }
    }
    return { constrained }
  },
}

/** NodePools take turns (shuffleCandidates). */
function interweave(candidates: readonly DisruptionCandidate[]): DisruptionCandidate[] {
  const pools = new Map<string, DisruptionCandidate[]>()
  for (const candidate of candidates) {
    const list = pools.get(candidate.pool.metadata.name) ?? []
    list.push(candidate)
    pools.set(candidate.pool.metadata.name, list)
  }
  if (pools.size < 2) return [...candidates]
  const longest = Math.max(...[...pools.values()].map(list => list.length))
  return Array.from({ length: longest }, (_, i) => [...pools.values()].flatMap(list => list[i] ?? [])).flat()
}

const isApproved = (command: DisruptionCommand, totals: ReadonlyMap<string, PoolTotals>) => [...scoresOf(command, totals).values()].every(({ approved }) => approved)

/** A replacement is announced on every node that it replaces. */
function tell(command: DisruptionCommand, record: RecordEvents): void {
  if (!command.replacement) return
  for (const candidate of command.candidates) record(consolidationCandidate(candidate.node, commandText(command, candidate), command.savings))
}

export const METHODS: readonly Method[] = [emptiness, multiNode, singleNode]
