/**
 * Keeps pods off tainted nodes, and prefers nodes with fewer PreferNoSchedule taints that the pod does not tolerate.
 * Models pkg/scheduler/framework/plugins/tainttoleration/taint_toleration.go. The reason names the taint, as upstream
 * did to v1.34 (later releases say `untolerated taint(s)`): it teaches more.
 */
import { defaultNormalizeScore } from '../framework/plugin.ts'
import type { Plugin } from '../framework/plugin.ts'
import { unresolvable } from '../framework/status.ts'
import type { Status } from '../framework/status.ts'
import { findUntoleratedTaint, toleratesTaint } from '../taints.ts'
import type { Taint } from '../../types/index.ts'

const NAME = 'TaintToleration'
const rejections = new WeakMap<Taint, Status>()

function rejection(taint: Taint): Status {
  let status = rejections.get(taint)
  if (!status) rejections.set(taint, status = unresolvable(NAME, `node(s) had untolerated taint {${taint.key}: ${taint.value ?? ''}}`))
  return status
}

export function taintToleration(): Plugin {
  return {
    name: NAME,
    events: ['Node/Add', 'Node/UpdateTaint', 'UnscheduledPod/Update'],
    preFilter({ tolerations }) {
      return {
        filter(node) {
          if (node.hardTaints.length === 0) return null
          const taint = findUntoleratedTaint(node.hardTaints, tolerations)
          return taint ? rejection(taint) : null
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
