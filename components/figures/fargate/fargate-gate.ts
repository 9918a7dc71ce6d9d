import * as v from 'valibot'
import { Fargate } from '../../../engine/aws/fargate/controller.ts'
import { DaemonSetController } from '../../../engine/kubernetes/controllers/daemonset.ts'
import { DeploymentController } from '../../../engine/kubernetes/controllers/deployment/index.ts'
import { Kubelet } from '../../../engine/kubernetes/controllers/kubelet/index.ts'
import { NodeLifecycleController } from '../../../engine/kubernetes/controllers/nodelifecycle/index.ts'
import { ReplicaSetController } from '../../../engine/kubernetes/controllers/replicaset.ts'
import { StatefulSetController } from '../../../engine/kubernetes/controllers/statefulset/index.ts'
import { PersistentVolumeController } from '../../../engine/kubernetes/controllers/volume/persistentvolume.ts'
import { SchedulerController } from '../../../engine/kubernetes/scheduler/controller.ts'
import type { KubeObject } from '../../../engine/kubernetes/types/index.ts'
import { defineFigure } from '../shell/define.ts'
import { data } from '../shell/param.ts'
import { simulated } from '../shell/simulated.ts'
import { BEGIN, END, type GateScenario, gateScenario, sample, SIDECAR_AT } from './gate-scenarios.ts'
import { type GateFound, gateStory } from './gate-story.ts'
import { gateView, type GateView } from './gate-view.ts'
import { scenarioTitles, strings } from './gate-words.ts'

const isObject = (value: unknown): value is KubeObject => v.is(v.looseObject({ apiVersion: v.string(), kind: v.string(), metadata: v.looseObject({ name: v.string() }) }), value)

const params = {
  /** What the reader brings. */
  own: data<KubeObject[]>({ initial: [...sample], schema: v.pipe(v.array(v.custom<KubeObject>(isObject)), v.maxLength(40)) }),
}

export const fargateGate = defineFigure<typeof params, GateScenario, GateFound, GateView>({
  name: 'fargate',
  version: 1,
  label: strings.figure,
  params,
  carry: ({ own }) => ({ own }),
  scenarios: {
    sized: { title: scenarioTitles.sized }, sidecar: { title: scenarioTitles.sidecar }, refused: { title: scenarioTitles.refused },
    profiles: { title: scenarioTitles.profiles }, own: { title: scenarioTitles.own },
  },
  run: simulated<typeof params, GateScenario, GateFound, GateView>({
    scenario: (name, { own }) => gateScenario(name, own),
    controllers: () => [
      new SchedulerController(), new DeploymentController(), new ReplicaSetController(), new StatefulSetController(), new DaemonSetController(),
      new PersistentVolumeController(), new NodeLifecycleController(), new Kubelet(), new Fargate(),
    ],
    commands: ['apply', 'delete', 'patch', 'scale'],
    look: gateView,
    start: BEGIN,
    end: name => END[name],
    find: (replay) => {
      const before = gateView(replay.seek(Math.min(SIDECAR_AT, replay.simulation.clock.now) - 1_000))
      return { before, end: gateView(replay.seek(END[replay.run.scenario as GateScenario])) }
    },
  }),
  story: ({ found }, scenario) => gateStory(found, scenario),
  opening: () => strings.question,
  models: strings.models,
})
