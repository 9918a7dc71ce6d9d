import { DeploymentController } from '../../../engine/kubernetes/controllers/deployment/index.ts'
import { Kubelet } from '../../../engine/kubernetes/controllers/kubelet/index.ts'
import { NodeLifecycleController } from '../../../engine/kubernetes/controllers/nodelifecycle/index.ts'
import { ReplicaSetController } from '../../../engine/kubernetes/controllers/replicaset.ts'
import { SchedulerController } from '../../../engine/kubernetes/scheduler/controller.ts'
import type { Scenario } from '../../../engine/kubernetes/simulation/run.ts'
import { makeNode } from '../../../engine/kubernetes/types/make.ts'
import { type Beat, defineFigure } from '../shell/define.ts'
import { objects } from '../shell/objects.ts'
import { flag, number } from '../shell/param.ts'
import { simulated } from '../shell/simulated.ts'
import { type Acts, findActs } from './acts.ts'
import { isDeployment, withTag } from '../workload/deployment.ts'
import { namespacesOf } from '../workload/kinds.ts'
import { deploymentOf, planOf, type RolloutInputs } from './plan.ts'
import { strings, told } from './rollout-words.ts'
import { type RolloutView, rolloutView } from './sets.ts'

const percent = (initial: number, label: typeof strings.maxSurge) => number({ initial, min: 0, max: 100, step: 5, integer: true, label })

const params = {
  replicas: number({ initial: 10, min: 1, max: 20, integer: true, label: strings.replicas }),
  maxSurge: percent(25, strings.maxSurge),
  maxUnavailable: percent(25, strings.maxUnavailable),
  readySeconds: number({ initial: 10, min: 0, max: 30, integer: true, label: strings.readySeconds }),
  recreate: flag({ label: strings.recreate }),
  /** The reader's own Deployment, and what it needs. */
  own: objects(),
}

/** The same story under other promises. */
const scenarios = {
  default: { title: { ko: '기본 25%', en: 'Default 25%' } },
  careful: { title: { ko: '하나씩', en: 'One by one' }, params: { maxSurge: 10, maxUnavailable: 0 } },
  double: { title: { ko: '두 배로', en: 'Twice as many' }, params: { maxSurge: 100, maxUnavailable: 0 } },
  recreate: { title: { ko: 'Recreate', en: 'Recreate' }, params: { recreate: true } },
}

type ScenarioName = keyof typeof scenarios

/** Machines that have room for more than twice as many pods as anyone asks for: it is not about them. */
const machines = ['a', 'b', 'c'].map(zone => makeNode(`node-${zone}`, { cpu: '64', memory: '256Gi', zone: `ap-northeast-2${zone}`, pods: '250' }))

function scenarioOf(inputs: RolloutInputs): Scenario {
  const deployment = deploymentOf(inputs)
  const { name, namespace } = deployment.metadata
  const image = deployment.spec.template.spec.containers[0]?.image ?? ''
  const plan = planOf(deployment, inputs.readySeconds)
  const example = inputs.own.length === 0
  const selector = Object.entries(deployment.spec.selector.matchLabels ?? {}).map(([key, value]) => `${key}=${value}`).join(',')
  return {
    config: { appStartMs: inputs.readySeconds * 1000 },
    objects: [...machines, ...namespacesOf(inputs.own), ...inputs.own.filter(object => !isDeployment(object)), deployment],
    commands: [
      { at: plan.death, do: { type: 'deletePod', namespace, selector, nth: 0, options: { gracePeriodSeconds: 0 } } },
      { at: plan.update, do: { type: 'setImage', namespace, name, image: example ? 'web:2' : withTag(image, 'next') } },
      { at: plan.broken, do: { type: 'setImage', namespace, name, image: withTag(image, 'typo') } },
      { at: plan.undo, do: { type: 'rolloutUndo', namespace, name } },
    ],
  }
}

/** What a press of the clicker shows. Without a promise there is no half-way to be seen. */
function storyOf(acts: Acts): Beat<typeof params>[] {
  const { plan, replaced, update, half, rolling, stalledAt, undo } = acts
  return [
    // While the new pod still differs from the others: once it is ready, nothing shows that one was lost.
    { say: told.replaced(acts), until: (plan.death + replaced) / 2 },
    { say: told.wave(acts), until: plan.update + 600, seconds: 3 },
    ...(rolling ? [{ say: told.half(acts), until: half.at }] : []),
    { say: told.done(acts), until: update.to ?? plan.broken, telling: true },
    { say: told.broken(acts), until: plan.broken + 12_000 },
    { say: told.stalled(acts), until: stalledAt },
    { say: told.undone(acts), until: undo.to ?? plan.end },
  ]
}

export const rollout = defineFigure<typeof params, ScenarioName, Acts, RolloutView>({
  name: 'rollout',
  version: 1,
  label: strings.label,
  params,
  carry: ({ replicas, readySeconds, own }) => ({ replicas, readySeconds, own }),
  scenarios,
  run: simulated<typeof params, ScenarioName, Acts, RolloutView>({
    scenario: (_, inputs) => scenarioOf(inputs),
    controllers: () => [new DeploymentController(), new ReplicaSetController(), new SchedulerController(), new NodeLifecycleController(), new Kubelet()],
    look: rolloutView,
    end: (_, inputs) => planOf(deploymentOf(inputs), inputs.readySeconds).end,
    find: findActs,
    span: ({ found: { plan } }) => ({ start: plan.start, end: plan.end }),
  }),
  story: ({ found }) => storyOf(found),
  models: strings.models,
})
