/**
 * Keeps pods off tainted nodes, and prefers nodes with fewer PreferNoSchedule taints that the pod does not tolerate.
 * Models pkg/scheduler/framework/plugins/tainttoleration/taint_toleration.go; the reason does not name the taint
 * (kubernetes#134740), because its values may be private.
 */
import { defaultNormalizeScore } from '../framework/plugin.ts'
import type { Plugin } from '../framework/plugin.ts'
import { unresolvable } from '../framework/status.ts'
import { findUntoleratedTaint, toleratesTaint } from '../taints.ts'
import type { Taint } from '../../types/index.ts'

const NAME = 'TaintToleration'
const REJECTED = unresolvable(NAME, 'node(s) had untolerated taint(s)')

export function taintToleration(): Plugin {
  return {
    name: NAME,
    events: ['Node/Add', 'Node/UpdateTaint', 'UnscheduledPod/Update'],
    preFilter({ tolerations }) {
      return {
        filter(node) {
          if (node.hardTaints.length === 0) return null
          return findUntoleratedTaint(node.hardTaints, tolerations) ? REJECTED : null
        },
      }
    },
    preScore(pod) {
      const tolerations = pod.tolerations.filter(({ effect }) => !effect || effect === 'PreferNoSchedule')
      const intolerable = (taint: Taint) => !tolerations.some(toleration => toleratesTaint(toleration, taint))
      return {
        score: node => (node.softTaints.length === 0 ? 0 : node.softTaints.filter(intolerable).length),
        normalize: scores => defaultNormalizeScore(scores, true),
      }
    },
  }
}
