/** Machines that stop: heartbeats end and their pods cannot be reached. It models no upstream file. */
import type { CommandHandlers, CommandTarget } from '../../simulation/commands.ts'
import type { World } from '../../simulation/world.ts'
import { ZONE_LABEL } from '../../types/wellknown.ts'

declare module '../../simulation/world.ts' {
  interface World {
    /** Nodes whose machine or network is gone. */
    deadNodes: readonly string[]
    /** Nodes whose network plugin has not started: they are not ready, and only pods of the host's network start there. */
    nodesWithoutNetwork: readonly string[]
  }
}

declare module '../../simulation/commands.ts' {
  interface Commands {
    /** `up` undoes it as if the network had been cut. */
    node: { node: string, state: 'down' | 'up' }
    zone: { zone: string, state: 'down' | 'up' }
  }
}

export const ALL_MACHINES_UP = { deadNodes: [], nodesWithoutNetwork: [] } satisfies Partial<World>

export const MACHINE_COMMANDS: CommandHandlers = {
  node: (simulation, { node, state }) => setNodes(simulation, [node], state),
  zone: (simulation, { zone, state }) => {
    const nodes = simulation.store.list('Node').filter(({ metadata }) => metadata.labels?.[ZONE_LABEL] === zone)
    setNodes(simulation, nodes.map(({ metadata }) => metadata.name), state)
  },
}

/** Nodes whose machine or network comes or goes with a change of the world. */
export function nodesConcerned(before: World, after: World): ReadonlySet<string> {
  const concerned = new Set<string>()
  for (const name of ['deadNodes', 'nodesWithoutNetwork'] as const) {
    if (before[name] === after[name]) continue
    for (const node of before[name]) if (!after[name].includes(node)) concerned.add(node)
    for (const node of after[name]) if (!before[name].includes(node)) concerned.add(node)
  }
  return concerned
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
