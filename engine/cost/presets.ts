/** Workloads to begin with. Their sizes are made up, but of the usual kind. */
import type { Localized } from '../../data/localized.ts'
import { makePod } from '../kubernetes/types/make.ts'
import type { PodGroup, Workload } from './workload.ts'

/** A workload with its name. */
export interface Preset extends Workload {
  name: Localized
}

export type PresetId = 'web-shop' | 'nightly-batch' | 'microservices' | 'steady-api' | 'cpu-inference'

const group = (name: string, replicas: number, cpu: string, memory: string, minReplicas = replicas): PodGroup =>
  ({ name, replicas, minReplicas, pod: makePod(name, { cpu, memory, image: `${name}:1.0`, labels: { app: name } }) })

/** Quiet at night, a lunch peak and a higher one in the evening: shares of the range between minimum and maximum, by hour. */
const SHOP_DAY = [
  0.05, 0.02, 0, 0, 0, 0, 0.05, 0.1, 0.2, 0.3, 0.35, 0.5, 0.7, 0.5, 0.35, 0.3, 0.35, 0.4, 0.55, 0.75, 1, 0.95, 0.6, 0.25,
]

const SERVICES = ['auth', 'cart', 'catalog', 'email', 'inventory', 'payment', 'profile', 'review', 'search', 'shipping']

export const presets: Readonly<Record<PresetId, Preset>> = {
  'web-shop': {
    name: { ko: '손님이 몰리는 쇼핑몰', en: 'A bursty web shop' },
    usage: { kind: 'profile', load: SHOP_DAY },
    groups: [
      group('storefront', 40, '500m', '512Mi', 4), group('api', 30, '1', '1Gi', 3), group('search', 8, '1', '2Gi', 2),
    ],
  },
  'nightly-batch': {
    name: { ko: '밤마다 도는 배치 작업', en: 'A nightly batch' },
    usage: { kind: 'runs', runsPerMonth: 30, secondsPerRun: 2 * 3600 },
    groups: [{ ...group('etl', 20, '2', '4Gi'), ownerKind: 'Job' }],
  },
  'microservices': {
    name: { ko: '작은 마이크로서비스 10개', en: 'Ten small microservices' },
    usage: { kind: 'always' },
    groups: SERVICES.map(name => group(name, 2, '100m', '200Mi')),
  },
  'steady-api': {
    name: { ko: '꾸준한 API', en: 'A steady API' },
    usage: { kind: 'always' },
    groups: [group('api', 12, '750m', '1536Mi')],
  },
  'cpu-inference': {
    name: { ko: 'GPU 없는 ML 추론', en: 'ML inference without a GPU' },
    usage: { kind: 'schedule', daysPerWeek: 5, hoursPerDay: 10 },
    groups: [group('model', 6, '3', '6Gi'), group('gateway', 2, '250m', '256Mi')],
  },
}
