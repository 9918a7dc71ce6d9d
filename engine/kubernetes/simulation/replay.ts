/** From a run's inputs to its cluster at any instant: replays commands, and keeps checkpoints so that a seek is short. */
import { ApiError } from '../apiserver/errors.ts'
import { equal } from '../apimachinery/meta.ts'
import { commandsOf } from './run.ts'
import type { Run, Scenario, TimedCommand } from './run.ts'
import { Simulation } from './simulation.ts'
import type { SimulationOptions, SimulationState } from './simulation.ts'

/** How to build a cluster; controllers keep state, so each simulation gets its own. */
export interface ReplayOptions<P extends object = object> {
  /** The scenario that a run names, for its params. @throws Error when it names none */
  scenarioOf: (run: Run<P>) => Scenario
  controllers: () => SimulationOptions['controllers']
  commands?: SimulationOptions['commands']
  /** Turns of controllers that a run may take in all, from its start: what keeps a hostile record from hanging a window. @default none */
  budget?: number
}

interface Checkpoint {
  at: number
  /** How many commands were done. */
  commands: number
  state: SimulationState
}

/** Turns between checkpoints: a seek replays at most so many. */
const TURNS_BETWEEN_CHECKPOINTS = 100

/** One run that can be wound to any instant, and that can take further commands. */
export class Replay<P extends object = object> {
  readonly #options: ReplayOptions<P>
  #run: Run<P>
  #commands: TimedCommand[]
  #simulation: Simulation
  #checkpoints: Checkpoint[] = []
  #done = 0

  /** @throws Error when the run names no known scenario */
  constructor(run: Run<P>, options: ReplayOptions<P>) {
    this.#options = options
    this.#run = run
    const scenario = options.scenarioOf(run)
    this.#commands = commandsOf(run, scenario)
    this.#simulation = this.#begin(scenario)
  }

  get simulation(): Simulation {
    return this.#simulation
  }

  /** Whether the run has used up its budget: what is later than its clock cannot be reached. */
  get spent(): boolean {
    return this.#simulation.turns >= (this.#options.budget ?? Number.POSITIVE_INFINITY)
  }

  /**
   * Goes on with another run. What it has in common with the old one is kept: a command more costs nothing,
   * a changed one costs the time after it.
   * @throws Error when the run names no known scenario
   */
  set run(next: Run<P>) {
    const old = this.#run
    const scenario = this.#options.scenarioOf(next)
    const commands = commandsOf(next, scenario)
    this.#run = next
    const before = this.#commands
    this.#commands = commands
    if (next.scenario !== old.scenario || next.seed !== old.seed || !equal(next.params, old.params)) {
      this.#simulation = this.#begin(scenario)
      return
    }
    const common = commonLength(before, commands)
    const changedFrom = Math.min(before[common]?.at ?? Number.POSITIVE_INFINITY, commands[common]?.at ?? Number.POSITIVE_INFINITY)
    this.#checkpoints = this.#checkpoints.filter(({ at, commands: done }) => done <= common && at <= changedFrom)
    if (this.#done > common || this.#simulation.clock.now > changedFrom) this.#rewind(changedFrom)
  }

  get run(): Run<P> {
    return this.#run
  }

  /** The cluster at an instant (virtual ms), backwards or forwards. It is the same object at every call. A spent run stops short of it. */
  seek(at: number): Simulation {
    this.advance(at, Number.POSITIVE_INFINITY)
    return this.#simulation
  }

  /**
   * Goes towards an instant (virtual ms), backwards or forwards, for at most so many turns of controllers.
   * Returns whether there is no more to go: it is reached, or the run is spent.
   */
  advance(at: number, turns: number): boolean {
    const { now } = this.#simulation.clock
    const best = this.#checkpoints.findLast(checkpoint => checkpoint.at <= at)
    if (at < now || (best && best.at > now)) this.#rewind(at)
    return this.#forward(at, this.#simulation.turns + turns)
  }

  /** The same run, from its start: for who must see every write, and not only where they led. */
  fresh(): Replay<P> {
    return new Replay(this.#run, this.#options)
  }

  /** The next instant (virtual ms) at which something is due; undefined when nothing ever is. */
  nextAt(): number | undefined {
    const instants = [this.#simulation.clock.nextAt(), this.#commands[this.#done]?.at].filter(at => at !== undefined)
    return instants.length > 0 ? Math.min(...instants) : undefined
  }

  #begin(scenario: Scenario): Simulation {
    const { controllers, commands } = this.#options
    const simulation = new Simulation({ seed: this.#run.seed, config: scenario.config, controllers: controllers(), commands })
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
  #forward(at: number, lastTurn: number): boolean {
    for (;;) {
      const command = this.#commands[this.#done]
      const stop = command && command.at <= at ? command.at : at
      while (!this.#simulation.runUntil(stop, Math.min(lastTurn, this.#nextKept()) - this.#simulation.turns)) {
        if (this.#simulation.turns >= this.#nextKept()) this.#keep()
        if (this.spent) return true
        if (this.#simulation.turns >= lastTurn) return false
      }
      if (!command || command.at > at) return true
      this.#done++
      tryCommand(this.#simulation, command)
    }
  }

  /** The turn after which a checkpoint is due. */
  #nextKept(): number {
    const { turns } = this.#simulation
    const last = this.#checkpoints.findLast(({ state }) => state.turns <= turns)
    return (last?.state.turns ?? 0) + TURNS_BETWEEN_CHECKPOINTS
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

/** The cluster of a run at an instant (virtual ms). @throws Error when the run names no known scenario */
export function replay<P extends object>(run: Run<P>, options: ReplayOptions<P>, at: number): Simulation {
  return new Replay(run, options).seek(at)
}

/** A lookup of scenarios by name, for `ReplayOptions`; those that are functions are built from the run's params. */
export function scenariosByName<P extends object>(scenarios: Readonly<Record<string, Scenario | ((params: Readonly<P>) => Scenario)>>): (run: Run<P>) => Scenario {
  return ({ scenario: name, params }) => {
    const scenario = Object.hasOwn(scenarios, name) ? scenarios[name] : undefined
    if (!scenario) throw new Error(`unknown scenario "${name}"`)
    return typeof scenario === 'function' ? scenario(params) : scenario
  }
}
