/** A workload's usage turned into levels, each with its hours of the month. */
import { fargateBilledSeconds } from '../aws/fargate-size.ts'
import { calendarLevels } from './calendar.ts'
import { HOURS_PER_MONTH, replicasAt, type Level, type ReplicaRange, type Usage } from './usage.ts'

/** The levels of a month. Hours in which nothing runs are left out; equal hours are put together. */
export function levelsOf(usage: Usage, groups: readonly ReplicaRange[]): Level[] {
  const levels = usage.kind !== 'runs' && groups.some(group => group.runs && group.replicas > 0)
    ? calendarLevels(usage, groups)
    : plainLevels(usage, groups)
  return withSteady(levels, groups)
}

function plainLevels(usage: Usage, groups: readonly ReplicaRange[]): Level[] {
  const full = replicasAt(groups, 1)
  switch (usage.kind) {
    case 'always':
      return level(HOURS_PER_MONTH, full)
    case 'schedule':
      return level(HOURS_PER_MONTH * usage.daysPerWeek * usage.hoursPerDay / 168, full)
    case 'runs': {
      // EC2 and Fargate both bill a minute at least.
      const billed = usage.runsPerMonth * fargateBilledSeconds(usage.secondsPerRun) / 3600
      return level(Math.min(billed, HOURS_PER_MONTH), full, billed)
    }
    case 'profile': {
      const slots = new Map<string, { count: number, replicas: number[] }>()
      for (const share of usage.load) {
        const replicas = replicasAt(groups, share)
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

/** Adds what runs all month to every level, and a level for the hours in which nothing else runs. */
function withSteady(levels: Level[], groups: readonly ReplicaRange[]): Level[] {
  if (!groups.some(({ always, replicas }) => always && replicas > 0)) return levels
  const idle = HOURS_PER_MONTH - levels.reduce((sum, { hours }) => sum + hours, 0)
  const all = idle > 1e-9 ? [...levels, { hours: idle, fargateHours: idle, replicas: groups.map(() => 0) }] : levels
  return all.map(({ replicas, ...rest }) => ({ ...rest, replicas: groups.map((group, index) => group.always ? group.replicas : replicas[index] ?? 0) }))
}
