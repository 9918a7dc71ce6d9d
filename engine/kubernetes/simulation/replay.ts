/** From a record to its cluster at any instant: replays commands, and keeps checkpoints so that a seek is short. */
import { ApiError } from '../apiserver/errors.ts'
import { equal } from '../apimachinery/meta.ts'
import type { FigureRecord, Scenario, TimedCommand } from './record.ts'
import { Simulation } from './simulation.ts'
import type { SimulationOptions, SimulationState } from './simulation.ts'

/** How to build a cluster; controllers keep state, so each simulation gets its own. */
export interface ReplayOptions {
  scenarios: Readonly<Record<string, Scenario>>
  controllers: () => SimulationOptions['controllers']
  kubectl?: SimulationOptions['kubectl']
}

interface Checkpoint {
  at: number
  /** How many commands were done. */
  commands: number
  state: SimulationState
}

/** Turns between checkpoints: a seek replays at most so many. */
const TURNS_BETWEEN_CHECKPOINTS = 100

/** One record's run that can be wound to any instant, and that can take further commands. */
export class Replay {
  readonly #options: ReplayOptions
  #record: FigureRecord
  #simulation: Simulation
  #checkpoints: Checkpoint[] = []
  #done = 0

  /** @throws Error when the record names no known scenario */
  constructor(record: FigureRecord, options: ReplayOptions) {
    this.#options = options
    this.#record = record
    this.#simulation = this.#begin()
  }

  get simulation(): Simulation {
    return this.#simulation
  }

  /**
   * Goes on with another record. What it has in common with the old one is kept: a command more costs nothing,
   * a changed one costs the time after it.
   */
  set record(next: FigureRecord) {
    const old = this.#record
    this.#record = next
    if (next.scenario !== old.scenario || next.seed !== old.seed) {
      this.#simulation = this.#begin()
      return
    }
    const common = commonLength(old.commands, next.commands)
    const changedFrom = Math.min(old.commands[common]?.at ?? Number.POSITIVE_INFINITY, next.commands[common]?.at ?? Number.POSITIVE_INFINITY)
    this.#checkpoints = this.#checkpoints.filter(({ at, commands }) => commands <= common && at <= changedFrom)
    if (this.#done > common || this.#simulation.clock.now > changedFrom) this.#rewind(changedFrom)
  }

  get record(): FigureRecord {
    return this.#record
  }

  /** The cluster at an instant (virtual ms), backwards or forwards. It is the same object at every call. */
  seek(at: number): Simulation {
    const { now } = this.#simulation.clock
    const best = this.#checkpoints.findLast(checkpoint => checkpoint.at <= at)
    if (at < now || (best && best.at > now)) this.#rewind(at)
    this.#forward(at)
    return this.#simulation
  }

  #begin(): Simulation {
    const { scenarios, controllers, kubectl } = this.#options
    const scenario = Object.hasOwn(scenarios, this.#record.scenario) ? scenarios[this.#record.scenario] : undefined
    if (!scenario) throw new Error(`unknown scenario "${this.#record.scenario}"`)
    const simulation = new Simulation({ seed: this.#record.seed, config: scenario.config, controllers: controllers(), kubectl })
    for (const object of scenario.objects) simulation.store.create(object)
    this.#done = 0
    this.#checkpoints = [{ at: 0, commands: 0, state: simulation.save() }]
    return simulation
  }

  #rewind(at: number): void {
    const checkpoint = this.#checkpoints.findLast(one => one.at <= at)
    if (!checkpoint) return
    this.#simulation.restore(checkpoint.state)
    this.#done = checkpoint.commands
  }

  /** A command comes after all that is due at its instant. */
  #forward(at: number): void {
    for (;;) {
      const command = this.#record.commands[this.#done]
      const stop = command && command.at <= at ? command.at : at
      while (!this.#simulation.runUntil(stop, TURNS_BETWEEN_CHECKPOINTS)) this.#keep()
      if (!command || command.at > at) return
      this.#done++
      tryCommand(this.#simulation, command)
    }
  }

  #keep(): void {
    const simulation = this.#simulation
    const last = this.#checkpoints.at(-1)
    if (last && last.state.turns >= simulation.turns) return
    this.#checkpoints.push({ at: simulation.clock.now, commands: this.#done, state: simulation.save() })
  }
}

/** A refused command is in the log; the run goes on. */
function tryCommand(simulation: Simulation, command: TimedCommand): void {
  try {
    simulation.apply(command.do)
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
  }
}

function commonLength(a: readonly TimedCommand[], b: readonly TimedCommand[]): number {
  let length = 0
  while (length < a.length && length < b.length && equal(a[length], b[length])) length++
  return length
}

/** The cluster of a record at `until` (virtual ms), by default where its clock stands. @throws Error for an unknown scenario */
export function replay(record: FigureRecord, options: ReplayOptions, until = record.clock.simAt): Simulation {
  return new Replay(record, options).seek(until)
}
