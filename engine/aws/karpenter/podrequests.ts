/** What a pod asks of a node, worked out once a spec. Models PodData of pkg/controllers/provisioning/scheduling/scheduler.go (kubernetes-sigs/karpenter). */
import { podRequests, type ResourceAmounts } from '../../kubernetes/apimachinery/resources.ts'
import type { NodeSelectorRequirement, Pod, PodSpec } from '../../kubernetes/types/index.ts'
import { LabelRequirement } from './requirement.ts'
import { NO_REQUIREMENTS, normalized, withRequirements, type Requirements } from './requirements.ts'

export interface PodData {
  /** With one of `pods`; the same object for pods that ask for the same. */
  requests: ResourceAmounts
  /** Its node selector and affinity; the heaviest preference counts as required until it is relaxed. */
  requirements: Requirements
  /** Without preferences. */
  strict: Requirements
  /** Whether where other pods are has a say in where it may be. */
  topological: boolean
  /** Whether it asks for ports of the node. */
  hostPorts: boolean
}

const known = new WeakMap<PodSpec, PodData>()
const shapes = new Map<string, ResourceAmounts>()

function shared(requests: ResourceAmounts): ResourceAmounts {
  const key = JSON.stringify(requests)
  const shape = shapes.get(key) ?? requests
  shapes.set(key, shape)
  return shape
}

/** Pods of one spec share it. */
export function podDataOf(pod: Pod): PodData {
  let data = known.get(pod.spec)
  if (!data) {
    const { spec } = pod
    const { nodeAffinity, podAffinity, podAntiAffinity } = spec.affinity ?? {}
    const selected = Object.entries(spec.nodeSelector ?? {}).map(([key, value]) => LabelRequirement.of(normalized(key), 'In', [value]))
    const required = nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms?.[0]?.matchExpressions ?? []
    const preferred = nodeAffinity?.preferredDuringSchedulingIgnoredDuringExecution ?? []
    const heaviest = [...preferred].sort((a, b) => b.weight - a.weight)[0]?.preference.matchExpressions ?? []
    const strict = withRequirements(NO_REQUIREMENTS, [...selected, ...required.map(readExpression)])
    data = {
      requests: shared({ ...podRequests(pod), pods: 1 }), strict,
      requirements: heaviest.length > 0 ? withRequirements(strict, heaviest.map(readExpression)) : strict,
      topological: Boolean(podAffinity ?? podAntiAffinity) || (spec.topologySpreadConstraints ?? []).length > 0,
      hostPorts: spec.containers.some(({ ports }) => ports?.some(({ hostPort }) => hostPort)),
    }
    known.set(spec, data)
  }
  return data
}

export const requestsOf = (pod: Pod): ResourceAmounts => podDataOf(pod).requests

function readExpression({ key, operator, values }: NodeSelectorRequirement): LabelRequirement {
  return LabelRequirement.of(normalized(key), operator, values)
}
