import type { Localized } from '../../../data/localized.ts'
import type { NodeScalingScenario } from './node-scaling-inputs.ts'

export const scenarioTitles: Readonly<Record<NodeScalingScenario, Localized>> = {
  standard: { ko: '늘었다가 줄기', en: 'Up and down' },
  large: { ko: '큰 파드', en: 'Large pods' },
  pinned: { ko: '옮기지 말라는 파드', en: 'Pods that must not move' },
}

export const strings = {
  title: { ko: '노드가 꽉 차면 다음 파드는 어디로 가나', en: 'Where the next pod goes when nodes are full' },
  question: { ko: '노드가 꽉 차면 다음 파드는 어디로 갈까요?', en: 'When nodes are full, where does the next pod go?' },
  nodes: { ko: '노드', en: 'nodes' },
  pending: { ko: '대기', en: 'pending' },
  hour: { ko: '시간당', en: 'an hour' },
  start: { ko: '노드 그룹 시작(초, 가정)', en: 'Group start (s, assumed)' },
  peak: { ko: '늘어나는 요청', en: 'Requests at the peak' },
  table: { ko: '표', en: 'Table' },
  lane: { ko: '방식', en: 'Lane' },
  firstReady: { ko: '첫 새 노드까지', en: 'First new node after' },
  placed: { ko: '모든 파드가 자리를 얻기까지', en: 'All pods placed after' },
  added: { ko: '추가한 노드', en: 'Nodes added' },
  shrunk: { ko: '부하가 빠진 뒤 첫 노드를 정리하기까지', en: 'First node removed after' },
  left: { ko: '끝에 남은 노드', en: 'Nodes left at the end' },
  cost: { ko: '비용', en: 'Cost' },
  models: {
    ko: 'Cluster Autoscaler와 Karpenter의 규칙을 기본 설정 그대로 돌립니다. 노드가 뜨는 시간은 가정이고, Karpenter는 시스템 노드 두 대에서 돕니다.',
    en: 'Runs the rules of Cluster Autoscaler and Karpenter with their defaults. Start times are assumptions; Karpenter itself runs on two system nodes.',
  },
} satisfies Record<string, Localized>
