/** Defaults of workloads. Models pkg/apis/apps/v1/defaults.go and pkg/apis/batch/v1/defaults.go. */
import { canonicalize, defaultPodSpec } from './pod.ts'
import type { DaemonSet, Deployment, Job, ReplicaSet, StatefulSet } from '../../types/index.ts'

export function defaultDeployment({ spec }: Deployment): void {
  spec.replicas ??= 1
  spec.strategy ??= {}
  spec.strategy.type ??= 'RollingUpdate'
  if (spec.strategy.type === 'RollingUpdate') {
    spec.strategy.rollingUpdate ??= {}
    spec.strategy.rollingUpdate.maxUnavailable ??= '25%'
    spec.strategy.rollingUpdate.maxSurge ??= '25%'
  }
  spec.revisionHistoryLimit ??= 10
  spec.progressDeadlineSeconds ??= 600
  defaultPodSpec(spec.template?.spec)
}

export function defaultReplicaSet({ spec }: ReplicaSet): void {
  spec.replicas ??= 1
  defaultPodSpec(spec.template?.spec)
}

export function defaultStatefulSet({ spec }: StatefulSet): void {
  spec.replicas ??= 1
  spec.podManagementPolicy ??= 'OrderedReady'
  spec.updateStrategy ??= {}
  spec.updateStrategy.type ??= 'RollingUpdate'
  if (spec.updateStrategy.type === 'RollingUpdate') {
    spec.updateStrategy.rollingUpdate ??= {}
    spec.updateStrategy.rollingUpdate.partition ??= 0
  }
  spec.revisionHistoryLimit ??= 10
  spec.persistentVolumeClaimRetentionPolicy ??= {}
  spec.persistentVolumeClaimRetentionPolicy.whenDeleted ??= 'Retain'
  spec.persistentVolumeClaimRetentionPolicy.whenScaled ??= 'Retain'
  defaultPodSpec(spec.template?.spec)
  for (const claim of Array.isArray(spec.volumeClaimTemplates) ? spec.volumeClaimTemplates : []) {
    if (typeof claim.spec !== 'object') continue
    claim.spec.volumeMode ??= 'Filesystem'
    canonicalize(claim.spec.resources?.requests)
  }
}

export function defaultDaemonSet({ spec }: DaemonSet): void {
  spec.updateStrategy ??= {}
  spec.updateStrategy.type ??= 'RollingUpdate'
  if (spec.updateStrategy.type === 'RollingUpdate') {
    spec.updateStrategy.rollingUpdate ??= {}
    spec.updateStrategy.rollingUpdate.maxUnavailable ??= 1
    spec.updateStrategy.rollingUpdate.maxSurge ??= 0
  }
  spec.revisionHistoryLimit ??= 10
  defaultPodSpec(spec.template?.spec)
}

/** Without completions and parallelism one pod runs once; with parallelism alone it is a work queue. */
export function defaultJob(job: Job): void {
  const { spec } = job
  if (spec.completions === undefined && spec.parallelism === undefined) spec.completions = 1
  spec.parallelism ??= 1
  spec.backoffLimit ??= 6
  spec.completionMode ??= 'NonIndexed'
  spec.suspend ??= false
  defaultPodSpec(spec.template?.spec)
}
