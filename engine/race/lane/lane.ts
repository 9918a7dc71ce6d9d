/**
 * One lane of a race: one Deployment with its autoscaler on one kind of nodes, in virtual time. It keeps no API objects, so that a day
 * takes a fraction of a second; every rule is the engine's own. Equal inputs give equal lanes.
 */
import { Clock } from '../../kubernetes/apimachinery/clock.ts'
import { hash32, Random } from '../../kubernetes/apimachinery/random.ts'
import { Snapshot } from '../../kubernetes/scheduler/index.ts'
import { LoadCurve } from '../inputs/curve.ts'
import type { LaneSpec, RaceInputs } from '../inputs/inputs.ts'
import { perPodOf, podsFor } from '../inputs/sizing.ts'
import type { LaneResult } from '../result/result.ts'
import { laneAutoscaler } from './autoscaling.ts'
import type { LaneContext } from './context.ts'
import { endpoints } from './endpoints.ts'
import { evictions } from './eviction.ts'
import { settledFleet, grow, type SettledFleet } from './growth.ts'
import { laneHub } from './hub.ts'
import { laneKubelet } from './kubelet.ts'
import { laneLog } from './log.ts'
import { machines } from './machines.ts'
import { nodeLifecycle } from './node-lifecycle.ts'
import type { LaneNode, LanePod } from './objects.ts'
import { outages } from './outages.ts'
import { hpaPhaseMs } from './phase.ts'
import { podMaker } from './pods.ts'
import { replicaSets } from './replicaset.ts'
import { resultOf } from './recorder.ts'
import { Serving } from './serving.ts'
import { settle } from './settle.ts'
import { SUPPLIES } from './supplies.ts'
import { systemOf } from './system.ts'
import { laneWorkloads } from './workloads.ts'

export class LaneRun {
  readonly spec: LaneSpec
  readonly #clock = new Clock()
  readonly #end: number
  readonly #handlers = new Map<string, (key: string) => void>()
  readonly #result: () => LaneResult
  readonly #fleet: () => SettledFleet
  /** Events handled so far: how much work it was. */
  turns = 0

  /**
   * @param inputs as `readRace` gives them
   * @param settled what it stands on at the beginning, where that was found out; `grows`: this is how it is found out
   */
  constructor(inputs: RaceInputs, spec: LaneSpec, settled?: SettledFleet | 'grows') {
    this.spec = spec
    const grows = settled === 'grows'
    const curve = new LoadCurve(inputs.load)
    this.#end = curve.end
    const pods: LanePod[] = []
    const nodes: LaneNode[] = []
    const clock = this.#clock
    const log = laneLog(spec.kind, clock)
    const system = systemOf(inputs, spec)
    const wanted = podsFor(curve.rateAt(0), inputs)
    const workloads = laneWorkloads(inputs, grows ? 0 : wanted, system)
    const ctx: LaneContext = {
      inputs, spec, curve, clock, snapshot: new Snapshot(workloads.map(({ replicaSet }) => replicaSet)), workloads, pods, nodes, log: log.write,
      random: new Random(hash32(`${inputs.seed} ${spec.kind}`)),
      ...laneHub(),
      handle: (owner, handler) => void this.#handlers.set(owner, handler),
      after: (delayMs, owner, key = '') => void clock.schedule(clock.now + delayMs, owner, key),
    }
    const serving = new Serving(curve, { perPod: perPodOf(inputs), queueBound: inputs.serving.queueBound })
    // The same draws for every lane: what differs is the lane, not its luck.
    const starts = new Random(hash32(`${inputs.seed} starts`))

    const load = endpoints(serving, ctx)
    const maker = podMaker(pods, ctx)
    const machine = machines(nodes, maker, starts, ctx)
    laneKubelet(ctx)
    const sets = replicaSets(maker, ctx)
    const evict = evictions(machine, maker, ctx)
    nodeLifecycle(machine, maker, ctx)
    const faults = outages(machine, ctx)
    const supply = SUPPLIES[spec.kind]({ machines: machine, evictions: evict, outages: faults, maker, system }, ctx)
    const scaler = grows ? grow(workloads[0], wanted, sets, ctx) : laneAutoscaler(workloads[0], load, sets, hpaPhaseMs(inputs.seed), ctx)
    settle(supply, maker, ctx, grows ? undefined : settled)
    this.#result = () => resultOf({ inputs, spec, ctx, serving, scaler, log: log.entries() })
    this.#fleet = () => settledFleet(ctx)
  }

  /** Virtual ms that are reached. */
  get now(): number {
    return this.#clock.now
  }

  /** Goes on for at most so many events, to an instant at the latest. Returns whether that, or the end, is reached. */
  advance(turns = Number.POSITIVE_INFINITY, until = this.#end): boolean {
    const last = Math.min(until, this.#end)
    for (let left = turns; left > 0; left--) {
      const event = this.#clock.pop(last)
      if (!event) {
        this.#clock.now = Math.max(this.#clock.now, last)
        return true
      }
      this.turns++
      this.#handlers.get(event.owner)?.(event.key)
    }
    return false
  }

  /** What it stands on now. */
  fleet(): SettledFleet {
    return this.#fleet()
  }

  /** All that has happened up to now. */
  result(): LaneResult {
    return this.#result()
  }
}
