/**
 * An EC2 Auto Scaling group: machines of one kind, evenly over zones, as many as are wanted. Models the user guide of EC2 Auto
 * Scaling (Availability Zone distribution, balanced-best-effort; the default termination policy; Capacity Rebalancing). Leaves out
 * several instance types in a group, rebalancing of zones, cooldowns and scaling policies.
 */
import type { RegionId } from '../../../data/regions.ts'
import { findInstanceType, type InstanceType } from '../../../data/instance-types.ts'
import type { InstanceErrorInfo } from '../../kubernetes/autoscaler/cloudprovider.ts'
import type { World } from '../../kubernetes/simulation/world.ts'
import type { Labels, Node, Taint } from '../../kubernetes/types/index.ts'
import type { Machine, MachineRequest } from '../ec2/machine.ts'
import { releaseWords } from '../ami-release.ts'
import { eksNode, type CapacityType } from '../eks-node.ts'
import type { WarmPool } from './warm-pool.ts'

export interface AutoScalingGroup {
  name: string
  kind: 'managed' | 'self-managed'
  region: RegionId
  /** At least one; the first gets a single machine. */
  zones: readonly string[]
  /** A type that the deck knows. */
  instanceType: string
  /** @default 'on-demand' */
  capacityType?: CapacityType
  /** 0 or more. */
  minSize: number
  maxSize: number
  /** Between the two. */
  desiredCapacity: number
  labels?: Labels
  taints?: readonly Taint[]
  /** The AMI release that its launch template names. Machines keep the one they were started with. @default none is told apart */
  release?: string
  /** Instances that wait beside the group; warm-pool.ts. @default none */
  warmPool?: WarmPool
  /** When the wanted number last changed (virtual ms). @default 0 */
  resizedAt?: number
  /** Why the last launch failed in every zone; absent once one succeeds or another size is wanted. */
  failure?: InstanceErrorInfo
}

declare module '../../kubernetes/simulation/world.ts' {
  interface World {
    autoScalingGroups: readonly AutoScalingGroup[]
  }
}

/** The group of that name. */
export function groupNamed(name: string, { autoScalingGroups }: World): AutoScalingGroup | undefined {
  return autoScalingGroups.find(group => group.name === name)
}

/** What a new node of the group in a zone is like, before it has a name. */
export function groupTemplate(group: AutoScalingGroup, zone = group.zones[0] ?? ''): Node {
  const { name, kind, region, capacityType, labels, taints, release } = group
  const said = release === undefined ? undefined : releaseWords(release)
  const node = eksNode(name, typeOf(group), { kind, region, zone, capacityType, owner: name, labels: { ...labels, ...said?.labels }, taints })
  return said ? { ...node, status: { ...node.status, nodeInfo: said.nodeInfo } } : node
}

/** @throws Error when the deck does not know the type; a command was checked before */
function typeOf({ instanceType }: AutoScalingGroup): InstanceType {
  const type = findInstanceType(instanceType)
  if (!type) throw new Error(`unknown instance type ${instanceType}`)
  return type
}

/** A group's machines that have not been told to stop. */
export function machinesOf({ name }: Pick<AutoScalingGroup, 'name'>, { machines }: World): Machine[] {
  return machines.filter(({ owner, stoppedAt }) => owner === name && stoppedAt === undefined)
}

/** Whether a machine of the group has been told to stop and is still there. */
export function hasEndingMachine({ name }: Pick<AutoScalingGroup, 'name'>, { machines }: World): boolean {
  return machines.some(({ owner, stoppedAt }) => owner === name && stoppedAt !== undefined)
}

/**
 * Those that count towards what is wanted: one that EC2 has given notice to does not, so that its replacement starts before it
 * goes (Capacity Rebalancing, which managed node groups turn on); self-managed groups wait until it is gone.
 */
export function countedMachines(group: AutoScalingGroup, world: World): Machine[] {
  return machinesOf(group, world).filter(({ noticeAt }) => group.kind === 'self-managed' || noticeAt === undefined)
}

/** What to ask EC2 for next, zone by zone: where the group has fewest first; of equal ones in the group's order. */
export function launchRequests(group: AutoScalingGroup, counted: readonly Machine[]): MachineRequest[] {
  const { name, kind, instanceType, capacityType = 'on-demand', zones } = group
  const inZone = (zone: string) => counted.filter(machine => machine.zone === zone).length
  return [...zones].sort((a, b) => inZone(a) - inZone(b))
    .map(zone => ({ instanceType, zone, capacityType, kind, owner: name, template: groupTemplate(group, zone) }))
}

/** Which machine goes first when fewer are wanted: the oldest of the zone that has most. */
export function nextToTerminate(counted: readonly Machine[]): Machine | undefined {
  const byZone = new Map<string, Machine[]>()
  for (const machine of counted) byZone.set(machine.zone, [...byZone.get(machine.zone) ?? [], machine])
  return [...byZone.values()].reduce((most, zone) => (zone.length > most.length ? zone : most), [])[0]
}
