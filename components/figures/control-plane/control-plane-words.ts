import type { Language, Localized } from '../../../data/localized.ts'
import type { RequestVerb } from '../../../engine/aws/control-plane/clients.ts'
import { amount } from '../controls/number-words.ts'
import type { PlaneScenario } from './plane-schedule.ts'
import type { PlaneMember } from './plane-view.ts'

export const strings = {
  figure: { ko: '세 가용 영역의 컨트롤 플레인을 부수고 무엇이 멈추는지 보는 그림', en: 'A control plane in three Availability Zones, to break and see what stops' },
  endpoint: { ko: 'API 엔드포인트', en: 'API endpoint' },
  answers: { ko: '응답', en: 'answers' },
  requestsWait: { ko: '요청이 기다립니다', en: 'requests wait' },
  apiServer: { ko: 'API 서버', en: 'API server' },
  apiServers: { ko: 'API 서버', en: 'API servers' },
  users: { ko: '사용자 요청', en: 'User requests' },
  pods: { ko: '파드', en: 'pods' },
  settings: { ko: '바꿔 보기', en: 'Change' },
  broken: { ko: '고장', en: 'broken' },
  replacing: { ko: '교체 중', en: 'replacing' },
  gone: { ko: '장애', en: 'down' },
  noMajority: { ko: '과반 없음', en: 'no majority' },
  detect: { ko: '알아채기까지', en: 'Until EKS knows' },
  replace: { ko: '교체하기까지', en: 'Until replaced' },
  members: { ko: 'etcd 대수', en: 'etcd members' },
  repairs: { ko: 'EKS가 고치기', en: 'EKS repairs' },
  handHint: { ko: 'API 서버, etcd, 노드, 영역, 영역 사이의 선을 누르면 고장 나고 다시 누르면 고쳐집니다. get, apply, scale을 누르면 지금 보냅니다.', en: 'Press an API server, a member of etcd, a node, a zone or the line between two zones to break it; again to repair it. Press get, apply or scale to send it now.' },
  assumed: { ko: '가정: AWS는 두 시간을 공개하지 않습니다.', en: 'Assumptions: AWS publishes neither time.' },
  commands: { ko: '지금 되는 일', en: 'What works now' },
  writes: { ko: '쓰기', en: 'Writes' },
  reads: { ko: '읽기', en: 'Reads' },
  accepted: { ko: '수락', en: 'accepted' },
  refused: { ko: '거절', en: 'refused' },
  waiting: { ko: '대기', en: 'waits' },
  works: { ko: '됨', en: 'works' },
  refusedWrites: { ko: '쓰기 거절', en: 'Writes refused' },
  without: { ko: 'API 중단', en: 'API down' },
  part: { ko: '구성 요소', en: 'Part' },
  zone: { ko: '가용 영역', en: 'Zone' },
  state: { ko: '상태', en: 'State' },
  entries: { ko: '기록', en: 'entries' },
  log: { ko: '기록', en: 'log' },
  addresses: { ko: '서비스가 아는 주소', en: 'addresses that the Service knows' },
  ofThem: { ko: '그중 응답하는 파드', en: 'of them pods that answer' },
  model: {
    ko: 'etcd의 Raft(임기, 투표, 과반, CheckQuorum, PreVote)와 그 아래 실제 컨트롤러, 스케줄러, kubelet을 가상 시간으로 돌립니다. 클라이언트는 초마다 읽기와 쓰기를 하나씩 보냅니다. 메시지 지연, 엔드포인트의 상태 확인, 멤버 구성 변경은 없고, 교체된 etcd는 디스크를 되찾습니다. AWS는 초대형 클러스터에서 Raft를 자체 저널로 바꿨습니다(2025년 7월 발표).',
    en: 'Runs etcd’s Raft (terms, votes, majority, CheckQuorum, PreVote) over real controllers, scheduler and kubelets in virtual time; clients send a read and a write a second. Leaves out the time of messages, the endpoint’s health checks and changes of membership; a replaced member gets its disk back. For ultra-scale clusters AWS has put a journal of its own in Raft’s place (announced July 2025).',
  },
} satisfies Record<string, Localized>

export const verbNames: Readonly<Record<RequestVerb | 'heal' | 'pods', Localized>> = {
  get: { ko: '읽기', en: 'read' },
  apply: { ko: '쓰기', en: 'write' },
  scale: { ko: '늘리기', en: 'grow' },
  heal: { ko: '파드 되살리기', en: 'heal pods' },
  pods: { ko: '실행 중인 파드', en: 'running pods' },
}

const roles: Readonly<Record<PlaneMember['role'], Localized>> = {
  leader: { ko: '리더', en: 'leader' },
  follower: { ko: '팔로워', en: 'follower' },
  candidate: { ko: '후보', en: 'candidate' },
  stopped: { ko: '고장', en: 'broken' },
}

/** A follower that hears nobody is not called one: it waits. */
export function roleWords({ role, hears, broken }: PlaneMember, language: Language): string {
  if (broken)
    return roles.stopped[language]
  if (role === 'follower' && !hears)
    return { ko: '리더 없음', en: 'no leader' }[language]
  return roles[role][language]
}

/** What each story begins with, before anything breaks. */
export const openings: Readonly<Record<PlaneScenario, Localized>> = {
  tour: { ko: '무엇이 고장 나면 무엇이 멈출까요?', en: 'What can break, and what stops with it?' },
  alone: { ko: '같은 컨트롤 플레인, 그러나 이번에는 아무도 고치지 않습니다.', en: 'The same control plane, but this time nobody repairs it.' },
  count: { ko: 'etcd가 한 대, 두 대, 세 대일 때 하나를 잃으면 어떻게 될까요?', en: 'One, two or three members of etcd: what if one is lost?' },
  split: { ko: '리더는 영역 a에 있습니다. 영역 사이가 끊기면 어떻게 될까요?', en: 'The leader is in zone a. What if zones lose sight of each other?' },
}

/** What so many members that work can do, where so many must agree. */
export const quorumWords = {
  agrees: (majority: number): Localized => ({ ko: `동의, ${majority}대면 과반`, en: `agree, need ${majority}` }),
  votes: (): Localized => ({ ko: '투표 중', en: 'voting' }),
  lacks: (): Localized => ({ ko: '과반 없음', en: 'no majority' }),
}

/** Pods that the Service still sends to, and that do not answer. */
export const deadAddresses = (count: number): Localized => ({ ko: `${count}개는 응답 없음`, en: `${count} do not answer` })

export const termWords = (term: number): Localized => ({ ko: `임기 ${term}`, en: `term ${term}` })

/** Seconds as one says them. */
export function duration(seconds: number, language: Language): string {
  if (seconds > 0 && seconds < 10)
    return { ko: `${seconds.toFixed(1)}초`, en: `${seconds.toFixed(1)} s` }[language]
  const [minutes, rest] = [Math.floor(Math.round(seconds) / 60), Math.round(seconds) % 60]
  if (minutes === 0)
    return { ko: `${rest}초`, en: `${rest} s` }[language]
  return { ko: `${minutes}분${rest ? ` ${rest}초` : ''}`, en: `${minutes} min${rest ? ` ${rest} s` : ''}` }[language]
}

/** The sentence to take home: how many pods answered without an API, and how many do since, where a scale that was sent again has changed that. */
export function verdict({ refused, without, served, wanted }: { refused: number, without: number, served: number, wanted: number }): Localized {
  const count = amount(refused, 0)
  const meanwhile = {
    ko: `API가 ${duration(without, 'ko')} 멈춰도 파드 ${served}개는 응답했습니다.`,
    en: `API down ${duration(without, 'en')}: ${served} pods kept answering.`,
  }
  return wanted === served
    ? { ko: `쓰기 ${count}건 거절. ${meanwhile.ko}`, en: `${count} writes refused. ${meanwhile.en}` }
    : { ko: `${meanwhile.ko} 이제 scale 명령도 통해 ${wanted}개로 늘었습니다.`, en: `${meanwhile.en} Scale works: ${wanted} pods.` }
}
