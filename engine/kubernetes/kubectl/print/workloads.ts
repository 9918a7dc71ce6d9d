/** Tables of workloads. Models the print functions of pkg/printers/internalversion/printers.go. */
import { parseTimestamp } from '../../apimachinery/clock.ts'
import { findCondition } from '../../apimachinery/meta.ts'
import { formatSelector } from '../../apimachinery/selectors.ts'
import type { DaemonSet, Deployment, Job, Pod, PodSpec, ReplicaSet, StatefulSet } from '../../types/index.ts'
import { humanDuration } from '../duration.ts'
import type { TableOf } from './kind.ts'
import { podCells } from './podstatus.ts'
import { labelsText, NONE } from './table.ts'

const containers = (spec: PodSpec | undefined) => (spec?.containers ?? []).map(({ name }) => name).join(',')
const images = (spec: PodSpec | undefined) => (spec?.containers ?? []).map(({ image = '' }) => image).join(',')

export const POD: TableOf<Pod> = {
  columns: ['NAME', 'READY', 'STATUS', 'RESTARTS', 'AGE'],
  wide: ['IP', 'NODE', 'NOMINATED NODE', 'READINESS GATES'],
  row(pod, { age, now }) {
    const { ready, status, restarts } = podCells(pod, now)
    return [pod.metadata.name, ready, status, restarts, age(pod)]
  },
  wideRow: ({ spec, status = {} }) => [
    status.podIP || NONE, spec.nodeName || NONE, status.nominatedNodeName || NONE,
    spec.readinessGates?.length
      ? `${spec.readinessGates.filter(({ conditionType }) => findCondition(status.conditions, conditionType)?.status === 'True').length}/${spec.readinessGates.length}`
      : NONE,
  ],
}

export const DEPLOYMENT: TableOf<Deployment> = {
  columns: ['NAME', 'READY', 'UP-TO-DATE', 'AVAILABLE', 'AGE'],
  wide: ['CONTAINERS', 'IMAGES', 'SELECTOR'],
  row: (one, { age }) => [
    one.metadata.name, `${one.status?.readyReplicas ?? 0}/${one.spec.replicas ?? 1}`, String(one.status?.updatedReplicas ?? 0),
    String(one.status?.availableReplicas ?? 0), age(one),
  ],
  wideRow: ({ spec }) => [containers(spec.template.spec), images(spec.template.spec), formatSelector(spec.selector)],
}

export const REPLICA_SET: TableOf<ReplicaSet> = {
  columns: ['NAME', 'DESIRED', 'CURRENT', 'READY', 'AGE'],
  wide: ['CONTAINERS', 'IMAGES', 'SELECTOR'],
  row: (one, { age }) => [
    one.metadata.name, String(one.spec.replicas ?? 1), String(one.status?.replicas ?? 0), String(one.status?.readyReplicas ?? 0), age(one),
  ],
  wideRow: ({ spec }) => [containers(spec.template.spec), images(spec.template.spec), formatSelector(spec.selector)],
}

export const STATEFUL_SET: TableOf<StatefulSet> = {
  columns: ['NAME', 'READY', 'AGE'],
  wide: ['CONTAINERS', 'IMAGES'],
  row: (one, { age }) => [one.metadata.name, `${one.status?.readyReplicas ?? 0}/${one.spec.replicas ?? 1}`, age(one)],
  wideRow: ({ spec }) => [containers(spec.template.spec), images(spec.template.spec)],
}

export const DAEMON_SET: TableOf<DaemonSet> = {
  columns: ['NAME', 'DESIRED', 'CURRENT', 'READY', 'UP-TO-DATE', 'AVAILABLE', 'NODE SELECTOR', 'AGE'],
  wide: ['CONTAINERS', 'IMAGES', 'SELECTOR'],
  row: (one, { age }) => {
    const { desiredNumberScheduled, currentNumberScheduled, numberReady, updatedNumberScheduled, numberAvailable } = one.status ?? {}
    const numbers = [desiredNumberScheduled, currentNumberScheduled, numberReady, updatedNumberScheduled, numberAvailable]
    return [one.metadata.name, ...numbers.map((number = 0) => String(number)), labelsText(one.spec.template.spec.nodeSelector), age(one)]
  },
  wideRow: ({ spec }) => [containers(spec.template.spec), images(spec.template.spec), formatSelector(spec.selector)],
}

export const JOB: TableOf<Job> = {
  columns: ['NAME', 'STATUS', 'COMPLETIONS', 'DURATION', 'AGE'],
  wide: ['CONTAINERS', 'IMAGES', 'SELECTOR'],
  row: (one, { age, now }) => [one.metadata.name, jobStatus(one), completions(one), jobDuration(one, now), age(one)],
  wideRow: ({ spec }) => [containers(spec.template.spec), images(spec.template.spec), formatSelector(spec.selector)],
}

function jobStatus({ status, metadata }: Job): string {
  const holds = (type: string) => findCondition(status?.conditions, type)?.status === 'True'
  if (holds('Complete')) return 'Complete'
  if (holds('Failed')) return 'Failed'
  if (metadata.deletionTimestamp) return 'Terminating'
  if (holds('Suspended')) return 'Suspended'
  if (holds('FailureTarget')) return 'FailureTarget'
  return holds('SuccessCriteriaMet') ? 'SuccessCriteriaMet' : 'Running'
}

function completions({ spec, status }: Job): string {
  const succeeded = status?.succeeded ?? 0
  if (spec.completions !== undefined) return `${succeeded}/${spec.completions}`
  return (spec.parallelism ?? 1) > 1 ? `${succeeded}/1 of ${spec.parallelism}` : `${succeeded}/1`
}

function jobDuration({ status }: Job, now: number): string {
  if (!status?.startTime) return ''
  const end = status.completionTime ? parseTimestamp(status.completionTime) : now
  return humanDuration(end - parseTimestamp(status.startTime))
}
