/**
 * Whether nodes can go: their pods fit on others, or on one new node that is cheaper than all of them.
 * Models computeConsolidation of pkg/controllers/disruption/consolidation.go, SimulateScheduling of helpers.go and
 * filterOutSameInstanceType of multinodeconsolidation.go (kubernetes-sigs/karpenter). Leaves out minValues.
 */
import { namespacedName } from '../../kubernetes/scheduler/keys.ts'
import type { Pod } from '../../kubernetes/types/index.ts'
import { CAPACITY_TYPE_LABEL } from '../eks-node.ts'
import type { DisruptionCandidate } from './candidate.ts'
import { savingsOf, sumOfPrices, type DisruptionCommand, type MethodName } from './command.ts'
import { capitalized } from './events.ts'
import { orderByPrice, worstLaunchPrice, type Unavailable } from './instancetype.ts'
import type { ClaimSpec } from './newclaim.ts'
import { isProvisionable } from './podrules.ts'
import { LabelRequirement } from './requirement.ts'
import { withRequirements } from './requirements.ts'
import { solve, type ScheduleResults } from './scheduler.ts'
import type { Situation } from './situation.ts'
import { fits } from './statenode.ts'
import type { Refusal } from './topology.ts'

/** Places every pod as if the candidates were gone. A place on a node that is not initialized yet is none. */
export function simulate(situation: Situation, candidates: readonly DisruptionCandidate[]): ScheduleResults {
  const input = situation.inputWithout(candidates)
  const results = solve(input)
  const unsure = results.existing.filter(({ node }) => !node.initialized)
  if (unsure.length === 0) return results
  const going = new Set(situation.deletingPods().map(namespacedName))
  const errors = new Map<Pod, Refusal>(results.errors)
  for (const { node, pods } of unsure) {
    for (const pod of pods) {
      if (!going.has(namespacedName(pod))) errors.set(pod, () => `would schedule against uninitialized ${node.nodeClaim === undefined ? '' : `nodeclaim/${node.nodeClaim}`}${node.registered ? `, node/${node.name}` : ''}`)
    }
  }
  return { ...results, errors }
}

/** Pods that run now and would have no place, in upstream's words; undefined when there is none. */
export function unplaceable({ errors }: ScheduleResults): string | undefined {
  const failed = [...errors].filter(([pod]) => !isProvisionable(pod))
  if (failed.length === 0) return undefined
  const listed = failed.slice(0, 5).map(([pod, why]) => `${namespacedName(pod)} => ${why()} `).join('')
  return `not all pods would schedule, ${listed}${failed.length > 5 ? ` and ${failed.length - 5} other(s)` : ''}`
}

const NOT_CHEAPER = 'Can\'t replace with a cheaper node'

/** Whether no search is needed: no node that costs less holds what has no slot anywhere else. */
function isHopeless(situation: Situation, candidates: readonly DisruptionCandidate[]): boolean {
  const missing = situation.missingWithout(candidates)
  if (Object.keys(missing).length === 0) return false
  const price = sumOfPrices(candidates)
  return !situation.templates.some(({ floors }) => floors.some(floor => floor.price < price && fits(missing, floor.room)))
}

/** The command that lets the candidates go; else why there is none. */
export function computeConsolidation(situation: Situation, candidates: readonly DisruptionCandidate[], method: MethodName): DisruptionCommand | string {
  const { unavailable } = situation
  if (isHopeless(situation, candidates)) return NOT_CHEAPER
  const results = simulate(situation, candidates)
  const failed = unplaceable(results)
  if (failed !== undefined) return capitalized(failed)
  const base = { method, reason: 'Underutilized' as const, candidates, results }
  if (results.newClaims.length > 1) return `Can't remove without creating ${results.newClaims.length} candidates`
  const [claim] = results.newClaims
  if (!claim) return { ...base, savings: sumOfPrices(candidates) }
  const capacityTypes = claim.requirements.get(CAPACITY_TYPE_LABEL)
  const mayBe = (capacityType: 'spot' | 'on-demand') => capacityTypes?.has(capacityType) ?? true
  const price = sumOfPrices(candidates)
  if (candidates.every(({ capacityType }) => capacityType === 'spot') && mayBe('spot')) {
    const replacement = situation.spotToSpot ? cheaperSpot(claim, candidates.length, price, unavailable) : 'SpotToSpotConsolidation is disabled, can\'t replace a spot node with a spot node'
    return typeof replacement === 'string' ? replacement : { ...base, replacement, savings: savingsOf(candidates, replacement, unavailable) }
  }
  const cheaper = cheaperThan(claim, price, unavailable)
  if (!cheaper) return NOT_CHEAPER
  // It is cheaper if Spot comes; on demand might not be, and then the launch should rather fail.
  const replacement = mayBe('spot') && mayBe('on-demand') ? onlySpot(cheaper) : cheaper
  return { ...base, replacement, savings: savingsOf(candidates, replacement, unavailable) }
}

const onlySpot = (claim: ClaimSpec): ClaimSpec => ({ ...claim, requirements: withRequirements(claim.requirements, [LabelRequirement.of(CAPACITY_TYPE_LABEL, 'In', ['spot'])]) })

/** MinInstanceTypesForSpotToSpotConsolidation: what a single Spot node's replacement may be chosen from. */
const SPOT_CHOICE = 15

/**
 * Spot nodes' replacement on Spot; else why there is none. One node alone is replaced only if it is none of the 15 cheapest
 * types, by those 15: whichever comes, it is not replaced again at once (computeSpotToSpotConsolidation).
 */
function cheaperSpot(claim: ClaimSpec, nodes: number, price: number, unavailable: Unavailable): ClaimSpec | string {
  const spot = onlySpot(claim)
  const cheaper = cheaperThan(spot, price, unavailable)
  if (!cheaper) return NOT_CHEAPER
  if (nodes > 1) return cheaper
  const { types } = cheaper
  return types.length < SPOT_CHOICE
    ? `SpotToSpotConsolidation requires ${SPOT_CHOICE} cheaper instance type options than the current candidate to consolidate, got ${types.length}`
    : { ...cheaper, types: types.slice(0, SPOT_CHOICE) }
}

/** The claim with the types that cost less at worst, the cheapest first; undefined when none does. */
function cheaperThan(claim: ClaimSpec, price: number, unavailable: Unavailable): ClaimSpec | undefined {
  const types = orderByPrice(claim.types, claim.requirements, unavailable).filter(type => worstLaunchPrice(type, claim.requirements, unavailable) < price)
  return types.length > 0 ? { ...claim, types } : undefined
}

/**
 * Several nodes are not replaced by one of a type that one of them is of already: deleting the others does the same. Only
 * types that are cheaper than that remain; undefined when none does.
 */
export function withoutSameTypes(claim: ClaimSpec, candidates: readonly DisruptionCandidate[], unavailable: Unavailable): ClaimSpec | undefined {
  const prices = new Map<string, number>()
  for (const { type, price } of candidates) if (type) prices.set(type.name, Math.min(prices.get(type.name) ?? Number.POSITIVE_INFINITY, price))
  const most = Math.min(...claim.types.map(({ name }) => prices.get(name) ?? Number.POSITIVE_INFINITY))
  return cheaperThan(claim, most, unavailable)
}
