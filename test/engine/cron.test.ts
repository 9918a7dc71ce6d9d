import { expect, test } from 'vitest'
import { readCron } from '../../engine/kubernetes/apimachinery/cron.ts'

// robfig/cron, parser_test.go: ParseStandard
test.each<[string, number, number]>([
  ['0 2 * * *', 1, 365], ['*/15 * * * *', 96, 365], ['0 0-6/2 * * *', 4, 365], ['5,35 9 * * mon-fri', 2, 261], ['@hourly', 24, 365],
  ['@weekly', 1, 52], ['@monthly', 1, 12], ['0 0 31 * *', 1, 7], ['0 0 1 jan,jul *', 1, 2], ['30 4/6 * * *', 4, 365], ['0 0 ? * 0', 1, 52],
])('%s runs %i times a day on %i days of a year', (text, times, days) => {
  const cron = readCron(text)
  expect(cron?.minutes).toHaveLength(times)
  let found = 0
  for (let at = new Date(Date.UTC(2026, 0, 1)); at.getUTCFullYear() === 2026; at = new Date(at.getTime() + 86_400_000)) {
    if (cron?.runsOn(at.getUTCMonth() + 1, at.getUTCDate(), at.getUTCDay())) found++
  }
  expect(found).toBe(days)
})

test('with both days restricted either is enough', () => {
  const cron = readCron('0 0 13 * 5')
  expect([cron?.runsOn(1, 13, 2), cron?.runsOn(1, 2, 5), cron?.runsOn(1, 2, 2)]).toEqual([true, true, false])
})

test.each(['', '* * * *', '* * * * * *', '60 * * * *', '* 24 * * *', '* * 0 * *', '* * * 13 *', '* * * * 7', '5-1 * * * *', '*/0 * * * *', 'TZ=UTC 0 0 * * *', '@every 1h', 'a * * * *'])('%j is no schedule', (text) => {
  expect(readCron(text)).toBeNull()
})
