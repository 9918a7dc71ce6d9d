import { dollars, many } from '../controls/number-words.ts'
import { timeWords } from '../../charts/time-axis.ts'
import type { Language, Localized } from '../../../data/localized.ts'
import type { Beat } from '../shell/define.ts'
import { laneNames } from '../race/race-words.ts'
import { FALLS, RISES } from './node-scaling-inputs.ts'
import { type LaneStory, type NodeScalingFound, typesOf } from './node-scaling-found.ts'

const both = (say: (language: Language) => string): Localized => ({ ko: say('ko'), en: say('en') })
/** What a lane has asked for by an instant (virtual ms): machines of one type by its name, those of several by how many there are, and why so many where each is of a zone. */
function asks({ added }: LaneStory, at: number, language: Language): string {
  const asked = added.filter(({ requestedAt }) => requestedAt <= at)
  const types = new Set(asked.map(({ type }) => type)).size
  if (types <= 1)
    return typesOf(asked)
  const eachOfAZone = new Set(asked.map(({ zone }) => zone)).size === asked.length
  return eachOfAZone ? { ko: `AZ마다 한 대씩 ${asked.length}대`, en: `${asked.length} nodes, one per AZ` }[language] : { ko: `${types}가지 타입 ${asked.length}대`, en: `${asked.length} nodes of ${types} types` }[language]
}
const name = ({ lane }: LaneStory) => laneNames[lane].en

/** Full nodes, new nodes, idle nodes; the last beat is what is left of each, and its price. */
export function nodeScalingStory({ race, lanes }: NodeScalingFound): Beat[] {
  const [group, karpenter] = lanes
  if (!group || !karpenter)
    return []
  const beats: Beat[] = []
  const at = (until: number | undefined, say: Localized, seconds: number) => {
    if (until !== undefined && until > Number(beats.at(-1)?.until ?? 0))
      beats.push({ until: Math.min(until, race.until), say, seconds })
  }
  at(RISES - 1, { ko: '평소입니다. 같은 앱이 두 클러스터에서 돕니다.', en: 'A calm day: the same app in two clusters.' }, 2)
  const pending = Math.min(group.pendingFrom ?? Infinity, karpenter.pendingFrom ?? Infinity)
  // The picture of it is one without a new node: Karpenter asks for its first within a second or two.
  const firstAsked = Math.min(...[group, karpenter].map(({ added }) => added[0]?.requestedAt ?? Infinity))
  if (Number.isFinite(pending))
    at(Math.min(pending + 2_000, firstAsked - 1), { ko: '파드가 늘었는데 들어갈 노드가 없습니다.', en: 'More pods, and no node has room for them.' }, 4)
  const asked = Math.max(group.added[0]?.requestedAt ?? 0, karpenter.added[0]?.requestedAt ?? 0) + 1_000
  at(asked, both(language => ({
    ko: `${name(group)}: ${asks(group, asked, 'ko')}. ${name(karpenter)}: ${asks(karpenter, asked, 'ko')}.`,
    en: `${name(group)}: ${asks(group, asked, 'en')}. ${name(karpenter)}: ${asks(karpenter, asked, 'en')}.`,
  })[language]), 4)
  const ready = [group, karpenter].filter(({ firstReady }) => firstReady !== undefined).sort((a, b) => (a.firstReady ?? 0) - (b.firstReady ?? 0))
  for (const lane of ready) {
    const after = (lane.placedAt ?? lane.firstReady ?? 0) - (lane.pendingFrom ?? RISES)
    at(lane.placedAt ?? lane.firstReady, both(language => ({
      ko: `${name(lane)}: ${timeWords(after, 'ko')} 만에 모든 파드가 자리를 얻었습니다.`, en: `${name(lane)}: every pod has a place after ${timeWords(after, 'en')}.`,
    })[language]), 5)
  }
  const gone = [group, karpenter].filter(({ firstGone }) => firstGone !== undefined).sort((a, b) => (a.firstGone ?? 0) - (b.firstGone ?? 0))
  const [first, second] = gone
  if (first) {
    at(first.firstGone, both(language => ({
      ko: `부하가 빠지고 ${timeWords((first.firstGone ?? 0) - FALLS, 'ko')} 뒤에 ${name(first)}가 첫 노드를 정리합니다.`, en: `${timeWords((first.firstGone ?? 0) - FALLS, 'en')} after the load went, ${name(first)} removes a node.`,
    })[language]), 5)
  }
  if (second) {
    at(second.firstGone, both(language => ({
      ko: `${name(second)}는 ${timeWords((second.firstGone ?? 0) - FALLS, 'ko')} 뒤에야 첫 노드를 정리합니다.`, en: `${name(second)} removes its first only after ${timeWords((second.firstGone ?? 0) - FALLS, 'en')}.`,
    })[language]), 6)
  }
  const stays = [group, karpenter].filter(({ firstGone }) => firstGone === undefined)
  if (stays.length > 0)
    at(race.until - 1, both(language => ({ ko: `${stays.map(name).join(', ')}: 정리할 수 있는 노드가 없습니다.`, en: `${stays.map(name).join(', ')}: no node can be removed.` })[language]), 6)
  const paid = (lane: LaneStory, language: Language) => ({
    ko: `${name(lane)}: 노드 ${lane.left}대, 합계 ${dollars(lane.result.totals.cents)}`, en: `${name(lane)}: ${many(lane.left, 'node')}, ${dollars(lane.result.totals.cents)} in all`,
  })[language]
  beats.push({ until: race.until, say: both(language => `${paid(group, language)}. ${paid(karpenter, language)}.`), seconds: 2, telling: true })
  return beats
}
