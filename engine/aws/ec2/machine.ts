/** EC2 instances that are, or become, nodes. They are part of the world: data that the API server does not have. */
import type { InstanceErrorInfo } from '../../kubernetes/autoscaler/cloudprovider.ts'
import type { Context } from '../../kubernetes/simulation/controller.ts'
import type { World } from '../../kubernetes/simulation/world.ts'
import type { Node } from '../../kubernetes/types/index.ts'
import { startTimes, type StartKind } from '../../../data/timings.ts'
import type { CapacityType, NodeKind } from '../eks-node.ts'
import { machineStart, type MachineStart, type StartRange } from './machine-start.ts'

/** A machine that was asked for. */
export interface Machine {
  /** `i-` and 17 hexadecimal digits. */
  id: string
  /** The name of its Node, there or to come. */
  node: string
  instanceType: string
  zone: string
  capacityType: CapacityType
  kind: NodeKind
  /** The node group or NodePool that asked for it. */
  owner: string
  /** What its Node will be like. */
  template: Node
  start: MachineStart
  /** Its kubelet has registered a Node. */
  joined?: boolean
  /** When EC2 gave notice that it takes this Spot instance back, two minutes before it does (virtual ms). */
  noticeAt?: number
  /** When it began to shut down (virtual ms): it is not paid for from here on. */
  stoppedAt?: number
}

/** Nothing is to be had of what matches; an absent field matches everything. */
export interface Stockout {
  zone?: string
  instanceType?: string
  capacityType?: CapacityType
}

/** What keeps an owner's machines from being launched, in one zone or in all. */
export interface LaunchBlock {
  owner: string
  zone?: string
  error: InstanceErrorInfo
}

declare module '../../kubernetes/simulation/world.ts' {
  interface World {
    /** Machines from their request to their end, the oldest first. */
    machines: readonly Machine[]
    /** How many were ever asked for: none is named twice. */
    machinesRequested: number
    stockouts: readonly Stockout[]
    launchBlocks: readonly LaunchBlock[]
    /** Availability Zones that are cut off: nothing answers and nothing starts there. */
    zonesDown: readonly string[]
  }
}

declare module '../../kubernetes/simulation/config.ts' {
  interface SimulationConfig {
    /** From request to Ready, in seconds, by who asks. Assumptions but for node groups: data/timings.ts. */
    startSeconds: Readonly<Record<StartKind, StartRange>>
    /** From the order to stop to the end of an instance. An assumption. @default 30000 ms */
    instanceStopMs: number
  }
}

export const NO_MACHINES = { machines: [], machinesRequested: 0, stockouts: [], launchBlocks: [], zonesDown: [] } satisfies Partial<World>

export const EC2_CONFIG: { startSeconds: Readonly<Record<StartKind, StartRange>>, instanceStopMs: number } = {
  startSeconds: {
    'node-group': startTimes['node-group'].seconds, 'karpenter': startTimes.karpenter.seconds,
    'auto-mode': startTimes['auto-mode'].seconds, 'fargate': startTimes.fargate.seconds,
  },
  instanceStopMs: 30_000,
}

export interface MachineRequest extends Pick<Machine, 'instanceType' | 'zone' | 'capacityType' | 'kind' | 'owner' | 'template'> {}

/** Which range of start times holds for nodes of a kind. */
export function startKindOf(kind: NodeKind): StartKind {
  return kind === 'karpenter' || kind === 'auto-mode' ? kind : 'node-group'
}

/** Why EC2 would not give a machine now; undefined when it would. */
export function launchError({ instanceType, zone, capacityType }: Omit<MachineRequest, 'kind' | 'owner' | 'template'>, { stockouts, zonesDown }: World): InstanceErrorInfo | undefined {
  const out = zonesDown.includes(zone) || stockouts.some(one =>
    (one.zone ?? zone) === zone && (one.instanceType ?? instanceType) === instanceType && (one.capacityType ?? capacityType) === capacityType)
  if (!out) return undefined
  return {
    errorClass: 'OutOfResource', errorCode: 'InsufficientInstanceCapacity',
    errorMessage: capacityType === 'spot'
      ? 'There is no Spot capacity available that matches your request.'
      : `We currently do not have sufficient ${instanceType} capacity in the Availability Zone you requested (${zone}). Our system will be working on provisioning additional capacity.`,
  }
}

/**
 * Asks EC2 for a machine. Returns it, or why there is none.
 * @param warm how long its start takes, for one that has been booted before
 */
export function launchMachine(request: MachineRequest, ctx: Context, warm?: StartRange): Machine | InstanceErrorInfo {
  const { world, random, clock, config } = ctx
  const blocked = world.launchBlocks.find(({ owner, zone }) => owner === request.owner && (zone ?? request.zone) === request.zone)
  const error = blocked?.error ?? launchError(request, world)
  if (error) return error
  const n = world.machinesRequested
  const machine: Machine = {
    ...request,
    id: `i-0${random.uuid().replaceAll('-', '').slice(0, 16)}`,
    node: nodeName(request.zone, n),
    start: machineStart(random, clock.now, warm ?? config.startSeconds[startKindOf(request.kind)]),
  }
  ctx.changeWorld({ machines: [...world.machines, machine], machinesRequested: n + 1 })
  return machine
}

/** Orders machines, by id, to stop. Their kubelets fall silent at once. */
export function stopMachines(ids: readonly string[], target: Pick<Context, 'world' | 'clock' | 'changeWorld'>): void {
  const { world, clock: { now } } = target
  const stopping = world.machines.filter(({ id, stoppedAt }) => ids.includes(id) && stoppedAt === undefined)
  if (stopping.length === 0) return
  target.changeWorld({
    machines: world.machines.map(one => (stopping.includes(one) ? { ...one, stoppedAt: now } : one)),
    deadNodes: [...new Set([...world.deadNodes, ...stopping.map(({ node }) => node)])],
  })
}

/** The machine of a node; undefined for a node that is no EC2 instance, or whose instance is gone. */
export function machineOf(node: string, { machines }: World): Machine | undefined {
  return machines.find(one => one.node === node)
}

/** A name as an EC2 instance's private address gives it, a range of addresses a zone, without the Region's domain. */
function nodeName(zone: string, n: number): string {
  const subnet = (zone.codePointAt(zone.length - 1) ?? 97) - 97
  return `ip-10-0-${32 * (subnet & 7) + ((n >> 8) & 31)}-${n & 255}`
}
