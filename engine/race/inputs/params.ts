/** Every number that a race is run with: its bounds, what it is called, and where its default comes from. */
import type { Localized } from '../../../data/localized.ts'
import type { PriceSourceId } from '../../../data/price-sources.ts'
import { startTimes, type StartKind } from '../../../data/timings.ts'

export type RaceUnit = 'requests/s' | 'requests' | 'ms' | 's' | 'pods' | 'nodes' | '%' | 'm'

export interface RaceParam {
  /** The field of the inputs. */
  field: string
  min: number
  max: number
  whole: boolean
  unit: RaceUnit
  label: Localized
  /** What says so; `assumption` where nothing does. */
  source: PriceSourceId | 'assumption'
}

/** More pods than this are not simulated. */
export const MAX_RACE_PODS = 2_000
export const MAX_RACE_POINTS = 2_000
export const MAX_RACE_FAULTS = 20
/** A week (ms). */
export const LONGEST_RACE_MS = 7 * 24 * 3_600_000
/** Requests a second. */
export const MOST_RPS = 10_000_000

const param = (field: string, [min, max]: readonly [number, number], unit: RaceUnit, label: Localized, source: RaceParam['source'] = 'assumption', whole = false): RaceParam =>
  ({ field, min, max, whole, unit, label, source })

const starts = (Object.keys(startTimes) as StartKind[]).map((kind): RaceParam =>
  param(`times.startSeconds.${kind}`, [0, 3_600], 's', startTimes[kind].what, startTimes[kind].source ?? 'assumption'))

export const raceParams: readonly RaceParam[] = [
  param('serving.requestsPerSecondPerPod', [0.001, 1_000_000], 'requests/s', { ko: '파드 하나가 1초에 처리하는 요청', en: 'Requests a second that one pod serves' }),
  param('serving.cpuMsPerRequest', [0, 100_000], 'ms', { ko: '요청 하나에 드는 CPU 시간', en: 'CPU time that one request takes' }),
  param('serving.queueBound', [0, 1_000_000_000], 'requests', { ko: '기다릴 수 있는 요청', en: 'Requests that may wait' }),
  param('hpa.minReplicas', [1, MAX_RACE_PODS], 'pods', { ko: 'HPA 최소 파드', en: 'HPA: pods at least' }, 'assumption', true),
  param('hpa.maxReplicas', [1, MAX_RACE_PODS], 'pods', { ko: 'HPA 최대 파드', en: 'HPA: pods at most' }, 'assumption', true),
  param('hpa.targetUtilization', [1, 1_000], '%', { ko: 'HPA 목표 CPU 사용률', en: 'HPA: target CPU utilisation' }, 'assumption', true),
  param('hpa.targetMilli', [1, 1_000_000], 'm', { ko: 'HPA 목표 CPU 사용량', en: 'HPA: target CPU a pod' }, 'assumption', true),
  param('times.imagePullSeconds', [0, 3_600], 's', { ko: '이미지를 내려받는 시간', en: 'Pulling the image' }),
  param('times.appStartSeconds', [0, 3_600], 's', { ko: '애플리케이션이 시작하는 시간', en: 'The application’s start' }),
  param('times.appStopSeconds', [0, 600], 's', { ko: '애플리케이션이 멈추는 시간', en: 'The application’s stop' }),
  ...starts,
  param('group.fixedNodes', [0, 1_000], 'nodes', { ko: '고정 레인의 노드', en: 'Nodes of the fixed lane' }, 'assumption', true),
  param('group.minNodes', [0, 1_000], 'nodes', { ko: '노드 그룹 최소', en: 'Node group: nodes at least' }, 'assumption', true),
  param('group.maxNodes', [1, 1_000], 'nodes', { ko: '노드 그룹 최대', en: 'Node group: nodes at most' }, 'assumption', true),
]

const byField = new Map(raceParams.map(one => [one.field, one]))

/** @throws RangeError for a field that is no number of a race */
export function raceParam(field: string): RaceParam {
  const found = byField.get(field)
  if (!found) throw new RangeError(`no race parameter ${field}`)
  return found
}
