/**
 * Requirements on labels, one a key. Models pkg/scheduling/requirements.go of kubernetes-sigs/karpenter. Leaves out the hint at
 * a label that was mistyped.
 */
import type { Labels, NodeSelectorRequirement } from '../../kubernetes/types/index.ts'
import { ARCH_LABEL, HOSTNAME_LABEL, INSTANCE_TYPE_LABEL, OS_LABEL, REGION_LABEL, ZONE_LABEL } from '../../kubernetes/types/wellknown.ts'
import { CAPACITY_TYPE_LABEL, NODE_POOL_LABEL } from '../eks-node.ts'
import { LabelRequirement, type RequirementOperator } from './requirement.ts'

/** What a NodePool writes. */
export interface RequirementSpec extends Omit<NodeSelectorRequirement, 'operator'> {
  operator: RequirementOperator
}

/** Labels that every node of Karpenter has, so that a pod may ask for them though the NodePool does not name them. */
export function isWellKnownLabel(key: string): boolean {
  return WELL_KNOWN.has(key) || /^(?:karpenter\.k8s\.aws|eks\.amazonaws\.com)\/(?:instance-|compute-type)/.test(key)
}

const WELL_KNOWN: ReadonlySet<string> = new Set([NODE_POOL_LABEL, ZONE_LABEL, REGION_LABEL, INSTANCE_TYPE_LABEL, ARCH_LABEL, OS_LABEL, CAPACITY_TYPE_LABEL, 'node.kubernetes.io/windows-build'])

/** Old names of labels, and what they are called now (pkg/apis/v1/labels.go, NormalizedLabels). */
const NORMALIZED: Readonly<Record<string, string>> = {
  'failure-domain.beta.kubernetes.io/zone': ZONE_LABEL, 'failure-domain.beta.kubernetes.io/region': REGION_LABEL,
  'beta.kubernetes.io/arch': ARCH_LABEL, 'beta.kubernetes.io/os': OS_LABEL, 'beta.kubernetes.io/instance-type': INSTANCE_TYPE_LABEL,
}

/** By key. A value: what adds to it makes another. */
export type Requirements = ReadonlyMap<string, LabelRequirement>

export const NO_REQUIREMENTS: Requirements = new Map()

/** Requirements of both; where both name a key, what both allow. */
export function withRequirements(base: Requirements, added: Iterable<LabelRequirement>): Requirements {
  let all: Map<string, LabelRequirement> | undefined
  for (const requirement of added) {
    const existing = (all ?? base).get(requirement.key)
    // Most often it says what is known already, and a copy for each pod and each node in turn adds up.
    if (existing && (existing === requirement || (existing.single !== undefined && existing.single === requirement.single))) continue
    all ??= new Map(base)
    all.set(requirement.key, existing ? requirement.intersection(existing) : requirement)
  }
  return all ?? base
}

export function requirementsOf(specs: readonly RequirementSpec[]): Requirements {
  return withRequirements(NO_REQUIREMENTS, specs.map(({ key, operator, values }) => LabelRequirement.of(normalized(key), operator, values)))
}

/** The values that a new node gets of labels that neither Kubernetes nor its type gives it (resolveCustomLabelsFromRequirements). */
export function customLabels(requirements: Requirements): Labels {
  const labels: Labels = {}
  for (const [key, requirement] of requirements) {
    const value = isWellKnownLabel(key) || key === HOSTNAME_LABEL ? undefined : requirement.any
    if (value !== undefined) labels[key] = value
  }
  return labels
}

/** As a NodeClaim's spec lists them, with the instance types that are left. */
export function requirementSpecs(requirements: Requirements, instanceTypes: readonly string[]): RequirementSpec[] {
  const types = LabelRequirement.of(INSTANCE_TYPE_LABEL, 'In', instanceTypes)
  return [...withRequirements(requirements, [types]).values()].flatMap(({ key, operator, values, gte, lte }): RequirementSpec[] => {
    const bounds: RequirementSpec[] = [...(gte === undefined ? [] : [{ key, operator: 'Gte' as const, values: [String(gte)] }]), ...(lte === undefined ? [] : [{ key, operator: 'Lte' as const, values: [String(lte)] }])]
    return bounds.length > 0 ? bounds : [{ key, operator, ...(values.size > 0 && { values: [...values] }) }]
  })
}

const ofLabels = new WeakMap<Labels, Requirements>()

/** What a node with these labels is. */
export function labelRequirements(labels: Labels): Requirements {
  let requirements = ofLabels.get(labels)
  if (!requirements) {
    requirements = withRequirements(NO_REQUIREMENTS, Object.entries(labels).map(([key, value]) => LabelRequirement.of(normalized(key), 'In', [value])))
    ofLabels.set(labels, requirements)
  }
  return requirements
}

/** The same label under its present name. */
export function normalized(key: string): string {
  return Object.hasOwn(NORMALIZED, key) ? NORMALIZED[key] ?? key : key
}

/**
 * Why requirements cannot be met by what `base` allows; undefined when they can. A label that `base` does not have is missing,
 * unless it is well known and `allowUndefined` says that it comes with the machine.
 */
export function incompatibility(base: Requirements, wanted: Requirements, allowUndefined: boolean): (() => string) | undefined {
  for (const [key, requirement] of wanted) {
    if (allowUndefined && isWellKnownLabel(key)) continue
    if (!base.has(key) && !requirement.isNegative) return () => `label "${key}" does not have known values`
  }
  for (const [key, incoming] of wanted) {
    const existing = base.get(key)
    if (!existing || existing.hasIntersection(incoming) || (existing.isNegative && incoming.isNegative)) continue
    return () => `key ${key}, ${String(incoming)} not in ${String(existing)}`
  }
  return undefined
}

/** As upstream's messages list them. */
export function requirementsText(requirements: Requirements): string {
  return [...requirements.values()].map(String).sort().join(', ')
}
