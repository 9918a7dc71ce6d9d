/** Who listens to what happens in a lane. */
import type { LaneContext, LaneEvents } from './context.ts'

type Listeners = { [E in keyof LaneEvents]?: ((...args: LaneEvents[E]) => void)[] }

export function laneHub(): Pick<LaneContext, 'on' | 'emit'> {
  const listeners: Listeners = {}
  const of = <E extends keyof LaneEvents>(event: E): ((...args: LaneEvents[E]) => void)[] => listeners[event] ?? []
  return {
    on: <E extends keyof LaneEvents>(event: E, listener: (...args: LaneEvents[E]) => void) => {
      listeners[event] = [...of(event), listener] as Listeners[E]
    },
    emit: (event, ...args) => {
      for (const listener of of(event)) listener(...args)
    },
  }
}
