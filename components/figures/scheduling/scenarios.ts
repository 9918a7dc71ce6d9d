import type { Localized } from '../../../data/localized.ts'
import type { Command } from '../../../engine/kubernetes/simulation/commands.ts'
import type { Scenario, TimedCommand } from '../../../engine/kubernetes/simulation/run.ts'
import type { Labels, Node, NodeSpec, Pod, PodSpec } from '../../../engine/kubernetes/types/index.ts'
import { makeNode, makePod } from '../../../engine/kubernetes/types/make.ts'
import { HOSTNAME_LABEL, ZONE_LABEL } from '../../../engine/kubernetes/types/wellknown.ts'
import { deciding } from './attempts.ts'

export interface SchedulingScenario extends Scenario {
  title: Localized
  /** What to look at, in one sentence. */
  question: Localized
  /** What arrives, and when. */
  commands: readonly TimedCommand[]
}

/** From one pod's arrival to the next's, in virtual ms. */
const telling = deciding + 4_000

const node = (name: string, zone: string, cpu: string, memory: string, spec: NodeSpec = {}): Node => makeNode(name, { zone, cpu, memory, pods: '17', spec })

function pod(name: string, cpu: string, memory: string, spec: Partial<PodSpec> = {}, labels: Labels = { app: name }): Pod {
  return makePod(name, { cpu, memory, image: 'nginx:1.29', labels, spec })
}

/** A pod that is on its node from the start. */
function placed(nodeName: string, ...[name, cpu, memory, spec, labels]: Parameters<typeof pod>): Pod {
  return pod(name, cpu, memory, { ...spec, nodeName }, labels)
}

/** Virtual ms by which the pods that are there from the start run; the figure begins then. */
export const settled = 5_000

const arrive = (...pods: Pod[]): TimedCommand[] => pods.map((each, index) => ({ at: settled + 1_000 + index * telling, do: { type: 'apply', objects: [each] } satisfies Command }))

const zones = ['ap-northeast-2a', 'ap-northeast-2b', 'ap-northeast-2c'] as const

export const scenarios = {
  resources: {
    title: { ko: '리소스', en: 'Resources' },
    question: { ko: '노드마다 남은 CPU와 메모리가 다릅니다. 새 파드는 어디로 갈까요?', en: 'Each node has different CPU and memory left. Where will a new pod go?' },
    objects: [
      node('node-a', zones[0], '2', '4Gi'), node('node-b', zones[1], '2', '4Gi'), node('node-c', zones[2], '4', '8Gi'),
      placed('node-a', 'cart', '1600m', '1Gi'), placed('node-b', 'redis', '500m', '3Gi'), placed('node-c', 'ads', '1500m', '2Gi'),
    ],
    commands: arrive(pod('web', '1', '1Gi'), pod('report', '1', '2Gi'), pod('train', '3', '2Gi')),
  },
  taints: {
    title: { ko: '테인트', en: 'Taints' },
    question: { ko: 'GPU 노드는 톨러레이션이 있는 파드만 받습니다.', en: 'The GPU node takes only pods that tolerate its taint.' },
    objects: [
      node('node-a', zones[0], '2', '4Gi'), node('node-b', zones[1], '2', '4Gi'),
      node('gpu', zones[2], '4', '8Gi', { taints: [{ key: 'gpu', value: 'true', effect: 'NoSchedule' }] }),
      placed('node-a', 'cart', '1800m', '1Gi'), placed('node-b', 'api', '1200m', '1Gi'),
    ],
    commands: arrive(
      pod('web', '500m', '1Gi'),
      pod('train', '1', '1Gi', { tolerations: [{ key: 'gpu', operator: 'Equal', value: 'true', effect: 'NoSchedule' }] }),
      pod('batch', '1', '1Gi'),
    ),
  },
  affinity: {
    title: { ko: '어피니티', en: 'Affinity' },
    question: { ko: '캐시는 웹과 같은 영역에, 웹끼리는 다른 노드에.', en: 'The cache in the web pods\' zone, the web pods on different nodes.' },
    objects: [
      node('node-a', zones[0], '2', '4Gi'), node('node-b', zones[1], '2', '4Gi'), node('node-c', zones[1], '2', '4Gi'),
      placed('node-b', 'web-1', '500m', '1Gi', {}, { app: 'web' }),
    ],
    commands: arrive(
      pod('cache', '500m', '1Gi', { affinity: { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ labelSelector: { matchLabels: { app: 'web' } }, topologyKey: ZONE_LABEL }] } } }),
      pod('web-2', '500m', '1Gi', { affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ labelSelector: { matchLabels: { app: 'web' } }, topologyKey: HOSTNAME_LABEL }] } } }, { app: 'web' }),
    ),
  },
  spreading: {
    title: { ko: '분산', en: 'Spreading' },
    question: { ko: '영역마다 고르게: 차이가 1을 넘으면 안 됩니다.', en: 'Evenly over zones: the skew must not pass 1.' },
    objects: [
      node('node-a', zones[0], '4', '8Gi'), node('node-b', zones[1], '2', '4Gi'), node('node-c', zones[2], '2', '4Gi'),
      placed('node-a', 'web-1', '500m', '1Gi', {}, { app: 'web' }),
    ],
    commands: arrive(...['web-2', 'web-3', 'web-4'].map(name => pod(name, '500m', '1Gi', {
      topologySpreadConstraints: [{ maxSkew: 1, topologyKey: ZONE_LABEL, whenUnsatisfiable: 'DoNotSchedule', labelSelector: { matchLabels: { app: 'web' } } }],
    }, { app: 'web' }))),
  },
  preemption: {
    title: { ko: '선점', en: 'Preemption' },
    question: { ko: '꽉 찬 클러스터에 더 중요한 파드가 왔습니다.', en: 'A more important pod meets a full cluster.' },
    config: { appStopMs: 4_000 },
    objects: [
      node('node-a', zones[0], '2', '4Gi'), node('node-b', zones[1], '2', '4Gi'), node('node-c', zones[2], '2', '4Gi'),
      placed('node-a', 'batch-1', '1900m', '1Gi', { priority: 0 }), placed('node-b', 'api-1', '1800m', '1Gi', { priority: 100 }), placed('node-c', 'api-2', '1800m', '1Gi', { priority: 100 }),
    ],
    commands: arrive(pod('payments', '1', '1Gi', { priority: 1000 })),
  },
} as const satisfies Record<string, SchedulingScenario>

export type ScenarioName = keyof typeof scenarios
