/** One cluster in virtual time: store, controllers, clock and log, wired so that equal inputs give equal runs. */
import { Clock } from '../apimachinery/clock.ts'
import type { ClockEvent, ClockState } from '../apimachinery/clock.ts'
import { API_COMMANDS } from './commands.ts'
import type { Command, CommandHandlers, CommandTarget } from './commands.ts'
import { ALL_COMPONENTS_UP, COMPONENT_COMMANDS, STOPPED_LOOK_MS } from './components.ts'
import { BASE_CONFIG } from './config.ts'
import type { SimulationConfig } from './config.ts'
import type { Context, Controller, Watch } from './controller.ts'
import { ApiError } from '../apiserver/errors.ts'
import { eventsFromLog } from './events.ts'
import { Log, refOf } from './log.ts'
import type { LogEntry, LogState } from './log.ts'
import { Random } from '../apimachinery/random.ts'
import { Store, USER } from '../apiserver/store.ts'
import type { StoreState, WatchEvent } from '../apiserver/store.ts'
import { WorkQueue } from './workqueue.ts'
import type { WorkQueueState } from './workqueue.ts'
import type { World } from './world.ts'

export interface SimulationOptions {
  seed?: number
  config?: Partial<SimulationConfig>
  controllers: readonly Controller[]
  /** Commands beside those of the API server and of the controllers, such as `kubectl`. */
  commands?: CommandHandlers
}

/** A checkpoint: shares unchanged parts with the run it was taken from. */
export interface SimulationState {
  clock: ClockState
  store: StoreState
  random: number
  turns: number
  log: LogState
  world: World
  config: SimulationConfig
  queues: readonly WorkQueueState[]
  controllers: readonly unknown[]
}

/**
 * The longest wait (ms) of a controller whose API does not answer. Upstream's give up their lease after 10 s (client-go's
 * leaderelection: renewDeadline) and begin anew with an empty queue; kubelets ask every 10 s.
 */
const LONGEST_API_RETRY_MS = 10_000

/** A controller that is woken without a pause at one instant for so often is stuck. */
const MAX_TURNS_AT_ONCE = 100_000

type Handler = (target: CommandTarget, command: Command) => void

interface Runner {
  controller: Controller
  queue: WorkQueue
  ctx: Context
}

export class Simulation implements CommandTarget {
  readonly clock = new Clock()
  readonly random: Random
  readonly store: Store
  readonly log = new Log()
  world: World
  /** Turns of controllers so far: how much work a stretch of time was. */
  turns = 0
  #config: SimulationConfig
  readonly #commands: ReadonlyMap<string, Handler>
  #runners = new Map<string, Runner>()
  #watches = new Map<string, { runner: Runner, watch: Watch }[]>()

  constructor({ seed = 1, config = {}, controllers, commands = {} }: SimulationOptions) {
    this.random = new Random(seed)
    this.store = new Store({ clock: this.clock, random: this.random, rules: controllers.flatMap(({ rules }) => rules ?? []) })
    // Entries of controllers that are not there are missing: nothing else reads them.
    this.#config = Object.assign({}, BASE_CONFIG, ...controllers.map(one => one.config)) as SimulationConfig
    this.world = Object.assign({}, ALL_COMPONENTS_UP, ...controllers.map(one => one.world)) as World
    this.changeConfig(config)
    this.#commands = collect([API_COMMANDS, COMPONENT_COMMANDS, ...controllers.map(one => one.commands ?? {}), commands])
    this.store.derive('Event', () => eventsFromLog(this.log.entries))
    for (const controller of controllers) this.#add(controller)
    this.store.watch(event => this.#dispatch(event))
    for (const { controller, ctx } of this.#runners.values()) controller.start?.(ctx)
  }

  /** A controller of this simulation, to ask what it remembers at this instant. */
  controller<C extends Controller>(kind: abstract new (...args: never[]) => C): C | undefined {
    for (const { controller } of this.#runners.values()) if (controller instanceof kind) return controller
    return undefined
  }

  /** Does what a person or fate does, now. A refusal is written to the log and thrown. @throws ApiError */
  apply(command: Command): void {
    this.store.writer = USER
    try {
      const handler = this.#commands.get(command.type)
      if (!handler) throw new ApiError('BadRequest', `unknown command "${String(command.type)}"`)
      handler(this, command)
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      this.note('user', { kind: 'Command', name: command.type }, 'Warning', error.reason, error.message)
      throw error
    }
  }

  /**
   * Lets virtual time pass up to and including `until` (ms), but for at most `maxTurns` turns of controllers.
   * Returns whether `until` was reached; if not, the next call goes on where this one stopped.
   */
  runUntil(until: number, maxTurns = Number.POSITIVE_INFINITY): boolean {
    const lastTurn = this.turns + maxTurns
    let turnsNow = 0
    let instant = this.clock.now
    while (this.turns < lastTurn) {
      const event = this.clock.pop(until)
      if (!event) {
        this.clock.now = Math.max(this.clock.now, until)
        return true
      }
      turnsNow = event.at === instant ? turnsNow + 1 : 0
      instant = event.at
      if (turnsNow > MAX_TURNS_AT_ONCE) throw new Error(`${event.owner} does not come to rest at ${event.at} ms (key ${event.key})`)
      this.#turn(event)
    }
    return false
  }

  /** Goes on to the next instant at which something is written to the log, at most to `limit`. Returns whether there was one. */
  step(limit: number): boolean {
    const { length } = this.log.entries
    for (let event = this.clock.pop(limit); event; event = this.clock.pop(limit)) {
      this.#turn(event)
      if (this.log.entries.length > length) return true
    }
    this.clock.now = Math.max(this.clock.now, limit)
    return false
  }

  get config(): SimulationConfig {
    return this.#config
  }

  changeConfig(change: Partial<SimulationConfig>): void {
    const unknown = Object.keys(change).find(name => !Object.hasOwn(this.#config, name))
    if (unknown !== undefined) throw new ApiError('BadRequest', `unknown config "${unknown}"`)
    this.#useConfig({ ...this.#config, ...change })
  }

  changeWorld(change: Partial<World>): void {
    const before = this.world
    this.world = { ...before, ...change }
    for (const { controller, ctx } of this.#runners.values()) controller.worldChanged?.(ctx, before)
  }

  wake(controller: string, key: string): void {
    this.#runners.get(controller)?.queue.addAfter(key, 0)
  }

  note(source: string, object: LogEntry['object'], type: LogEntry['type'], reason: string, message: string, params?: LogEntry['params']): void {
    this.log.append({ at: this.clock.now, source, type, reason, object, message, ...(params && { params }) })
  }

  save(): SimulationState {
    const runners = [...this.#runners.values()]
    return {
      clock: this.clock.save(),
      store: this.store.save(),
      random: this.random.save(),
      turns: this.turns,
      log: this.log.save(),
      world: this.world,
      config: this.config,
      queues: runners.map(({ queue }) => queue.save()),
      controllers: runners.map(({ controller }) => controller.save?.()),
    }
  }

  restore(state: SimulationState): void {
    this.clock.restore(state.clock)
    this.store.restore(state.store)
    this.random.restore(state.random)
    this.turns = state.turns
    this.log.restore(state.log)
    this.world = state.world
    this.#useConfig(state.config)
    const runners = [...this.#runners.values()]
    runners.forEach(({ queue, controller }, i) => {
      const saved = state.queues[i]
      if (saved) queue.restore(saved)
      controller.restore?.(state.controllers[i])
    })
  }

  #useConfig(config: SimulationConfig): void {
    this.#config = config
    this.store.defaultTolerationSeconds = config.defaultTolerationSeconds
  }

  #add(controller: Controller): void {
    if (this.#runners.has(controller.name)) throw new Error(`two controllers are called ${controller.name}`)
    const queue = new WorkQueue(this.clock, controller.name)
    const runner = { controller, queue, ctx: this.#contextOf(controller, queue) }
    this.#runners.set(controller.name, runner)
    for (const watch of controller.watches) {
      const list = this.#watches.get(watch.kind) ?? []
      list.push({ runner, watch })
      this.#watches.set(watch.kind, list)
    }
  }

  #contextOf(controller: Controller, queue: WorkQueue): Context {
    const { store, clock, random } = this
    const config = () => this.config
    const world = () => this.world
    return {
      store,
      clock,
      random,
      get config() { return config() },
      get world() { return world() },
      changeWorld: change => this.changeWorld(change),
      enqueue: key => queue.addAfter(key, this.config.syncLatencyMs),
      enqueueAfter: (key, delayMs) => queue.addAfter(key, delayMs),
      event: (object, type, reason, message, params, fieldPath) =>
        this.note(controller.name, fieldPath === undefined ? refOf(object) : { ...refOf(object), fieldPath }, type, reason, message, params),
    }
  }

  #dispatch(event: WatchEvent): void {
    for (const kind of [event.object.kind, '*']) {
      for (const { runner, watch } of this.#watches.get(kind) ?? []) {
        runner.controller.observe?.(event, runner.ctx)
        for (const key of watch.keysFor?.(event, runner.ctx) ?? []) runner.ctx.enqueue(key)
      }
    }
  }

  #turn(event: ClockEvent): void {
    const runner = this.#runners.get(event.owner)
    if (!runner?.queue.take(event)) return
    if (this.world.stopped.includes(event.owner)) return runner.queue.addAfter(event.key, STOPPED_LOOK_MS)
    this.turns++
    this.store.writer = event.owner
    try {
      runner.controller.reconcile(event.key, runner.ctx)
      runner.queue.forget(event.key)
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      runner.queue.retry(event.key, error.isUnavailable ? LONGEST_API_RETRY_MS : undefined)
    }
  }
}

/** Commands by type. @throws Error when two bring one of the same name */
function collect(lists: readonly CommandHandlers[]): ReadonlyMap<string, Handler> {
  const all = new Map<string, Handler>()
  for (const [type, handler] of lists.flatMap(list => Object.entries(list))) {
    if (all.has(type)) throw new Error(`two controllers bring the command "${type}"`)
    all.set(type, handler as Handler)
  }
  return all
}
