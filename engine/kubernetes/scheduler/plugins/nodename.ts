/** Honours spec.nodeName of a pod handed to the scheduler. Models pkg/scheduler/framework/plugins/nodename/node_name.go. */
import type { Plugin } from '../framework/plugin.ts'
import { SKIP, unresolvable } from '../framework/status.ts'

const NAME = 'NodeName'
const REJECTED = unresolvable(NAME, "node(s) didn't match the requested node name")

export function nodeName(): Plugin {
  return {
    name: NAME,
    events: ['Node/Add'],
    preFilter({ pod }) {
      const wanted = pod.spec.nodeName
      return wanted ? { filter: node => (node.name === wanted ? null : REJECTED) } : SKIP
    },
  }
}
