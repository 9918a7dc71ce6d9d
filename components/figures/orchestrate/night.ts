/** A night with three faults, and what somebody must do about each: by hand on the left, nobody on the right. */
import type { Scenario, TimedCommand } from '../../../engine/kubernetes/simulation/run.ts'
import type { Container, Deployment, HorizontalPodAutoscaler, KubeObject, Pod, PodSpec } from '../../../engine/kubernetes/types/index.ts'
import { makeNode } from '../../../engine/kubernetes/types/make.ts'
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
}

export type NightScenario = 'night' | FaultId

/** Containers at first, and after the load has doubled. */
export const CONTAINERS = 6
export const NEEDED = { before: CONTAINERS, after: 2 * CONTAINERS } as const
/** What one container can do: 60 % of what it requests. Millicores. */
const SHARE = 600
const PERCENT = 60

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
export function nightOf(scenario: NightScenario, { responseMinutes }: NightInputs): Fault[] {
  const ids = scenario === 'night' ? faults : [scenario]
  // Not in step with anybody's period.
  let at = START + MINUTE / 2 + 4_000
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

const machines = ['a', 'b', 'c'].map(zone => makeNode(`node-${zone}`, { cpu: '8', memory: '32Gi', zone: `ap-northeast-2${zone}` }))
export const DYING = 'node-b'
const labels = { app: 'web' }
const container: Container = { name: 'web', image: 'web:1', resources: { requests: { cpu: '1', memory: '1Gi' } }, readinessProbe: { httpGet: { port: 8080 }, periodSeconds: 1 } }
/** From a container's start to its application answering (ms). */
const APP_START = 5_000

/** A container that somebody has started on a machine: nothing brings it back. */
function byHand(name: string, machine: string): Pod {
  return {
    apiVersion: 'v1', kind: 'Pod', metadata: { name, labels, annotations: { 'eks-primer.dev/run-ms': String(24 * 60 * MINUTE) } },
    spec: { nodeName: machine, restartPolicy: 'Never', containers: [container] },
  }
}

const alive = machines.map(({ metadata }) => metadata.name).filter(name => name !== DYING)
const onAll = machines.flatMap(({ metadata }) => Array.from({ length: CONTAINERS / machines.length }, () => metadata.name))
const started = onAll.map((machine, index) => byHand(`web-${index + 1}`, machine))

/** What the person does about a fault. */
function repairs({ id, mended }: Fault): TimedCommand[] {
  const start = (name: string, machine: string | undefined): TimedCommand => ({ at: mended, do: { type: 'apply', objects: [byHand(name, machine ?? '')] } })
  if (id === 'crash')
    return [{ at: mended - 1, do: { type: 'delete', kind: 'Pod', name: 'web-1', options: { gracePeriodSeconds: 0 } } }, start('web-1', onAll[0])]
  const count = id === 'machine' ? CONTAINERS / machines.length : CONTAINERS
  return Array.from({ length: count }, (_, index) => start(`${id}-${index + 1}`, alive[index % alive.length]))
}

/** What happens to both. */
function happens({ id, at }: Fault, lane: LaneId): TimedCommand {
  if (id === 'crash')
    return { at, do: lane === 'hand' ? { type: 'crash', pod: 'web-1' } : { type: 'crash', selector: 'app=web', nth: 0 } }
  return id === 'machine' ? { at, do: { type: 'node', node: DYING, state: 'down' } } : { at, do: loadOf(NEEDED.after) }
}

const loadOf = (containers: number) => ({ type: 'load', resource: 'cpu', amount: containers * SHARE, share: 'total', selector: 'app=web' } as const)

function workload({ tolerationSeconds }: NightInputs): KubeObject[] {
  const spec: PodSpec = {
    containers: [container],
    topologySpreadConstraints: [{ maxSkew: 1, topologyKey: HOSTNAME_LABEL, whenUnsatisfiable: 'ScheduleAnyway', labelSelector: { matchLabels: labels } }],
    tolerations: [NOT_READY_TAINT, UNREACHABLE_TAINT].map(key => ({ key, operator: 'Exists', effect: 'NoExecute', tolerationSeconds })),
  }
  const deployment: Deployment = {
    apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web' },
    spec: { replicas: CONTAINERS, selector: { matchLabels: labels }, template: { metadata: { labels }, spec } },
  }
  const autoscaler: HorizontalPodAutoscaler = {
    apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', metadata: { name: 'web' },
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' }, minReplicas: CONTAINERS, maxReplicas: 3 * CONTAINERS,
      metrics: [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: PERCENT } } }],
    },
  }
  return [deployment, autoscaler]
}

export function scenarioOf(scenario: NightScenario, inputs: NightInputs, lane: LaneId): Scenario {
  const night = nightOf(scenario, inputs)
  return {
    config: { appStartMs: APP_START },
    objects: [...machines, ...(lane === 'hand' ? started : workload(inputs))],
    commands: [
      { at: 0, do: loadOf(NEEDED.before) },
      ...night.map(fault => happens(fault, lane)),
      ...(lane === 'hand' ? night.flatMap(repairs) : []),
    ],
  }
}
