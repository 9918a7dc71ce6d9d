import { DeploymentController } from '../../../engine/kubernetes/controllers/deployment/index.ts'
import { Kubelet } from '../../../engine/kubernetes/controllers/kubelet/index.ts'
import { NodeLifecycleController } from '../../../engine/kubernetes/controllers/nodelifecycle/index.ts'
import { HorizontalController } from '../../../engine/kubernetes/controllers/podautoscaler/index.ts'
import { ReplicaSetController } from '../../../engine/kubernetes/controllers/replicaset.ts'
import { SchedulerController } from '../../../engine/kubernetes/scheduler/controller.ts'
import { defineFigure } from '../shell/define.ts'
import { simulated } from '../shell/simulated.ts'
import { strings } from './hpa-words.ts'
import { params } from './inputs.ts'
import { type Course, courseOf, type HpaView, hpaView } from './looks.ts'
import { endOf, type ScenarioName, scenarioOf, START } from './plan.ts'
import { storyOf } from './story.ts'

const scenarios = {
  standard: { title: { ko: '오르내림', en: 'Standard' } },
  spike: { title: { ko: '폭주', en: 'Spike' }, params: { peak: 1_000, max: 14 } },
  flapping: { title: { ko: '출렁임', en: 'Waves' } },
  memory: { title: { ko: '메모리', en: 'Memory' }, params: { target: 70 } },
  missing: { title: { ko: '요청량 없음', en: 'No request' } },
}

export const hpa = defineFigure<typeof params, ScenarioName, Course, HpaView>({
  name: 'hpa',
  version: 1,
  label: strings.label,
  params,
  carry: ({ own }) => ({ own }),
  scenarios,
  run: simulated<typeof params, ScenarioName, Course, HpaView>({
    scenario: scenarioOf,
    controllers: () => [new HorizontalController(), new DeploymentController(), new ReplicaSetController(), new SchedulerController(), new NodeLifecycleController(), new Kubelet()],
    look: hpaView,
    start: START,
    end: endOf,
    find: courseOf,
  }),
  story: ({ found }, name) => storyOf(found, name),
  models: strings.models,
})
