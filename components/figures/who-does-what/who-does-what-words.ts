import type { Doer } from '../../../data/duties.ts'
import type { Localized } from '../../../data/localized.ts'

export const strings = {
  title: { ko: '누가 무엇을 맡나', en: 'Who does what' },
  slider: { ko: '데이터 플레인', en: 'Data plane' },
  left: { ko: '내게 남는 일', en: 'What is left for me' },
  aws: { ko: 'AWS', en: 'AWS' },
  table: { ko: '표', en: 'Table' },
  task: { ko: '할 일', en: 'Task' },
  models: {
    ko: '할 일 11가지를 AWS 문서와 Karpenter 문서에 따라 나눴습니다. 시간과 돈의 크기는 재지 않으며, 노드의 OS는 Linux입니다.',
    en: 'Eleven tasks, divided as AWS’s and Karpenter’s documents say. It does not weigh them by time or money; nodes run Linux.',
  },
} satisfies Record<string, Localized>

/** How each way of doing a task is called. */
export const doerNames: Record<Doer, Localized> = {
  you: { ko: '내 손으로', en: 'by you' },
  software: { ko: '내 Karpenter와 나눠', en: 'with your Karpenter' },
  shared: { ko: 'AWS와 나눠', en: 'with AWS' },
  aws: { ko: 'AWS 혼자', en: 'by AWS' },
}
