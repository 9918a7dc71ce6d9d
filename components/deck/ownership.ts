import type { Localized } from '../../data/localized.ts'

/** Where a Deployment, its ReplicaSets and their pods stand: each owner over what it owns. Pixels; plates and cubes by the middle of their tops. */
export interface OwnershipForm {
  width: number
  height: number
  deployment: Plate & { x: number, name: Spot }
  replicaSets: Plate & { pair: readonly [older: Place, newer: Place] }
  pods: { y: number, side: number, pitch: number }
}

/** A ReplicaSet, its name, and how many pods it has. */
interface Place { x: number, name: Spot, count: Spot }

interface Plate { y: number, side: number, tall: number }

/** Where words stand. */
interface Spot { x: number, y: number, anchor: 'start' | 'middle' | 'end' }

/** On a slide words stand beside plates. */
export const ownershipWide: OwnershipForm = {
  width: 868,
  height: 352,
  deployment: { x: 434, y: 44, side: 84, tall: 14, name: { x: 522, y: 36, anchor: 'start' } },
  replicaSets: {
    y: 164,
    side: 78,
    tall: 12,
    pair: [
      { x: 250, name: { x: 168, y: 156, anchor: 'end' }, count: { x: 168, y: 187, anchor: 'end' } },
      { x: 618, name: { x: 700, y: 156, anchor: 'start' }, count: { x: 700, y: 187, anchor: 'start' } },
    ],
  },
  pods: { y: 272, side: 52, pitch: 112 },
}

/** On a phone names of ReplicaSets stand over them, beside what leads to them, and numbers below. */
export const ownershipUpright: OwnershipForm = {
  width: 358,
  height: 304,
  deployment: { x: 179, y: 38, side: 54, tall: 10, name: { x: 232, y: 32, anchor: 'start' } },
  replicaSets: {
    y: 146,
    side: 52,
    tall: 8,
    pair: [
      { x: 85, name: { x: 0, y: 104, anchor: 'start' }, count: { x: 85, y: 300, anchor: 'middle' } },
      { x: 273, name: { x: 358, y: 104, anchor: 'end' }, count: { x: 273, y: 300, anchor: 'middle' } },
    ],
  },
  pods: { y: 229, side: 29, pitch: 56 },
}

export const ownershipWords = {
  title: { ko: '디플로이먼트, 레플리카셋, 파드의 소유 관계', en: 'Who owns what among Deployment, ReplicaSets and pods' },
  description: {
    ko: '맨 위의 디플로이먼트 web이 레플리카셋 v1을 소유하고, v1은 파드 3개를 소유한다. 디플로이먼트의 버전이 v2로 바뀌면 그 옆에 레플리카셋 v2가 생긴다. v2의 파드가 0개에서 3개로 느는 동안 v1의 파드는 3개에서 1개로 준다.',
    en: 'At the top, the Deployment web owns the ReplicaSet v1, which owns three pods. When the version of the Deployment becomes v2, a ReplicaSet v2 appears beside it. While its pods grow from none to three, those of v1 go from three to one.',
  },
  deployment: { ko: '디플로이먼트', en: 'Deployment' },
  replicaSet: { ko: '레플리카셋', en: 'ReplicaSet' },
  version: { ko: '버전', en: 'version' },
  pods: (...counts: number[]) => ({ ko: `파드 ${counts.map(count => `${count}개`).join(' → ')}`, en: `Pods: ${counts.join(' → ')}` }),
} satisfies Record<string, Localized | ((...counts: number[]) => Localized)>
