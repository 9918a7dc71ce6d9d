/** What a person does to node groups: makes them, and changes their sizes. Models CreateNodegroup and UpdateNodegroupConfig of the EKS API. */
import { findInstanceType } from '../../../data/instance-types.ts'
import { ApiError } from '../../kubernetes/apiserver/errors.ts'
import type { CommandHandlers } from '../../kubernetes/simulation/commands.ts'
import { groupNamed, type AutoScalingGroup } from './group.ts'

declare module '../../kubernetes/simulation/commands.ts' {
  interface Commands {
    /** Makes a node group, or replaces the one of its name; machines that run stay. */
    'node-group': { group: AutoScalingGroup }
    'scale-node-group': { name: string } & Partial<Pick<AutoScalingGroup, 'minSize' | 'maxSize' | 'desiredCapacity'>>
  }
}

/** @throws ApiError in words of the EKS API when a group cannot be */
function checkGroup(group: AutoScalingGroup): void {
  const { name, zones, instanceType, minSize, maxSize, desiredCapacity } = group
  const refuse = (message: string): never => {
    throw new ApiError('BadRequest', `node group "${name}": ${message}`)
  }
  if (!findInstanceType(instanceType)) refuse(`unknown instance type "${instanceType}"`)
  if (zones.length === 0) refuse('no zones')
  for (const size of [minSize, maxSize, desiredCapacity]) if (!Number.isSafeInteger(size) || size < 0) refuse('sizes are whole numbers from 0')
  if (minSize > maxSize) refuse(`Minimum capacity ${minSize} can't be greater than maximum size ${maxSize}`)
  if (desiredCapacity < minSize) refuse(`Minimum capacity ${minSize} can't be greater than desired size ${desiredCapacity}`)
  if (desiredCapacity > maxSize) refuse(`desired capacity ${desiredCapacity} can't be greater than max size ${maxSize}`)
}

export const GROUP_COMMANDS: CommandHandlers = {
  'node-group': (simulation, { group }) => {
    checkGroup(group)
    const groups = simulation.world.autoScalingGroups
    const known = groups.some(({ name }) => name === group.name)
    simulation.changeWorld({ autoScalingGroups: known ? groups.map(one => (one.name === group.name ? group : one)) : [...groups, group] })
  },
  'scale-node-group': (simulation, { name, ...sizes }) => {
    const group = groupNamed(name, simulation.world)
    if (!group) throw new ApiError('NotFound', `No node group found for name: ${name}.`)
    const { minSize = group.minSize, maxSize = group.maxSize, desiredCapacity = group.desiredCapacity } = sizes
    const next: AutoScalingGroup = { ...group, minSize, maxSize, desiredCapacity, resizedAt: simulation.clock.now, failure: undefined }
    checkGroup(next)
    simulation.note('user', { kind: 'NodeGroup', name }, 'Normal', 'NodeGroupScaled', `node group ${name}: min ${minSize}, desired ${desiredCapacity}, max ${maxSize}`, { group: name, minSize, desiredCapacity, maxSize })
    simulation.changeWorld({ autoScalingGroups: simulation.world.autoScalingGroups.map(one => (one === group ? next : one)) })
  },
}
