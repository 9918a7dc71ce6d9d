/** A run: small plain JSON of inputs, never of frames. Replaying it gives the cluster at any instant. */
import type { SimulationConfig } from './config.ts'
import type { DeleteOptions } from '../apiserver/deletion.ts'
import type { KubeObject } from '../types/index.ts'
import type { Load, PodTarget, ProbeKind } from './world.ts'

/** Something that a person, a pipeline or fate does to the cluster. */
export type Command =
  | { type: 'apply', objects: KubeObject[] }
  | { type: 'delete', kind: string, namespace?: string, name: string, options?: DeleteOptions }
  /** As `kubectl patch`: a merge patch, of the object or, with `subresource`, of its status. */
  | { type: 'patch', kind: string, namespace?: string, name: string, patch: Record<string, unknown>, subresource?: 'status' }
  | { type: 'scale', kind: string, namespace?: string, name: string, replicas: number }
  | { type: 'cordon' | 'uncordon' | 'drain', node: string }
  /** Machines that stop: heartbeats end and their pods cannot be reached. `up` undoes it as if the network had been cut. */
  | { type: 'node', node: string, state: 'down' | 'up' }
  | { type: 'zone', zone: string, state: 'down' | 'up' }
  | ({ type: 'probe', probe: ProbeKind, failing: boolean } & PodTarget)
  /** The container's process exits; 137 with `oom` reads OOMKilled. */
  | ({ type: 'crash', container?: string, exitCode?: number, oom?: boolean } & PodTarget)
  | ({ type: 'load' } & Load)
  | { type: 'image', image: string, state: 'missing' | 'present' }
  | { type: 'config', config: Partial<SimulationConfig> }
  | { type: 'kubectl', line: string }

export interface TimedCommand {
  /** Virtual milliseconds. */
  at: number
  do: Command
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
