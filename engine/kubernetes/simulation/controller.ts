/** What a controller is, and what it may touch: the store, the clock, the seeded generator, the log, its inputs. */
import type { Clock } from '../apimachinery/clock.ts'
import type { CommandHandlers } from './commands.ts'
import type { LogParams } from './log.ts'
import type { Random } from '../apimachinery/random.ts'
import type { KindRules } from '../apiserver/kindrules.ts'
import type { SimulationConfig } from './config.ts'
import type { Store, WatchEvent } from '../apiserver/store.ts'
import type { KubeObject } from '../types/index.ts'
import type { World } from './world.ts'

export interface Context {
  readonly store: Store
  readonly clock: Clock
  readonly random: Random
  readonly config: SimulationConfig
  /** What is outside of the API: dead machines, failing applications, load. */
  readonly world: World
  /** Changes what is outside of the API and tells the controllers that look at it. */
  changeWorld(change: Partial<World>): void
  /** Reconciles a key of this controller soon (after `config.syncLatencyMs`); a key already waiting is not queued twice. */
  enqueue(key: string): void
  /** Reconciles a key of this controller after so many milliseconds; an earlier turn already planned stays. */
  enqueueAfter(key: string, delayMs: number): void
  /**
   * Writes the log; what is `Normal` or `Warning` is also an Event of the object.
   * @param fieldPath the part of the object that it is about, such as `spec.containers{web}`
   */
  event(object: KubeObject, type: 'Normal' | 'Warning', reason: string, message: string, params?: LogParams, fieldPath?: string): void
}

/** Which changes a controller sees, and which of its keys they wake. */
export interface Watch {
  /** `*` is every kind. */
  kind: string
  /** A question that changes nothing; without it the change is only observed. */
  keysFor?(event: WatchEvent, ctx: Context): readonly string[]
}

/**
 * A pure rule over the store. What it remembers beside the store it must hand out in `save` as data that it never
 * mutates afterwards, so that a checkpoint can keep it.
 */
export interface Controller {
  /** Upstream's component name; it is the log's `source` and the clock's `owner`. */
  readonly name: string
  readonly watches: readonly Watch[]
  /** Defaults and checks of the kinds that it works on. */
  readonly rules?: readonly KindRules[]
  /** What a record can do to its part of the cluster. A command that no controller brings is refused. */
  readonly commands?: CommandHandlers
  /** What its part of the world begins with. */
  readonly world?: Partial<World>
  /** The defaults of its part of the configuration. */
  readonly config?: Partial<SimulationConfig>
  /** Called once, when the simulation starts. */
  start?(ctx: Context): void
  /** Takes note of a change that it watches, before any key is asked for. What it remembers is kept up to date here. */
  observe?(event: WatchEvent, ctx: Context): void
  /** Brings one key nearer to what the objects ask for. An ApiError thrown here is retried with back-off. */
  reconcile(key: string, ctx: Context): void
  /** Called when `ctx.world` has changed, with what it was before: what did not change is the same object. */
  worldChanged?(ctx: Context, before: World): void
  save?(): unknown
  restore?(state: unknown): void
}
