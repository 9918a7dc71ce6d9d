/** Workloads as `kubectl describe` prints them (kubectl/pkg/describe/describe.go). */
import { parseTimestamp } from '../../../apimachinery/clock.ts'
import { formatSelector } from '../../../apimachinery/selectors.ts'
import type { Store } from '../../../apiserver/store.ts'
import { findNewReplicaSet, findOldReplicaSets } from '../../../controllers/deployment/replicasets.ts'
import type { DaemonSet, Deployment, Job, ReplicaSet, StatefulSet } from '../../../types/index.ts'
import { humanDuration } from '../../duration.ts'
import { labelsText, NONE } from '../table.ts'
import { annotationLines, conditionLines, labelLines, longTime, ownerLine, podsStatusLine } from './parts.ts'
import { describeTemplate } from './pod.ts'

const naming = ({ metadata }: { metadata: { name: string, namespace?: string } }) => `Name:\t${metadata.name}\nNamespace:\t${metadata.namespace ?? ''}\n`

export function describeDeployment(deployment: Deployment, store: Store): string {
  const { metadata, spec, status = {} } = deployment
  const { rollingUpdate: rolling, type } = spec.strategy ?? {}
  const sets = store.listByOwner(metadata.uid ?? '', 'ReplicaSet')
  const newSet = findNewReplicaSet(deployment, sets)
  return `${naming(deployment)}CreationTimestamp:\t${longTime(metadata.creationTimestamp)}\n` + labelLines('Labels', metadata.labels) + annotationLines('Annotations', metadata.annotations)
    + `Selector:\t${formatSelector(spec.selector)}\n`
    + `Replicas:\t${spec.replicas ?? 1} desired | ${status.updatedReplicas ?? 0} updated | ${status.replicas ?? 0} total | ${status.availableReplicas ?? 0} available | ${status.unavailableReplicas ?? 0} unavailable\n`
    + `StrategyType:\t${type ?? ''}\nMinReadySeconds:\t${spec.minReadySeconds ?? 0}\n`
    + (rolling ? `RollingUpdateStrategy:\t${rolling.maxUnavailable} max unavailable, ${rolling.maxSurge} max surge\n` : '')
    + describeTemplate(spec.template) + conditionLines(status.conditions)
    + (sets.length > 0 ? `OldReplicaSets:\t${setsText(findOldReplicaSets(deployment, sets).all)}\nNewReplicaSet:\t${setsText(newSet ? [newSet] : [])}\n` : '')
}

function setsText(sets: readonly ReplicaSet[]): string {
  return sets.map(({ metadata, status, spec }) => `${metadata.name} (${status?.replicas ?? 0}/${spec.replicas ?? 1} replicas created)`).join(', ') || NONE
}

export function describeReplicaSet(set: ReplicaSet, store: Store): string {
  const { metadata, spec, status = {} } = set
  return `${naming(set)}Selector:\t${formatSelector(spec.selector)}\n` + labelLines('Labels', metadata.labels) + annotationLines('Annotations', metadata.annotations) + ownerLine(set)
    + `Replicas:\t${status.replicas ?? 0} current / ${spec.replicas ?? 1} desired\n` + podsStatusLine(set, store) + describeTemplate(spec.template) + conditionLines(status.conditions)
}

export function describeStatefulSet(set: StatefulSet, store: Store): string {
  const { metadata, spec, status = {} } = set
  const { rollingUpdate: rolling, type } = spec.updateStrategy ?? {}
  const retention = spec.persistentVolumeClaimRetentionPolicy
  return `${naming(set)}CreationTimestamp:\t${longTime(metadata.creationTimestamp)}\nSelector:\t${formatSelector(spec.selector)}\n`
    + labelLines('Labels', metadata.labels) + annotationLines('Annotations', metadata.annotations)
    + (spec.serviceName ? `Service Name:\t${spec.serviceName}\n` : '') + (spec.podManagementPolicy ? `Pod Management Policy:\t${spec.podManagementPolicy}\n` : '')
    + `Replicas:\t${spec.replicas ?? 1} desired | ${status.replicas ?? 0} total\nUpdate Strategy:\t${type ?? ''}\n`
    + (rolling?.partition === undefined ? '' : `  Partition:\t${rolling.partition}\n${rolling.maxUnavailable === undefined ? '' : `  MaxUnavailable:\t${rolling.maxUnavailable}\n`}`)
    + (retention ? `Persistent Volume Claim Retention Policy:\n  WhenDeleted:\t${retention.whenDeleted}\n  WhenScaled:\t${retention.whenScaled}\n` : '')
    + podsStatusLine(set, store) + describeTemplate(spec.template) + claimLines(spec.volumeClaimTemplates)
}

function claimLines(templates: StatefulSet['spec']['volumeClaimTemplates']): string {
  if (!templates?.length) return 'Volume Claims:\t<none>\n'
  return `Volume Claims:\n${templates.map(({ metadata, spec }) => `  Name:\t${metadata.name}\n  StorageClass:\t${spec.storageClassName ?? ''}\n`
    + labelLines('Labels', metadata.labels, '  ') + labelLines('Annotations', metadata.annotations, '  ')
    + `  Capacity:\t${spec.resources?.requests?.storage ?? '<default>'}\n  Access Modes:\t[${(spec.accessModes ?? []).join(' ')}]\n`).join('')}`
}

export function describeDaemonSet(set: DaemonSet, store: Store): string {
  const { metadata, spec, status = {} } = set
  return `${naming(set)}Selector:\t${formatSelector(spec.selector)}\nNode-Selector:\t${labelsText(spec.template.spec.nodeSelector)}\n`
    + labelLines('Labels', metadata.labels) + annotationLines('Annotations', metadata.annotations)
    + `Desired Number of Nodes Scheduled: ${status.desiredNumberScheduled ?? 0}\nCurrent Number of Nodes Scheduled: ${status.currentNumberScheduled ?? 0}\n`
    + `Number of Nodes Scheduled with Up-to-date Pods: ${status.updatedNumberScheduled ?? 0}\nNumber of Nodes Scheduled with Available Pods: ${status.numberAvailable ?? 0}\n`
    + `Number of Nodes Misscheduled: ${status.numberMisscheduled ?? 0}\n` + podsStatusLine(set, store) + describeTemplate(spec.template)
}

export function describeJob(job: Job): string {
  const { metadata, spec, status = {} } = job
  const ended = status.startTime && status.completionTime ? humanDuration(parseTimestamp(status.completionTime) - parseTimestamp(status.startTime)) : undefined
  const rows: [string, string | number | boolean | undefined][] = [
    ['Parallelism', spec.parallelism], ['Completions', spec.completions ?? '<unset>'], ['Completion Mode', spec.completionMode], ['Suspend', spec.suspend], ['Backoff Limit', spec.backoffLimit],
    ['TTL Seconds After Finished', spec.ttlSecondsAfterFinished], ['Start Time', longTime(status.startTime) || undefined], ['Completed At', longTime(status.completionTime) || undefined],
    ['Duration', ended], ['Active Deadline Seconds', spec.activeDeadlineSeconds === undefined ? undefined : `${spec.activeDeadlineSeconds}s`],
    ['Pods Statuses', `${status.active ?? 0} Active (${status.ready ?? 0} Ready) / ${status.succeeded ?? 0} Succeeded / ${status.failed ?? 0} Failed`],
    ['Completed Indexes', spec.completionMode === 'Indexed' ? status.completedIndexes || NONE : undefined],
  ]
  return `${naming(job)}Selector:\t${formatSelector(spec.selector)}\n` + labelLines('Labels', metadata.labels) + annotationLines('Annotations', metadata.annotations) + ownerLine(job)
    + rows.filter(([, value]) => value !== undefined).map(([label, value]) => `${label}:\t${String(value)}\n`).join('') + describeTemplate(spec.template)
}
