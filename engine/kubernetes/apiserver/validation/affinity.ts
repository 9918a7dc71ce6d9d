/** What a pod wants to be near to. Models pkg/apis/core/validation/validation.go (validateAffinity). Leaves out matchFields' own rules. */
import type { FieldError } from '../errors.ts'
import { forbiddenField, invalid, required } from '../errors.ts'
import type { Affinity, NodeSelectorTerm, PodAffinityTerm } from '../../types/index.ts'
import { checkName, checkQualifiedName } from './names.ts'
import { checkSelector } from './selector.ts'

export function checkAffinity({ nodeAffinity, ...others }: Affinity = {}, field: string): FieldError[] {
  const errors: FieldError[] = []
  const hard = nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution
  if (hard) {
    const at = `${field}.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms`
    if (!hard.nodeSelectorTerms?.length) errors.push(required(at, 'must have at least one node selector term'))
    hard.nodeSelectorTerms?.forEach((term, i) => errors.push(...checkNodeTerm(term, `${at}[${i}]`)))
  }
  nodeAffinity?.preferredDuringSchedulingIgnoredDuringExecution?.forEach(({ weight, preference }, i) => {
    const at = `${field}.nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution[${i}]`
    errors.push(...checkWeight(weight, at), ...checkNodeTerm(preference, `${at}.preference`))
  })
  for (const kind of ['podAffinity', 'podAntiAffinity'] as const) {
    others[kind]?.requiredDuringSchedulingIgnoredDuringExecution?.forEach((term, i) => {
      errors.push(...checkPodTerm(term, `${field}.${kind}.requiredDuringSchedulingIgnoredDuringExecution[${i}]`))
    })
    others[kind]?.preferredDuringSchedulingIgnoredDuringExecution?.forEach(({ weight, podAffinityTerm }, i) => {
      const at = `${field}.${kind}.preferredDuringSchedulingIgnoredDuringExecution[${i}]`
      errors.push(...checkWeight(weight, at), ...checkPodTerm(podAffinityTerm, `${at}.podAffinityTerm`))
    })
  }
  return errors
}

function checkWeight(weight: number | undefined, at: string): FieldError[] {
  return weight !== undefined && weight >= 1 && weight <= 100 ? [] : [invalid(`${at}.weight`, weight ?? 0, 'must be in the range 1-100')]
}

function checkNodeTerm(term: NodeSelectorTerm | undefined, field: string): FieldError[] {
  return (term?.matchExpressions ?? []).flatMap(({ key, operator, values = [] }, i) => {
    const at = `${field}.matchExpressions[${i}]`
    return [...checkValues(operator, values, at), ...checkQualifiedName(String(key ?? ''), `${at}.key`), ...values.flatMap((value, j) => checkName('labelValue', value, `${at}.values[${j}]`))]
  })
}

function checkValues(operator: string, values: readonly string[], at: string): FieldError[] {
  switch (operator) {
    case 'In': case 'NotIn': return values.length > 0 ? [] : [required(`${at}.values`, "must be specified when `operator` is 'In' or 'NotIn'")]
    case 'Exists': case 'DoesNotExist': return values.length === 0 ? [] : [forbiddenField(`${at}.values`, "may not be specified when `operator` is 'Exists' or 'DoesNotExist'")]
    case 'Gt': case 'Lt': return values.length === 1 ? [] : [required(`${at}.values`, "must be specified single value when `operator` is 'Lt' or 'Gt'")]
    default: return [invalid(`${at}.operator`, operator ?? '', 'not a valid selector operator')]
  }
}

function checkPodTerm({ topologyKey, labelSelector }: Partial<PodAffinityTerm> = {}, at: string): FieldError[] {
  return [...topologyKey ? checkQualifiedName(topologyKey, `${at}.topologyKey`) : [required(`${at}.topologyKey`, 'can not be empty')], ...checkSelector(labelSelector, `${at}.labelSelector`)]
}
