/** Keeps two pods from one host port. Models pkg/scheduler/framework/plugins/nodeports/node_ports.go. */
import type { Plugin } from '../framework/plugin.ts'
import { SKIP, unschedulable } from '../framework/status.ts'
import type { HostPort } from '../podinfo.ts'

const NAME = 'NodePorts'
const REJECTED = unschedulable(NAME, "node(s) didn't have free ports for the requested pod ports")
const ANY = '0.0.0.0'

export function nodePorts(): Plugin {
  return {
    name: NAME,
    events: ['AssignedPod/Delete', 'Node/Add'],
    preFilter({ hostPorts }) {
      if (hostPorts.length === 0) return SKIP
      return {
        filter: node => (hostPorts.some(wanted => node.hostPorts.some(used => conflicts(wanted, used))) ? REJECTED : null),
      }
    },
  }
}

/** Whether two host ports collide: 0.0.0.0 stands for every address. */
export function conflicts(a: HostPort, b: HostPort): boolean {
  return a.port === b.port && a.protocol === b.protocol && (a.ip === b.ip || a.ip === ANY || b.ip === ANY)
}
