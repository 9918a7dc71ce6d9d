/** A run: small plain JSON of inputs, never of frames. Replaying it gives the cluster at any instant. */
import type { KubeObject } from '../types/index.ts'
import type { Command } from './commands.ts'
import type { SimulationConfig } from './config.ts'

export interface TimedCommand {
  /** Virtual milliseconds. */
  at: number
  do: Command
  /** The cluster that it is for, in a run of several; absent: each. */
  lane?: string
}

/** What makes a cluster be what it is: equal runs give equal clusters. Whose clock shows which instant is no part of it. */
export interface Run<P extends object = object> {
  scenario: string
  seed: number
  /** What the scenario is built from, such as a number of replicas. */
  params: Readonly<P>
  /** Beside those of the scenario; in the order of time, those at one instant in the order of the list. */
  commands: readonly TimedCommand[]
}

/** Where a run begins, and what happens in it by itself. */
export interface Scenario {
  /** Objects there at time 0, in order. */
  objects: readonly KubeObject[]
  config?: Partial<SimulationConfig>
  commands?: readonly TimedCommand[]
}

/** All commands in the order of time; at one instant the scenario's come first. */
export function commandsOf(run: Run, { commands = [] }: Scenario): TimedCommand[] {
  return [...commands, ...run.commands].sort((a, b) => a.at - b.at)
}
