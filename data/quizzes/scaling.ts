import type { Question } from './question.ts'

export const questions: readonly Question[] = [
  {
    prompt: { ko: '파드 2개, CPU 사용률 150%, 목표 50%. HPA는 몇 개로 늘릴까요?', en: 'Two pods at 150% CPU, target 50%. How many does the HPA ask for next?' },
    right: 2,
    answers: [
      { text: { ko: '3개', en: '3' }, why: { ko: '3은 비율입니다. 지금 수 2를 곱해야 합니다.', en: 'That is the ratio. It is multiplied by the two pods there are.' } },
      { text: { ko: '4개', en: '4' }, why: { ko: '기본 정책은 15초에 두 배나 4개 추가 가운데 큰 쪽이라 6개까지 됩니다.', en: 'By default it may double or add 4 every 15 s, whichever is more: 6.' } },
      { text: { ko: '6개', en: '6' }, why: { ko: '2 × 150 ÷ 50 = 6. 나머지가 있으면 올립니다.', en: '2 × 150 ÷ 50 = 6; a remainder is rounded up.' } },
    ],
  },
  {
    prompt: { ko: 'CPU 사용률로 늘리는데 파드에 CPU 요청량이 없습니다. HPA는 어떻게 할까요?', en: 'An HPA scales on CPU utilization, and its pods have no CPU request. What does it do?' },
    right: 1,
    answers: [
      { text: { ko: '노드의 CPU를 요청량으로 본다', en: 'The node’s CPU counts as the request' }, why: { ko: '노드 크기는 계산에 쓰이지 않습니다.', en: 'The size of the node plays no part.' } },
      { text: { ko: '계산하지 못해 그대로 둔다', en: 'It cannot compute, and changes nothing' }, why: { ko: '"missing request for cpu"라는 이벤트만 남습니다.', en: 'It only leaves an event: "missing request for cpu".' } },
      { text: { ko: '사용률을 100%로 보고 늘린다', en: 'Usage counts as 100%, and it grows' }, why: { ko: '나눌 값이 없으면 사용률도 없습니다. 늘리지도 줄이지도 않습니다.', en: 'Nothing to divide by, no usage: it neither grows nor shrinks.' } },
    ],
  },
]
