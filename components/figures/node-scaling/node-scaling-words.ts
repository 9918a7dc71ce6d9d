import type { StartRange } from '../../../engine/aws/ec2/machine-start.ts'
import type { Language, Localized } from '../../../data/localized.ts'
import type { NodeScalingScenario } from './node-scaling-inputs.ts'

export const scenarioTitles: Readonly<Record<NodeScalingScenario, Localized>> = {
  standard: { ko: '늘었다가 줄기', en: 'Up and down' },
  large: { ko: '큰 파드', en: 'Large pods' },
  pinned: { ko: '옮기지 말라는 파드', en: 'Pods that must not move' },
}

export const strings = {
  title: { ko: '노드가 꽉 차면 다음 파드는 어디로 가나', en: 'Where the next pod goes when nodes are full' },
  begin: { ko: '위는 Cluster Autoscaler, 아래는 Karpenter. 앱과 부하는 같습니다.', en: 'Cluster Autoscaler above, Karpenter below: the same app and load.' },
  pod: { ko: '파드', en: 'pod' },
  starting: { ko: '뜨는 중', en: 'starting' },
  room: { ko: '남은 자리', en: 'free' },
  taken: { ko: '찬 자리', en: 'taken' },
  systemPod: { ko: '시스템 파드', en: 'system' },
  systemNode: { ko: '시스템', en: 'system' },
  coming: { ko: '뜨는 노드', en: 'new node' },
  draining: { ko: '비우는 노드', en: 'draining' },
  gone: { ko: '정리됨', en: 'removed' },
  untilPlaced: { ko: '모두 자리 얻기까지', en: 'to place all' },
  inAll: { ko: '합계', en: 'in all' },
  node: { ko: '노드', en: 'node' },
  nodes: { ko: '노드', en: 'nodes' },
  pending: { ko: '대기', en: 'pending' },
  soFar: { ko: '지금까지', en: 'so far' },
  start: { ko: '그룹 노드 시작(최대 초)', en: 'Group’s start (s, at most)' },
  peak: { ko: '늘어나는 요청', en: 'Requests at the peak' },
  table: { ko: '표', en: 'Table' },
  lane: { ko: '방식', en: 'Lane' },
  firstReady: { ko: '첫 노드까지', en: 'First node' },
  placed: { ko: '모두 들어가기까지', en: 'All placed' },
  added: { ko: '추가한 노드', en: 'Nodes added' },
  shrunk: { ko: 'HPA가 줄인 뒤 첫 정리까지', en: 'First removed after the HPA' },
  left: { ko: '남은 노드', en: 'Nodes left' },
  cost: { ko: '비용', en: 'Cost' },
  models: {
    ko: 'Cluster Autoscaler와 Karpenter의 규칙을 기본 설정 그대로 돌립니다. 노드가 뜨는 시간은 가정이고, Karpenter는 시스템 노드 두 대에서 돕니다.',
    en: 'Runs the rules of Cluster Autoscaler and Karpenter with their defaults. Start times are assumptions; Karpenter itself runs on two system nodes.',
  },
} satisfies Record<string, Localized>

/** A number with its word, in the language's order. */
export const counted = (value: string, word: Localized, language: Language): readonly [before: string, value: string, after: string] => language === 'ko' ? [`${word.ko} `, value, ''] : ['', value, ` ${word.en}`]

/** A number that is a part of the one before it. */
export function parenthesized(value: string, word: Localized, language: Language): ReturnType<typeof counted> {
  const [before, , after] = counted(value, word, language)
  return [`(${before}`, value, `${after})`]
}

/** How long a lane's nodes are taken to take. */
export const startWords = ([least, most]: StartRange, language: Language) => ({ ko: `노드 시작 ${least}~${most}초(가정)`, en: `start ${least}–${most} s (assumed)` })[language]
