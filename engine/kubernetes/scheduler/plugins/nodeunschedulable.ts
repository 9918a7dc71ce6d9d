/** Keeps pods off cordoned nodes. Models pkg/scheduler/framework/plugins/nodeunschedulable/node_unschedulable.go. */
import type { Plugin } from '../framework/plugin.ts'
import { unresolvable } from '../framework/status.ts'
import { UNSCHEDULABLE_TAINT } from '../../types/wellknown.ts'
import { toleratesTaint } from '../taints.ts'

const NAME = 'NodeUnschedulable'
const REJECTED = unresolvable(NAME, 'node(s) were unschedulable')
const TAINT = { key: UNSCHEDULABLE_TAINT, effect: 'NoSchedule' } as const

export function nodeUnschedulable(): Plugin {
  return {
    name: NAME,
    events: ['Node/Add', 'Node/UpdateTaint'],
    preFilter(pod) {
      const tolerated = pod.tolerations.some(toleration => toleratesTaint(toleration, TAINT))
      return { filter: node => (node.unschedulable && !tolerated ? REJECTED : null) }
    },
  }
}
