import type { Localized } from '../../../data/localized.ts'

export const strings = {
  title: { ko: '머신에서 파드가 쓸 수 있는 몫', en: 'What a machine leaves for pods' },
  type: { ko: '노드 유형', en: 'Node type' },
  beside: { ko: '메모리를 같은 축척으로 그렸습니다. 작은 노드일수록 떼이는 비율이 큽니다.', en: 'Memory, drawn to one scale: the smaller the node, the more of it is gone.' },
  question: { ko: '산 메모리를 파드가 다 쓸 수 있을까요?', en: 'Do pods get all of the memory that you buy?' },
  sum: { ko: '계산', en: 'The sums' },
  forPods: { ko: '파드 몫', en: 'for pods' },
} satisfies Record<string, Localized>

/** What is taken, and what is left, beside a machine. */
export const shareNames = {
  allocatable: { ko: '파드', en: 'Pods' },
  daemonset: { ko: 'DaemonSet', en: 'DaemonSets' },
  eviction: { ko: '축출 임계값', en: 'Eviction threshold' },
  'kube-reserved': { ko: 'kube-reserved', en: 'kube-reserved' },
  'vm-overhead': { ko: 'VM과 OS', en: 'VM and OS' },
} satisfies Record<string, Localized>
