/**
 * Auto Scaling groups as Cluster Autoscaler sees them. Models cluster-autoscaler/cloudprovider/aws (aws_cloud_provider.go,
 * auto_scaling_groups.go) of kubernetes/autoscaler: placeholders stand for machines that are wanted and not there, and say so when
 * the last scaling activity failed. Leaves out its cache, which is up to a minute old upstream.
 */
import { instanceIdOf, type CloudProvider, type Instance, type InstanceErrorInfo, type NodeGroup } from '../../kubernetes/autoscaler/cloudprovider.ts'
import type { Context } from '../../kubernetes/simulation/controller.ts'
import type { World } from '../../kubernetes/simulation/world.ts'
import type { Node } from '../../kubernetes/types/index.ts'
import { stopMachines, type Machine } from '../ec2/machine.ts'
import { eksDaemonPods } from '../eks-node.ts'
import { groupNamed, machinesOf, groupTemplate, type AutoScalingGroup } from './group.ts'

const PLACEHOLDER = 'i-placeholder'

/** What is said of a machine that cannot be had (placeholderUnfulfillableStatus). */
const UNFULFILLABLE: InstanceErrorInfo = {
  errorClass: 'OutOfResource', errorCode: 'placeholder-cannot-be-fulfilled', errorMessage: 'AWS cannot provision any more instances for this node group',
}

const refusal = (errorMessage: string): InstanceErrorInfo => ({ errorClass: 'Other', errorCode: 'ValidationError', errorMessage })

/** The world's groups, as they are whenever they are asked for. */
export class AutoScalingProvider implements CloudProvider {
  #ctx: Pick<Context, 'world' | 'clock' | 'changeWorld'> | undefined
  #from: World | undefined
  #groups: readonly NodeGroup[] = []

  /** Must be called before anything else: a controller has its context when it starts. */
  connect(ctx: Pick<Context, 'world' | 'clock' | 'changeWorld'>): void {
    this.#ctx = ctx
  }

  nodeGroups(): readonly NodeGroup[] {
    const { world } = this.#context
    if (this.#from?.autoScalingGroups !== world.autoScalingGroups || this.#from.machines !== world.machines) {
      this.#groups = world.autoScalingGroups.map(group => nodeGroupOf(group, world))
      this.#from = world
    }
    return this.#groups
  }

  nodeGroupForNode(node: Node): NodeGroup | undefined {
    const id = instanceIdOf(node)
    return this.nodeGroups().find(({ instances }) => instances.some(one => one.id === id))
  }

  increaseSize(groupId: string, delta: number): InstanceErrorInfo | undefined {
    const group = groupNamed(groupId, this.#context.world)
    if (!group) return refusal(`AutoScalingGroup name not found - ${groupId}`)
    const wanted = group.desiredCapacity + delta
    if (wanted > group.maxSize) return refusal(`size increase too large - desired:${wanted} max:${group.maxSize}`)
    return this.#resize(group, wanted)
  }

  deleteNodes(groupId: string, nodes: readonly Node[]): InstanceErrorInfo | undefined {
    const group = groupNamed(groupId, this.#context.world)
    if (!group) return refusal(`AutoScalingGroup name not found - ${groupId}`)
    const ids = new Set(nodes.map(instanceIdOf))
    const machines = machinesOf(group, this.#context.world).filter(machine => ids.has(providerId(machine)))
    if (group.desiredCapacity - machines.length < group.minSize) return refusal('min size reached, nodes will not be deleted')
    return this.#remove(group, machines, group.desiredCapacity - machines.length)
  }

  deleteInstances(groupId: string, instanceIds: readonly string[]): InstanceErrorInfo | undefined {
    const group = groupNamed(groupId, this.#context.world)
    if (!group) return refusal(`AutoScalingGroup name not found - ${groupId}`)
    const all = machinesOf(group, this.#context.world)
    const machines = all.filter(machine => instanceIds.includes(providerId(machine)))
    // Placeholders are no machines: the wish for all of them is taken back.
    const wanted = instanceIds.some(id => id.includes(PLACEHOLDER)) ? Math.min(all.length, group.desiredCapacity) : group.desiredCapacity
    return this.#remove(group, machines, Math.max(wanted - machines.length, group.minSize))
  }

  decreaseTargetSize(groupId: string, delta: number): InstanceErrorInfo | undefined {
    const group = groupNamed(groupId, this.#context.world)
    if (!group) return refusal(`AutoScalingGroup name not found - ${groupId}`)
    const there = machinesOf(group, this.#context.world).length
    const wanted = group.desiredCapacity - delta
    if (wanted < there) return refusal(`attempt to delete existing nodes targetSize:${group.desiredCapacity} delta:${-delta} existingNodes: ${there}`)
    return this.#resize(group, wanted)
  }

  get #context(): Pick<Context, 'world' | 'clock' | 'changeWorld'> {
    if (!this.#ctx) throw new Error('the groups are not connected to a simulation')
    return this.#ctx
  }

  #remove(group: AutoScalingGroup, machines: readonly Machine[], wanted: number): undefined {
    this.#resize(group, wanted)
    stopMachines(machines.map(({ id }) => id), this.#context)
  }

  #resize(group: AutoScalingGroup, desiredCapacity: number): undefined {
    const { world, clock } = this.#context
    const resized = { ...group, desiredCapacity, resizedAt: clock.now, failure: undefined }
    this.#context.changeWorld({ autoScalingGroups: world.autoScalingGroups.map(one => (one === group ? resized : one)) })
  }
}

const providerId = ({ zone, id }: Pick<Machine, 'zone' | 'id'>) => `aws:///${zone}/${id}`

function nodeGroupOf(group: AutoScalingGroup, world: World): NodeGroup {
  const { name, minSize, maxSize, desiredCapacity, kind } = group
  const instances = world.machines.filter(({ owner }) => owner === name).map((machine): Instance => ({
    id: providerId(machine), createdAt: machine.start.requestedAt,
    state: machine.stoppedAt !== undefined ? 'Deleting' : machine.joined ? 'Running' : 'Creating',
  }))
  const alive = instances.filter(({ state }) => state !== 'Deleting').length
  for (let i = alive; i < desiredCapacity; i++) {
    instances.push({ id: providerId({ zone: group.zones[0] ?? '', id: `${PLACEHOLDER}-${name}-${i}` }), state: 'Creating', createdAt: group.resizedAt ?? 0, ...(group.failure && { errorInfo: UNFULFILLABLE }) })
  }
  return { id: name, minSize, maxSize, targetSize: desiredCapacity, template: groupTemplate(group), daemonPods: eksDaemonPods(kind), instances }
}
