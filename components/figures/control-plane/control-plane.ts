import { ApiClients } from '../../../engine/aws/control-plane/clients.ts'
import { EksRepair } from '../../../engine/aws/control-plane/eks.ts'
import { Etcd } from '../../../engine/aws/control-plane/etcd.ts'
import { DeploymentController } from '../../../engine/kubernetes/controllers/deployment/index.ts'
import { EndpointSliceController } from '../../../engine/kubernetes/controllers/endpointslice.ts'
import { Kubelet } from '../../../engine/kubernetes/controllers/kubelet/index.ts'
import { NodeLifecycleController } from '../../../engine/kubernetes/controllers/nodelifecycle/index.ts'
import { ReplicaSetController } from '../../../engine/kubernetes/controllers/replicaset.ts'
import { TaintEvictionController } from '../../../engine/kubernetes/controllers/tainteviction.ts'
import { SchedulerController } from '../../../engine/kubernetes/scheduler/controller.ts'
import { defineFigure } from '../shell/define.ts'
import { simulated } from '../shell/simulated.ts'
import { openings, strings } from './control-plane-words.ts'
import { type Findings, findPlane } from './plane-findings.ts'
import { type PlaneParams, planeParams } from './plane-params.ts'
import { endOf, ownInputs, type PlaneScenario, planeScenario, START } from './plane-schedule.ts'
import { planeStory } from './plane-story.ts'
import { type PlaneView, planeView, WORKLOAD } from './plane-view.ts'

export const controlPlane = defineFigure<PlaneParams, PlaneScenario, Findings, PlaneView>({
  name: 'control-plane',
  version: 1,
  label: strings.figure,
  params: planeParams,
  carry: ({ detect, replace }) => ({ detect, replace }),
  scenarios: {
    tour: { title: { ko: '하나씩 고장', en: 'One by one' }, params: ownInputs.tour },
    alone: { title: { ko: '직접 운영', en: 'On your own' }, params: ownInputs.alone },
    count: { title: { ko: '1대, 2대, 3대', en: '1, 2, 3 members' }, params: ownInputs.count },
    split: { title: { ko: '네트워크 단절', en: 'Cut links' }, params: ownInputs.split },
  },
  run: simulated<PlaneParams, PlaneScenario, Findings, PlaneView>({
    scenario: planeScenario,
    controllers: () => [
      new Etcd(), new EksRepair(), new DeploymentController(), new ReplicaSetController(), new EndpointSliceController(), new SchedulerController(),
      new NodeLifecycleController(), new TaintEvictionController(), new Kubelet(), new ApiClients(WORKLOAD),
    ],
    look: planeView,
    start: START,
    end: endOf,
    find: findPlane,
  }),
  story: planeStory,
  opening: scenario => openings[scenario],
  models: strings.model,
})
