/** When a workload runs, and with how many replicas: turned into levels, each with its hours of the month. */
import { fargateBilledSeconds } from '../aws/fargate-size.ts'
import { checkNumber, costProblem, shown, type CostProblem } from './problem.ts'

/** Hours in the month that AWS's own calculators use. */
export const HOURS_PER_MONTH = 730

/** When the workload runs. */
export type Usage =
  /** All month, at full replicas. */
  | { kind: 'always' }
  /** At full replicas on some days and hours of the week, else not at all. */
  | { kind: 'schedule', daysPerWeek: number, hoursPerDay: number }
  /** All month, between minimum and full replicas: 24 (a day) or 168 (a week) shares from 0 to 1, one an hour. */
  | { kind: 'profile', load: readonly number[] }
  /** So many runs a month at full replicas, so many seconds each. */
  | { kind: 'runs', runsPerMonth: number, secondsPerRun: number }

/** How many replicas of a group run, at least and at most. */
export interface ReplicaRange {
  replicas: number
  minReplicas: number
}

/** Some hours of the month in which every group keeps one number of replicas. */
export interface Level {
  hours: number
  /** Hours that Fargate bills each pod: whole seconds, at least a minute a run. */
  fargateHours: number
  /** Replicas by group, in the groups' order. */
  replicas: readonly number[]
}

/** The problems of a usage; none when it can be used. */
export function checkUsage(usage: Usage): CostProblem[] {
  const problems: CostProblem[] = []
  switch (usage?.kind) {
    case 'always':
      break
    case 'schedule':
      checkNumber(usage.daysPerWeek, 'usage.daysPerWeek', [0, 7], problems)
      checkNumber(usage.hoursPerDay, 'usage.hoursPerDay', [0, 24], problems)
      break
    case 'profile':
      if (!Array.isArray(usage.load) || (usage.load.length !== 24 && usage.load.length !== 168)) {
        problems.push(costProblem('unknown-value', 'usage.load', { value: shown(usage.load?.length), known: '24, 168' }))
      } else {
        for (const [hour, share] of usage.load.entries()) checkNumber(share, `usage.load[${hour}]`, [0, 1], problems)
      }
      break
    case 'runs': {
      const runs = checkNumber(usage.runsPerMonth, 'usage.runsPerMonth', [0, 1e6], problems)
      const seconds = checkNumber(usage.secondsPerRun, 'usage.secondsPerRun', [0, HOURS_PER_MONTH * 3600], problems)
      if (runs !== undefined && seconds !== undefined && runs * seconds > HOURS_PER_MONTH * 3600) {
        problems.push(costProblem('out-of-range', 'usage.secondsPerRun',
          { value: seconds, min: 0, max: Math.floor(HOURS_PER_MONTH * 3600 / runs) }))
      }
      break
    }
    default:
      problems.push(costProblem('unknown-value', 'usage.kind',
        { value: shown((usage as Usage | undefined)?.kind), known: 'always, schedule, profile, runs' }))
  }
  return problems
}

/** The levels of a month. Hours in which nothing runs are left out; equal hours are put together. */
export function levelsOf(usage: Usage, groups: readonly ReplicaRange[]): Level[] {
  const full = groups.map(group => group.replicas)
  switch (usage.kind) {
    case 'always':
      return level(HOURS_PER_MONTH, full)
    case 'schedule':
      return level(HOURS_PER_MONTH * usage.daysPerWeek * usage.hoursPerDay / 168, full)
    case 'runs':
      return level(usage.runsPerMonth * usage.secondsPerRun / 3600, full,
        usage.runsPerMonth * fargateBilledSeconds(usage.secondsPerRun) / 3600)
    case 'profile': {
      const slots = new Map<string, { count: number, replicas: number[] }>()
      for (const share of usage.load) {
        const replicas = groups.map(({ replicas: most, minReplicas: least }) => Math.ceil(least + (most - least) * share - 1e-9))
        const slot = slots.get(replicas.join())
        if (slot) slot.count++
        else slots.set(replicas.join(), { count: 1, replicas })
      }
      return [...slots.values()].flatMap(slot => level(HOURS_PER_MONTH * slot.count / usage.load.length, slot.replicas))
    }
  }
}

function level(hours: number, replicas: readonly number[], fargateHours = hours): Level[] {
  return hours > 0 && replicas.some(count => count > 0) ? [{ hours, fargateHours, replicas }] : []
}
