/** What a controller is, and what it may touch: the store, the clock, the seeded generator, the log, its inputs. */
import type { Clock } from '../apimachinery/clock.ts'
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
  /** Reconciles a key of this controller soon (after `config.syncLatencyMs`); a key already waiting is not queued twice. */
  enqueue(key: string): void
  /** Reconciles a key of this controller after so many milliseconds; an earlier turn already planned stays. */
  enqueueAfter(key: string, delayMs: number): void
  /** Writes the log; what is `Normal` or `Warning` is also an Event of the object. */
  event(object: KubeObject, type: 'Normal' | 'Warning', reason: string, message: string, params?: LogParams): void
}

/** Which changes wake a controller, and for which of its keys. */
export interface Watch {
  /** `*` is every kind. */
  kind: string
  keysFor(event: WatchEvent, ctx: Context): readonly string[]
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
  /** Called once, when the simulation starts. */
  start?(ctx: Context): void
  /** Brings one key nearer to what the objects ask for. An ApiError thrown here is retried with back-off. */
  reconcile(key: string, ctx: Context): void
  /** Called when `ctx.world` has changed. */
  worldChanged?(ctx: Context): void
  save?(): unknown
  restore?(state: unknown): void
}
