import type { Localized } from '../../data/localized.ts'

/** The group that is drawn: its bounds, and its desired size before and after a pod finds no room. */
export const group = { least: 2, before: 3, after: 4, most: 6 } as const

/** Where the group's places for nodes stand in a row, over the range that its size moves in. Pixels; by the middle of tops. */
export interface RangeForm {
  width: number
  height: number
  /** The first of the places, and from one to the next. */
  first: number
  pitch: number
  row: number
  side: number
  pod: number
  range: number
  /** Lines of words, from the top. */
  lines: { group: number, top: number, desired: number, bounds: number, yours: number }
  /** The pod without room, where what is said of it begins, and to where it is seen. */
  waiting: { x: number, y: number, words: number, seen: number }
}

export const rangeWide: RangeForm = {
  width: 868,
  height: 352,
  first: 74,
  pitch: 144,
  row: 190,
  side: 76,
  pod: 26,
  range: 300,
  lines: { group: 124, top: 44, desired: 276, bounds: 338, yours: 338 },
  waiting: { x: 506, y: 24, words: 540, seen: 226 },
}

export const rangeUpright: RangeForm = {
  width: 358,
  height: 290,
  first: 31,
  pitch: 59,
  row: 138,
  side: 31,
  pod: 11,
  range: 218,
  lines: { group: 92, top: 22, desired: 198, bounds: 250, yours: 282 },
  waiting: { x: 192, y: 11, words: 208, seen: 152 },
}

export const rangeWords = {
  title: { ko: '관리형 노드 그룹의 크기 조정', en: 'Scaling a managed node group' },
  description: ({ least, before, after, most }: typeof group) => ({
    ko: `노드 그룹에 노드 자리가 ${most}개 있고 노드는 ${before}대다. 나는 최소 ${least}에서 최대 ${most}까지의 범위와 레이블, 태그를 정한다. 자리가 없어 기다리는 파드가 생기면, 노드에서 도는 Cluster Autoscaler가 희망 크기를 ${before}에서 ${after}로 민다. 그러면 새 노드가 생기고 파드가 그 위에 놓인다.`,
    en: `The node group has places for ${most} nodes, and ${before} nodes. You set its range, from ${least} to ${most}, its labels and its tags. When a pod waits for lack of room, the Cluster Autoscaler, which runs on one of the nodes, moves the desired size from ${before} to ${after}: a new node comes, and the pod is put on it.`,
  }),
  group: { ko: '관리형 노드 그룹', en: 'Managed node group' },
  waiting: { ko: '자리 없는 파드', en: 'Pod with no room' },
  least: { ko: '최소', en: 'min' },
  most: { ko: '최대', en: 'max' },
  desired: { ko: '희망', en: 'desired' },
  yours: { ko: '내가 정하는 범위 · 레이블 · 태그', en: 'You set range, labels, tags' },
} satisfies Record<string, Localized | ((shown: typeof group) => Localized)>
