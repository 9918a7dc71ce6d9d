/** A node as `kubectl describe` prints it (kubectl/pkg/describe/describe.go, describeNode). */
import { isPodTerminal } from '../../apimachinery/meta.ts'
import { podLimits, podRequests, toResourceList } from '../../apimachinery/resources.ts'
import type { ResourceAmounts } from '../../apimachinery/resources.ts'
import { amountOf } from '../../apimachinery/resources.ts'
import type { Store } from '../../apiserver/store.ts'
import type { Node, Pod } from '../../types/index.ts'
import { ageOf } from '../duration.ts'
import { roles } from './core.ts'
import { field, fields } from './describe.ts'
import type { Rows } from './describe.ts'
import { columns, NONE } from './table.ts'

export function describeNode(node: Node, store: Store): string {
  const { metadata, spec, status = {} } = node
  const taints = (spec.taints ?? []).map(({ key, value, effect }) => `${key}${value ? `=${value}` : ''}:${effect}`)
  const conditions = (status.conditions ?? []).map(({ type, status: is, lastTransitionTime = '', reason = '', message = '' }) => [`  ${type}`, is, lastTransitionTime, reason, message])
  const pods = store.listPodsByNode(metadata.name).filter(pod => !isPodTerminal(pod))
  return fields([
    ['Name:', metadata.name], ['Roles:', roles(node)], ...field('Labels:', metadata.labels), ...field('Annotations:', metadata.annotations, ': '),
    ['CreationTimestamp:', metadata.creationTimestamp ?? ''], ['Taints:', taints[0] ?? NONE], ...taints.slice(1).map(text => ['', text]) as Rows,
    ['Unschedulable:', String(spec.unschedulable ?? false)],
  ])
  + (conditions.length > 0 ? `Conditions:\n${columns([['  Type', 'Status', 'LastTransitionTime', 'Reason', 'Message'], ['  ----', '------', '------------------', '------', '-------'], ...conditions], 2, 0)}` : '')
  + amounts('Capacity', status.capacity) + amounts('Allocatable', status.allocatable)
  + podTable(pods, node, store) + allocated(pods, node)
}

function amounts(title: string, list: Record<string, string | number> | undefined): string {
  const rows = Object.entries(list ?? {}).sort().map(([name, value]) => [`  ${name}:`, String(value)] as [string, string])
  return rows.length > 0 ? `${title}:\n${fields(rows)}` : ''
}

function withShare(used: ResourceAmounts, name: string, node: Node): string {
  const all = amountOf(name, node.status?.allocatable?.[name] ?? node.status?.capacity?.[name])
  const amount = used[name] ?? 0
  return `${toResourceList({ [name]: amount })[name]} (${all > 0 ? Math.floor(amount * 100 / all) : 0}%)`
}

function podTable(pods: readonly Pod[], node: Node, store: Store): string {
  const rows = pods.map((pod) => {
    const [requests, limits] = [podRequests(pod), podLimits(pod)]
    return [
      `  ${pod.metadata.namespace}`, pod.metadata.name, withShare(requests, 'cpu', node), withShare(limits, 'cpu', node),
      withShare(requests, 'memory', node), withShare(limits, 'memory', node), ageOf(pod.metadata.creationTimestamp, store.clock.now),
    ]
  })
  const header = ['  Namespace', 'Name', 'CPU Requests', 'CPU Limits', 'Memory Requests', 'Memory Limits', 'Age']
  return `Non-terminated Pods:  (${pods.length} in total)\n${columns([header, header.map((title, i) => (i === 0 ? '  ---------' : '-'.repeat(title.length))), ...rows], 2, 0)}`
}

function allocated(pods: readonly Pod[], node: Node): string {
  const sum = (read: (pod: Pod) => ResourceAmounts) => pods.map(read).reduce<ResourceAmounts>((total, one) => {
    for (const name in one) total[name] = (total[name] ?? 0) + (one[name] ?? 0)
    return total
  }, {})
  const [requests, limits] = [sum(pod => podRequests(pod)), sum(pod => podLimits(pod))]
  const names = [...new Set(['cpu', 'memory', 'ephemeral-storage', ...Object.keys({ ...requests, ...limits })])]
  const rows = names.map(name => [`  ${name}`, withShare(requests, name, node), withShare(limits, name, node)])
  return `Allocated resources:\n  (Total limits may be over 100 percent, i.e., overcommitted.)\n${columns([['  Resource', 'Requests', 'Limits'], ['  --------', '--------', '------'], ...rows], 2, 0)}`
}
