import { amountsOf, podRequests } from '../../../engine/kubernetes/apimachinery/resources.ts'
import type { Node, Pod } from '../../../engine/kubernetes/types/index.ts'
import { ZONE_LABEL } from '../../../engine/kubernetes/types/wellknown.ts'

/** What is on the stage at an instant. */
export interface Scene {
  nodes: readonly Node[]
  pods: readonly Pod[]
}

/** What a node's card shows. CPU in cores, memory in GiB. */
export interface NodeView {
  name: string
  zone: string
  /** As `kubectl describe node` prints them. */
  taints: string[]
  cordoned: boolean
  cpu: { used: number, allocatable: number }
  memory: { used: number, allocatable: number }
  pods: { name: string, leaving: boolean }[]
}

const gibibyte = 2 ** 30

export function viewNode(node: Node, pods: readonly Pod[]): NodeView {
  const here = pods.filter(({ spec }) => spec.nodeName === node.metadata.name)
  const requests = here.map(pod => podRequests(pod))
  const allocatable = amountsOf(node.status?.allocatable ?? {})
  const sum = (resource: 'cpu' | 'memory') => requests.reduce((total, request) => total + (request[resource] ?? 0), 0)
  return {
    name: node.metadata.name,
    zone: node.metadata.labels?.[ZONE_LABEL] ?? '',
    taints: (node.spec?.taints ?? []).map(({ key, value, effect }) => `${key}${value ? `=${value}` : ''}:${effect}`),
    cordoned: node.spec?.unschedulable === true,
    cpu: { used: sum('cpu') / 1000, allocatable: (allocatable.cpu ?? 0) / 1000 },
    memory: { used: sum('memory') / gibibyte, allocatable: (allocatable.memory ?? 0) / gibibyte },
    pods: here.map(({ metadata }) => ({ name: metadata.name, leaving: metadata.deletionTimestamp !== undefined })),
  }
}

/** At most two decimals, none that are not needed. */
export function short(amount: number): string {
  return String(Math.round(amount * 100) / 100)
}
