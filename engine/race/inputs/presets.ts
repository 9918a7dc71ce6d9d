/** Loads to begin with. Their numbers are made up, but of the usual kind; the shapes are what differs. */
import type { Localized } from '../../../data/localized.ts'
import { DAY_CURVE } from '../../cost/index.ts'
import type { LoadPoint } from './curve.ts'
import { defaultRace, simpleWorkload } from './defaults.ts'
import type { RaceInputs } from './inputs.ts'

export const racePresetIds = ['flash-sale', 'two-rushes', 'steady', 'daily', 'nightly-batch'] as const
export type RacePresetId = (typeof racePresetIds)[number]

export interface RacePreset {
  name: Localized
  inputs: RaceInputs
}

const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

/** Points at minutes of the race. */
const byMinute = (...points: readonly (readonly [minute: number, rps: number])[]): LoadPoint[] => points.map(([minute, rps]) => ({ at: minute * MINUTE, rps }))

/** Calm, then six times as much within half a minute, for ten minutes; long enough after it to see who gives nodes back. */
const FLASH_SALE = byMinute([0, 1_000], [5, 1_000], [5.5, 6_000], [15, 6_000], [17, 1_000], [45, 1_000])

/** Two bursts seven minutes apart: what was fetched for the first may be given back when the second comes, or not be. */
const TWO_RUSHES = byMinute([0, 1_000], [5, 1_000], [5.5, 5_000], [10.5, 5_000], [11.5, 1_000], [18.5, 1_000], [19, 6_000], [29, 6_000], [30, 1_000], [45, 1_000])

/** A day of a web service, quietest at 4 and busiest at 16. */
const DAY = [...DAY_CURVE, DAY_CURVE[0] ?? 0].map((share, hour): LoadPoint => ({ at: hour * HOUR, rps: Math.round(600 + 11_400 * share) }))

/** Almost nothing, and for two hours a night all that there is to do. */
const NIGHT = byMinute([0, 50], [119, 50], [121, 8_000], [239, 8_000], [241, 50], [480, 50])

export const racePresets: Readonly<Record<RacePresetId, RacePreset>> = {
  'flash-sale': { name: { ko: '반짝 세일', en: 'A flash sale' }, inputs: { ...defaultRace, load: FLASH_SALE } },
  'two-rushes': { name: { ko: '두 번 몰리는 부하', en: 'Two rushes' }, inputs: { ...defaultRace, load: TWO_RUSHES } },
  'steady': { name: { ko: '꾸준한 부하', en: 'A steady load' }, inputs: { ...defaultRace, load: byMinute([0, 3_000], [120, 3_000]) } },
  'daily': { name: { ko: '하루의 오르내림', en: 'A day’s ups and downs' }, inputs: { ...defaultRace, load: DAY } },
  'nightly-batch': {
    name: { ko: '밤마다 도는 배치 작업', en: 'A nightly batch' },
    inputs: {
      ...defaultRace, load: NIGHT, workload: simpleWorkload('etl', 1_000, 1_024),
      serving: { requestsPerSecondPerPod: 100, cpuMsPerRequest: 10, queueBound: 2_000_000 }, hpa: { ...defaultRace.hpa, minReplicas: 1, maxReplicas: 150 },
    },
  },
}
