/** A load from anywhere, such as a curve that a reader draws. */
import type { CostProblem } from '../../cost/index.ts'
import { checkNumber, shown } from '../../cost/problem.ts'
import { isRecord } from '../../kubernetes/apimachinery/patch.ts'
import type { LoadPoint } from './curve.ts'
import { defaultRace } from './defaults.ts'
import { LONGEST_RACE_MS, MAX_RACE_POINTS, MOST_RPS } from './params.ts'
import { fromCost, raceProblem, type RaceProblem } from './problem.ts'

/** No more of a curve's faults are listed one by one. */
const LISTED = 20

/** The points; the default's where they cannot be used. */
export function readLoad(value: unknown, problems: RaceProblem[]): readonly LoadPoint[] {
  if (value === undefined) return defaultRace.load
  if (!Array.isArray(value)) problems.push(raceProblem('bad-shape', 'load', { value: shown(value) }))
  else if (value.length < 2) problems.push(raceProblem('too-few-points', 'load'))
  else if (value.length > MAX_RACE_POINTS) problems.push(raceProblem('too-many-points', 'load', { value: value.length, max: MAX_RACE_POINTS }))
  else return pointsOf(value, problems) ?? defaultRace.load
  return defaultRace.load
}

function pointsOf(given: readonly unknown[], problems: RaceProblem[]): LoadPoint[] | undefined {
  const points: LoadPoint[] = []
  const found: RaceProblem[] = []
  for (const [i, one] of given.entries()) {
    const { at, rps } = isRecord(one) ? one : {}
    const field = `load[${i}]`
    const numbers: CostProblem[] = []
    const point = { at: checkNumber(at, `${field}.at`, [0, LONGEST_RACE_MS], numbers), rps: checkNumber(rps, `${field}.rps`, [0, MOST_RPS], numbers) }
    found.push(...numbers.map(problem => fromCost(problem, 'error')))
    if (point.at === undefined || point.rps === undefined) continue
    const before = points.at(-1)?.at ?? 0
    if (point.at < before) found.push(raceProblem('out-of-order', `${field}.at`, { value: point.at, before }))
    points.push({ at: point.at, rps: point.rps })
  }
  if (points[0] && points[0].at > 0) points.unshift({ at: 0, rps: points[0].rps })
  if ((points.at(-1)?.at ?? 0) === 0 && found.length === 0) found.push(raceProblem('too-few-points', 'load'))
  problems.push(...found.slice(0, LISTED))
  return found.length > 0 ? undefined : points
}
