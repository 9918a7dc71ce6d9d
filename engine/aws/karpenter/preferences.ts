/** Lets go of what a pod only prefers, one thing at a time. Models pkg/controllers/provisioning/scheduling/preferences.go of kubernetes-sigs/karpenter. */
import type { Affinity, Pod } from '../../kubernetes/types/index.ts'

/** The pod with one preference less; undefined when nothing is left to give up. The order is upstream's. */
export function relax(pod: Pod, toleratePreferNoSchedule: boolean): Pod | undefined {
  return dropRequiredNodeTerm(pod) ?? dropPreferred(pod, 'podAffinity') ?? dropPreferred(pod, 'podAntiAffinity') ?? dropPreferred(pod, 'nodeAffinity')
    ?? dropScheduleAnyway(pod) ?? (toleratePreferNoSchedule ? tolerate(pod) : undefined)
}

/** Terms of a required node affinity are alternatives: the first is tried, then the next. */
function dropRequiredNodeTerm(pod: Pod): Pod | undefined {
  const terms = pod.spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? []
  if (terms.length < 2) return undefined
  return withAffinity(pod, { nodeAffinity: { ...pod.spec.affinity?.nodeAffinity, requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: terms.slice(1) } } })
}

function dropPreferred(pod: Pod, kind: 'podAffinity' | 'podAntiAffinity' | 'nodeAffinity'): Pod | undefined {
  const affinity = pod.spec.affinity?.[kind]
  const terms = affinity?.preferredDuringSchedulingIgnoredDuringExecution ?? []
  if (terms.length === 0) return undefined
  const lighter = [...terms].sort((a, b) => b.weight - a.weight).slice(1)
  return withAffinity(pod, { [kind]: { ...affinity, preferredDuringSchedulingIgnoredDuringExecution: lighter } })
}

function dropScheduleAnyway(pod: Pod): Pod | undefined {
  const constraints = pod.spec.topologySpreadConstraints ?? []
  const at = constraints.findIndex(({ whenUnsatisfiable }) => whenUnsatisfiable === 'ScheduleAnyway')
  return at < 0 ? undefined : { ...pod, spec: { ...pod.spec, topologySpreadConstraints: constraints.filter((_, i) => i !== at) } }
}

function tolerate(pod: Pod): Pod | undefined {
  const tolerations = pod.spec.tolerations ?? []
  if (tolerations.some(({ operator, effect, key }) => operator === 'Exists' && effect === 'PreferNoSchedule' && !key)) return undefined
  return { ...pod, spec: { ...pod.spec, tolerations: [...tolerations, { operator: 'Exists', effect: 'PreferNoSchedule' }] } }
}

function withAffinity(pod: Pod, change: Affinity): Pod {
  return { ...pod, spec: { ...pod.spec, affinity: { ...pod.spec.affinity, ...change } } }
}
