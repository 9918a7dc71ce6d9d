import { USER } from '../../../engine/kubernetes/apiserver/store.ts'
import { DeploymentController } from '../../../engine/kubernetes/controllers/deployment/index.ts'
import { DaemonSetController } from '../../../engine/kubernetes/controllers/daemonset.ts'
import { JobController } from '../../../engine/kubernetes/controllers/job.ts'
import { Kubelet } from '../../../engine/kubernetes/controllers/kubelet/index.ts'
import { NodeLifecycleController } from '../../../engine/kubernetes/controllers/nodelifecycle/index.ts'
import { ReplicaSetController } from '../../../engine/kubernetes/controllers/replicaset.ts'
import { StatefulSetController } from '../../../engine/kubernetes/controllers/statefulset/index.ts'
import { PersistentVolumeController } from '../../../engine/kubernetes/controllers/volume/persistentvolume.ts'
import { SchedulerController } from '../../../engine/kubernetes/scheduler/controller.ts'
import { type Beat, defineFigure } from '../shell/define.ts'
import { objects } from '../shell/objects.ts'
import { number } from '../shell/param.ts'
import { simulated } from '../shell/simulated.ts'
import { type StageView, stageView } from '../stage/view.ts'
import { APPLIED, type ApplyScenario, AWAKE, endOf, scenarioOf } from './apply-plan.ts'
import { strings, told } from './apply-words.ts'
import { rowEnd } from './rows.ts'
import { DRAWN, findSteps, type Step, type Steps } from './steps.ts'

const params = {
  replicas: number({ initial: 1, min: 1, max: 5, integer: true, label: strings.replicas }),
  /** The reader's own objects. */
  own: objects(),
}

export interface ApplyView {
  stage: StageView
  /** Names of components that are off. */
  off: readonly string[]
}

/** A beat for each who writes for the first time; what a reader's own manifest has no use for is left out. */
function storyOf(found: Steps): Beat<typeof params>[] {
  const { steps, scenario, settled } = found
  const bound = steps.find(({ verb }) => verb === 'bind')?.shownAt
  const made = (kind: string) => ({ by, verb, object }: Step) => by !== USER && verb === 'create' && object.kind === kind
  const beat = (until: number | undefined, say: Beat['say'], rest: Partial<Beat<typeof params>> = {}): Beat<typeof params>[] => until === undefined ? [] : [{ until, say, ...rest }]
  return [
    ...beat(steps[0] && steps[0].shownAt + DRAWN, told.accepted(), { seconds: 2 }),
    ...beat(rowEnd(steps, made('ReplicaSet')), told.replicaSet(), { seconds: 2 }),
    ...beat(rowEnd(steps, made('Pod'), bound), told.pods(found), { seconds: 2 }),
    ...(scenario === 'asleep' ? beat(AWAKE - 500, told.waits(), { seconds: 4 }) : []),
    ...beat(bound && bound + DRAWN, told.bound(), { seconds: 2 }),
    ...beat(rowEnd(steps, ({ by: writer }) => writer === 'kubelet'), told.runs(), { seconds: 4 }),
    ...beat(settled, told.done(found), { telling: true, seconds: 3 }),
  ]
}

export const apply = defineFigure<typeof params, ApplyScenario, Steps, ApplyView>({
  name: 'apply',
  version: 1,
  label: strings.label,
  params,
  carry: before => before,
  scenarios: {
    deployment: { title: { ko: 'Deployment', en: 'A Deployment' } },
    asleep: { title: { ko: '스케줄러가 꺼져 있으면', en: 'The scheduler is off' } },
  },
  run: simulated<typeof params, ApplyScenario, Steps, ApplyView>({
    scenario: scenarioOf,
    controllers: () => [
      new DeploymentController(), new ReplicaSetController(), new StatefulSetController(), new DaemonSetController(), new JobController(), new PersistentVolumeController(),
      new SchedulerController(), new NodeLifecycleController(), new Kubelet(),
    ],
    commands: ['component'],
    look: ({ store, world }) => ({ stage: stageView(store.list('Node'), store.list('Pod')), off: world.stopped }),
    start: APPLIED - 500,
    end: name => endOf(name),
    find: findSteps,
    span: ({ found: { settled } }) => ({ start: APPLIED - 500, end: settled + 1_000 }),
  }),
  story: ({ found }) => storyOf(found),
  models: strings.models,
})

