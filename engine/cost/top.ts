/**
 * What `kubectl top pods` prints, read back and shared out to groups of pods.
 * Models the columns of kubectl's metricsutil/metrics_printer.go: NAMESPACE with -A, POD with --containers, NAME, CPU(cores),
 * MEMORY(bytes). Other columns are passed over.
 */
import { toBytes, toMilli } from '../kubernetes/apimachinery/quantity.ts'
import type { PodGroup, Workload } from './workload.ts'

export interface TopPod {
  namespace: string | undefined
  name: string
  cpuMilli: number
  memoryBytes: number
}

export interface ReadTop {
  pods: TopPod[]
  /** Lines, from 1, that could not be read. */
  unread: number[]
}

/** Reads the printed table. A pod of several lines, one a container, is added up. */
export function readTop(text: string): ReadTop {
  const pods = new Map<string, TopPod>()
  const unread: number[] = []
  let columns: string[] | undefined
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    const cells = line.trim().split(/\s+/)
    if (line.trim() === '') continue
    if (cells.some(cell => /^cpu\(cores\)$/i.test(cell))) {
      columns = cells.map(cell => cell.toUpperCase())
      continue
    }
    const pod = podOf(cells, columns)
    if (!pod) {
      unread.push(index + 1)
      continue
    }
    const key = `${pod.namespace ?? ''}/${pod.name}`
    const before = pods.get(key)
    pods.set(key, before ? { ...pod, cpuMilli: before.cpuMilli + pod.cpuMilli, memoryBytes: before.memoryBytes + pod.memoryBytes } : pod)
  }
  return { pods: [...pods.values()], unread }
}

function podOf(cells: readonly string[], columns: readonly string[] | undefined): TopPod | undefined {
  const at = (name: string) => cells[columns?.findIndex(column => column === name) ?? -1]
  const plain = columns ? undefined : cells.slice(-3)
  const name = columns ? at('POD') ?? at('NAME') : plain?.[0]
  const [cpu, memory] = columns ? [at('CPU(CORES)'), at('MEMORY(BYTES)')] : [plain?.[1], plain?.[2]]
  if (!name || !cpu || !memory) return undefined
  try {
    return { namespace: columns ? at('NAMESPACE') : cells.length > 3 ? cells[0] : undefined, name, cpuMilli: toMilli(cpu), memoryBytes: toBytes(memory) }
  } catch {
    return undefined
  }
}

/** The suffixes that controllers give: a ReplicaSet's hash and pod, a StatefulSet's number, a DaemonSet's or Job's pod. */
const SUFFIX = /^(-[a-z0-9]{1,10})?-[a-z0-9]{5}$|^-\d+$|^-\d+-[a-z0-9]{5}$/

/** The workload with what its pods use, averaged over those of a group; `unmatched` pods belong to no group. */
export function withTop(workload: Workload, pods: readonly TopPod[]): { workload: Workload, unmatched: TopPod[] } {
  const byGroup = new Map<PodGroup, TopPod[]>()
  const unmatched: TopPod[] = []
  // The longest name wins: `web-api-…` is a pod of web-api, not of web.
  const order = workload.groups.toSorted((a, b) => b.name.length - a.name.length)
  for (const pod of pods) {
    const group = order.find(({ name, pod: { metadata } }) => (pod.namespace === undefined || (metadata.namespace ?? 'default') === pod.namespace)
      && (pod.name === name || (pod.name.startsWith(name) && SUFFIX.test(pod.name.slice(name.length)))))
    if (group) byGroup.set(group, [...byGroup.get(group) ?? [], pod])
    else unmatched.push(pod)
  }
  const average = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
  const groups = workload.groups.map((group) => {
    const own = byGroup.get(group)
    return own ? { ...group, used: { cpuMilli: average(own.map(pod => pod.cpuMilli)), memoryBytes: average(own.map(pod => pod.memoryBytes)) } } : group
  })
  return { workload: { ...workload, groups }, unmatched }
}
