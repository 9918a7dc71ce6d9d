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
  begin: { ko: '두 방식, 같은 앱과 같은 부하. 노드를 누가 고르느냐만 다릅니다.', en: 'Two ways, one app, one load: only who picks the nodes differs.' },
  pod: { ko: '파드', en: 'pod' },
  starting: { ko: '뜨는 중', en: 'starting' },
  room: { ko: '남은 자리', en: 'free' },
  taken: { ko: '쓰는 자리', en: 'taken' },
  systemPod: { ko: '시스템 파드', en: 'system' },
  systemNode: { ko: '시스템', en: 'system' },
  coming: { ko: '뜨는 노드', en: 'new node' },
  draining: { ko: '비우는 노드', en: 'draining' },
  gone: { ko: '정리됨', en: 'removed' },
  untilPlaced: { ko: '모두 배치까지', en: 'to place all' },
  node: { ko: '노드', en: 'node' },
  nodes: { ko: '노드', en: 'nodes' },
  appNodes: { ko: '앱 노드', en: 'app nodes' },
  pending: { ko: '대기', en: 'pending' },
  assumed: { ko: '가정', en: 'assumed' },
  start: { ko: '그룹 노드 시작(초, 최대)', en: 'Group’s start (s, at most)' },
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
    ko: 'Cluster Autoscaler와 Karpenter의 규칙을 기본 설정 그대로 돌립니다. 노드가 뜨는 시간은 같은 조건에서 잰 값이 아닙니다. Auto Scaling 그룹은 EKS Workshop(2025-09-09)의 2~3분, Karpenter는 가정입니다. Karpenter는 시스템 노드 두 대에서 돕니다.',
    en: 'Runs the rules of Cluster Autoscaler and Karpenter with their defaults. Start times were not measured side by side: the Auto Scaling group’s are EKS Workshop’s 2 to 3 minutes (2025-09-09), Karpenter’s an assumption. Karpenter itself runs on two system nodes.',
  },
} satisfies Record<string, Localized>

/** Who has published how long nodes of a group take (data/timings.ts). */
export const WORKSHOP = 'EKS Workshop'

/** A number with its word, in the language's order. */
export const counted = (value: string, word: Localized, language: Language): readonly [before: string, value: string, after: string] => language === 'ko' ? [`${word.ko} `, value, ''] : ['', value, ` ${word.en}`]

/** How long a lane's nodes take. */
export const startWords = ([least, most]: StartRange, language: Language) => ({ ko: `시작 ${least}~${most}초`, en: `Start ${least}–${most} s` })[language]

/** Who starts them: with a group, EC2 Auto Scaling stands between. */
export const starters: Readonly<Record<'fleet' | 'group', Localized>> = { fleet: { ko: 'EC2 Fleet', en: 'EC2 Fleet' }, group: { ko: 'Auto Scaling 그룹', en: 'Auto Scaling group' } }
