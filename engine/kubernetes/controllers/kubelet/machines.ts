/** Machines that stop: heartbeats end and their pods cannot be reached. It models no upstream file. */
import type { CommandHandlers, CommandTarget } from '../../simulation/commands.ts'
import type { World } from '../../simulation/world.ts'
import { ZONE_LABEL } from '../../types/wellknown.ts'

declare module '../../simulation/world.ts' {
  interface World {
    /** Nodes whose machine or network is gone. */
    deadNodes: readonly string[]
  }
}

declare module '../../simulation/commands.ts' {
  interface Commands {
    /** `up` undoes it as if the network had been cut. */
    node: { node: string, state: 'down' | 'up' }
    zone: { zone: string, state: 'down' | 'up' }
  }
}

export const ALL_MACHINES_UP = { deadNodes: [] } satisfies Partial<World>

export const MACHINE_COMMANDS: CommandHandlers = {
  node: (simulation, { node, state }) => setNodes(simulation, [node], state),
  zone: (simulation, { zone, state }) => {
    const nodes = simulation.store.list('Node').filter(({ metadata }) => metadata.labels?.[ZONE_LABEL] === zone)
    setNodes(simulation, nodes.map(({ metadata }) => metadata.name), state)
  },
}

function setNodes(simulation: CommandTarget, names: readonly string[], state: 'down' | 'up'): void {
  const others = simulation.world.deadNodes.filter(name => !names.includes(name))
  for (const name of names) {
    const object = simulation.store.get('Node', '', name)
    const ref = { kind: 'Node', name, uid: object?.metadata.uid }
    if (state === 'down') simulation.note('user', ref, 'Warning', 'NodeDown', `Node ${name} no longer answers`, { node: name })
    else simulation.note('user', ref, 'Normal', 'NodeUp', `Node ${name} answers again`, { node: name })
  }
  simulation.changeWorld({ deadNodes: state === 'down' ? [...others, ...names] : others })
}
