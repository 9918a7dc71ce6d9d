/** What sits where at the busiest hour: nodes alike in one row, and a row for every size of Fargate pod. */
import { findInstanceType } from '../../../data/instance-types.ts'
import { fargateRules } from '../../../data/fargate.ts'
import { type Bill, type CostOptions, type NodeKind, nodeTemplate, type PricedWorkload } from '../../../engine/cost/index.ts'

const MIB = 2 ** 20
const GIB_IN_MIB = 1024

/** CPU in millicores or memory in MiB of one node, or of one Fargate pod. */
export interface Lane {
  resource: 'cpu' | 'memory'
  /** What is paid for. */
  total: number
  /** What pods request, by group. */
  parts: { group: number, name: string, amount: number }[]
  /** What the system and DaemonSets take, or Fargate adds. */
  reserved: number
}

export interface PackingRow {
  /** How many nodes or pods alike. */
  count: number
  kind: 'node' | 'pod'
  /** The instance type, or the group's name. */
  name: string
  /** Pods on it, by group; of a Fargate pod the size that is billed. */
  pods: { name: string, count: number }[]
  size?: { vcpu: number, memoryGB: number }
  lanes: Lane[]
  /** Why the next pod went elsewhere, in the scheduler's words. */
  next: readonly string[]
}

function nodeRow(bin: Bill['peakBins'][number], { groups, daemonSets }: PricedWorkload, system: readonly string[], options: CostOptions, kind: NodeKind): PackingRow[] {
  const type = findInstanceType(bin.type)
  if (!type)
    return []
  const { room } = nodeTemplate(type, { ...options, kind }, daemonSets)
  // Groups beyond the workload's own are the system's.
  const nameOf = (group: number) => groups[group]?.name ?? system[group - groups.length] ?? ''
  const lane = (resource: Lane['resource'], total: number, unit: number): Lane => ({
    resource, total, reserved: total - (room[resource] ?? 0) / unit,
    parts: bin.pods.map(({ group, count }) => ({ group, name: nameOf(group), amount: (groups[group]?.requests[resource] ?? 0) / unit * count })),
  })
  return [{
    kind: 'node', count: bin.count, name: type.name, next: bin.refusedNext,
    pods: bin.pods.map(({ group, count }) => ({ name: nameOf(group), count })),
    lanes: [lane('cpu', type.vcpu * 1000, 1), lane('memory', type.memoryMiB, MIB)],
  }]
}

function podRows({ groups }: PricedWorkload): PackingRow[] {
  return groups.flatMap(({ fargateSize, requests, replicas, name }, group): PackingRow[] => {
    if (!fargateSize || replicas === 0)
      return []
    const lane = (resource: Lane['resource'], total: number, unit: number, reserved: number): Lane =>
      ({ resource, total, reserved, parts: [{ group, name, amount: (requests[resource] ?? 0) / unit }] })
    return [{
      kind: 'pod', count: replicas, name, pods: [], next: [], size: fargateSize,
      lanes: [lane('cpu', fargateSize.vcpu * 1000, 1, 0), lane('memory', fargateSize.memoryGB * GIB_IN_MIB, MIB, fargateRules.addedMemoryMiB)],
    }]
  })
}

/** The rows of a bill's packing. */
export function packingRows(bill: Bill, workload: PricedWorkload, options: CostOptions): PackingRow[] {
  return alike([
    ...(bill.plane === 'fargate' ? podRows(workload) : []),
    ...bill.peakBins.flatMap(bin => nodeRow(bin, workload, bill.system.map(({ name }) => name), options, bill.plane === 'fargate' ? 'managed' : bill.plane)),
  ])
}

/** Rows that look the same, such as nodes of two zones, are one. */
function alike(rows: readonly PackingRow[]): PackingRow[] {
  const found = new Map<string, PackingRow>()
  for (const { count, ...rest } of rows) {
    const key = JSON.stringify(rest)
    found.set(key, { ...rest, count: count + (found.get(key)?.count ?? 0) })
  }
  return [...found.values()]
}
