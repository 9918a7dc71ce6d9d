import { AutoScaling } from '../../../engine/aws/autoscaling/controller.ts'
import { Ec2 } from '../../../engine/aws/ec2/controller.ts'
import { ByHand } from '../../../engine/aws/node-group/by-hand.ts'
import { ManagedNodeGroups } from '../../../engine/aws/node-group/controller.ts'
import { Tally } from '../../../engine/aws/node-group/tally.ts'
import { groupFaults } from '../../../engine/aws/node-group/issue.ts'
import { DeploymentController } from '../../../engine/kubernetes/controllers/deployment/index.ts'
import { DisruptionController } from '../../../engine/kubernetes/controllers/disruption/index.ts'
import { Kubelet } from '../../../engine/kubernetes/controllers/kubelet/index.ts'
import { NodeLifecycleController } from '../../../engine/kubernetes/controllers/nodelifecycle/index.ts'
import { PodGarbageCollector } from '../../../engine/kubernetes/controllers/podgc.ts'
import { ReplicaSetController } from '../../../engine/kubernetes/controllers/replicaset.ts'
import { TaintEvictionController } from '../../../engine/kubernetes/controllers/tainteviction.ts'
import { SchedulerController } from '../../../engine/kubernetes/scheduler/controller.ts'
import { defineFigure } from '../shell/define.ts'
import { laned } from '../shell/laned.ts'
import { choice, flag, number } from '../shell/param.ts'
import { questions, scenarioTitles, strings } from './node-update-words.ts'
import { findHistory, type UpdateHistory } from './update-history.ts'
import { BEGIN, endOf, type Lane, scenarioOf, type ScenarioName, type UpdateInputs } from './update-scenarios.ts'
import { storyOf } from './update-story.ts'
import { laneView, type UpdateView } from './update-view.ts'

const params = {
  minAvailable: number({ initial: 5, min: 0, max: 18, integer: true, label: strings.minAvailable }),
  personMinutes: number({ initial: 0, min: 0, max: 60, integer: true, label: strings.person }),
  minimal: flag({ label: strings.minimal }),
  fault: choice({ values: groupFaults, initial: 'launch-template', label: strings.fault }),
}

/** What a story is told from: the run, and the inputs that it was made with. */
export type UpdateFound = UpdateHistory & { inputs: UpdateInputs }

export const nodeUpdate = defineFigure<typeof params, ScenarioName, UpdateFound, UpdateView>({
  name: 'node-update',
  version: 1,
  label: strings.figure,
  params,
  scenarios: {
    normal: { title: scenarioTitles.normal },
    budget: { title: scenarioTitles.budget, params: { minAvailable: 6 } },
    parallel: { title: scenarioTitles.parallel, params: { minAvailable: 12 } },
    health: { title: scenarioTitles.health },
  },
  run: laned<typeof params, ScenarioName, Lane, UpdateFound, UpdateView>({
    lanes: { first: strings.managed, second: strings.beside },
    scenario: scenarioOf,
    controllers: () => [
      new SchedulerController(), new DeploymentController(), new ReplicaSetController(), new DisruptionController(), new NodeLifecycleController(), new TaintEvictionController(),
      new PodGarbageCollector(), new Kubelet(), new Ec2(), new AutoScaling(), new ManagedNodeGroups(), new ByHand(), new Tally(),
    ],
    commands: ['apply', 'delete', 'patch', 'scale', 'cordon', 'uncordon'],
    look: ({ first, second }) => ({ first: laneView(first), second: laneView(second) }),
    start: BEGIN,
    end: endOf,
    find: (replays, log) => ({ ...findHistory(replays, log), inputs: replays.first.run.params }),
    span: ({ found: { first, second, marks } }) => ({ start: BEGIN, end: Math.max(BEGIN + 60_000, marks.ForceDeleted === undefined ? first.ended?.at ?? 0 : marks.ScalingDown ?? 0, second.ended?.at ?? 0, (marks.IssueResolved ?? 0) + 4 * 60_000) + 20_000 }),
  }),
  story: ({ found }, scenario) => storyOf(found, scenario, found.inputs),
  opening: scenario => questions[scenario],
  models: strings.models,
})
