/** When a workload runs, and with how many replicas. */
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

/** A group's own schedule, such as a CronJob's. */
export interface Runs {
  /** When runs begin, in cron's five fields. */
  schedule: string
  /** How long one run takes. */
  seconds: number
  /** Whether `seconds` is our assumption rather than the manifest's. */
  assumed: boolean
}

/** A day of a web service: quietest at 4, busiest at 16. Shares of the range between minimum and maximum, by hour. */
export const DAY_CURVE: readonly number[] = Array.from({ length: 24 }, (_, hour) => (1 - Math.cos((hour - 4) / 12 * Math.PI)) / 2)

/** How many replicas of a group run, at least and at most. */
export interface ReplicaRange {
  replicas: number
  minReplicas: number
  /** A schedule of its own, whatever the workload's usage. */
  runs?: Runs
  /** Runs all month, whatever the workload's usage: a system pod. */
  always?: boolean
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

/** Replicas of the workload's own groups at a share of their range; those that run all month are added later. */
export function replicasAt(groups: readonly ReplicaRange[], share: number): number[] {
  return groups.map(({ replicas: most, minReplicas: least, always }) => always ? 0 : Math.ceil(least + (most - least) * share - 1e-9))
}
