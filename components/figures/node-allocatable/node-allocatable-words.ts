import type { Localized } from '../../../data/localized.ts'

export const strings = {
  title: { ko: '머신에서 파드가 쓸 수 있는 몫', en: 'What a machine leaves for pods' },
  type: { ko: '노드 유형', en: 'Node type' },
  small: { ko: '작은 노드일수록 떼이는 비율이 큽니다.', en: 'The smaller the node, the more of it is gone.' },
  large: { ko: '큰 노드에서는 예약이 차지하는 비율이 작습니다.', en: 'On a large node, the same reserve is a small share.' },
} satisfies Record<string, Localized>
