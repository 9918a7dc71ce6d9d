/**
 * The time before a race. Nodes depend on how their pods came: all at once, Karpenter packs them on a few large machines and keeps
 * those; one after the other, on many small ones. So the lane's own machinery is run first, on pods that come little by little up to
 * what the load at the start asks for, and then so long as nothing moves any more. How long the growth takes makes little difference.
 */
import { HPA_CONFIG } from '../../kubernetes/controllers/podautoscaler/config.ts'
import { LoadCurve } from '../inputs/curve.ts'
import { defaultRace } from '../inputs/defaults.ts'
import type { RaceInputs } from '../inputs/inputs.ts'
import type { LaneAutoscaler } from './autoscaling.ts'
import type { LaneContext } from './context.ts'
import type { LaneNode, LaneWorkload } from './objects.ts'
import type { ReplicaSets } from './replicaset.ts'

/** An assumption, as is that its steps come evenly (ms). */
const GROWS_MS = 2 * 3_600_000
const RESTS_MS = 2 * 3_600_000
const OWNER = 'growth'

/** Nodes that a lane has settled on, and the pods on them. */
export interface SettledFleet {
  nodes: readonly SettledNode[]
  /** By workload: the place in `nodes` of each of its pods. */
  pods: readonly (readonly number[])[]
}

export interface SettledNode {
  /** The instance type. */
  type: string
  zone: string
  spot: boolean
}

/** The inputs of the time before: the load at the start all the time, nothing that goes wrong, and machines that start as they usually do. */
export function growthInputs(inputs: RaceInputs): RaceInputs {
  const rps = new LoadCurve(inputs.load).rateAt(0)
  return { ...inputs, load: [{ at: 0, rps }, { at: GROWS_MS + RESTS_MS, rps }], faults: [], times: defaultRace.times }
}

/** Lets a workload become so many pods, in the place of its autoscaler. */
export function grow(workload: LaneWorkload, to: number, { scale }: ReplicaSets, ctx: LaneContext): LaneAutoscaler {
  const sizes = sizesUpTo(to)
  ctx.handle(OWNER, size => scale(workload, Number(size)))
  sizes.forEach((size, i) => ctx.after(GROWS_MS * i / sizes.length, OWNER, String(size)))
  return { sizes: [] }
}

/** Each a tenth more than the one before: what an autoscaler lets pass before it moves. */
function sizesUpTo(to: number): number[] {
  const sizes: number[] = []
  for (let size = 0; size < to; sizes.push(size)) size = Math.min(to, Math.max(size + 1, Math.floor(size * (1 + HPA_CONFIG.hpaTolerance))))
  return sizes
}

/** What a lane stands on now, without nodes that are about to go. */
export function settledFleet({ nodes, workloads }: LaneContext): SettledFleet {
  const staying = nodes.filter(({ ready, span }) => ready && !span.system && span.drainedFrom === Number.POSITIVE_INFINITY)
  const place = new Map<LaneNode | undefined, number>(staying.map((node, i) => [node, i]))
  return {
    nodes: staying.map(({ span: { type, zone, spot } }) => ({ type, zone, spot })),
    pods: workloads.map(({ pods }) => [...pods].flatMap(({ node, deletedAt }) => deletedAt === Number.POSITIVE_INFINITY ? place.get(node) ?? [] : [])),
  }
}
