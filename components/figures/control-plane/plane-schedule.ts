/** What fails when, in each scenario: instants of virtual time (ms), by the inputs. */
import type { Command } from '../../../engine/kubernetes/simulation/commands.ts'
import type { Scenario, TimedCommand } from '../../../engine/kubernetes/simulation/run.ts'
import type { Deployment, KubeObject } from '../../../engine/kubernetes/types/index.ts'
import { makeNode } from '../../../engine/kubernetes/types/make.ts'
import { CONTROL_PLANE_CONFIG } from '../../../engine/aws/control-plane/config.ts'
import { WORKLOAD } from './plane-view.ts'

export type PlaneScenario = 'tour' | 'alone' | 'count' | 'split'

export interface PlaneInputs {
  /** Seconds until EKS knows, and from there until the replacement works. */
  detect: number
  replace: number
  members: number
  repairs: boolean
  hand: readonly TimedCommand[]
}

/** Pods run by then: the figure begins here. */
export const START = 20_000
const SECOND = 1_000
const MINUTE = 60 * SECOND

export const zones = CONTROL_PLANE_CONFIG.controlPlaneZones
const [A = '', B = '', C = ''] = zones

/** Named instants of a scenario, in order; the last one is its end. */
export type Times = Readonly<Record<string, number>>

export function timesOf(name: PlaneScenario, { detect, replace, members }: Pick<PlaneInputs, 'detect' | 'replace' | 'members'>): Times {
  const repair = (detect + replace) * SECOND
  if (name === 'tour') {
    const api = START + 6 * SECOND
    const follower = api + repair + 4 * SECOND
    const leader = follower + repair + 4 * SECOND
    const zone = leader + repair + 6 * SECOND
    const second = zone + 400 * SECOND
    const back = second + 3 * MINUTE
    return { api, follower, leader, zone, second, scale: second + 20 * SECOND, back, again: back + 5 * SECOND, end: back + 40 * SECOND }
  }
  if (name === 'alone') {
    const api = START + 6 * SECOND
    return { api, follower: api + 10 * MINUTE, leader: api + 20 * MINUTE, end: api + 30 * MINUTE }
  }
  if (name === 'count') {
    const fails = (count: number) => START + 30 * count * SECOND
    return { first: fails(1), two: fails(2), three: fails(3), member: fails(members), end: fails(3) + 20 * SECOND }
  }
  const one = START + 6 * SECOND
  return { one, both: one + 8 * SECOND, heal: one + 24 * SECOND, end: one + 40 * SECOND }
}

const machine = (name: string, state: 'down' | 'up' = 'down'): Command => ({ type: 'controlPlaneMachine', machine: name, state })
const zone = (name: string, state: 'down' | 'up'): Command => ({ type: 'availabilityZone', zone: name, state })
const link = (a: string, b: string, state: 'down' | 'up'): Command => ({ type: 'zoneLink', zones: [a, b], state })
const scale: Command = { type: 'request', verb: 'scale', replicas: 12 }

const failures: Readonly<Record<PlaneScenario, (times: Times) => readonly (readonly [at: number | undefined, ...commands: Command[]])[]>> = {
  tour: ({ api, follower, leader, zone: first, second, scale: asked, back, again }) => [
    [api, machine('kube-apiserver-1')], [follower, machine('etcd-3')], [leader, machine('etcd-1')], [first, zone(C, 'down')], [second, zone(B, 'down')],
    [asked, scale], [back, zone(B, 'up'), zone(C, 'up')], [again, scale],
  ],
  alone: ({ api, follower, leader }) => [[api, machine('kube-apiserver-1')], [follower, machine('etcd-3')], [leader, machine('etcd-1')]],
  count: ({ member }) => [[member, machine('etcd-1')]],
  split: ({ one, both, heal }) => [[one, link(A, B, 'down')], [both, link(A, C, 'down')], [heal, link(A, B, 'up'), link(A, C, 'up')]],
}

/** The inputs that a scenario's own story has; with others, nothing fails by itself. */
export const ownInputs: Readonly<Record<PlaneScenario, { members: number, repairs: boolean }>> = {
  tour: { members: 3, repairs: true }, alone: { members: 3, repairs: false }, count: { members: 1, repairs: true }, split: { members: 3, repairs: true },
}

/** How long a hand's run goes on after what it did last (ms). */
const AFTERWARDS = 15 * MINUTE

/** Whether somebody has changed what the story rests on: from then on the run is theirs. */
export function isFree(name: PlaneScenario, { members, repairs, hand }: PlaneInputs): boolean {
  const own = ownInputs[name]
  return hand.length > 0 || repairs !== own.repairs || (name !== 'count' && members !== own.members)
}

export function endOf(name: PlaneScenario, inputs: PlaneInputs): number {
  const { end = START } = timesOf(name, inputs)
  const last = inputs.hand.at(-1)?.at ?? START
  return isFree(name, inputs) ? Math.max(last + AFTERWARDS, START + AFTERWARDS) : end
}

export function planeScenario(name: PlaneScenario, inputs: PlaneInputs): Scenario {
  const { detect, replace, members, repairs, hand } = inputs
  const commands = failures[name](timesOf(name, inputs)).flatMap(([at = START, ...list]) => list.map((one): TimedCommand => ({ at, do: one })))
  // From a hand's first act on, only the hand acts.
  const before = isFree(name, inputs) ? commands.filter(({ at }) => at <= (hand[0]?.at ?? 0)) : commands
  return {
    objects: OBJECTS,
    config: { etcdMembers: members, controlPlaneRepair: repairs, controlPlaneDetectMs: detect * SECOND, controlPlaneReplaceMs: replace * SECOND },
    commands: [...before, ...hand],
  }
}

const namesIn = (zone: string) => [1, 2].map(i => `node-${zone.at(-1)}${i}`)
export const nodeNames = zones.flatMap(namesIn)

const web: Deployment = {
  apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: WORKLOAD },
  spec: {
    replicas: 9, selector: { matchLabels: { app: WORKLOAD } },
    template: { metadata: { labels: { app: WORKLOAD } }, spec: { containers: [{ name: 'app', image: 'web:1', resources: { requests: { cpu: '250m', memory: '256Mi' } } }] } },
  },
}

const service: KubeObject & Record<string, unknown> = { apiVersion: 'v1', kind: 'Service', metadata: { name: WORKLOAD }, spec: { selector: { app: WORKLOAD }, ports: [{ port: 80 }] } }

const OBJECTS: readonly KubeObject[] = [
  ...zones.flatMap(zone => namesIn(zone).map(name => makeNode(name, { zone, cpu: '2', memory: '4Gi' }))), web, service,
]
