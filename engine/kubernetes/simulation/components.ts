/**
 * Components that are switched off: a scheduler that sleeps, a controller that nobody has started yet. What they would do
 * waits, as it does for upstream's: their queues are filled from what they find when they are back.
 */
import type { CommandHandlers } from './commands.ts'
import type { World } from './world.ts'

declare module './world.ts' {
  interface World {
    /** Names of controllers that are off. */
    stopped: readonly string[]
  }
}

declare module './commands.ts' {
  interface Commands {
    /** @see Controller.name */
    component: { component: string, state: 'down' | 'up' }
  }
}

export const ALL_COMPONENTS_UP = { stopped: [] } satisfies Partial<World>

/** How often the work of a component that is off is looked at again (virtual ms). */
export const STOPPED_LOOK_MS = 1_000

export const COMPONENT_COMMANDS: CommandHandlers = {
  component: (simulation, { component, state }) => {
    const others = simulation.world.stopped.filter(name => name !== component)
    const ref = { kind: 'Component', name: component }
    if (state === 'down') simulation.note('user', ref, 'Warning', 'ComponentDown', `${component} is off`, { component })
    else simulation.note('user', ref, 'Normal', 'ComponentUp', `${component} is on`, { component })
    simulation.changeWorld({ stopped: state === 'down' ? [...others, component] : others })
  },
}
