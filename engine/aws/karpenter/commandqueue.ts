/**
 * Commands under way: a replacement is waited for, then the nodes that it replaces are deleted. A replacement that is gone, or
 * that does not come in ten minutes, ends the command, and its nodes take pods again.
 * Models pkg/controllers/disruption/queue.go of kubernetes-sigs/karpenter. Leaves out longer timeouts for thousands of commands.
 */
import type { DisruptionCommand } from './command.ts'
import { disruptionLaunching, disruptionTerminating, waitingOnReadiness } from './events.ts'
import type { KarpenterHost } from './host.ts'
import type { RecordEvents } from './methods.ts'
import type { StateNode } from './statenode.ts'

const TIMEOUT_MS = 600_000

export interface RunningCommand {
  command: DisruptionCommand
  /** When it began (virtual ms). */
  at: number
  /** The replacement's NodeClaim. */
  replacement?: string
}

export class CommandQueue {
  #running: readonly RunningCommand[] = []
  #marked: ReadonlySet<string> = new Set()

  /** Nodes that are going, or will once their replacement is there, by name. */
  get marked(): ReadonlySet<string> {
    return this.#marked
  }

  add(running: RunningCommand): void {
    this.#set([...this.#running, running])
  }

  /** Goes on with every command. Returns whether a node was let go or given back. */
  advance(host: KarpenterHost, record: RecordEvents): boolean {
    if (this.#running.length === 0) return false
    const nodes = host.nodes()
    const left = this.#running.filter(running => !this.#isDone(running, nodes, host, record))
    const changed = left.length < this.#running.length
    if (changed) this.#set(left)
    return changed
  }

  /** When a command is given up at the latest. */
  nextAt(): number {
    return Math.min(...this.#running.map(({ at }) => at + TIMEOUT_MS + 1), Number.POSITIVE_INFINITY)
  }

  save(): readonly RunningCommand[] {
    return this.#running
  }

  restore(state: readonly RunningCommand[]): void {
    this.#set(state)
  }

  #isDone({ command, at, replacement }: RunningCommand, nodes: readonly StateNode[], host: KarpenterHost, record: RecordEvents): boolean {
    const { candidates, reason } = command
    if (replacement !== undefined) {
      const node = nodes.find(({ nodeClaim }) => nodeClaim === replacement)
      if (!node || host.now - at > TIMEOUT_MS) {
        for (const { node: { name } } of candidates) host.taint(name, undefined)
        host.log('failed terminating nodes while executing a disruption command', { nodes: candidates.map(one => one.node.name).join(','), why: node ? 'command reached timeout' : 'replacement was deleted' })
        return true
      }
      record([disruptionLaunching(replacement, reason)])
      if (!node.initialized) {
        record([waitingOnReadiness(replacement)])
        return false
      }
    }
    for (const { node } of candidates) {
      if (node.nodeClaim === undefined) continue
      host.deleteClaim(node.nodeClaim)
      record(disruptionTerminating(node, reason))
    }
    return true
  }

  #set(running: readonly RunningCommand[]): void {
    this.#running = running
    this.#marked = new Set(running.flatMap(({ command }) => command.candidates.map(({ node }) => node.name)))
  }
}
