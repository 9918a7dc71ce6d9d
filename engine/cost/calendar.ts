/**
 * A month in which some groups run by a schedule of their own: a year of 365 days, a twelfth of which is 730 hours. Days on which
 * the same groups run are alike and are gone through once, minute by minute where something begins or ends.
 */
import { fargateBilledSeconds } from '../aws/fargate-size.ts'
import { readCron } from '../kubernetes/apimachinery/cron.ts'
import { replicasAt, type Level, type ReplicaRange, type Usage } from './usage.ts'

const DAY_MINUTES = 1440
const DAYS_IN_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
/** When a schedule of some hours a day begins. */
const DAY_BEGINS = 9

interface DayKind {
  days: number
  weekday: number
  /** The groups that run on it. */
  running: readonly number[]
}

/** The levels of such a month. Runs that go on after midnight are counted on the day they began; runs that overlap are one. */
export function calendarLevels(usage: Exclude<Usage, { kind: 'runs' }>, groups: readonly ReplicaRange[]): Level[] {
  const crons = groups.map(group => group.runs ? readCron(group.runs.schedule) : null)
  const found = new Map<string, Level>()
  const add = (days: number, minutes: number, replicas: readonly number[]) => {
    const hours = days * minutes / 60 / 12
    if (hours <= 0 || replicas.every(count => count === 0)) return
    const known = found.get(replicas.join())
    const all = (known?.hours ?? 0) + hours
    found.set(replicas.join(), { hours: all, fargateHours: all, replicas })
  }
  for (const { days, weekday, running } of dayKinds(crons)) {
    const spans = new Map(running.map(group => [group, spansOf(crons[group]?.minutes ?? [], groups[group]?.runs?.seconds ?? 0)]))
    const base = baseOf(usage, weekday)
    const edges = [...new Set([...base.flatMap(({ from, to }) => [from, to]), ...[...spans.values()].flat(2)])].sort((a, b) => a - b)
    for (const [index, from] of edges.entries()) {
      const to = edges[index + 1]
      if (to === undefined) break
      const share = base.find(slot => slot.from <= from && from < slot.to)
      for (const [part, weight] of [[share?.share ?? null, share?.weight ?? 1], [null, 1 - (share?.weight ?? 1)]] as const) {
        const own = part === null ? groups.map(() => 0) : replicasAt(groups, part)
        add(days * weight, to - from, groups.map((group, at) =>
          !group.runs ? own[at] ?? 0 : spans.get(at)?.some(([begin, end]) => begin !== undefined && end !== undefined && begin <= from && from < end) ? group.replicas : 0))
      }
    }
  }
  return [...found.values()]
}

function dayKinds(crons: readonly ReturnType<typeof readCron>[]): DayKind[] {
  const kinds = new Map<string, DayKind>()
  let weekday = 4
  for (const [month, days] of DAYS_IN_MONTH.entries()) {
    for (let day = 1; day <= days; day++, weekday = (weekday + 1) % 7) {
      const running = crons.flatMap((cron, group) => cron?.runsOn(month + 1, day, weekday) ? [group] : [])
      const key = `${weekday} ${running.join()}`
      kinds.set(key, { days: (kinds.get(key)?.days ?? 0) + 1, weekday, running })
    }
  }
  return [...kinds.values()]
}

/** From when to when (minutes of the day) a group runs; both clouds bill a minute at least. */
function spansOf(starts: readonly number[], seconds: number): number[][] {
  const length = fargateBilledSeconds(seconds) / 60
  const spans: [number, number][] = []
  for (const start of starts) {
    const last = spans.at(-1)
    if (last && start <= last[1]) last[1] = start + length
    else spans.push([start, start + length])
  }
  return spans
}

/** The workload's own load over a day, a slot an hour: `weight` is the share of such days on which it runs at all. */
function baseOf(usage: Exclude<Usage, { kind: 'runs' }>, weekday: number): { from: number, to: number, share: number, weight: number }[] {
  switch (usage.kind) {
    case 'always': return [{ from: 0, to: DAY_MINUTES, share: 1, weight: 1 }]
    case 'profile': {
      const { load } = usage
      const first = load.length === 168 ? (weekday + 6) % 7 * 24 : 0
      return Array.from({ length: 24 }, (_, hour) => ({ from: hour * 60, to: hour * 60 + 60, share: load[first + hour] ?? 0, weight: 1 }))
    }
    case 'schedule': {
      const weight = Math.min(Math.max(usage.daysPerWeek - (weekday + 6) % 7, 0), 1)
      const begin = Math.min(DAY_BEGINS, 24 - usage.hoursPerDay) * 60
      return weight > 0 ? [{ from: begin, to: begin + usage.hoursPerDay * 60, share: 1, weight }] : []
    }
  }
}
