/** A night with three faults, and what somebody must do about each: by hand on the left, nobody on the right. */
import type { Scenario, TimedCommand } from '../../../engine/kubernetes/simulation/run.ts'
import type { Container, Deployment, HorizontalPodAutoscaler, KubeObject, Labels, Pod, PodSpec } from '../../../engine/kubernetes/types/index.ts'
import { makeNode } from '../../../engine/kubernetes/types/make.ts'
import { requestsOf } from '../stage/view.ts'
import { namespacesOf } from '../workload/kinds.ts'
import { chosenDeployment, isDeployment } from '../workload/deployment.ts'
import { HOSTNAME_LABEL, NOT_READY_TAINT, UNREACHABLE_TAINT } from '../../../engine/kubernetes/types/wellknown.ts'

export const laneIds = ['hand', 'kubernetes'] as const
export type LaneId = (typeof laneIds)[number]

export const faults = ['crash', 'machine', 'load'] as const
export type FaultId = (typeof faults)[number]

export interface NightInputs {
  /** From a page to the person's having mended it. */
  responseMinutes: number
  /** How long pods tolerate a node that does not answer. */
  tolerationSeconds: number
  /** The reader's own Deployment, and what it needs; empty: the deck's example. */
  own: readonly KubeObject[]
}

export type NightScenario = 'night' | FaultId

/** What a container can do, of what it requests. */
const PERCENT = 60
/** Replicas that the picture has room for; fewer than a machine each would not show what a machine takes along. */
export const REPLICAS = { least: 3, most: 12 } as const

export const MINUTE = 60_000
/** Virtual ms: by then both lanes run; the figure begins. */
export const START = 30_000

export interface Fault {
  id: FaultId
  /** Virtual ms: it happens, and a person has mended it. */
  at: number
  mended: number
}

/** What happens when: the next fault comes two minutes after the one before has been mended by hand. */
export function nightOf(scenario: NightScenario, { responseMinutes }: Pick<NightInputs, 'responseMinutes'>): Fault[] {
  const ids = scenario === 'night' ? faults : [scenario]
  // About halfway between two scrapes of metrics-server: what the autoscaler takes is neither its best nor its worst. In step with nobody's period.
  let at = START + MINUTE / 2 + 1_000
  return ids.map((id) => {
    const fault = { id, at, mended: at + responseMinutes * MINUTE }
    // Kubernetes needs up to seven minutes of its own where pods tolerate a silent node for long.
    at = Math.max(fault.mended, at + 7 * MINUTE) + 2 * MINUTE
    return fault
  })
}

export function endOf(scenario: NightScenario, inputs: NightInputs): number {
  const last = nightOf(scenario, inputs).at(-1)
  return Math.max(last?.mended ?? 0, (last?.at ?? 0) + 7 * MINUTE) + MINUTE
}

const machines = ['a', 'b', 'c'].map(zone => makeNode(`node-${zone}`, { cpu: '64', memory: '256Gi', zone: `ap-northeast-2${zone}`, pods: '250' }))
export const DYING = 'node-b'
const labels: Labels = { app: 'web' }
const container: Container = { name: 'web', image: 'web:1', resources: { requests: { cpu: '1', memory: '1Gi' } }, readinessProbe: { httpGet: { port: 8080 }, periodSeconds: 1 } }
/** From a container's start to its application answering (ms). */
const APP_START = 5_000

/** Metrics are half as old as they may be when the autoscaler looks (ms). */
const METRICS_AGE = 7_500

/** The deck's example: six pods, spread over machines, that wait for a silent machine as long as the slider says. */
export function exampleOf({ tolerationSeconds }: Pick<NightInputs, 'tolerationSeconds'>): Deployment {
  const spec: PodSpec = {
    containers: [container],
    topologySpreadConstraints: [{ maxSkew: 1, topologyKey: HOSTNAME_LABEL, whenUnsatisfiable: 'ScheduleAnyway', labelSelector: { matchLabels: labels } }],
    tolerations: [NOT_READY_TAINT, UNREACHABLE_TAINT].map(key => ({ key, operator: 'Exists', effect: 'NoExecute', tolerationSeconds })),
  }
  return {
    apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web' },
    spec: { replicas: 6, selector: { matchLabels: labels }, template: { metadata: { labels }, spec } },
  }
}

/** What both lanes run. */
export interface NightWork {
  deployment: Deployment
  /** Pods that the load needs at first, and after it has doubled. */
  needed: { readonly before: number, readonly after: number }
  /** As kubectl takes it. */
  selector: string
  /** Millicores with which a pod is as busy as the autoscaler wants it. */
  share: number
}

export function workOf(inputs: NightInputs): NightWork {
  const deployment = chosenDeployment(inputs.own, exampleOf(inputs))
  const { replicas = 1, template } = deployment.spec
  return {
    deployment,
    needed: { before: replicas, after: 2 * replicas },
    selector: Object.entries(template.metadata?.labels ?? {}).map(([key, value]) => `${key}=${value}`).join(','),
    share: cpuOf(deployment) * 1000 * PERCENT / 100,
  }
}

/** Cores that a pod of it requests. */
export function cpuOf({ spec: { template } }: Deployment): number {
  return requestsOf({ apiVersion: 'v1', kind: 'Pod', metadata: { name: '' }, spec: template.spec }).cpu
}

const nameOf = ({ deployment: { metadata } }: NightWork, index: number) => `${metadata.name}-${index}`

/** A pod that somebody has started on a machine: nothing brings it back. */
function byHand({ deployment: { metadata: { namespace }, spec: { template } } }: NightWork, name: string, machine: string): Pod {
  return {
    apiVersion: 'v1', kind: 'Pod', metadata: { name, ...(namespace && { namespace }), labels: template.metadata?.labels, annotations: { 'eks-primer.dev/run-ms': String(24 * 60 * MINUTE) } },
    spec: { ...template.spec, nodeName: machine, restartPolicy: 'Never' },
  }
}

const names = machines.map(({ metadata }) => metadata.name)
const alive = names.filter(name => name !== DYING)
/** The machine that a pod was started on, one after the other. */
const machineOf = (index: number) => names[(index - 1) % names.length] ?? DYING
const started = (work: NightWork) => Array.from({ length: work.needed.before }, (_, index) => byHand(work, nameOf(work, index + 1), machineOf(index + 1)))

/** What the person does about a fault. */
function repairs(work: NightWork, { id, mended }: Fault): TimedCommand[] {
  const start = (name: string, machine: string | undefined): TimedCommand => ({ at: mended, do: { type: 'apply', objects: [byHand(work, name, machine ?? '')] } })
  const { namespace } = work.deployment.metadata
  if (id === 'crash')
    return [{ at: mended - 1, do: { type: 'delete', kind: 'Pod', namespace, name: nameOf(work, 1), options: { gracePeriodSeconds: 0 } } }, start(nameOf(work, 1), machineOf(1))]
  const count = id === 'machine' ? started(work).filter(({ spec }) => spec.nodeName === DYING).length : work.needed.before
  return Array.from({ length: count }, (_, index) => start(`${id}-${index + 1}`, alive[index % alive.length]))
}

/** What happens to both. */
function happens(work: NightWork, { id, at }: Fault, lane: LaneId): TimedCommand {
  const { namespace } = work.deployment.metadata
  if (id === 'crash')
    // On the same machine in both: by name, the second that Kubernetes has made of the example lies where the first by hand does.
    return { at, do: lane === 'hand' ? { type: 'crash', namespace, pod: nameOf(work, 1) } : { type: 'crash', namespace, selector: work.selector, nth: 1 } }
  return id === 'machine' ? { at, do: { type: 'node', node: DYING, state: 'down' } } : { at, do: loadOf(work, work.needed.after) }
}

const loadOf = ({ share, selector, deployment }: NightWork, pods: number) => ({ type: 'load', resource: 'cpu', amount: pods * share, share: 'total', namespace: deployment.metadata.namespace, selector } as const)

function workload({ deployment, needed }: NightWork): KubeObject[] {
  const { name, namespace } = deployment.metadata
  const autoscaler: HorizontalPodAutoscaler = {
    apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', metadata: { name, ...(namespace && { namespace }) },
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name }, minReplicas: needed.before, maxReplicas: 3 * needed.before,
      metrics: [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: PERCENT } } }],
    },
  }
  return [deployment, autoscaler]
}

export function scenarioOf(scenario: NightScenario, inputs: NightInputs, lane: LaneId): Scenario {
  const night = nightOf(scenario, inputs)
  const work = workOf(inputs)
  return {
    config: { appStartMs: APP_START, ...(lane === 'kubernetes' && { metricsAgeMs: METRICS_AGE }) },
    objects: [...machines, ...namespacesOf(inputs.own), ...inputs.own.filter(object => !isDeployment(object)), ...(lane === 'hand' ? started(work) : workload(work))],
    commands: [
      { at: 0, do: loadOf(work, work.needed.before) },
      ...night.map(fault => happens(work, fault, lane)),
      ...(lane === 'hand' ? night.flatMap(fault => repairs(work, fault)) : []),
    ],
  }
}
