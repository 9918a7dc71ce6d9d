/**
 * Pods and pod templates. Models pkg/apis/core/validation/validation.go (ValidatePodSpec, ValidatePodUpdate).
 * Leaves out that a gated pod's node selector and affinity may become stricter.
 */
import type { FieldError } from '../errors.ts'
import { forbiddenField, invalid, required } from '../errors.ts'
import { equal } from '../../apimachinery/meta.ts'
import { isRecord } from '../../apimachinery/patch.ts'
import type { Container, Pod, PodSpec, PodTemplateSpec, Toleration } from '../../types/index.ts'
import { checkAffinity } from './affinity.ts'
import { checkContainers, checkHostPorts } from './container.ts'
import { checkLabels } from './names.ts'
import { checkChoice, checkInteger } from './numbers.ts'
import { checkPodResources } from './resources.ts'
import { checkSelector } from './selector.ts'
import { checkVolumes } from './volume.ts'

const RESTART_POLICIES = ['Always', 'OnFailure', 'Never']

/** A pod's spec at `field`. */
export function checkPodSpec(spec: PodSpec | undefined, field: string): FieldError[] {
  if (!isRecord(spec)) return [required(field)]
  const volumes = new Set<string>()
  const errors = checkVolumes(spec.volumes, `${field}.volumes`, volumes)
  const names = new Set<string>()
  if (!spec.containers || (Array.isArray(spec.containers) && spec.containers.length === 0)) errors.push(required(`${field}.containers`))
  else errors.push(...checkContainers(spec.containers, `${field}.containers`, volumes, names), ...checkHostPorts(spec.containers, `${field}.containers`))
  if (spec.initContainers) errors.push(...checkContainers(spec.initContainers, `${field}.initContainers`, volumes, names))
  errors.push(
    ...checkChoice(spec.restartPolicy, `${field}.restartPolicy`, RESTART_POLICIES),
    ...checkInteger(spec.terminationGracePeriodSeconds, `${field}.terminationGracePeriodSeconds`),
    ...checkInteger(spec.activeDeadlineSeconds, `${field}.activeDeadlineSeconds`, { min: 1 }),
    ...checkLabels(spec.nodeSelector, `${field}.nodeSelector`),
    ...(spec.tolerations ?? []).flatMap((toleration, i) => checkToleration(toleration, `${field}.tolerations[${i}]`)),
    ...checkSpread(spec, field),
    ...checkAffinity(spec.affinity, `${field}.affinity`),
    ...checkPodResources(spec, field),
    ...checkSleeps(spec, field),
  )
  return errors
}

/** A hook may not sleep for longer than its pod may take to end (validateSleepAction). */
function checkSleeps({ containers, initContainers, terminationGracePeriodSeconds: grace = 30 }: PodSpec, field: string): FieldError[] {
  return Object.entries({ containers, initContainers }).flatMap(([list, all]) => (Array.isArray(all) ? all : []).flatMap((container, i) => {
    const seconds = container?.lifecycle?.preStop?.sleep?.seconds
    return seconds !== undefined && (seconds < 0 || seconds > grace)
      ? [invalid(`${field}.${list}[${i}].lifecycle.preStop.sleep`, seconds, `must be non-negative and less than terminationGracePeriodSeconds (${grace})`)]
      : []
  }))
}

function checkToleration({ key, operator, value, effect, tolerationSeconds }: Toleration, at: string): FieldError[] {
  const errors = checkChoice(operator, `${at}.operator`, ['Equal', 'Exists'])
  if (!key && operator !== 'Exists') {
    errors.push(invalid(`${at}.operator`, operator ?? '', 'operator must be Exists when `key` is empty, which means "match all values and all keys"'))
  }
  if (operator === 'Exists' && value) errors.push(invalid(`${at}.operator`, 'Exists', 'value must be empty when `operator` is \'Exists\''))
  errors.push(...checkChoice(effect || undefined, `${at}.effect`, ['NoSchedule', 'PreferNoSchedule', 'NoExecute']))
  if (tolerationSeconds !== undefined && effect !== 'NoExecute') {
    errors.push(invalid(`${at}.effect`, effect ?? '', "effect must be 'NoExecute' when `tolerationSeconds` is set"))
  }
  return errors
}

function checkSpread(spec: PodSpec, field: string): FieldError[] {
  return (spec.topologySpreadConstraints ?? []).flatMap((constraint, i) => {
    const at = `${field}.topologySpreadConstraints[${i}]`
    return [
      ...(constraint.maxSkew > 0 ? [] : [invalid(`${at}.maxSkew`, constraint.maxSkew, 'must be greater than zero')]),
      ...(constraint.topologyKey ? [] : [required(`${at}.topologyKey`, 'can not be empty')]),
      ...(constraint.whenUnsatisfiable === undefined ? [required(`${at}.whenUnsatisfiable`)] : []),
      ...checkChoice(constraint.whenUnsatisfiable, `${at}.whenUnsatisfiable`, ['DoNotSchedule', 'ScheduleAnyway']),
      ...checkSelector(constraint.labelSelector, `${at}.labelSelector`),
    ]
  })
}

/** A workload's template; `restartPolicies` are those that its pods may have. */
export function checkTemplate(template: PodTemplateSpec | undefined, restartPolicies: readonly string[]): FieldError[] {
  if (!isRecord(template)) return [required('spec.template')]
  const errors = [...checkLabels(template.metadata?.labels, 'spec.template.labels'), ...checkPodSpec(template.spec, 'spec.template.spec')]
  const policy = template.spec?.restartPolicy
  const runsToEnd = !restartPolicies.includes('Always')
  if (policy === 'Always' && runsToEnd) errors.push(required('spec.template.spec.restartPolicy', `valid values: ${restartPolicies.map(one => `"${one}"`).join(', ')}`))
  else if (RESTART_POLICIES.includes(policy ?? '')) errors.push(...checkChoice(policy, 'spec.template.spec.restartPolicy', restartPolicies))
  return errors
}

const IMMUTABLE = 'pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)'

/** What of a spec an update may not touch. */
function frozen(spec: PodSpec): PodSpec {
  const bare = (containers: Container[] | undefined) => containers?.map(container => ({ ...container, image: '' }))
  return { ...spec, containers: bare(spec.containers) ?? [], initContainers: bare(spec.initContainers), tolerations: [], activeDeadlineSeconds: 0, schedulingGates: undefined }
}

export function checkPod(pod: Pod, old: Pod | undefined): FieldError[] {
  const errors = checkPodSpec(pod.spec, 'spec')
  if (!old && pod.spec?.nodeName && pod.spec.schedulingGates?.length) errors.push(forbiddenField('spec.nodeName', 'cannot be set until all schedulingGates have been cleared'))
  if (!old || errors.length > 0) return errors
  for (const { name } of pod.spec.schedulingGates ?? []) {
    if (!old.spec.schedulingGates?.some(gate => gate.name === name)) errors.push(forbiddenField('spec.schedulingGates', `only deletion is allowed, but found new scheduling gate '${name}'`))
  }
  const kept = (old.spec.tolerations ?? []).every(one => pod.spec.tolerations?.some(other => equal(one, other)))
  if (!kept || !equal(frozen(pod.spec), frozen(old.spec))) errors.push(forbiddenField('spec', IMMUTABLE))
  return errors
}
