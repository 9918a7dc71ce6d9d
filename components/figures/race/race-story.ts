/** A race told beat by beat; every number is the run's own. */
import type { Language, Localized } from '../../../data/localized.ts'
import { centsAt } from '../../../engine/race/result/money.ts'
import { timeWords } from '../../charts/time-axis.ts'
import { dollars } from '../controls/number-words.ts'
import type { Beat } from '../shell/define.ts'
import { lanesInOrder, type RaceFound } from './race-found.ts'
import { countWords, laneNames, rate, requests } from './race-words.ts'

const both = (say: (language: Language) => string): Localized => ({ ko: say('ko'), en: say('en') })

/** The beats of a race, in the order of its time. */
export function raceStory(found: RaceFound): Beat[] {
  const { result, rise, caughtUp } = found
  const beats: Beat[] = []
  const at = (until: number, say: Localized, seconds: number) => {
    if (until > Number(beats.at(-1)?.until ?? 0))
      beats.push({ until: Math.min(until, result.until), say, seconds })
  }
  if (rise && rise.from > 0)
    at(rise.from, both(language => ({ ko: `평소에는 ${rate(rise.rps, 'ko')}. 모두 다 받아 냅니다.`, en: `Calm: ${rate(rise.rps, 'en')}, and every lane serves them.` })[language]), 3)
  const met = caughtUp.filter(({ at }) => at !== Number.POSITIVE_INFINITY)
  const [first] = met
  const last = met.at(-1)
  if (rise && first) {
    at(Math.min(first.at - 1, rise.until + (first.at - rise.until) / 2), both(language => ({
      ko: `${timeWords(rise.until - rise.from, 'ko')} 만에 ${rate(rise.peak, 'ko')}. 용량은 아직 그대로입니다.`,
      en: `${rate(rise.peak, 'en')} within ${timeWords(rise.until - rise.from, 'en')}. Capacity is not there yet.`,
    })[language]), 5)
  }
  if (first)
    at(first.at, both(language => ({ ko: `가장 먼저 따라잡은 쪽은 ${laneNames[first.lane].ko}, ${timeWords(first.after, 'ko')} 걸렸습니다.`, en: `${laneNames[first.lane].en} meets the demand first, after ${timeWords(first.after, 'en')}.` })[language]), 5)
  if (last && last !== first)
    at(last.at, both(language => ({ ko: `마지막은 ${laneNames[last.lane].ko}, ${timeWords(last.after, 'ko')} 만입니다.`, en: `${laneNames[last.lane].en} is last, after ${timeWords(last.after, 'en')}.` })[language]), 5)
  at(Math.max(result.until - 1, 0), afterwards(found), 6)
  beats.push({ until: result.until, say: verdict(found), seconds: 1, telling: true })
  return beats
}

/** Who still pays once the load is gone: what each lane spent in the last tenth of the run. */
function afterwards({ result }: RaceFound): Localized {
  const spent = lanesInOrder(result).map(lane => ({ lane: lane.lane, cents: centsAt(lane, result.until, result.options) - centsAt(lane, result.until * 0.9, result.options) })).sort((a, b) => a.cents - b.cents)
  const [least] = spent
  const most = spent.at(-1)
  if (!least || !most || least.cents === most.cents)
    return { ko: '끝에는 모두 같은 돈을 냅니다.', en: 'At the end all pay the same.' }
  return both(language => ({
    ko: `끝에 가장 덜 내는 쪽은 ${laneNames[least.lane].ko}, 가장 더 내는 쪽은 ${laneNames[most.lane].ko}입니다.`,
    en: `At the end ${laneNames[least.lane].en} pays least, ${laneNames[most.lane].en} most.`,
  })[language])
}

/** Who lost least, and who cost least: sums of this run. */
export function verdict({ result }: RaceFound): Localized {
  const lanes = lanesInOrder(result)
  const cheapest = [...lanes].sort((a, b) => a.totals.cents - b.totals.cents)[0]
  const loses = ({ totals }: (typeof lanes)[number]) => totals.lost + totals.waiting
  const best = [...lanes].sort((a, b) => loses(a) - loses(b) || a.totals.cents - b.totals.cents)[0]
  if (!best || !cheapest)
    return { ko: '', en: '' }
  const lost = (lane: typeof best, language: Language) => Math.round(loses(lane)) === 0 ? { ko: '하나도 잃지 않고', en: 'nothing lost' }[language] : { ko: `${countWords(loses(lane), 'ko')}을 잃고`, en: `${requests(loses(lane), 'en')} lost` }[language]
  const name = (lane: typeof best, language: Language) => laneNames[lane.lane][language]
  if (best === cheapest)
    return both(language => ({ ko: `이번에는 ${name(best, 'ko')}: ${lost(best, 'ko')} ${dollars(best.totals.cents)}, 가장 쌉니다.`, en: `This time ${name(best, 'en')}: ${lost(best, 'en')}, and the cheapest at ${dollars(best.totals.cents)}.` })[language])
  return both(language => ({
    ko: `가장 잘 받은 쪽은 ${name(best, 'ko')}(${dollars(best.totals.cents)}), 가장 싼 쪽은 ${lost(cheapest, 'ko')} ${name(cheapest, 'ko')}(${dollars(cheapest.totals.cents)}).`,
    en: `${name(best, 'en')} served best (${dollars(best.totals.cents)}); cheapest was ${name(cheapest, 'en')} (${dollars(cheapest.totals.cents)}, ${lost(cheapest, 'en')}).`,
  })[language])
}
