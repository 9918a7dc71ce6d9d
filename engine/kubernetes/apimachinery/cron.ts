/**
 * A schedule: on which days something happens, and at which minutes of such a day.
 * Models the five fields and the macros of robfig/cron's standard parser (ParseStandard), which the CronJob controller uses.
 * Leaves out `@every` and time zones: a bill knows only the length of a run and what runs beside it.
 */

/** A schedule that has been read. */
export interface Cron {
  /** Minutes of a day, ascending, 0 to 1439. */
  minutes: readonly number[]
  /** Whether it runs on a day: month 1 to 12, day of the month from 1, day of the week from Sunday, 0. */
  runsOn: (month: number, day: number, weekday: number) => boolean
}

const MACROS: Readonly<Record<string, string>> = {
  '@yearly': '0 0 1 1 *', '@annually': '0 0 1 1 *', '@monthly': '0 0 1 * *', '@weekly': '0 0 * * 0', '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *', '@hourly': '0 * * * *',
}
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']

/** Reads a schedule; null when upstream would not take it. */
export function readCron(text: string): Cron | null {
  const fields = (MACROS[text.trim()] ?? text.trim()).split(/\s+/)
  if (fields.length !== 5) return null
  const [minute, hour, day, month, weekday] = [
    readField(fields[0], 0, 59), readField(fields[1], 0, 23), readField(fields[2], 1, 31), readField(fields[3], 1, 12, MONTHS, 1),
    readField(fields[4], 0, 6, DAYS, 0),
  ]
  if (!minute || !hour || !day || !month || !weekday) return null
  const anyDay = fields[2]?.startsWith('*') || fields[2] === '?'
  const anyWeekday = fields[4]?.startsWith('*') || fields[4] === '?'
  return {
    minutes: [...hour].sort((a, b) => a - b).flatMap(h => [...minute].sort((a, b) => a - b).map(m => h * 60 + m)),
    // With both days restricted either is enough, as cron has it.
    runsOn: (inMonth, onDay, onWeekday) => month.has(inMonth)
      && (anyDay || anyWeekday ? day.has(onDay) && weekday.has(onWeekday) : day.has(onDay) || weekday.has(onWeekday)),
  }
}

function readField(text: string | undefined, min: number, max: number, names: readonly string[] = [], first = 0): Set<number> | null {
  const values = new Set<number>()
  for (const part of (text ?? '').split(',')) {
    const match = /^(\*|\?|\w+)(?:-(\w+))?(?:\/(\d+))?$/.exec(part)
    if (!match) return null
    const [, from = '', to, step] = match
    const all = from === '*' || from === '?'
    const number = (word: string) => names.includes(word.toLowerCase()) ? names.indexOf(word.toLowerCase()) + first : /^\d+$/.test(word) ? Number(word) : Number.NaN
    const low = all ? min : number(from)
    const high = all ? max : to !== undefined ? number(to) : step !== undefined ? max : low
    const by = step === undefined ? 1 : Number(step)
    if (!(low >= min && high <= max && low <= high && by > 0)) return null
    for (let value = low; value <= high; value += by) values.add(value)
  }
  return values
}
