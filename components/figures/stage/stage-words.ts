import type { Language, Localized } from '../../../data/localized.ts'
import type { PodState, StageView } from './view.ts'

export const strings = {
  cluster: { ko: '클러스터', en: 'The cluster' },
  zone: { ko: '영역', en: 'zone' },
  waiting: { ko: '대기 중인 파드', en: 'Waiting for a node' },
  axes: { ko: '가로 CPU, 세로 메모리', en: 'width CPU, height memory' },
  request: { ko: '파드 요청', en: 'pod request' },
  /** Where no pod fits any more: across the CPU that pods have requested, and the memory. */
  used: { ko: 'CPU나 메모리가 찬 곳', en: 'CPU or memory taken' },
  free: { ko: '둘 다 남은 곳', en: 'both left' },
  cordoned: { ko: '스케줄링 중지', en: 'cordoned' },
  gone: { ko: '정리됨', en: 'given back' },
  notReady: { ko: '준비 안 됨', en: 'not ready' },
  pod: { ko: '파드', en: 'Pod' },
  node: { ko: '노드', en: 'Node' },
  state: { ko: '상태', en: 'State' },
} satisfies Record<string, Localized>

export const stateNames: Record<PodState, Localized> = {
  waiting: { ko: '대기', en: 'waiting' },
  creating: { ko: '생성 중', en: 'creating' },
  running: { ko: '준비 전', en: 'not ready' },
  ready: { ko: '준비됨', en: 'ready' },
  terminating: { ko: '종료 중', en: 'terminating' },
  failed: { ko: '실패', en: 'failed' },
}

/** A zone in a picture, as captions call it too. */
export const zoneWords = (zone: string, language: Language): string => `${strings.zone[language]} ${zone.at(-1) ?? ''}`

/** The stage in a few sentences, for who does not see it. */
export function describeStage({ nodes, pods }: StageView, language: Language): string {
  const list = (names: readonly string[]) => names.join(', ')
  const waiting = pods.filter(({ node }) => node === '').map(({ name }) => name)
  const lines = nodes.map((node) => {
    const here = pods.filter(pod => pod.node === node.name).map(({ name, state }) => state === 'ready' ? name : `${name}(${stateNames[state][language]})`)
    const said = node.gone ? strings.gone : node.ready ? undefined : strings.notReady
    const state = said ? ` (${said[language]})` : ''
    if (node.gone)
      return `${node.name}${state}.`
    return { ko: `${node.name}${state}: ${here.length ? list(here) : '파드 없음'}.`, en: `${node.name}${state}: ${here.length ? list(here) : 'no pods'}.` }[language]
  })
  return [...lines, ...waiting.length ? [`${strings.waiting[language]}: ${list(waiting)}.`] : []].join(' ')
}
