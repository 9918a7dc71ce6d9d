/** What a lane leaves behind, as plain data. */
import type { LogEntry } from '../../kubernetes/simulation/log.ts'
import { centsAt } from '../result/money.ts'
import type { LaneResult, LaneTotals, NodeSpan, PodColumns } from '../result/result.ts'
import { servingAt } from '../result/serving-at.ts'
import { mostAtOnce, nodeSpans, pendingSpans, percentile, readyTimes, shortfallsOf } from '../result/totals.ts'
import type { RaceInputs, LaneSpec } from '../inputs/inputs.ts'
import type { LaneAutoscaler } from './autoscaling.ts'
import type { LaneContext } from './context.ts'
import type { LaneNode, LanePod } from './objects.ts'
import type { Serving } from './serving.ts'
import { planeOf } from './system.ts'

export interface Recorded {
  inputs: RaceInputs
  spec: LaneSpec
  ctx: LaneContext
  serving: Serving
  scaler: LaneAutoscaler
  log: LogEntry[]
}

/** At most so many points of the running total, beside those at which machines come and go. */
const MONEY_POINTS = 240

export function resultOf({ inputs, spec, ctx, serving, scaler, log }: Recorded): LaneResult {
  const until = ctx.clock.now
  const lane = {
    lane: spec.kind, plane: planeOf(spec), until, workloads: ctx.workloads.map(({ name, cpuMilli, memoryBytes }) => ({ name, cpuMilli, memoryBytes })),
    nodes: ctx.nodes.map(({ span }): NodeSpan => ({ ...span })), pods: podColumns(ctx.pods), serving: serving.columns(until),
    replicas: { at: Float64Array.from(scaler.sizes, ([at]) => at), desired: Float64Array.from(scaler.sizes, ([, size]) => size) }, log,
  }
  const money = moneyOf(lane, until, inputs)
  return { ...lane, money, totals: totalsOf(lane, money.cents.at(-1) ?? 0, ctx) }
}

function podColumns(pods: readonly LanePod[]): PodColumns {
  const times = (of: (pod: LanePod) => number) => Float64Array.from(pods, of)
  return {
    name: pods.map(({ pod }) => pod.metadata.name), workload: Uint8Array.from(pods, ({ workload }) => workload.index),
    node: Int32Array.from(pods, ({ node }: { node: LaneNode | undefined }) => node?.index ?? -1),
    createdAt: times(pod => pod.createdAt), scheduledAt: times(pod => pod.scheduledAt), startedAt: times(pod => pod.startedAt), readyAt: times(pod => pod.readyAt),
    deletedAt: times(pod => pod.deletedAt), goneAt: times(pod => pod.goneAt),
  }
}

function moneyOf(lane: Pick<LaneResult, 'plane' | 'nodes'>, until: number, { options }: RaceInputs): LaneResult['money'] {
  const instants = new Set(Array.from({ length: MONEY_POINTS + 1 }, (_, i) => until * i / MONEY_POINTS))
  for (const { billedFrom, billedUntil, fargate } of lane.nodes) if (!fargate) for (const at of [billedFrom, billedUntil]) if (at > 0 && at < until) instants.add(at)
  const at = Float64Array.from(instants).sort()
  return { at, cents: at.map(one => centsAt(lane, one, options)) }
}

function totalsOf({ pods, nodes, serving }: Pick<LaneResult, 'pods' | 'nodes' | 'serving'>, cents: number, { curve, clock: { now } }: LaneContext): LaneTotals {
  const { servedSoFar, lostSoFar, waiting } = servingAt(serving, curve, now)
  const times = readyTimes(pods)
  const loaded = Array.from(pods.createdAt, (created, i): [number, number] => [created, pods.workload[i] === 0 ? pods.goneAt[i] ?? 0 : created])
  return {
    demanded: curve.requestsUntil(now), served: servedSoFar, lost: lostSoFar, waiting, mostWaiting: serving.waiting.reduce((most, one) => Math.max(most, one), waiting),
    shortfalls: shortfallsOf(serving, curve, now), p95ReadyMs: percentile(times, 0.95), podsMade: times.length, mostPending: mostAtOnce(pendingSpans(pods)),
    mostPods: mostAtOnce(loaded), mostNodes: mostAtOnce(nodeSpans(nodes)), nodesMade: nodes.filter(({ requestedAt, readyAt }) => requestedAt > 0 || readyAt > 0).length, cents,
  }
}
