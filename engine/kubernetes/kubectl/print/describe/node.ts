/** A node as `kubectl describe` prints it (kubectl/pkg/describe/describe.go, describeNode). Pod-level resources are counted. */
import { isPodTerminal } from '../../../apimachinery/meta.ts'
import { amountOf, podLimits, podRequests, toResourceList } from '../../../apimachinery/resources.ts'
import type { ResourceAmounts } from '../../../apimachinery/resources.ts'
import type { Store } from '../../../apiserver/store.ts'
import type { Node, Pod } from '../../../types/index.ts'
import { ageOf } from '../../duration.ts'
import { roles } from '../core.ts'
import { NONE } from '../table.ts'
import { annotationLines, labelLines, longTime } from './parts.ts'

const INFO = {
  'Machine ID': 'machineID', 'System UUID': 'systemUUID', 'Boot ID': 'bootID', 'Kernel Version': 'kernelVersion', 'OS Image': 'osImage', 'Operating System': 'operatingSystem',
  'Architecture': 'architecture', 'Container Runtime Version': 'containerRuntimeVersion', 'Kubelet Version': 'kubeletVersion',
} as const

export function describeNode(node: Node, store: Store): string {
  const { metadata, spec, status = {} } = node
  const taints = (spec.taints ?? []).map(({ key, value, effect }) => `${key}${value ? `=${value}` : ''}:${effect}`)
  const lease = store.get('Lease', 'kube-node-lease', metadata.name)
  const conditions = (status.conditions ?? []).map(one =>
    `  ${one.type} \t${one.status} \t${longTime(one.lastHeartbeatTime)} \t${longTime(one.lastTransitionTime)} \t${one.reason ?? ''} \t${one.message ?? ''}\n`)
  const pods = store.listPodsByNode(metadata.name).filter(pod => !isPodTerminal(pod))
  return `Name:\t${metadata.name}\nRoles:\t${roles(node)}\n` + labelLines('Labels', metadata.labels) + annotationLines('Annotations', metadata.annotations)
    + `CreationTimestamp:\t${longTime(metadata.creationTimestamp)}\nTaints:\t${taints.join('\n\t') || NONE}\nUnschedulable:\t${spec.unschedulable ?? false}\n`
    + (lease
      ? `Lease:\n  HolderIdentity:\t${lease.spec.holderIdentity ?? '<unset>'}\n  AcquireTime:\t${longTime(lease.spec.acquireTime) || '<unset>'}\n  RenewTime:\t${longTime(lease.spec.renewTime) || '<unset>'}\n`
      : `Lease:\tFailed to get lease: leases.coordination.k8s.io "${metadata.name}" not found\n`)
    + (conditions.length > 0
      ? `Conditions:\n  Type\tStatus\tLastHeartbeatTime\tLastTransitionTime\tReason\tMessage\n  ----\t------\t-----------------\t------------------\t------\t-------\n${conditions.join('')}`
      : '')
    + `Addresses:\n${(status.addresses ?? []).map(({ type, address }) => `  ${type}:\t${address}\n`).join('')}`
    + amounts('Capacity', status.capacity) + amounts('Allocatable', status.allocatable)
    + `System Info:\n${Object.entries(INFO).map(([label, key]) => `  ${label}:\t${status.nodeInfo?.[key] ?? ''}\n`).join('')}`
    + (spec.podCIDR ? `PodCIDR:\t${spec.podCIDR}\n` : '') + (spec.providerID ? `ProviderID:\t${spec.providerID}\n` : '')
    + podTable(pods, node, store) + allocated(pods, node)
}

function amounts(title: string, list: Record<string, string | number> | undefined): string {
  const rows = Object.entries(list ?? {}).sort().map(([name, value]) => `  ${name}:\t${value}\n`)
  return rows.length > 0 ? `${title}:\n${rows.join('')}` : ''
}

function withShare(used: ResourceAmounts, name: string, node: Node): string {
  const all = amountOf(name, node.status?.allocatable?.[name] ?? node.status?.capacity?.[name])
  const amount = used[name] ?? 0
  return `${toResourceList({ [name]: amount })[name]} (${all > 0 ? Math.floor(amount * 100 / all) : 0}%)`
}

function podTable(pods: readonly Pod[], node: Node, store: Store): string {
  const rows = pods.map((pod) => {
    const [requests, limits] = [podRequests(pod), podLimits(pod)]
    const shares = [withShare(requests, 'cpu', node), withShare(limits, 'cpu', node), withShare(requests, 'memory', node), withShare(limits, 'memory', node)]
    return `  ${pod.metadata.namespace}\t${pod.metadata.name}\t\t${shares.join('\t')}\t${ageOf(pod.metadata.creationTimestamp, store.clock.now)}\n`
  })
  return `Non-terminated Pods:\t(${pods.length} in total)\n  Namespace\tName\t\tCPU Requests\tCPU Limits\tMemory Requests\tMemory Limits\tAge\n`
    + `  ---------\t----\t\t------------\t----------\t---------------\t-------------\t---\n${rows.join('')}`
}

function allocated(pods: readonly Pod[], node: Node): string {
  const sum = (read: (pod: Pod) => ResourceAmounts) => pods.map(read).reduce<ResourceAmounts>((total, one) => {
    for (const name in one) total[name] = (total[name] ?? 0) + (one[name] ?? 0)
    return total
  }, {})
  const [requests, limits] = [sum(pod => podRequests(pod)), sum(pod => podLimits(pod))]
  const names = [...new Set(['cpu', 'memory', 'ephemeral-storage', ...Object.keys({ ...requests, ...limits })])]
  const rows = names.map(name => `  ${name}\t${withShare(requests, name, node)}\t${withShare(limits, name, node)}\n`)
  return `Allocated resources:\n  (Total limits may be over 100 percent, i.e., overcommitted.)\n  Resource\tRequests\tLimits\n  --------\t--------\t------\n${rows.join('')}`
}
