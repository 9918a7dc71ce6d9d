/** What happens to EC2: no capacity, Spot reclaims, instances and zones that go. It models no upstream file. */
import { ApiError } from '../../kubernetes/apiserver/errors.ts'
import type { CommandHandlers, CommandTarget } from '../../kubernetes/simulation/commands.ts'
import type { World } from '../../kubernetes/simulation/world.ts'
import type { Node } from '../../kubernetes/types/index.ts'
import { ZONE_LABEL } from '../../kubernetes/types/wellknown.ts'
import { machineOf, stopMachines, type Machine, type Stockout } from './machine.ts'

/** From the notice to the end of a Spot instance. */
export const SPOT_NOTICE_MS = 120_000

declare module '../../kubernetes/simulation/commands.ts' {
  interface Commands {
    /** EC2 has no more (`available: false`), or again has, machines of a zone, type and capacity type; what is not named is any. */
    'capacity': { available: boolean } & Stockout
    /** EC2 takes a Spot instance back in two minutes. */
    'spot-interruption': { node: string }
    /** An instance ends, as when its hardware fails. */
    'terminate-instance': { node: string }
    /** A zone is cut off: its machines do not answer, and none starts there. */
    'zone-outage': { zone: string, state: 'down' | 'up' }
  }
}

export const EC2_COMMANDS: CommandHandlers = {
  'capacity': (simulation, { available, zone, instanceType, capacityType }) => {
    const others = simulation.world.stockouts.filter(one => one.zone !== zone || one.instanceType !== instanceType || one.capacityType !== capacityType)
    simulation.changeWorld({ stockouts: available ? others : [...others, { zone, instanceType, capacityType }] })
  },
  'spot-interruption': (simulation, { node }) => {
    const machine = machineNamed(node, simulation)
    if (machine.capacityType !== 'spot') throw new ApiError('BadRequest', `node "${node}" is no Spot instance`)
    if (machine.noticeAt !== undefined) return
    noteOn(machine, 'SpotInterruptionWarning', `EC2 takes Spot instance ${machine.id} back in two minutes`, simulation)
    simulation.changeWorld({ machines: simulation.world.machines.map(one => (one === machine ? { ...one, noticeAt: simulation.clock.now } : one)) })
  },
  'terminate-instance': (simulation, { node }) => {
    const machine = machineNamed(node, simulation)
    noteOn(machine, 'InstanceTerminating', `Instance ${machine.id} shuts down`, simulation)
    stopMachines([machine.id], simulation)
  },
  'zone-outage': (simulation, { zone, state }) => {
    const { store, world } = simulation
    const down = state === 'down'
    const others = world.zonesDown.filter(one => one !== zone)
    const nodes = store.list('Node').filter(({ metadata }) => metadata.labels?.[ZONE_LABEL] === zone)
    simulation.note('user', { kind: 'Zone', name: zone }, down ? 'Warning' : 'Normal', down ? 'ZoneDown' : 'ZoneUp', `Zone ${zone} ${down ? 'is cut off' : 'answers again'}`, { zone })
    if (down) return simulation.changeWorld({ zonesDown: [...others, zone], deadNodes: [...new Set([...world.deadNodes, ...nodes.map(({ metadata }) => metadata.name)])] })
    const back = new Set(nodes.filter(node => canAnswer(node, world)).map(({ metadata }) => metadata.name))
    simulation.changeWorld({ zonesDown: others, deadNodes: world.deadNodes.filter(name => !back.has(name)) })
  },
}

/** Whether there is a machine behind a node: an instance that runs, or a node that is no instance of ours. */
function canAnswer({ metadata, spec }: Node, world: World): boolean {
  const machine = machineOf(metadata.name, world)
  return machine ? machine.stoppedAt === undefined : !spec.providerID?.startsWith('aws:')
}

function machineNamed(node: string, { world }: CommandTarget): Machine {
  const machine = machineOf(node, world)
  if (!machine || machine.stoppedAt !== undefined) throw new ApiError('NotFound', `no running EC2 instance is node "${node}"`)
  return machine
}

function noteOn({ id, node, zone, instanceType }: Machine, reason: string, message: string, simulation: CommandTarget): void {
  simulation.note('user', { kind: 'Instance', name: id }, 'Warning', reason, message, { instance: id, node, zone, type: instanceType })
}
