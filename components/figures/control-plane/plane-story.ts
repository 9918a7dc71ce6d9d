/** The stories, a beat a press. */
import type { Localized } from '../../../data/localized.ts'
import type { LogEntry } from '../../../engine/kubernetes/simulation/log.ts'
import type { Beat } from '../shell/define.ts'
import { duration, verdict } from './control-plane-words.ts'
import { type Findings, outageFrom, secondsWithout } from './plane-findings.ts'
import type { PlaneParams } from './plane-params.ts'
import { ownInputs, type PlaneScenario } from './plane-schedule.ts'
import type { PlaneView } from './plane-view.ts'

/** Virtual ms after the majority is lost in which requests still wait: what refuses them is for the next beat to show. */
const WAITING = 4_000

type PlaneBeat = Beat<PlaneParams>

const say = (ko: string, en: string): Localized => ({ ko, en })
const sentence = (words: (language: 'ko' | 'en') => string): Localized => ({ ko: words('ko'), en: words('en') })

export function planeStory({ found, log }: { found: Findings, log: readonly LogEntry[] }, name: PlaneScenario): PlaneBeat[] {
  const beats = stories[name](found, log)
  // The first press takes back what a hand has changed.
  return beats.map((beat, index) => index === 0 ? { ...beat, params: { ...ownInputs[name], hand: [], ...beat.params } } : beat)
}

const refusedAt = ({ at }: Findings, key: string) => (at[key]?.reads.refused ?? 0) + (at[key]?.writes.refused ?? 0)
const seconds = (from = 0, to = 0) => Math.max(0, to - from) / 1_000

function gapAfter(found: Findings, key: string): number {
  const outage = outageFrom(found, found.times[key])
  return seconds(outage?.from, outage?.to)
}

const entries = (view: PlaneView | undefined, member: number) => view?.members[member]?.entries ?? 0

/** Pods in a zone that answer. */
function podsIn(view: PlaneView | undefined, letter: string): number {
  const nodes = view?.stage.nodes.filter(({ zone }) => zone.endsWith(letter)).map(({ name }) => name) ?? []
  return view?.stage.pods.filter(({ node, state }) => state === 'ready' && nodes.includes(node)).length ?? 0
}

const stories: Readonly<Record<PlaneScenario, (found: Findings, log: readonly LogEntry[]) => PlaneBeat[]>> = {
  tour: (found) => {
    const { times, at, started, repair } = found
    const { api = 0, follower = 0, leader = 0, zone = 0, second = 0, back = 0, again = 0, end = 0 } = times
    const [elected, healed] = [outageFrom(found, leader)?.to ?? leader, started.second ?? zone]
    const lost = podsIn(at.zone, 'c')
    const ledFrom = at.zone?.members.find(({ leads }) => leads)?.zone ?? ''
    const { serving: served = 0 } = at.back ?? {}
    const { refused = 0 } = at.end?.writes ?? {}
    const { wanted = 0 } = at.end ?? {}
    return [
      { until: api + repair * 600, seconds: 6, say: say(
        `API 서버 하나가 죽어도 거절 ${refusedAt(found, 'follower')}건. 그동안 EKS가 교체합니다.`,
        `One API server dies: ${refusedAt(found, 'follower')} refused while EKS replaces it.`,
      ) },
      { until: follower + repair * 600, seconds: 6, say: say('팔로워 하나를 잃어도 남은 둘이 과반이라 쓰기는 계속됩니다.', 'A follower is lost: two are still a majority, so writes go on.') },
      { until: elected + 1_200, seconds: 7, say: sentence(language => ({
        ko: `리더를 잃자 둘이 투표해 ${duration(gapAfter(found, 'leader'), 'ko')} 만에 새 리더. 쓰기는 기다렸고 거절 ${refusedAt(found, 'zone')}건.`,
        en: `The leader dies: a new one in ${duration(gapAfter(found, 'leader'), 'en')}. Writes waited, ${refusedAt(found, 'zone')} refused.`,
      })[language]) },
      { until: zone + 8_000, seconds: 6, say: ledFrom.endsWith('c')
        ? say('리더가 있던 영역이 통째로 사라져도 남은 둘이 새 리더를 뽑습니다.', 'The leader\'s whole zone goes dark: the other two elect a new one.')
        : say('영역 하나가 통째로 사라져도 두 대가 남아 과반입니다.', 'A whole zone goes dark: two members are still a majority.') },
      { until: healed + 3_000, seconds: 5, say: sentence(language => ({
        ko: `그 영역에 있던 파드 ${lost}개는 ${duration(seconds(zone, healed), 'ko')} 뒤 다른 영역에서 다시 뜹니다.`,
        en: `Its ${lost} pods run again in other zones after ${duration(seconds(zone, healed), 'en')}.`,
      })[language]) },
      { until: second + WAITING, seconds: 4, say: say('두 번째 영역까지 잃으면 과반이 없습니다. 읽기도 쓰기도 기다리기만 합니다.', 'A second zone, and no majority: reads and writes only wait.') },
      { until: back - 2_000, seconds: 6, telling: true, say: say(
        `모두 거절됩니다. 고치지도 늘리지도 못합니다. 그래도 파드 ${served}개는 응답합니다.`,
        `All refused: nothing is healed or scaled. Yet ${served} pods keep answering.`,
      ) },
      { until: Math.min((outageFrom(found, second)?.to ?? back) + 1_500, again - 500), seconds: 4, say: say('두 영역이 돌아오자 과반이 다시 모여 리더를 뽑고, API가 응답합니다.', 'Both zones are back: a majority elects a leader, and the API answers.') },
      { until: end, seconds: 5, say: verdict({ refused, without: secondsWithout(found.outages, end), served, wanted }) },
    ]
  },

  alone: (found) => {
    const { api = 0, follower = 0, leader = 0, end = 0 } = found.times
    const { serving: served = 0, wanted = 0 } = found.at.end ?? {}
    const { refused = 0 } = found.at.end?.writes ?? {}
    return [
      { until: api + 60_000, seconds: 5, say: say('API 서버 하나가 죽은 채로 남습니다. 나머지 하나로 버팁니다.', 'An API server dies and stays dead. The other one copes.') },
      { until: follower + 60_000, seconds: 5, say: say('etcd도 한 대 잃었습니다. 아직 과반이지만 이제 여유가 없습니다.', 'One etcd member is lost too: still a majority, and nothing to spare.') },
      { until: leader + WAITING, seconds: 4, say: say('한 대 더 잃자 과반이 없습니다. 누가 고칠 때까지 API도 없습니다.', 'One more, and no majority: no API until somebody repairs it.') },
      { until: end, seconds: 5, telling: true, say: verdict({ refused, without: secondsWithout(found.outages, end), served, wanted }) },
    ]
  },

  count: (found) => {
    const { first = 0, two = 0, three = 0 } = found.times
    const gap = duration(gapAfter(found, 'member'), 'ko')
    return [
      { until: first + 9_000, seconds: 6, params: { members: 1 }, say: say('etcd 한 대: 그 한 대를 잃으면 읽기도 쓰기도 없습니다.', 'One member: lose it, and there are no reads and no writes.') },
      { until: two + 9_000, seconds: 6, params: { members: 2 }, say: say('두 대: 과반도 두 대라 하나만 잃어도 멈춥니다. 한 대보다 낫지 않습니다.', 'Two members: a majority is two, so losing one stops everything.') },
      { until: three + 9_000, seconds: 6, params: { members: 3 }, telling: true, say: say(
        `세 대: 하나를 잃어도 둘이 과반입니다. ${gap} 만에 새 리더.`,
        `Three members: two of them are a majority. A new leader in ${duration(gapAfter(found, 'member'), 'en')}.`,
      ) },
    ]
  },

  split: (found, log) => {
    const { one = 0, both = 0, heal = 0, end = 0 } = found.times
    const elected = log.find(({ reason, at }) => reason === 'LeaderElected' && at > both)
    const before = found.at.heal
    const leader = before?.members.find(({ leads }) => leads)
    const behind = (leader?.entries ?? 0) - entries(before, 0)
    const refused = (found.at.end?.writes.refused ?? 0) + (found.at.end?.reads.refused ?? 0)
    return [
      { until: one + 7_000, seconds: 5, say: say('a와 b가 끊겨도 c를 거쳐 일합니다. 아무도 눈치채지 못합니다.', 'a and b are cut: requests go by way of c, and nobody notices.') },
      { until: (elected?.at ?? both) + 800, seconds: 7, say: sentence(language => ({
        ko: `a가 홀로 남자 b와 c가 ${duration(seconds(both, elected?.at), 'ko')} 만에 새 리더를 뽑습니다.`,
        en: `Zone a is alone: b and c elect a new leader in ${duration(seconds(both, elected?.at), 'en')}.`,
      })[language]) },
      { until: heal - 1_000, seconds: 5, telling: true, say: say('a의 etcd는 과반이 없어 아무것도 쓰지 못합니다. 기록은 하나뿐입니다.', 'Without a majority, zone a can write nothing: there is only one record.') },
      { until: end, seconds: 5, say: say(
        `다시 이어지자 a는 새 리더를 따라 밀린 기록 ${behind}건을 받습니다. 거절 ${refused}건.`,
        `Joined again, a follows and takes ${behind} missed entries. ${refused} requests refused.`,
      ) },
    ]
  },
}
