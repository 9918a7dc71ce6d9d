/** Both lanes at an instant, as the stage draws them. */
import type { LaneKind } from '../../../engine/race/inputs/inputs.ts'
import { laneAt } from '../../../engine/race/result/lane-at.ts'
import { billAt } from '../../../engine/race/result/money.ts'
import type { LaneResult, RaceResult } from '../../../engine/race/result/result.ts'
import { scalingCost } from '../race/race-view.ts'
import type { StageView } from '../stage/view.ts'
import { goneBy, isWorker } from './node-scaling-found.ts'

export interface LaneStage {
  lane: LaneKind
  stage: StageView
  nodes: number
  /** How many of them are still on their way. */
  starting: number
  pending: number
  /** What it has cost up to now: what the story's last sentence says of all. */
  cents: number
  /** What of it is for the nodes that Karpenter itself runs on. */
  own: number
  /** The instant: virtual ms. */
  at: number
  /** Whether the run has come to its end. */
  over: boolean
}

const GIB = 2 ** 30

export function nodeScalingView({ lanes, options, until }: RaceResult, at: number): readonly LaneStage[] {
  return lanes.map(lane => ({ ...stageOf(lane, options, at), at, over: at >= until }))
}

function stageOf(lane: LaneResult, options: RaceResult['options'], at: number): Omit<LaneStage, 'at' | 'over'> {
  const now = laneAt(lane, at)
  const workers = now.nodes.filter(isWorker)
  const there = new Set(now.nodes.map(({ name }) => name))
  const pods = now.pods.filter(({ workload, node }) => workload === 0 || there.has(node))
  const { lines, totalCents } = billAt(lane, at, options)
  return {
    lane: lane.lane, nodes: workers.length, starting: workers.filter(({ state }) => state === 'starting').length, cents: totalCents, own: scalingCost(lines)?.cents ?? 0, pending: pods.filter(({ state }) => state === 'waiting').length,
    stage: {
      nodes: [
        ...now.nodes.map(({ name, type, zone, system, cpu, memory, state, ready, cordoned, taints }) => ({ name, label: type, zone, system, cpu, memory, ready, cordoned, taints, starting: state === 'starting', dead: state === 'silent' })),
        ...goneBy(lane, at).map(({ name, type, zone, cpuMilli, memoryBytes }) => ({ name, label: type, zone, cpu: cpuMilli / 1000, memory: memoryBytes / GIB, ready: false, cordoned: false, taints: [], gone: true })),
      ],
      pods: pods.map(({ uid, name, workload, node, state, cpu, memory }) => ({ uid, name, label: '', node, state, cpu, memory, aside: workload !== 0 })),
    },
  }
}
