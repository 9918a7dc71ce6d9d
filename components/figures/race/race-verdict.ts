/** What a race comes to, in words: each statement of the engine's as a sentence made of its numbers. */
import type { Language, Localized } from '../../../data/localized.ts'
import type { LaneKind } from '../../../engine/race/inputs/inputs.ts'
import type { LossCause } from '../../../engine/race/verdict/losses.ts'
import type { CostCause } from '../../../engine/race/verdict/spending.ts'
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
      en: `All served everything: from ${priced(cheapest, 'en')} to ${priced(dearest, 'en')}.`,
    })[language])
  }
  const { best } = served
  if (best.lane === cheapest.lane)
    return both(language => ({ ko: `이번에는 ${laneNames[best.lane].ko}: ${lost(best, 'ko')} ${dollars(best.cents)}, 가장 쌉니다.`, en: `This time ${laneNames[best.lane].en}: ${lost(best, 'en')}, and the cheapest at ${dollars(best.cents)}.` })[language])
  return both(language => ({
    ko: `가장 많이 처리한 쪽은 ${priced(best, 'ko')}, 가장 싼 쪽은 ${laneNames[cheapest.lane].ko}(${dollars(cheapest.cents)}, ${short(cheapest)}).`,
    en: `${priced(best, 'en')} served best; cheapest was ${laneNames[cheapest.lane].en} (${dollars(cheapest.cents)}, ${lost(cheapest, 'en')}).`,
  })[language])
}

/** The lanes that the last word is about: who lost the least, where anybody lost, and who paid the least. */
export function namedLanes(statements: readonly VerdictStatement[]): { served?: LaneKind, cheap?: LaneKind } {
  return { served: find(statements, 'served')?.best.lane, cheap: find(statements, 'paid')?.cheapest.lane }
}

const priced = ({ lane, cents }: LaneScore, language: Language) => `${laneNames[lane][language]}(${dollars(cents)})`.replace('(', language === 'en' ? ' (' : '(')

const lost = ({ unserved }: LaneScore, language: Language) => Math.round(unserved) === 0 ? { ko: '하나도 잃지 않고', en: 'nothing lost' }[language] : { ko: `${countWords(unserved, 'ko')}을 잃고`, en: `${requests(unserved, 'en')} lost` }[language]

/** The same in brackets. */
const short = ({ unserved }: LaneScore) => Math.round(unserved) === 0 ? '유실 없음' : `${countWords(unserved, 'ko')} 유실`

/** What decides: numbers that nothing is published about are assumptions. */
const deciders: Readonly<Record<LossCause | CostCause, Localized>> = {
  'node-start': { ko: '노드가 뜨는 시간(가정)', en: 'assumed node start times' },
  'node-count': { ko: '노드 수의 한도', en: 'the limit of nodes' },
  'hpa': { ko: 'HPA가 늘리는 속도와 한도', en: 'the HPA’s pace and limits' },
  'pod-start': { ko: '파드가 뜨는 시간(가정)', en: 'assumed pod start times' },
  'fault': { ko: '장애', en: 'the faults' },
  'idle': { ko: '놀던 용량', en: 'idle capacity' },
  'price': { ko: '쓴 용량의 단가', en: 'the price of used capacity' },
  'fees': { ko: '관리 요금과 시스템 노드', en: 'fees and system nodes' },
}

/** What the last word turns on most, by the run's own numbers: of what was lost; where nothing was, of what lies between the prices. Empty where nothing differs. */
export function turnsOnWords(statements: readonly VerdictStatement[]): Localized {
  const [losses, cost] = [find(statements, 'losses-turn-on'), find(statements, 'cost-turns-on')]
  if (losses)
    return both(language => ({ ko: `유실의 ${percent(losses.share)}는 ${deciders[losses.cause].ko} 때문입니다.`, en: `${percent(losses.share)} of losses come from ${deciders[losses.cause].en}.` })[language])
  return cost
    ? both(language => ({ ko: `요금 차이의 ${percent(cost.share)}는 ${deciders[cost.cause].ko} 때문입니다.`, en: `${percent(cost.share)} of the cost gap comes from ${deciders[cost.cause].en}.` })[language])
    : { ko: '', en: '' }
}

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
