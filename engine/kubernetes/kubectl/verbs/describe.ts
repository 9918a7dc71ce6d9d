/** `kubectl describe`. Models kubectl/pkg/describe/describe.go: pods, nodes and workloads in its layout, other kinds in short. */
import type { Deployment, Event, KubeObject, Node, Pod, StatefulSet } from '../../types/index.ts'
import { controllerOf } from '../../apimachinery/meta.ts'
import { formatSelector } from '../../apimachinery/selectors.ts'
import type { Store } from '../../apiserver/store.ts'
import { findObjects } from '../cluster.ts'
import { UsageError } from '../errors.ts'
import { humanDuration } from '../duration.ts'
import { parseTimestamp } from '../../apimachinery/clock.ts'
import { describeNode } from '../print/describenode.ts'
import { describePod } from '../print/describepod.ts'
import { field, fields, section } from '../print/describe.ts'
import { columns } from '../print/table.ts'
import { describeTemplate } from '../print/describepod.ts'
import type { Verb } from './verb.ts'
import { SELECTOR_FLAGS } from './verb.ts'

export const describe: Verb = {
  mutates: false,
  flags: { ...SELECTOR_FLAGS, 'show-events': { type: 'boolean' } },
  run(call) {
    if (call.args.length === 0) throw new UsageError('You must specify the type of resource to describe. Use "kubectl api-resources" for a complete list of supported resources.')
    const found = findObjects(call)
    if (found.length === 0 && call.args.length < 2) call.err(`No resources found in ${call.namespace} namespace.`)
    call.out(found.map(({ object }) => body(object, call.store) + (call.flags['show-events'] === false ? '' : events(object, call.store))).join('\n\n'))
  },
}

function body(object: KubeObject, store: Store): string {
  switch (object.kind) {
    case 'Pod': return describePod(object as Pod)
    case 'Node': return describeNode(object as Node, store)
    case 'Deployment': case 'ReplicaSet': case 'StatefulSet': case 'DaemonSet': return workload(object as Deployment)
    default: return fields(heading(object)) + section('Spec', (object as { spec?: unknown }).spec) + section('Status', (object as { status?: unknown }).status)
  }
}

function heading({ metadata }: KubeObject): [string, string][] {
  const owner = controllerOf({ metadata } as KubeObject)
  return [
    ['Name:', metadata.name], ...(metadata.namespace ? [['Namespace:', metadata.namespace] as [string, string]] : []),
    ...field('Labels:', metadata.labels), ...field('Annotations:', metadata.annotations),
    ...(owner ? [['Controlled By:', `${owner.kind}/${owner.name}`] as [string, string]] : []),
  ]
}

function workload(object: Deployment): string {
  const { spec, status = {} } = object
  const strategy = spec.strategy?.type
  const rolling = spec.strategy?.rollingUpdate
  const { updateStrategy } = (object as KubeObject as StatefulSet).spec
  const rows: [string, string][] = [
    ...heading(object),
    ['Selector:', formatSelector(spec.selector)],
    ['Replicas:', `${spec.replicas ?? 1} desired | ${status.updatedReplicas ?? 0} updated | ${status.replicas ?? 0} total | ${status.availableReplicas ?? 0} available | ${status.unavailableReplicas ?? 0} unavailable`],
  ]
  if (object.kind !== 'Deployment') rows.splice(-1, 1, ...(object.kind === 'DaemonSet' ? [] : [['Replicas:', `${status.replicas ?? 0} current / ${spec.replicas ?? 1} desired`] as [string, string]]))
  if (strategy) rows.push(['StrategyType:', strategy], ['MinReadySeconds:', String(spec.minReadySeconds ?? 0)])
  else if (updateStrategy?.type) rows.push(['Update Strategy:', updateStrategy.type])
  if (rolling) rows.push(['RollingUpdateStrategy:', `${rolling.maxUnavailable} max unavailable, ${rolling.maxSurge} max surge`])
  const conditions = (status.conditions ?? []).map(({ type, status: is, reason = '' }) => [`  ${type}`, is, reason])
  return fields(rows) + describeTemplate(spec.template)
    + (conditions.length > 0 ? `Conditions:\n${columns([['  Type', 'Status', 'Reason'], ['  ----', '------', '------'], ...conditions], 2, 0)}` : '')
}

/** The table of an object's Events, oldest first. */
function events({ metadata, kind }: KubeObject, store: Store): string {
  const { now } = store.clock
  const own = store.list('Event').filter(({ involvedObject }) => involvedObject.kind === kind && involvedObject.name === metadata.name
    && (involvedObject.uid === undefined || involvedObject.uid === metadata.uid) && (involvedObject.namespace ?? '') === (metadata.namespace ?? ''))
  if (own.length === 0) return 'Events:  <none>\n'
  const since = (text: string | undefined) => humanDuration(now - parseTimestamp(text))
  const ageText = ({ count = 1, firstTimestamp, lastTimestamp }: Event) =>
    count > 1 ? `${since(lastTimestamp)} (x${count} over ${since(firstTimestamp)})` : since(firstTimestamp)
  const rows = own.map(event => [`  ${event.type}`, event.reason ?? '', ageText(event), event.source?.component ?? '', (event.message ?? '').trim()])
  return `Events:\n${columns([['  Type', 'Reason', 'Age', 'From', 'Message'], ['  ----', '------', '----', '----', '-------'], ...rows], 2, 0)}`
}
