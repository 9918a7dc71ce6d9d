/** What stands behind the Service, and when what happens to it. */
import type { TimedCommand } from '../../../engine/kubernetes/simulation/run.ts'
import type { Container, Deployment, KubeObject, Service } from '../../../engine/kubernetes/types/index.ts'
import { makeNode } from '../../../engine/kubernetes/types/make.ts'
import { chosenDeployment, isDeployment, withTag } from '../workload/deployment.ts'
import { podMs, rolloutMs } from '../workload/estimate.ts'

export interface ServiceInputs {
  replicas: number
  requestsPerSecond: number
  /** From a container's start to its application answering. */
  readySeconds: number
  /** From a change of the endpoints to the nodes' rules. */
  proxySeconds: number
  preStopSeconds: number
  /** The reader's own objects; empty: the deck's example. */
  own: readonly KubeObject[]
}

export const scenarioNames = ['probe', 'prestop', 'node'] as const
export type ServiceScenario = (typeof scenarioNames)[number]

/** Instants (virtual ms) at which something happens, in their order; the first is the figure's beginning, the last its end. */
export interface ServicePlan {
  start: number
  first: number
  second: number
  third: number
  end: number
}

export const zones = ['a', 'b', 'c'].map(zone => `ap-northeast-2${zone}`)
/** The machine that dies. */
export const DYING = 'node-a'

export const machines = zones.map(zone => makeNode(`node-${zone.at(-1)}`, { cpu: '64', memory: '256Gi', zone, pods: '250' }))

/** The deck's example: with a readiness probe, and a preStop hook where the scenario begins with one. */
export function exampleOf({ replicas, preStopSeconds }: Pick<ServiceInputs, 'replicas' | 'preStopSeconds'>, scenario: ServiceScenario): [Deployment, Service] {
  const labels = { app: 'web' }
  const container: Container = {
    name: 'app', image: 'web:1', ports: [{ containerPort: 8080 }], resources: { requests: { cpu: '250m', memory: '256Mi' } },
    readinessProbe: { httpGet: { path: '/ready', port: 8080 }, periodSeconds: 1 },
    ...(scenario !== 'prestop' && withSleep(preStopSeconds)),
  }
  return [
    {
      apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web' },
      spec: { replicas, selector: { matchLabels: labels }, template: { metadata: { labels }, spec: { containers: [container] } } },
    },
    { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web' }, spec: { selector: labels, ports: [{ port: 80, targetPort: 8080 }] } },
  ]
}

function withSleep(seconds: number): Pick<Container, 'lifecycle'> {
  return seconds > 0 ? { lifecycle: { preStop: { sleep: { seconds } } } } : {}
}

const isService = (object: KubeObject): object is Service => object.kind === 'Service'

/** The Deployment and the Service that the figure is about. A reader's Deployment without one gets a Service. */
export function workloadOf(inputs: ServiceInputs, scenario: ServiceScenario): { deployment: Deployment, service: Service } {
  const [example, service] = exampleOf(inputs, scenario)
  const deployment = chosenDeployment(inputs.own, example)
  if (!inputs.own.some(isDeployment))
    return { deployment, service }
  const { name, namespace } = deployment.metadata
  return { deployment, service: inputs.own.find(isService) ?? { ...service, metadata: { name, ...(namespace && { namespace }) }, spec: { ...service.spec, selector: deployment.spec.selector.matchLabels } } }
}

/** When what happens. */
export function planOf(inputs: ServiceInputs, scenario: ServiceScenario): ServicePlan {
  const { deployment } = workloadOf(inputs, scenario)
  const [pod, whole] = [podMs(deployment, inputs.readySeconds), rolloutMs(grown(deployment, scenario), inputs.readySeconds) + inputs.proxySeconds * 1000 + inputs.preStopSeconds * 1000]
  const start = pod + 3_000
  const first = start + 3_000
  if (scenario === 'probe') {
    const second = first + pod + 4_000
    return { start, first, second, third: second + whole + 4_000, end: second + 2 * whole + 10_000 }
  }
  if (scenario === 'prestop')
    return { start, first, second: first + whole + 4_000, third: first + 2 * whole + 8_000, end: first + 2 * whole + 8_000 }
  // 50 s of grace and a look every 5 s; then the 300 s that pods tolerate an unreachable node.
  const second = first + 57_000 + inputs.proxySeconds * 1000
  const third = second + 305_000 + pod
  return { start, first, second, third, end: third + 6_000 }
}

const grown = (deployment: Deployment, scenario: ServiceScenario): Deployment => scenario === 'probe' ? { ...deployment, spec: { ...deployment.spec, replicas: (deployment.spec.replicas ?? 1) + 1 } } : deployment

/** What is done to the cluster. */
export function commandsOf(inputs: ServiceInputs, scenario: ServiceScenario): TimedCommand[] {
  const { deployment } = workloadOf(inputs, scenario)
  const { name, namespace } = deployment.metadata
  const plan = planOf(inputs, scenario)
  const [container, ...others] = deployment.spec.template.spec.containers
  const patch = (at: number, tag: string, change: (container: Container) => Container): TimedCommand[] => container
    ? [{ at, do: { type: 'patch', kind: 'Deployment', namespace, name, patch: { spec: { template: { spec: { containers: [change({ ...container, image: withTag(container.image ?? '', tag) }), ...others] } } } } } }]
    : []
  if (scenario === 'probe') {
    return [
      { at: plan.first, do: { type: 'scale', kind: 'Deployment', namespace, name, replicas: (deployment.spec.replicas ?? 1) + 1 } },
      ...patch(plan.second, '2', same => same),
      ...patch(plan.third, '3', bare => ({ ...bare, readinessProbe: undefined })),
    ]
  }
  if (scenario === 'prestop') {
    return [
      ...patch(plan.first, '2', waits => ({ ...waits, lifecycle: { ...waits.lifecycle, ...withSleep(inputs.preStopSeconds).lifecycle } })),
      ...patch(plan.second, '3', waits => ({ ...waits, lifecycle: { ...waits.lifecycle, ...withSleep(inputs.preStopSeconds).lifecycle } })),
    ]
  }
  return [{ at: plan.first, do: { type: 'node', node: DYING, state: 'down' } }]
}
