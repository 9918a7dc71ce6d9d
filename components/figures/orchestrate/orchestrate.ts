import { DeploymentController } from '../../../engine/kubernetes/controllers/deployment/index.ts'
import { Kubelet } from '../../../engine/kubernetes/controllers/kubelet/index.ts'
import { NodeLifecycleController } from '../../../engine/kubernetes/controllers/nodelifecycle/index.ts'
import { HorizontalController } from '../../../engine/kubernetes/controllers/podautoscaler/index.ts'
import { ReplicaSetController } from '../../../engine/kubernetes/controllers/replicaset.ts'
import { TaintEvictionController } from '../../../engine/kubernetes/controllers/tainteviction.ts'
import { SchedulerController } from '../../../engine/kubernetes/scheduler/controller.ts'
import type { Simulation } from '../../../engine/kubernetes/simulation/simulation.ts'
import { type Beat, defineFigure, type Told } from '../shell/define.ts'
import { laned } from '../shell/laned.ts'
import { objects } from '../shell/objects.ts'
import { number } from '../shell/param.ts'
import { type StageView, stageView } from '../stage/view.ts'
import { endOf, type LaneId, type NightScenario, scenarioOf, START } from './night.ts'
import { laneNames, strings, told } from './orchestrate-words.ts'
import { servingIn, type Watch, watchNight } from './watch.ts'

const params = {
  responseMinutes: number({ initial: 12, min: 1, max: 45, integer: true, label: strings.responseMinutes }),
  tolerationSeconds: number({ initial: 300, min: 0, max: 300, step: 10, integer: true, label: strings.tolerationSeconds }),
  /** The reader's own Deployment, and what it needs. */
  own: objects(),
}

export interface LaneView {
  stage: StageView
  serving: number
}

export type NightView = Readonly<Record<LaneId, LaneView>>

/** Pods on a machine that is gone do not serve, whatever the API server still says of them. */
function laneView(simulation: Simulation): LaneView {
  const { store, world } = simulation
  const { nodes, pods } = stageView(store.list('Node'), store.list('Pod'), ({ status }) => ({ restarted: status?.containerStatuses?.some(({ restartCount }) => restartCount > 0) ?? false }), world.deadNodes)
  return { stage: { nodes, pods: pods.map(pod => world.deadNodes.includes(pod.node) ? { ...pod, state: 'failed' } : pod) }, serving: servingIn(simulation) }
}

/** A fault and what Kubernetes does; then the same by hand; the last by hand is the verdict. */
function storyOf(watch: Watch): Beat<typeof params>[] {
  const { night, mending, end } = watch
  return night.flatMap(({ id, at, mended }, index): Beat<typeof params>[] => {
    const [byHand, byItself] = [mending.hand[index], mending.kubernetes[index]]
    const healed = at + (byItself ?? 0) + 4_000
    const handled = Math.max(healed, at + (byHand ?? mended - at) + 2_000)
    const last = index === night.length - 1
    return [
      { until: healed, say: told.healed[id](byItself, watch), seconds: 5 },
      last ? { until: Math.max(handled, end - 1_000), say: told.verdict(watch), seconds: 5, telling: true } : { until: handled, say: told.mended[id](byHand), seconds: 4 },
    ]
  })
}

export const orchestrate = defineFigure<typeof params, NightScenario, Watch, NightView>({
  name: 'orchestrate',
  version: 1,
  label: strings.label,
  params,
  carry: before => before,
  scenarios: {
    night: { title: { ko: '하룻밤', en: 'A night' } },
    crash: { title: { ko: '컨테이너가 죽으면', en: 'A crash' } },
    machine: { title: { ko: '머신이 멈추면', en: 'A machine dies' } },
    load: { title: { ko: '부하가 두 배면', en: 'Load doubles' } },
  },
  run: laned<typeof params, NightScenario, LaneId, Watch, NightView>({
    lanes: laneNames,
    scenario: scenarioOf,
    controllers: lane => lane === 'hand'
      ? [new Kubelet()]
      : [new DeploymentController(), new ReplicaSetController(), new HorizontalController(), new SchedulerController(), new NodeLifecycleController(), new TaintEvictionController(), new Kubelet()],
    look: clusters => ({ hand: laneView(clusters.hand), kubernetes: laneView(clusters.kubernetes) }),
    start: START,
    end: endOf,
    find: watchNight,
    span: ({ found: { end } }: Told<Watch>) => ({ start: START, end }),
  }),
  story: ({ found }) => storyOf(found),
  models: strings.models,
})
