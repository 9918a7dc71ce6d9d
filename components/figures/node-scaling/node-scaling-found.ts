/** What two ways of adding nodes did with the same pods: read off their runs, once. */
import type { LaneKind } from '../../../engine/race/inputs/inputs.ts'
import { laneAt } from '../../../engine/race/result/lane-at.ts'
import { billAt } from '../../../engine/race/result/money.ts'
import type { LaneResult, NodeSpan, RaceResult } from '../../../engine/race/result/result.ts'
import { scalingCost } from '../race/race-view.ts'
import type { Slot } from '../stage/fleet.ts'
import { FALLS, RISES } from './node-scaling-inputs.ts'

export interface LaneStory {
  lane: LaneKind
  result: LaneResult
  /** The first pod without a node, and the last that got one: virtual ms; absent where none had to wait. */
  pendingFrom?: number
  placedAt?: number
  /** Machines that were added for the rise, in the order of their request. */
  added: readonly NodeSpan[]
  /** When the first of them was ready: virtual ms. */
  firstReady?: number
  /** The first machine that went while the load was still there, and the one that came for it, if one did. */
  merged?: { gone: NodeSpan, pods: number, by?: NodeSpan }
  /** When there were fewer pods, once the load had gone: virtual ms. */
  fewerPodsAt?: number
  /** Machines that were given back after the load had gone, and when the first was. */
  givenBack: readonly NodeSpan[]
  firstGone?: number
  /** Cents of the nodes that Karpenter itself runs on. */
  own: number
  /** Nodes before the rise, and at the end. */
  before: number
  left: number
  /** Every node that it ever has, the first asked for first: each keeps its place on the stage. */
  slots: readonly Slot[]
}

export interface NodeScalingFound {
  race: RaceResult
  lanes: readonly LaneStory[]
}

const GIB = 2 ** 30
export const isWorker = ({ system }: Pick<NodeSpan, 'system'>) => !system

export function findNodeScaling(race: RaceResult): NodeScalingFound {
  return { race, lanes: race.lanes.map(lane => storyOfLane(lane, race)) }
}

/** Nodes that have been given back by an instant (virtual ms): their outlines stay. */
export const goneBy = ({ nodes }: LaneResult, at: number) => nodes.filter(node => isWorker(node) && node.goneAt <= at)

function slotsOf({ nodes }: LaneResult): Slot[] {
  return nodes.toSorted((a, b) => a.requestedAt - b.requestedAt).map(({ name, type, system, cpuMilli, memoryBytes }) => ({ name, label: system ? 'system' : type, cpu: cpuMilli / 1000, memory: memoryBytes / GIB, system }))
}

function storyOfLane(result: LaneResult, { until, options }: RaceResult): LaneStory {
  const { pods, nodes } = result
  const waits: { from: number, until: number }[] = []
  pods.createdAt.forEach((created, index) => {
    const placed = pods.scheduledAt[index] ?? Infinity
    // The scheduler itself takes a moment; who waits longer waits for a node.
    if (pods.workload[index] === 0 && created >= RISES && created < FALLS && placed - created > 1_000)
      waits.push({ from: created, until: placed })
  })
  const workers = nodes.filter(isWorker)
  const added = workers.filter(({ requestedAt }) => requestedAt >= RISES && requestedAt < FALLS).sort((a, b) => a.requestedAt - b.requestedAt)
  const givenBack = workers.filter(({ goneAt }) => goneAt > FALLS && goneAt < until).sort((a, b) => a.goneAt - b.goneAt)
  const least = (values: readonly number[]) => values.length > 0 ? Math.min(...values) : undefined
  const workersAt = (at: number) => laneAt(result, at).nodes.filter(isWorker).length
  const placed = waits.map(wait => wait.until).filter(Number.isFinite)
  return {
    lane: result.lane, result, added, givenBack,
    pendingFrom: least(waits.map(({ from }) => from)), placedAt: placed.length > 0 ? Math.max(...placed) : undefined,
    firstReady: least(added.map(({ readyAt }) => readyAt).filter(Number.isFinite)), firstGone: givenBack[0]?.goneAt,
    merged: mergedOf(result, workers), fewerPodsAt: result.replicas.at.find(at => at >= FALLS),
    own: scalingCost(billAt(result, until, options).lines)?.cents ?? 0,
    before: workersAt(RISES - 1), left: workersAt(until), slots: slotsOf(result),
  }
}

function mergedOf(result: LaneResult, workers: readonly NodeSpan[]): LaneStory['merged'] {
  const gone = workers.filter(({ goneAt }) => goneAt > RISES && goneAt < FALLS).sort((a, b) => a.goneAt - b.goneAt)[0]
  return gone && {
    gone, pods: laneAt(result, gone.drainedFrom - 1).pods.filter(({ workload, node }) => workload === 0 && node === gone.name).length,
    by: workers.find(({ requestedAt, readyAt }) => requestedAt > gone.readyAt && readyAt <= gone.goneAt),
  }
}

/** Machines by type, the most frequent first: `3 × m6i.xlarge`. */
export function typesOf(nodes: readonly NodeSpan[]): string {
  const counts = new Map<string, number>()
  for (const { type } of nodes)
    counts.set(type, (counts.get(type) ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([type, count]) => `${count} × ${type}`).join(', ')
}
