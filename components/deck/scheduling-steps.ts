import type { Localized } from '../../data/localized.ts'

/** Where the scheduler, a new pod and four nodes in a row stand. Pixels; solids by the middle of their tops. */
export interface SchedulingForm {
  width: number
  height: number
  scheduler: { x: number, y: number, side: number, words: number, lines: readonly [name: number, steps: number] }
  waiting: { x: number, y: number, words: number, lines: readonly [name: number, asked: number] }
  first: number
  pitch: number
  row: number
  side: number
  pod: number
  /** Lines of words below a node. */
  lines: readonly [name: number, verdict: number]
}

export const schedulingWide: SchedulingForm = {
  width: 868,
  height: 352,
  scheduler: { x: 36, y: 20, side: 40, words: 86, lines: [34, 66] },
  waiting: { x: 566, y: 22, words: 608, lines: [34, 66] },
  first: 92,
  pitch: 220,
  row: 206,
  side: 98,
  pod: 34,
  lines: [300, 332],
}

export const schedulingUpright: SchedulingForm = {
  width: 358,
  height: 276,
  scheduler: { x: 18, y: 12, side: 20, words: 46, lines: [20, 43] },
  waiting: { x: 226, y: 78, words: 248, lines: [84, 105] },
  first: 42,
  pitch: 88,
  row: 186,
  side: 44,
  pod: 15,
  lines: [244, 268],
}

export const schedulingWords = {
  title: { ko: '스케줄러의 필터, 점수, 바인딩', en: 'The scheduler filters, scores and binds' },
  description: {
    ko: 'CPU 2개와 메모리 4Gi가 필요한 파드가 들어오면 필터가 CPU가 모자란 노드 A와 테인트가 있는 노드 B를 제외한다. 남은 노드 C와 D에 점수를 매겨 높은 점수를 받은 노드 D에 파드를 바인딩한다.',
    en: 'A new pod needs 2 CPUs and 4 GiB of memory. The filters exclude node A, which lacks CPU, and node B, which has a taint. Nodes C and D are scored, and the pod is bound to node D, which has the higher score.',
  },
  scheduler: { ko: '스케줄러', en: 'Scheduler' },
  filter: { ko: '필터', en: 'Filter' },
  score: { ko: '점수', en: 'Score' },
  bind: { ko: '바인딩', en: 'Bind' },
  pod: { ko: '새 파드', en: 'New pod' },
  node: { ko: '노드', en: 'Node' },
} as const satisfies Record<string, Localized>

/** The nodes, by what the scheduler makes of them. */
export const scheduledNodes: readonly { name: string, pods: number, tainted?: true, score?: number, bound?: true, verdict: Localized }[] = [
  { name: 'A', pods: 4, verdict: { ko: 'CPU 부족', en: 'lacks CPU' } },
  { name: 'B', pods: 2, tainted: true, verdict: { ko: '테인트', en: 'tainted' } },
  { name: 'C', pods: 3, score: 0.3, verdict: { ko: '낮은 점수', en: 'low score' } },
  { name: 'D', pods: 1, score: 0.9, bound: true, verdict: { ko: '높은 점수', en: 'high score' } },
]
