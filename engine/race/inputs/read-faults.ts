/** Faults from anywhere. */
import type { CostProblem } from '../../cost/index.ts'
import { checkNumber, shown } from '../../cost/problem.ts'
import { isRecord } from '../../kubernetes/apimachinery/patch.ts'
import type { RaceFault } from './inputs.ts'
import { MAX_RACE_FAULTS } from './params.ts'
import { fromCost, raceProblem, type RaceProblem } from './problem.ts'

/** In the order of time. @param end the last instant of the race (ms) */
export function readFaults(value: unknown, end: number, problems: RaceProblem[]): readonly RaceFault[] {
  if (value === undefined) return []
  if (!Array.isArray(value)) problems.push(raceProblem('bad-shape', 'faults', { value: shown(value) }))
  else if (value.length > MAX_RACE_FAULTS) problems.push(raceProblem('too-many-faults', 'faults', { value: value.length, max: MAX_RACE_FAULTS }))
  else return value.flatMap((one: unknown, i) => faultOf(one, `faults[${i}]`, end, problems) ?? []).sort((a, b) => a.at - b.at)
  return []
}

function faultOf(value: unknown, field: string, end: number, problems: RaceProblem[]): RaceFault | undefined {
  const raw = isRecord(value) ? value : {}
  const found: CostProblem[] = []
  const number = (key: string, range: readonly [number, number], whole = false) => checkNumber(raw[key], `${field}.${key}`, range, found, whole) ?? 0
  const at = number('at', [0, end])
  const fault = ((): RaceFault | undefined => {
    switch (raw.kind) {
      case 'zone': return { at, kind: 'zone', zone: number('zone', [0, 2], true), seconds: number('seconds', [0, 7 * 24 * 3_600]) }
      case 'node': return { at, kind: 'node' }
      case 'spot': return { at, kind: 'spot', share: number('share', [0, 1]) }
      default: return undefined
    }
  })()
  if (!fault) problems.push(raceProblem('bad-shape', `${field}.kind`, { value: shown(raw.kind) }))
  problems.push(...found.map(problem => fromCost(problem, 'error')))
  return found.length === 0 ? fault : undefined
}
