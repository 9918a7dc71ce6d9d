/** Which node to free. Models pickOneNodeForPreemption of pkg/scheduler/framework/preemption/preemption.go. */
import { startTimeOf } from './victims.ts'
import type { Candidate } from './victims.ts'

/** Makes every priority positive, so that fewer victims are better also where priorities are negative. */
const PRIORITY_OFFSET = 2 ** 31

type Score = (candidate: Candidate) => number | string

/** In order: a later one decides only among those that the earlier ones find equal. The higher is the better. */
const SCORES: readonly Score[] = [
  ({ numPDBViolations }) => -numPDBViolations,
  ({ victims }) => -(victims[0]?.priority ?? 0),
  ({ victims }) => -victims.reduce((sum, { priority }) => sum + priority + PRIORITY_OFFSET, 0),
  ({ victims }) => -victims.length,
  ({ victims }) => victims
    .filter(({ priority }) => priority === victims[0]?.priority)
    .map(startTimeOf)
    .reduce((earliest, start) => (start < earliest ? start : earliest), '9999'),
]

/**
 * The node whose loss hurts least: fewest budget violations, then the lowest top priority, the lowest sum of priorities,
 * the fewest victims, the latest started. Of equals the first.
 */
export function selectCandidate(candidates: readonly Candidate[]): Candidate | undefined {
  let left = candidates
  for (const score of SCORES) {
    if (left.length < 2) break
    const scored = left.map(candidate => ({ candidate, value: score(candidate) }))
    const best = scored.reduce((max, { value }) => (value > max ? value : max), scored[0]?.value ?? 0)
    left = scored.filter(({ value }) => value === best).map(({ candidate }) => candidate)
  }
  return left[0]
}
