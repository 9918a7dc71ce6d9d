/** Workloads. Models pkg/apis/apps/validation/validation.go and pkg/apis/batch/validation/validation.go. */
import type { FieldError } from '../errors.ts'
import { forbiddenField, invalid, invalidGo, required } from '../errors.ts'
import { equal } from '../../apimachinery/meta.ts'
import { isRecord } from '../../apimachinery/patch.ts'
import type {
  DaemonSet, Deployment, IntOrString, Job, LabelSelector, ReplicaSet, StatefulSet, StatefulSetSpec,
} from '../../types/index.ts'
import { checkChoice, checkInteger, checkIntOrPercent } from './numbers.ts'
import { checkTemplate } from './pod.ts'
import { checkWorkloadSelector, selectorInGo } from './selector.ts'

const ALWAYS = ['Always']

/** A selector may not change once it is there. */
function checkSameSelector(selector: LabelSelector | undefined, old: LabelSelector | undefined): FieldError[] {
  return !old || !selector || equal(selector, old) ? [] : [invalidGo('spec.selector', selectorInGo(selector), 'field is immutable')]
}

const isZero = (value: IntOrString | undefined) => value === 0 || (typeof value === 'string' && /^0+%$/.test(value))

type RollingLimits = { maxSurge?: IntOrString, maxUnavailable?: IntOrString }

function checkRollingLimits({ maxSurge, maxUnavailable }: RollingLimits, field: string): FieldError[] {
  return [
    ...checkIntOrPercent(maxUnavailable, `${field}.maxUnavailable`, { atMost100: true }),
    ...checkIntOrPercent(maxSurge, `${field}.maxSurge`),
  ]
}

function checkRollingUpdate(rolling: RollingLimits, field: string): FieldError[] {
  const { maxSurge, maxUnavailable } = rolling
  const errors = checkRollingLimits(rolling, field)
  if (isZero(maxSurge) && isZero(maxUnavailable)) errors.push(invalid(`${field}.maxUnavailable`, maxUnavailable, 'may not be 0 when `maxSurge` is 0'))
  return errors
}

export function checkDeployment({ spec }: Deployment, old: Deployment | undefined): FieldError[] {
  const { strategy = {}, minReadySeconds = 0, progressDeadlineSeconds } = spec
  const errors = [
    ...checkInteger(spec.replicas, 'spec.replicas'),
    ...checkWorkloadSelector(spec.selector, spec.template, 'deployment'),
    ...checkTemplate(spec.template, ALWAYS),
    ...checkChoice(strategy.type, 'spec.strategy.type', ['Recreate', 'RollingUpdate']),
    ...checkInteger(spec.minReadySeconds, 'spec.minReadySeconds'),
    ...checkInteger(spec.revisionHistoryLimit, 'spec.revisionHistoryLimit'),
    ...checkInteger(progressDeadlineSeconds, 'spec.progressDeadlineSeconds'),
    ...checkSameSelector(spec.selector, old?.spec.selector),
  ]
  if (strategy.type === 'Recreate' && strategy.rollingUpdate) {
    errors.push(forbiddenField('spec.strategy.rollingUpdate', "may not be specified when strategy `type` is 'Recreate'"))
  }
  if (strategy.type === 'RollingUpdate' && strategy.rollingUpdate) errors.push(...checkRollingUpdate(strategy.rollingUpdate, 'spec.strategy.rollingUpdate'))
  if (progressDeadlineSeconds !== undefined && progressDeadlineSeconds <= minReadySeconds) {
    errors.push(invalid('spec.progressDeadlineSeconds', progressDeadlineSeconds, 'must be greater than minReadySeconds'))
  }
  return errors
}

export function checkReplicaSet({ spec }: ReplicaSet, old: ReplicaSet | undefined): FieldError[] {
  return [
    ...checkInteger(spec.replicas, 'spec.replicas'),
    ...checkInteger(spec.minReadySeconds, 'spec.minReadySeconds'),
    ...checkWorkloadSelector(spec.selector, spec.template, 'deployment'),
    ...checkTemplate(spec.template, ALWAYS),
    ...checkSameSelector(spec.selector, old?.spec.selector),
  ]
}

/** Fields that a StatefulSet's update may change. */
function fixedPart(spec: StatefulSetSpec): object {
  return {
    ...spec, replicas: 0, ordinals: 0, template: 0, updateStrategy: 0, revisionHistoryLimit: 0,
    persistentVolumeClaimRetentionPolicy: 0, minReadySeconds: 0,
  }
}

export function checkStatefulSet({ spec }: StatefulSet, old: StatefulSet | undefined): FieldError[] {
  if (old && !equal(fixedPart(spec), fixedPart(old.spec))) {
    return [forbiddenField('spec', "updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden")]
  }
  return [
    ...checkChoice(spec.podManagementPolicy, 'spec.podManagementPolicy', ['OrderedReady', 'Parallel']),
    ...checkChoice(spec.updateStrategy?.type, 'spec.updateStrategy', ['OnDelete', 'RollingUpdate']),
    ...(spec.updateStrategy?.type === 'OnDelete' && spec.updateStrategy.rollingUpdate ? [invalid('spec.updateStrategy.rollingUpdate', spec.updateStrategy.rollingUpdate, 'only allowed for updateStrategy \'RollingUpdate\'')] : []),
    ...checkInteger(spec.updateStrategy?.rollingUpdate?.partition, 'spec.updateStrategy.rollingUpdate.partition'),
    ...checkInteger(spec.replicas, 'spec.replicas'),
    ...checkInteger(spec.minReadySeconds, 'spec.minReadySeconds'),
    ...checkInteger(spec.ordinals?.start, 'spec.ordinals.start'),
    ...checkWorkloadSelector(spec.selector, spec.template, 'statefulset'),
    ...checkTemplate(withClaimVolumes(spec), ALWAYS),
  ]
}

/** Claim templates count as volumes of the pod: its containers mount them by name. */
function withClaimVolumes({ template, volumeClaimTemplates }: StatefulSetSpec): StatefulSetSpec['template'] {
  if (!isRecord(template?.spec) || !volumeClaimTemplates?.length) return template
  const own = template.spec.volumes ?? []
  const claimed = volumeClaimTemplates.map(({ metadata }) => ({ name: metadata.name, persistentVolumeClaim: { claimName: metadata.name } }))
  return { ...template, spec: { ...template.spec, volumes: [...own.filter(({ name }) => !claimed.some(one => one.name === name)), ...claimed] } }
}

/** A DaemonSet either surges or makes room: exactly one of the two is above 0. */
function checkDaemonUpdate(rolling: RollingLimits, field: string): FieldError[] {
  const errors = checkRollingLimits(rolling, field)
  const [noSurge, noRoom] = [isZero(rolling.maxSurge), isZero(rolling.maxUnavailable)]
  if (!noSurge && !noRoom) errors.push(invalid(`${field}.maxSurge`, rolling.maxSurge, 'may not be set when maxUnavailable is non-zero'))
  if (noSurge && noRoom) errors.push(required(`${field}.maxUnavailable`, 'cannot be 0 when maxSurge is 0'))
  return errors
}

export function checkDaemonSet({ spec }: DaemonSet, old: DaemonSet | undefined): FieldError[] {
  const { type, rollingUpdate } = spec.updateStrategy ?? {}
  return [
    ...checkWorkloadSelector(spec.selector, spec.template, 'daemonset'),
    ...checkTemplate(spec.template, ALWAYS),
    ...checkInteger(spec.minReadySeconds, 'spec.minReadySeconds'),
    ...checkChoice(type, 'spec.updateStrategy.type', ['OnDelete', 'RollingUpdate']),
    ...(type === 'RollingUpdate' && rollingUpdate ? checkDaemonUpdate(rollingUpdate, 'spec.updateStrategy.rollingUpdate') : []),
    ...checkSameSelector(spec.selector, old?.spec.selector),
  ]
}

export function checkJob({ spec }: Job, old: Job | undefined): FieldError[] {
  const errors = [
    ...checkInteger(spec.parallelism, 'spec.parallelism'),
    ...checkInteger(spec.completions, 'spec.completions'),
    ...checkInteger(spec.backoffLimit, 'spec.backoffLimit'),
    ...checkInteger(spec.activeDeadlineSeconds, 'spec.activeDeadlineSeconds'),
    ...checkInteger(spec.ttlSecondsAfterFinished, 'spec.ttlSecondsAfterFinished'),
    ...checkChoice(spec.completionMode, 'spec.completionMode', ['Indexed', 'NonIndexed']),
    ...checkTemplate(spec.template, ['OnFailure', 'Never']),
  ]
  if (spec.completionMode === 'Indexed' && spec.completions === undefined) errors.push(required('spec.completions', 'when completion mode is Indexed'))
  if (old && !equal(spec.template, old.spec.template)) errors.push(invalidGo('spec.template', JSON.stringify(spec.template), 'field is immutable'))
  if (old && spec.completions !== old.spec.completions && spec.completionMode !== 'Indexed') {
    errors.push(invalid('spec.completions', spec.completions, 'field is immutable'))
  }
  return errors
}
