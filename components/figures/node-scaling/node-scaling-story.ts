import { allowedDisruptions } from '../../../engine/aws/karpenter/budgets.ts'
import { karpenterPool } from '../../../engine/race/lane/node-pools.ts'
import { dollars, many } from '../controls/number-words.ts'
import { timeWords } from '../../charts/time-axis.ts'
import type { Language, Localized } from '../../../data/localized.ts'
import type { Beat } from '../shell/define.ts'
import { laneNames } from '../race/race-words.ts'
import { FALLS, type NodeScalingScenario, RISES } from './node-scaling-inputs.ts'
import { goneBy, type LaneStory, type NodeScalingFound } from './node-scaling-found.ts'

const both = (say: (language: Language) => string): Localized => ({ ko: say('ko'), en: say('en') })
const name = ({ lane }: LaneStory) => laneNames[lane].en

/** What a lane has asked for by an instant (virtual ms): the picture names the types. */
function asks({ added }: LaneStory, at: number, language: Language): string {
  const asked = added.filter(({ requestedAt }) => requestedAt <= at)
  const types = new Set(asked.map(({ type }) => type)).size
  return {
    ko: `${types === 1 ? '한 가지' : `${types}가지`} 유형으로 ${asked.length}대`, en: `${many(asked.length, 'node')} of ${types === 1 ? 'one type' : `${types} types`}`,
  }[language]
}

/** What a lane does with a node that is too large for what is left on it. */
function merges(lane: LaneStory, { gone, pods, by }: NonNullable<LaneStory['merged']>): Localized {
  return by
    ? { ko: `${name(lane)}: 파드가 ${pods}개뿐인 ${gone.type}를 더 싼 ${by.type}로 바꿉니다.`, en: `${name(lane)}: ${gone.type} has ${many(pods, 'pod')}, so a cheaper ${by.type} takes over.` }
    : { ko: `${name(lane)}: ${gone.type} 없이도 파드가 다 들어가니 정리합니다.`, en: `${name(lane)}: all pods fit without the ${gone.type}, so it goes.` }
}

/** Karpenter looks at every node again five minutes after the last change, at the latest (ms). */
const LOOKED_AGAIN = 300_000

/** Why the nodes that Karpenter keeps are not made fewer, as it is done with the others; nothing where more of them may go at once, or where it may still be looking. @param after how long it took, once there were fewer pods */
function keeps(lane: LaneStory, { race: { options, until } }: NodeScalingFound, scenario: NodeScalingScenario, after: (language: Language) => string): Localized | undefined {
  if (scenario === 'pinned')
    return { ko: `HPA가 파드를 줄이고 ${after('ko')} 뒤 ${name(lane)}는 ${lane.left}대를 남깁니다(옮기지 말라는 파드).`, en: `${after('en')} after the HPA, ${name(lane)} keeps ${lane.left}: their pods must not move.` }
  const atOnce = allowedDisruptions(karpenterPool(options), lane.left, 'Underutilized', FALLS)
  const changes = lane.result.nodes.flatMap(({ requestedAt, goneAt }) => [requestedAt, goneAt]).filter(at => at < until)
  return lane.left > 1 && atOnce === 1 && until - Math.max(...changes) > LOOKED_AGAIN
    ? { ko: `HPA가 파드를 줄이고 ${after('ko')} 뒤 ${name(lane)}는 ${lane.left}대를 남깁니다(예산 10%, 더 싼 대안 없음).`, en: `${after('en')} after the HPA, ${name(lane)} keeps ${lane.left}: budget 10%, nothing cheaper.` }
    : undefined
}

/** Who pays less in the end, the nodes that Karpenter itself runs on told apart. */
function pays(group: LaneStory, karpenter: LaneStory): Localized {
  const [other, whole, nodes] = [group.result.totals.cents, karpenter.result.totals.cents, karpenter.result.totals.cents - karpenter.own]
  const who = name(karpenter)
  if (whole <= other)
    return { ko: `시스템 노드를 더해도 ${who}가 쌉니다(${dollars(whole)}).`, en: `${who} costs less, even with its system nodes (${dollars(whole)}).` }
  return nodes < other
    ? { ko: `노드 요금만 보면 ${who}가 싸지만(${dollars(nodes)}), 시스템 노드까지 더하면 더 비쌉니다(${dollars(whole)}).`, en: `${who}’s nodes cost less (${dollars(nodes)}); with system nodes, more (${dollars(whole)}).` }
    : { ko: `${who}가 노드 요금부터 비쌉니다(${dollars(nodes)}).`, en: `${who} costs more, even without its system nodes (${dollars(nodes)}).` }
}

/** Which of the nodes that are given back one is, as far as it is counted. */
const ordinals: readonly Localized[] = [{ ko: '첫 노드를', en: 'its first node' }, { ko: '두 번째 노드를', en: 'a second node' }, { ko: '또 한 대를', en: 'another node' }]

/** Full nodes, new nodes, idle nodes; the last beat is what is left of each, and its price. */
export function nodeScalingStory(found: NodeScalingFound, scenario: NodeScalingScenario): Beat[] {
  const { race, lanes } = found
  const [group, karpenter] = lanes
  if (!group || !karpenter)
    return []
  const told: (Beat & { until: number })[] = []
  const at = (until: number | undefined, say: Localized, seconds: number) => {
    if (until !== undefined && until < race.until)
      told.push({ until, say, seconds })
  }
  const pending = Math.min(group.pendingFrom ?? Infinity, karpenter.pendingFrom ?? Infinity)
  // The picture of it is one without a new node: Karpenter asks for its first within a second or two.
  const firstAsked = Math.min(...lanes.map(({ added }) => added[0]?.requestedAt ?? Infinity))
  at(Math.min(pending + 2_000, firstAsked - 1), { ko: '파드가 늘었는데 들어갈 노드가 없습니다.', en: 'More pods, and no node has room for them.' }, 5)
  const asked = Math.max(group.added[0]?.requestedAt ?? 0, karpenter.added[0]?.requestedAt ?? 0) + 1_000
  at(asked, both(language => `${name(group)}: ${asks(group, asked, language)}. ${name(karpenter)}: ${asks(karpenter, asked, language)}.`), 4)
  for (const lane of lanes) {
    const after = (lane.placedAt ?? lane.firstReady ?? 0) - (lane.pendingFrom ?? RISES)
    at(lane.placedAt ?? lane.firstReady, both(language => ({
      ko: `${name(lane)}: ${timeWords(after, 'ko')} 만에 모든 파드가 배치됐습니다.`, en: `${name(lane)}: every pod has a place after ${timeWords(after, 'en')}.`,
    })[language]), 5)
    if (lane.merged) {
      // Where another comes for it, the picture is the last with both of them.
      at(lane.merged.gone.goneAt - (lane.merged.by ? 1_000 : 0), merges(lane, lane.merged), 5)
    }
  }
  const sinceFewerPods = ({ fewerPodsAt = FALLS }: LaneStory, gone: number, language: Language) => timeWords(gone - fewerPodsAt, language)
  const [first, second] = [group, karpenter].filter(({ firstGone }) => firstGone !== undefined).sort((a, b) => (a.firstGone ?? 0) - (b.firstGone ?? 0))
  // What Karpenter keeps is said with what it removes: the picture is the same but for the last outline.
  const done = (karpenter.givenBack.at(-1)?.goneAt ?? Infinity) + 1_000
  const why = done < race.until ? keeps(karpenter, found, scenario, language => sinceFewerPods(karpenter, done, language)) : undefined
  if (why)
    at(done, why, 6)
  if (first?.firstGone !== undefined && !(why && first === karpenter)) {
    const { firstGone } = first
    // The picture has the outlines of all that are gone by then.
    const one = ordinals[Math.min(goneBy(first.result, firstGone).length, ordinals.length) - 1]
    at(firstGone, both(language => ({
      ko: `HPA가 파드를 줄이고 ${sinceFewerPods(first, firstGone, 'ko')} 뒤, ${name(first)}가 ${one?.ko} 정리합니다.`, en: `${sinceFewerPods(first, firstGone, 'en')} after the HPA took pods away, ${name(first)} removes ${one?.en}.`,
    })[language]), 5)
  }
  const last = second?.givenBack.at(-1)?.goneAt
  if (second && last !== undefined) {
    const gone = second.givenBack.length
    at(last, both(language => ({
      ko: `${name(second)}는 HPA가 파드를 줄이고 ${sinceFewerPods(second, last, 'ko')} 뒤에야 ${gone}대를 다 정리했습니다.`, en: `${name(second)} removed ${many(gone, 'node')} only ${sinceFewerPods(second, last, 'en')} after the HPA took pods away.`,
    })[language]), 6)
  }
  const stays = lanes.filter(({ firstGone }) => firstGone === undefined)
  if (stays.length > 0)
    at(race.until - 1, { ko: `${stays.map(name).join(', ')}: 정리할 수 있는 노드가 없습니다.`, en: `${stays.map(name).join(', ')}: no node can be removed.` }, 6)
  return [
    ...told.sort((a, b) => a.until - b.until).filter(({ until }, index, all) => until > (all[index - 1]?.until ?? 0)),
    { until: race.until, say: pays(group, karpenter), seconds: 2, telling: true },
  ]
}
