/** Both lanes at an instant, as the stage draws them. */
import { ec2Price } from '../../../data/prices.ts'
import type { LaneKind } from '../../../engine/race/inputs/inputs.ts'
import { laneAt } from '../../../engine/race/result/lane-at.ts'
import type { LaneResult, RaceResult } from '../../../engine/race/result/result.ts'
import type { StageView } from '../stage/view.ts'

export interface LaneStage {
  lane: LaneKind
  stage: StageView
  nodes: number
  pending: number
  /** USD an hour for the nodes that run now, at list prices. */
  hourUsd: number
}

export function nodeScalingView({ lanes, options }: RaceResult, at: number): readonly LaneStage[] {
  return lanes.map(lane => stageOf(lane, options.region, at))
}

function stageOf(lane: LaneResult, region: RaceResult['options']['region'], at: number): LaneStage {
  const now = laneAt(lane, at)
  const workers = now.nodes.filter(({ system }) => !system)
  const there = new Set(workers.map(({ name }) => name))
  const pods = now.pods.filter(({ workload, node }) => workload === 0 || there.has(node))
  const hourUsd = workers.reduce((sum, { type }) => {
    const price = ec2Price(region, type)
    return sum + (price.known ? price.usd : 0)
  }, 0)
  return {
    lane: lane.lane, nodes: workers.length, hourUsd, pending: pods.filter(({ state }) => state === 'waiting').length,
    stage: {
      nodes: workers.map(({ name, type, zone, cpu, memory, state, ready, cordoned, taints }) => ({ name, label: type, zone, cpu, memory, ready, cordoned, taints, starting: state === 'starting', dead: state === 'silent' })),
      pods: pods.map(({ uid, name, node, state, cpu, memory }) => ({ uid, name, label: '', node, state, cpu, memory })),
    },
  }
}
