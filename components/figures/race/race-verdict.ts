/** What a race comes to, in words: each statement of the engine's as a sentence made of its numbers. */
import type { Language, Localized } from '../../../data/localized.ts'
import type { LaneScore, VerdictStatement } from '../../../engine/race/verdict/verdict.ts'
import { timeWords } from '../../charts/time-axis.ts'
import { dollars, percent } from '../controls/number-words.ts'
import { countWords, laneNames, requests } from './race-words.ts'

const both = (say: (language: Language) => string): Localized => ({ ko: say('ko'), en: say('en') })
type Of<C extends VerdictStatement['code']> = Extract<VerdictStatement, { code: C }>

const find = <C extends VerdictStatement['code']>(statements: readonly VerdictStatement[], code: C) => statements.find((one): one is Of<C> => one.code === code)

/** The last word: who served, and for how much. */
export function verdictWords(statements: readonly VerdictStatement[]): Localized {
  const [served, paid] = [find(statements, 'served'), find(statements, 'paid')]
  if (!paid)
    return { ko: '', en: '' }
  const { cheapest, dearest } = paid
  if (!served) {
    return both(language => ({
      ko: `모두 다 받았습니다. 가장 싼 쪽은 ${priced(cheapest, 'ko')}, 가장 비싼 쪽은 ${priced(dearest, 'ko')}.`,
      en: `All served everything: ${priced(cheapest, 'en')} for the least, ${priced(dearest, 'en')} for the most.`,
    })[language])
  }
  const { best } = served
  if (best.lane === cheapest.lane)
    return both(language => ({ ko: `이번에는 ${laneNames[best.lane].ko}: ${lost(best, 'ko')} ${dollars(best.cents)}, 가장 쌉니다.`, en: `This time ${laneNames[best.lane].en}: ${lost(best, 'en')}, and the cheapest at ${dollars(best.cents)}.` })[language])
  return both(language => ({
    ko: `가장 잘 받은 쪽은 ${priced(best, 'ko')}, 가장 싼 쪽은 ${lost(cheapest, 'ko')} ${priced(cheapest, 'ko')}.`,
    en: `${priced(best, 'en')} served best; cheapest was ${laneNames[cheapest.lane].en} (${dollars(cheapest.cents)}, ${lost(cheapest, 'en')}).`,
  })[language])
}

const priced = ({ lane, cents }: LaneScore, language: Language) => `${laneNames[lane][language]}(${dollars(cents)})`.replace('(', language === 'en' ? ' (' : '(')

const lost = ({ unserved }: LaneScore, language: Language) => Math.round(unserved) === 0 ? { ko: '하나도 잃지 않고', en: 'nothing lost' }[language] : { ko: `${countWords(unserved, 'ko')}을 잃고`, en: `${requests(unserved, 'en')} lost` }[language]

/** What it depends on, a sentence a statement. */
export function dependsWords(statement: VerdictStatement): Localized | undefined {
  switch (statement.code) {
    case 'faster-serves-less': return fasterWords(statement)
    case 'start-decides': return startWords(statement)
    case 'rise-decides': return riseWords(statement)
    default: return undefined
  }
}

const inTime = (seconds: number, language: Language) => timeWords(Math.round(seconds) * 1000, language)

function startWords({ lane, best, seconds }: Of<'start-decides'>): Localized {
  const [a, b] = [laneNames[lane], laneNames[best]]
  if (seconds === null)
    return { ko: `${a.ko}: 아무리 빨리 떠도 ${b.ko}만큼 받지 못합니다.`, en: `${a.en}: however fast its machines start, ${b.en} serves more.` }
  return { ko: `${a.ko}: 노드가 ${inTime(seconds, 'ko')} 안에 뜨면 ${b.ko}만큼 받습니다.`, en: `${a.en}: with machines within ${inTime(seconds, 'en')} it serves as much as ${b.en}.` }
}

/** That none of the values tried is slow enough is for the chart to show. */
function riseWords({ lane, seconds }: Of<'rise-decides'>): Localized | undefined {
  const name = laneNames[lane]
  if (seconds === null)
    return undefined
  return { ko: `${name.ko}: ${inTime(seconds, 'ko')}에 걸쳐 오르면 다 받습니다.`, en: `${name.en}: serves it all when it rises over ${inTime(seconds, 'en')}.` }
}

/** The cause is said only where the pods that were ready show it. */
function fasterWords({ lane, faster, slower }: Of<'faster-serves-less'>): Localized {
  const share = (value: number) => percent(value)
  const why = faster.ready < slower.ready
    ? {
        ko: ` 먼저 늘린 쪽은 먼저 줄여, 다시 몰릴 때 준비된 파드가 ${faster.ready}개입니다(느린 쪽은 ${slower.ready}개).`,
        en: ` Done sooner, scaled in sooner: ${faster.ready} pods ready as the load comes back, not ${slower.ready}.`,
      }
    : { ko: '', en: '' }
  return both(language => ({
    ko: `빠르다고 늘 낫지는 않습니다. ${laneNames[lane].ko}: ${inTime(faster.seconds, 'ko')}에 뜨면 ${share(faster.unservedShare)}, ${inTime(slower.seconds, 'ko')}에 뜨면 ${share(slower.unservedShare)}를 놓칩니다.`,
    en: `Faster is not always better. ${laneNames[lane].en}: starts in ${inTime(faster.seconds, 'en')}, misses ${share(faster.unservedShare)}; in ${inTime(slower.seconds, 'en')}, ${share(slower.unservedShare)}.`,
  })[language] + why[language])
}
