import { DeploymentController } from '../../../engine/kubernetes/controllers/deployment/index.ts'
import { EndpointSliceController } from '../../../engine/kubernetes/controllers/endpointslice.ts'
import { Kubelet } from '../../../engine/kubernetes/controllers/kubelet/index.ts'
import { NodeLifecycleController } from '../../../engine/kubernetes/controllers/nodelifecycle/index.ts'
import { ReplicaSetController } from '../../../engine/kubernetes/controllers/replicaset.ts'
import { TaintEvictionController } from '../../../engine/kubernetes/controllers/tainteviction.ts'
import { SchedulerController } from '../../../engine/kubernetes/scheduler/controller.ts'
import { isDeployment } from '../workload/deployment.ts'
import { type Beat, defineFigure, type Told } from '../shell/define.ts'
import { objects } from '../shell/objects.ts'
import { number } from '../shell/param.ts'
import { simulated } from '../shell/simulated.ts'
import { namespacesOf } from '../workload/kinds.ts'
import { commandsOf, machines, planOf, type ServiceInputs, type ServiceScenario, workloadOf } from './service-plan.ts'
import { type ServiceView, serviceView } from './service-view.ts'
import { strings, told } from './service-words.ts'
import { findTraffic, type TrafficActs } from './traffic-acts.ts'

const params = {
  replicas: number({ initial: 4, min: 1, max: 9, integer: true, label: strings.replicas }),
  requestsPerSecond: number({ initial: 10, min: 1, max: 40, integer: true, label: strings.requestsPerSecond }),
  readySeconds: number({ initial: 8, min: 0, max: 30, integer: true, label: strings.readySeconds }),
  proxySeconds: number({ initial: 1, min: 0, max: 5, step: 0.5, label: strings.proxySeconds }),
  preStopSeconds: number({ initial: 5, min: 0, max: 20, integer: true, label: strings.preStopSeconds }),
  /** The reader's own Deployment, Service, and what they need. */
  own: objects(),
}

/** The story needs to know the inputs that the run had: they are part of what was found. */
export type Found = TrafficActs & { inputs: ServiceInputs }

const stories: Readonly<Record<ServiceScenario, (found: Found) => Beat<typeof params>[]>> = {
  probe: (found) => {
    const { plan, over: [first, second, third], inputs } = found
    return [
      { say: told.starting(), until: plan.first + 2_700 + inputs.readySeconds * 600 },
      { say: told.joined(), until: Math.min(first ?? plan.second, plan.second - 500) },
      { say: told.updated(inputs), until: found.mixed ?? second ?? plan.third, seconds: 4 },
      { say: told.bare(), until: plan.third + 3_000 + inputs.readySeconds * 500, seconds: 7 },
      { say: told.probes(found), until: third ?? plan.end, telling: true },
    ]
  },
  prestop: (found) => {
    const { plan, over: [first, second], inputs } = found
    return [
      { say: told.told(), until: plan.first + 700, seconds: 3 },
      { say: told.gap(found, inputs), until: first ?? plan.second, seconds: 6 },
      { say: told.hooked(found, inputs), until: second ?? plan.third, seconds: 6, telling: true },
    ]
  },
  node: (found) => {
    const { plan, lastLost, over: [, second] } = found
    return [
      { say: told.down(), until: plan.first + 5_000 },
      { say: told.noticed(found), until: (lastLost ?? plan.first) + 1_000, seconds: 6, telling: true },
      { say: told.rest(found), until: second ?? plan.end, seconds: 5 },
    ]
  },
}

export const service = defineFigure<typeof params, ServiceScenario, Found, ServiceView>({
  name: 'service',
  version: 1,
  label: strings.label,
  params,
  carry: before => before,
  scenarios: {
    probe: { title: { ko: 'readiness probe', en: 'Readiness probe' } },
    prestop: { title: { ko: 'preStop', en: 'preStop' } },
    node: { title: { ko: '노드 장애', en: 'Node lost' } },
  },
  run: simulated<typeof params, ServiceScenario, Found, ServiceView>({
    scenario: (name, inputs) => {
      const { deployment, service: front } = workloadOf(inputs, name)
      return {
        config: { appStartMs: inputs.readySeconds * 1000 },
        objects: [...machines, ...namespacesOf(inputs.own), ...inputs.own.filter(object => !isDeployment(object) && object !== front), front, deployment],
        commands: commandsOf(inputs, name),
      }
    },
    controllers: () => [new DeploymentController(), new ReplicaSetController(), new EndpointSliceController(), new SchedulerController(), new NodeLifecycleController(), new TaintEvictionController(), new Kubelet()],
    look: serviceView,
    end: (name, inputs) => planOf(inputs, name).end,
    find: replay => ({ ...findTraffic(replay), inputs: replay.run.params }),
    span: ({ found: { plan } }: Told<Found>) => ({ start: plan.start, end: plan.end }),
  }),
  story: ({ found }, name) => stories[name](found),
  models: strings.models,
})
