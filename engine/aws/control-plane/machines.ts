/**
 * What a control plane stands on: machines in Availability Zones, and the network between the zones.
 * Models what EKS says of itself: at least two API servers in different zones, three etcd members across three
 * (docs.aws.amazon.com/eks/latest/userguide/eks-architecture.html). Data that is replaced, never mutated.
 */
import type { CommandHandlers, CommandTarget } from '../../kubernetes/simulation/commands.ts'
import { MACHINE_COMMANDS } from '../../kubernetes/controllers/kubelet/machines.ts'
import { ApiError } from '../../kubernetes/apiserver/errors.ts'
import type { ControlPlaneConfig } from './config.ts'

export interface ControlPlaneMachine {
  /** `etcd-1`, `kube-apiserver-2`. */
  name: string
  kind: 'etcd' | 'kube-apiserver'
  zone: string
  /** Since when it is broken (virtual ms); absent: it is not. */
  failedAt?: number
}

export interface ControlPlane {
  zones: readonly string[]
  machines: readonly ControlPlaneMachine[]
  /** Zones that are gone with all that is in them, and since when (virtual ms). */
  zonesDown: Readonly<Record<string, number>>
  /** Pairs of zones that do not reach each other: `a|b`, in the order of the alphabet. */
  linksCut: readonly string[]
}

declare module '../../kubernetes/simulation/world.ts' {
  interface World {
    controlPlane: ControlPlane
  }
}

type State = 'down' | 'up'

declare module '../../kubernetes/simulation/commands.ts' {
  interface Commands {
    /** A machine of the control plane. `up`: somebody has repaired it. */
    controlPlaneMachine: { machine: string, state: State }
    /** All that is in a zone: machines of the control plane, and nodes. */
    availabilityZone: { zone: string, state: State }
    /** The network between two zones. Clients and nodes reach the API's endpoint over any zone. */
    zoneLink: { zones: readonly [string, string], state: State }
  }
}

export const NO_CONTROL_PLANE: ControlPlane = { zones: [], machines: [], zonesDown: {}, linksCut: [] }

/** The machines that a configuration asks for: one a zone, in turn. */
export function controlPlaneOf({ controlPlaneZones: zones, apiServers, etcdMembers }: ControlPlaneConfig): ControlPlane {
  const spread = (kind: ControlPlaneMachine['kind'], count: number) =>
    Array.from({ length: count }, (_, i): ControlPlaneMachine => ({ name: `${kind}-${i + 1}`, kind, zone: zones[i % zones.length] ?? '' }))
  return { ...NO_CONTROL_PLANE, zones, machines: [...spread('kube-apiserver', apiServers), ...spread('etcd', etcdMembers)] }
}

/** Since when a machine does not work, by itself or with its zone (virtual ms); undefined: it works. */
export function brokenSince(plane: ControlPlane, { zone, failedAt }: ControlPlaneMachine): number | undefined {
  return failedAt ?? plane.zonesDown[zone]
}

export function isWorking(plane: ControlPlane, name: string): boolean {
  const machine = plane.machines.find(one => one.name === name)
  return machine !== undefined && brokenSince(plane, machine) === undefined
}

export function linkName(a: string, b: string): string {
  return a < b ? `${a}|${b}` : `${b}|${a}`
}

/** Whether two machines work and can talk to each other. */
export function reaches(plane: ControlPlane, a: string, b: string): boolean {
  const [from, to] = [a, b].map(name => plane.machines.find(one => one.name === name))
  return from !== undefined && to !== undefined && isWorking(plane, a) && isWorking(plane, b) && !plane.linksCut.includes(linkName(from.zone, to.zone))
}

export const CONTROL_PLANE_COMMANDS: CommandHandlers = {
  controlPlaneMachine: (target, { machine, state }) => {
    const plane = target.world.controlPlane
    const found = plane.machines.find(({ name }) => name === machine)
    if (!found) throw new ApiError('BadRequest', `the control plane has no machine "${machine}"`)
    const { failedAt, ...sound } = found
    if ((failedAt === undefined) === (state === 'up')) return
    note(target, { kind: 'Instance', name: machine }, state)
    change(target, { machines: plane.machines.map(one => (one !== found ? one : state === 'up' ? sound : { ...sound, failedAt: target.clock.now })) })
  },
  availabilityZone: (target, { zone, state }) => {
    const { zones, zonesDown: { [zone]: since, ...others } } = target.world.controlPlane
    mustKnow(zones, zone)
    if ((since === undefined) === (state === 'up')) return
    note(target, { kind: 'AvailabilityZone', name: zone }, state)
    change(target, { zonesDown: state === 'up' ? others : { ...others, [zone]: target.clock.now } })
    MACHINE_COMMANDS.zone?.(target, { zone, state })
  },
  zoneLink: (target, { zones: [a, b], state }) => {
    const { zones, linksCut } = target.world.controlPlane
    for (const zone of [a, b]) mustKnow(zones, zone)
    if (a === b) throw new ApiError('BadRequest', 'a zone has no link to itself')
    const link = linkName(a, b)
    if (linksCut.includes(link) === (state === 'down')) return
    note(target, { kind: 'ZoneLink', name: link }, state)
    change(target, { linksCut: state === 'up' ? linksCut.filter(one => one !== link) : [...linksCut, link] })
  },
}

function mustKnow(zones: readonly string[], zone: string): void {
  if (!zones.includes(zone)) throw new ApiError('BadRequest', `the control plane has no zone "${zone}"`)
}

function note(target: CommandTarget, object: { kind: string, name: string }, state: State): void {
  const word = { down: 'stopped', up: 'works again' }[state]
  target.note('user', object, state === 'down' ? 'Warning' : 'Normal', `${object.kind}${state === 'down' ? 'Down' : 'Up'}`, `${object.name} ${word}`)
}

function change(target: CommandTarget, part: Partial<ControlPlane>): void {
  target.changeWorld({ controlPlane: { ...target.world.controlPlane, ...part } })
}
