/** A race told beat by beat; every number is the run's own. */
import type { Language, Localized } from '../../../data/localized.ts'
import type { LaneScore, VerdictStatement } from '../../../engine/race/verdict/verdict.ts'
import { timeWords } from '../../charts/time-axis.ts'
import { dollars, many } from '../controls/number-words.ts'
import type { Beat } from '../shell/define.ts'
import type { RaceFound } from './race-found.ts'
import { verdictWords } from './race-verdict.ts'
import { raceView } from './race-view.ts'
import { laneNames, rate } from './race-words.ts'

const both = (say: (language: Language) => string): Localized => ({ ko: say('ko'), en: say('en') })
const after = (score: LaneScore) => score.recoveredAfterMs ?? 0

/** The beats of a race, in the order of its time. */
export function raceStory(found: RaceFound): Beat[] {
  const { result, burst, scores, verdict } = found
  const beats: Beat[] = []
  const at = (until: number, say: Localized, seconds: number) => {
    if (until > Number(beats.at(-1)?.until ?? 0))
      beats.push({ until: Math.min(until, result.until - 1), say, seconds })
  }
  if (burst) {
    const { from, until, fromRps, toRps } = burst
    const isSecond = result.lanes.some(({ totals }) => totals.shortfalls.some(shortfall => shortfall.from < from))
    at(from, isSecond
      ? both(language => ({ ko: `한 번 몰렸다 빠졌습니다. 다시 ${rate(fromRps, 'ko')}.`, en: `A first rush is over: back to ${rate(fromRps, 'en')}.` })[language])
      : both(language => ({ ko: `평소에는 ${rate(fromRps, 'ko')}. 모두 다 받아 냅니다.`, en: `Calm: ${rate(fromRps, 'en')}, and every lane serves them.` })[language]), 3)
    const late = scores.filter(score => after(score) > 0).map(after)
    const met = from + Math.min(...late, result.until - from)
    const rises = timeWords(until - from, 'ko')
    at(late.length > 0 ? Math.min(met - 1, until + (met - until) / 2) : until, late.length > 0
      ? both(language => ({ ko: `${rises} 만에 ${rate(toRps, 'ko')}. 용량은 아직 못 미칩니다.`, en: `${rate(toRps, 'en')} within ${timeWords(until - from, 'en')}. Capacity is not there yet.` })[language])
      : both(language => ({ ko: `${rises}에 걸쳐 ${rate(toRps, 'ko')}. 모두 따라갑니다.`, en: `${rate(toRps, 'en')} over ${timeWords(until - from, 'en')}. Every lane keeps up.` })[language]), 5)
    for (const statement of verdict)
      told(statement, found, from, at)
  }
  else {
    at(result.until, both(language => ({ ko: `내내 ${rate(result.load[0]?.rps ?? 0, 'ko')}. 늘릴 일이 없습니다.`, en: `${rate(result.load[0]?.rps ?? 0, 'en')} all along: nothing to add.` })[language]), 4)
  }
  beats.push({ until: result.until, say: verdictWords(verdict), seconds: 1, telling: true })
  return beats
}

/** Statements that have their place in time. */
function told(statement: VerdictStatement, { result, curve }: RaceFound, from: number, at: (until: number, say: Localized, seconds: number) => void): void {
  if (statement.code === 'ready') {
    const { first, last } = statement
    /** Pods that still wait once the ready ones can serve all that comes: the HPA asks for more than that. */
    const spare = after(last) < Number.POSITIVE_INFINITY ? raceView(result, curve, from + after(last)).lanes.find(({ lane }) => lane === last.lane)?.pending ?? 0 : 0
    const name = (score: LaneScore, language: Language) => laneNames[score.lane][language]
    at(from + after(first), both(language => after(first) === 0
      ? { ko: `${name(first, 'ko')}: 한 번도 모자라지 않습니다.`, en: `Never short: ${name(first, 'en')}.` }[language]
      : { ko: `가장 먼저 따라잡은 쪽은 ${name(first, 'ko')}, ${timeWords(after(first), 'ko')} 걸렸습니다.`, en: `First to meet the demand: ${name(first, 'en')}, after ${timeWords(after(first), 'en')}.` }[language]), 5)
    at(from + after(last), both(language => after(last) === Number.POSITIVE_INFINITY
      ? { ko: `${name(last, 'ko')}: 끝까지 따라잡지 못합니다.`, en: `It never catches up: ${name(last, 'en')}.` }[language]
      : { ko: `가장 늦은 쪽은 ${name(last, 'ko')}, ${timeWords(after(last), 'ko')}${spare > 0 ? `. ${spare}개가 아직 대기 중이지만 요청은 다 받습니다` : ' 걸렸습니다'}.`, en: `Last: ${name(last, 'en')}, after ${timeWords(after(last), 'en')}${spare > 0 ? `, with ${many(spare, 'pod')} still pending` : ''}.` }[language]), 5)
  }
  if (statement.code === 'afterwards') {
    const { most, least } = statement
    const spent = (score: LaneScore, language: Language) => ({ ko: `${laneNames[score.lane].ko} ${dollars(score.centsAfterwards ?? 0)}`, en: `${laneNames[score.lane].en} ${dollars(score.centsAfterwards ?? 0)}` })[language]
    at(Number.MAX_SAFE_INTEGER, both(language => ({ ko: `부하가 빠진 뒤 낸 돈: ${spent(least, 'ko')}부터 ${spent(most, 'ko')}까지.`, en: `Paid after the load was gone: from ${spent(least, 'en')} to ${spent(most, 'en')}.` })[language]), 6)
  }
}
