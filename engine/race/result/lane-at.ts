/** A lane at one instant: its machines and pods as a stage draws them. Fast enough to be asked for every frame. */
import type { LaneResult, NodeSpan } from './result.ts'

/** `starting` until it is Ready, then as the control plane sees it; `silent`: it does not answer. */
export type MachineState = 'starting' | 'ready' | 'draining' | 'silent'
export type LanePodState = 'waiting' | 'creating' | 'running' | 'ready' | 'terminating' | 'failed'

export interface MachineNow {
  /** Place in the lane's nodes. */
  index: number
  name: string
  /** The instance type; empty on Fargate. */
  type: string
  zone: string
  spot: boolean
  system: boolean
  /** Allocatable cores and GiB. */
  cpu: number
  memory: number
  state: MachineState
  ready: boolean
  cordoned: boolean
  taints: readonly string[]
  /** When it was asked for, and when it is Ready (virtual ms). */
  requestedAt: number
  readyAt: number
}

export interface PodNow {
  /** Place in the lane's pods, as text: it is another for every pod. */
  uid: string
  name: string
  /** Place in the lane's workloads; 0 is under load. */
  workload: number
  /** Empty while it waits for a node. */
  node: string
  state: LanePodState
  /** Requested cores and GiB. */
  cpu: number
  memory: number
  /** Virtual ms. */
  createdAt: number
}

export interface LaneNow {
  nodes: MachineNow[]
  pods: PodNow[]
}

const GIB = 2 ** 30

/** @param at virtual ms, 0 to the lane's end */
export function laneAt(lane: LaneResult, at: number): LaneNow {
  const nodes = lane.nodes.flatMap((span, index) => span.requestedAt <= at && at < span.goneAt ? machineNow(span, index, at) : [])
  const pods: PodNow[] = []
  const { createdAt, goneAt } = lane.pods
  for (let i = 0; i < createdAt.length; i++) if ((createdAt[i] ?? 0) <= at && at < (goneAt[i] ?? 0)) pods.push(podNow(lane, i, at))
  return { nodes, pods }
}

function machineNow(span: NodeSpan, index: number, at: number): MachineNow {
  const { name, type, zone, spot, system, cpuMilli, memoryBytes, requestedAt, readyAt } = span
  const silent = span.deadAt <= at
  const isUp = readyAt <= at && !silent
  const cordoned = span.drainedFrom <= at
  return {
    index, name, type, zone, spot, system, cpu: cpuMilli / 1000, memory: memoryBytes / GIB, requestedAt, readyAt, ready: isUp, cordoned, taints: [],
    state: silent ? 'silent' : readyAt > at ? 'starting' : cordoned ? 'draining' : 'ready',
  }
}

function podNow({ pods, nodes, workloads }: LaneResult, i: number, at: number): PodNow {
  const workload = pods.workload[i] ?? 0
  const { cpuMilli = 0, memoryBytes = 0 } = workloads[workload] ?? {}
  const node = nodes[pods.node[i] ?? -1]
  const placed = (pods.scheduledAt[i] ?? 0) <= at
  return {
    uid: String(i), name: pods.name[i] ?? '', workload, node: placed ? node?.name ?? '' : '', state: stateOf(), cpu: cpuMilli / 1000, memory: memoryBytes / GIB,
    createdAt: pods.createdAt[i] ?? 0,
  }

  function stateOf(): LanePodState {
    if ((pods.deletedAt[i] ?? 0) <= at) return 'terminating'
    if (!placed) return 'waiting'
    if (node && node.deadAt <= at) return 'failed'
    if ((pods.readyAt[i] ?? 0) <= at) return 'ready'
    return (pods.startedAt[i] ?? 0) <= at ? 'running' : 'creating'
  }
}
