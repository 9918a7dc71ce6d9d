import type { Question } from './question.ts'

export const questions: readonly Question[] = [
  {
    prompt: { ko: '파드 2개, CPU 사용률 150%, 목표 50%. HPA가 계산한 수는?', en: 'Two pods at 150% CPU, target 50%. What does the HPA come to?' },
    right: 1,
    answers: [
      { text: { ko: '3개', en: '3' }, why: { ko: '3은 비율입니다. 지금 수 2를 곱해야 합니다.', en: 'That is the ratio. It is multiplied by the two pods there are.' } },
      { text: { ko: '6개', en: '6' }, why: { ko: '2 × 150 ÷ 50 = 6. 나머지가 있으면 올립니다.', en: '2 × 150 ÷ 50 = 6; a remainder is rounded up.' } },
      { text: { ko: '언제나 maxReplicas', en: 'Always maxReplicas' }, why: { ko: '최댓값은 넘지 못하게 할 뿐, 계산에는 들어가지 않습니다.', en: 'The maximum only caps the result; it is no part of it.' } },
    ],
  },
  {
    prompt: { ko: 'CPU 요청량이 없는 파드를 사용률로 늘리라고 하면?', en: 'An HPA on CPU utilisation, and pods without a CPU request?' },
    right: 2,
    answers: [
      { text: { ko: '노드의 CPU를 요청량으로 본다', en: 'The node’s CPU counts as the request' }, why: { ko: '노드 크기는 계산에 쓰이지 않습니다.', en: 'The size of the node plays no part.' } },
      { text: { ko: '최댓값까지 늘린다', en: 'It grows to the maximum' }, why: { ko: '계산하지 못하면 늘리지도 줄이지도 않습니다.', en: 'Without a result it neither grows nor shrinks.' } },
      { text: { ko: '계산하지 못해 그대로 둔다', en: 'It cannot compute, and changes nothing' }, why: { ko: '"missing request for cpu"라는 이벤트만 남습니다.', en: 'All there is, is an event: "missing request for cpu".' } },
    ],
  },
]
