/** What a figure is: its inputs, its scenarios, its story. Everything else that a figure does, the shell does. */
import type { Localized } from '../../../data/localized.ts'
import type { Command } from '../../../engine/kubernetes/simulation/commands.ts'
import type { LogEntry } from '../../../engine/kubernetes/simulation/log.ts'
import type { Run, TimedCommand } from '../../../engine/kubernetes/simulation/run.ts'
import type { Span } from './clock.ts'
import type { ParamSet, ValuesOf } from './param.ts'
import type { Playback } from './playback.ts'

/** One press of the clicker. */
export interface Beat<P extends ParamSet = ParamSet> {
  /** Where the beat ends: virtual ms, or the first event after the beat before. A figure without time has none. */
  until?: number | EventMatch
  /** Inputs that hold from this beat on. */
  params?: Partial<ValuesOf<P>>
  /** What just happened, and why: at most 14 words. */
  say: Localized
  /** Real seconds that it takes, however much virtual time goes by. @default 4 */
  seconds?: number
  /** Whether paper and the overview show the figure after this beat; of several the last counts. */
  telling?: boolean
}

/** An entry of the run's log. */
export interface EventMatch {
  reason: string
  kind?: string
  name?: string
  /** In a run of several clusters: the one that it happens in. */
  lane?: string
}

/** The end of a beat: the first entry of the log with this reason, about this object where one is named. */
export function event(reason: string, about: Omit<EventMatch, 'reason'> = {}): EventMatch {
  return { reason, ...about }
}

/** A named beginning. */
export interface FigureScenario<P extends ParamSet> {
  title: Localized
  /** Inputs that begin with another value here. */
  params?: Partial<ValuesOf<P>>
  /** What the author has done: commands that a hand's own take the place of. @default none */
  byHand?: readonly TimedCommand[]
  /** Whether it can be chosen. @default always */
  offered?: (params: ValuesOf<P>) => boolean
}

/** A run that was gone through to its end: what a story is told from. */
export interface Told<T> {
  log: readonly LogEntry[]
  /** What the figure itself found out on the way. */
  found: T
}

/** When a figure that goes through virtual time begins and ends, and what a hand may do to it. */
export interface RunTimes<P extends ParamSet, S extends string, T> {
  /** Types of commands that a hand may add, and so may a link. */
  commands?: readonly Command['type'][]
  /** Virtual ms at which the figure begins: what was before is its setting. @default 0 */
  start?: number
  /** Virtual ms up to which the run is gone through. */
  end: (scenario: S, params: ValuesOf<P>) => number
  /** Where the figure comes to rest, when that is not where the run ends. */
  span?: (told: Told<T>) => Span
  /** The instant (ms) beyond which nothing is shown until a hand has acted. */
  hold?: (told: Told<T>, params: ValuesOf<P>) => number | undefined
}

/** How a figure that goes through virtual time runs: made by `simulated` or `laned`, which bring the engine. */
export interface FigureRun<P extends ParamSet, S extends string, T, V> extends RunTimes<P, S, T> {
  /** @throws Error or ApiError when the run's scenario cannot be built */
  playback: (run: Run<ValuesOf<P>>) => Playback<ValuesOf<P>, T, V>
  /** What must be loaded before a run can be begun; undefined once it is there. */
  load?: (run: Run<ValuesOf<P>>) => Promise<void> | undefined
  /** What its clusters are called, where there are several on one clock. */
  lanes?: Readonly<Record<string, Localized>>
}

export interface FigureDefinition<P extends ParamSet = ParamSet, S extends string = string, T = unknown, V = unknown> {
  /** Unique in the deck. */
  name: string
  /** Of the record's format: raise it when an old record can no longer be read. */
  version: number
  /** Turns a record of an older format into one of this. */
  migrate?: (record: Readonly<Record<string, unknown>>, version: number) => unknown
  /** What a screen reader calls the figure. */
  label: Localized
  params: P
  /** Inputs that another scenario takes over from the one before. */
  carry?: (before: ValuesOf<P>, next: ValuesOf<P>) => Partial<ValuesOf<P>>
  scenarios: Readonly<Record<S, FigureScenario<P>>>
  run?: FigureRun<P, S, T, V>
  story: (told: Told<T>, scenario: S) => readonly Beat<P>[]
  /** What is asked before the first beat, or what the picture shows. */
  opening?: (scenario: S) => Localized
  /** What it models and what it leaves out, in a line. */
  models?: Localized
}

/** Checks a definition's types, and infers them. */
export function defineFigure<P extends ParamSet, S extends string, T = undefined, V = undefined>(definition: FigureDefinition<P, S, T, V>): FigureDefinition<P, S, T, V> {
  return definition
}
