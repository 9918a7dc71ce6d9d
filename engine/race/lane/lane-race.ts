/** A lane through its race, and through the time before it where its nodes depend on that. */
import type { LaneKind, LaneSpec, RaceInputs } from '../inputs/inputs.ts'
import type { LaneResult } from '../result/result.ts'
import { growthInputs, type SettledFleet } from './growth.ts'
import { LaneRun } from './lane.ts'

/** A node group has nodes of one type: how its pods came makes no difference. */
const GROWN: ReadonlySet<LaneKind> = new Set(['karpenter', 'auto-mode'])

export class LaneRace {
  readonly spec: LaneSpec
  readonly #inputs: RaceInputs
  #run: LaneRun | undefined
  #growth: { run: LaneRun, key: string } | undefined

  /** @param inputs as `readRace` gives them */
  constructor(inputs: RaceInputs, spec: LaneSpec) {
    this.spec = spec
    this.#inputs = inputs
    if (!GROWN.has(spec.kind)) this.#begin()
    else this.#settle(growthInputs(inputs))
  }

  /** Virtual ms of the race that are reached. */
  get now(): number {
    return this.#run?.now ?? 0
  }

  /** Goes on for at most so many events, to an instant at the latest. Returns whether that, or the end, is reached. */
  advance(turns?: number, until?: number): boolean {
    if (this.#growth) {
      const { run, key } = this.#growth
      if (!run.advance(turns)) return false
      this.#growth = undefined
      this.#begin(remember(key, run.fleet()))
    }
    return this.#run?.advance(turns, until) ?? true
  }

  /** All that has happened up to now. @throws RangeError before the race has begun */
  result(): LaneResult {
    if (!this.#run) throw new RangeError('the race has not begun')
    return this.#run.result()
  }

  #settle(inputs: RaceInputs): void {
    const key = JSON.stringify([this.spec, inputs])
    const fleet = settled.get(key)
    if (fleet) this.#begin(fleet)
    else this.#growth = { run: new LaneRun(inputs, this.spec, 'grows'), key }
  }

  #begin(fleet?: SettledFleet): void {
    this.#run = new LaneRun(this.#inputs, this.spec, fleet)
  }
}

/** Another load, or another time to start, has the same time before it. */
const settled = new Map<string, SettledFleet>()
const KEPT = 20

function remember(key: string, fleet: SettledFleet): SettledFleet {
  const [oldest] = settled.size < KEPT ? [] : settled.keys()
  if (oldest !== undefined) settled.delete(oldest)
  settled.set(key, fleet)
  return fleet
}
