/** What a race shows at one instant, as plain data. */
import type { PricedHours } from '../../../engine/cost/index.ts'
import type { LaneKind } from '../../../engine/race/inputs/inputs.ts'
import { laneAt, type MachineState } from '../../../engine/race/result/lane-at.ts'
import { billAt } from '../../../engine/race/result/money.ts'
import type { LaneResult, RaceResult } from '../../../engine/race/result/result.ts'
import { servingAt, type ServingNow } from '../../../engine/race/result/serving-at.ts'
import type { LoadCurve } from '../../../engine/race/inputs/curve.ts'
import { lanesInOrder } from './race-found.ts'
import { type ScalingLine, scalingLines } from './race-words.ts'

/** What of a bill is paid for scaling itself. */
export interface ScalingCost {
  code: ScalingLine
  cents: number
}

/** A machine of a lane: how it stands, how many vCPUs pods may request of it, and which share of them is requested. */
export interface FleetMachine {
  key: number
  state: MachineState
  cpu: number
  share: number
}

export interface LaneView {
  lane: LaneKind
  serving: ServingNow
  machines: readonly FleetMachine[]
  /** Pods under load: all, and those that wait for a node. */
  pods: number
  pending: number
  cents: number
  /** What of that is paid for scaling itself, where anything is: Auto Mode's fee, or the nodes that Karpenter runs on. */
  scaling?: ScalingCost
}

export interface RaceView {
  at: number
  lanes: readonly LaneView[]
}

/** What of a bill's lines is paid for scaling itself, where anything is. */
export function scalingCost(lines: PricedHours['lines']): ScalingCost | undefined {
  return scalingLines.map(code => ({ code, cents: lines.reduce((sum, line) => line.code === code ? sum + line.cents : sum, 0) })).find(({ cents }) => cents > 0)
}

export function raceView(result: RaceResult, curve: LoadCurve, at: number): RaceView {
  return { at, lanes: lanesInOrder(result).map(lane => laneView(lane, result, curve, at)) }
}

function laneView(lane: LaneResult, { options }: RaceResult, curve: LoadCurve, at: number): LaneView {
  const { nodes, pods } = laneAt(lane, at)
  const requested = new Map<string, number>()
  for (const { node, cpu } of pods)
    requested.set(node, (requested.get(node) ?? 0) + cpu)
  const { lines, totalCents } = billAt(lane, at, options)
  const scaling = scalingCost(lines)
  const loaded = pods.filter(({ workload }) => workload === 0)
  return {
    lane: lane.lane, serving: servingAt(lane.serving, curve, at),
    machines: nodes.filter(({ system }) => !system).map(({ index, name, state, cpu }) => ({ key: index, state, cpu, share: cpu > 0 ? Math.min(1, (requested.get(name) ?? 0) / cpu) : 0 })),
    pods: loaded.length, pending: loaded.filter(({ state }) => state === 'waiting').length, cents: totalCents,
    ...(scaling && { scaling }),
  }
}
