import { DeploymentController } from '../../../engine/kubernetes/controllers/deployment/index.ts'
import { Kubelet } from '../../../engine/kubernetes/controllers/kubelet/index.ts'
import { NodeLifecycleController } from '../../../engine/kubernetes/controllers/nodelifecycle/index.ts'
import { ReplicaSetController } from '../../../engine/kubernetes/controllers/replicaset.ts'
import { SchedulerController } from '../../../engine/kubernetes/scheduler/controller.ts'
import type { Deployment } from '../../../engine/kubernetes/types/index.ts'
import { makeNode } from '../../../engine/kubernetes/types/make.ts'
import { defineFigure, event } from '../../../components/figures/shell/define.ts'
import { number } from '../../../components/figures/shell/param.ts'
import { simulated } from '../../../components/figures/shell/simulated.ts'
import { type StageView, stageView } from '../../../components/figures/stage/view.ts'

export const params = { replicas: number({ initial: 3, min: 1, max: 6, integer: true, label: { ko: '레플리카', en: 'Replicas' } }) }

const web = (replicas: number): Deployment => ({
  apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web' },
  spec: {
    replicas, selector: { matchLabels: { app: 'web' } },
    template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'app', image: 'web:1', resources: { requests: { cpu: '500m', memory: '1Gi' } } }] } },
  },
})

export const replicas = defineFigure<typeof params, 'up', undefined, StageView>({
  name: 'replicas',
  version: 1,
  label: { ko: '디플로이먼트의 파드', en: 'The pods of a Deployment' },
  params,
  scenarios: { up: { title: { ko: '시작', en: 'Start' } } },
  run: simulated({
    scenario: (_, { replicas }) => ({
      objects: ['a', 'b'].map(zone => makeNode(`node-${zone}`, { cpu: '2', memory: '4Gi', zone: `ap-northeast-2${zone}` })),
      commands: [{ at: 1_000, do: { type: 'apply', objects: [web(replicas)] } }],
    }),
    controllers: () => [new DeploymentController(), new ReplicaSetController(), new SchedulerController(), new NodeLifecycleController(), new Kubelet()],
    look: ({ store }) => stageView(store.list('Node'), store.list('Pod')),
    end: () => 20_000,
  }),
  story: () => [
    { until: event('Scheduled'), say: { ko: '스케줄러가 파드마다 노드를 정합니다.', en: 'The scheduler gives every pod a node.' } },
    { until: 20_000, say: { ko: 'kubelet이 컨테이너를 띄웁니다.', en: 'The kubelet starts the containers.' }, telling: true },
  ],
})
