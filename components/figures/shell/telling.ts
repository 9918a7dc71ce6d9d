/** A run, gone through to its end once: its log, and where each beat of the story lies in it. */
import { equal } from '../../../engine/kubernetes/apimachinery/meta.ts'
import type { LogEntry } from '../../../engine/kubernetes/simulation/log.ts'
import type { Run } from '../../../engine/kubernetes/simulation/run.ts'
import type { Span } from './clock.ts'
import type { Beat, EventMatch, FigureDefinition, Told } from './define.ts'
import type { ParamSet, ValuesOf } from './param.ts'
import type { Playback } from './playback.ts'
import { LATEST_INSTANT } from './record.ts'
import { AFTER_TYPING, TERMINAL_COMMANDS } from './terminal-code.ts'
import { type Opening, toldAhead } from './told-ahead.ts'

/** A beat whose place in time is known. */
export interface PlacedBeat<P extends ParamSet = ParamSet> extends Beat<P> {
  /** Virtual ms at which it ends. */
  at: number
}

export interface Telling<P extends ParamSet, T> extends Told<T> {
  span: Span
  beats: readonly PlacedBeat<P>[]
  /** Virtual ms beyond which nothing is shown until a hand has acted. */
  hold?: number
  /** Whether the run took more work than a figure may: it ends early. */
  spent: boolean
  /** What is on the stage before the first beat, where that is known without going there. */
  opening?: Opening
}

/** Turns between two looks at the world outside. */
const SLICE = 4_000

/** A figure's run, to be wound; a figure without time has none. A cluster is built when one is first looked at. */
export function playbackOf<P extends ParamSet, S extends string, T, V>({ run: how }: FigureDefinition<P, S, T, V>, run: Run<ValuesOf<P>>): Playback<ValuesOf<P>, T, V> | undefined {
  return how?.playback(run)
}

/**
 * Goes through a run in slices of so many turns; what it yields is the share that is done.
 * @throws Error or ApiError when something in the run cannot be worked with
 */
export function* tell<P extends ParamSet, S extends string, T, V>(figure: FigureDefinition<P, S, T, V>, run: Run<ValuesOf<P>>, playback: Playback<ValuesOf<P>, T, V> | undefined, slice = SLICE): Generator<number, Telling<P, T>> {
  const scenario = run.scenario as S
  if (!figure.run || !playback) {
    const told: Told<T> = { log: [], found: undefined as T }
    return { ...told, span: { start: 0, end: 0 }, beats: figure.story(told, scenario).map(beat => ({ ...beat, at: 0 })), spent: false }
  }
  const authors = figure.scenarios[scenario].byHand ?? []
  const typedUntil = untilAfterTyping(run.commands.filter(command => !authors.some(own => equal(own, command))))
  const end = Math.max(figure.run.end(scenario, run.params), typedUntil)
  let gone = toldAhead<T>(figure.name, run)
  if (!gone) {
    while (!playback.advance(end, slice))
      yield playback.now() / end
    const entries = [...playback.log()]
    gone = { run, log: entries, found: playback.find(entries), spent: playback.spent() }
  }
  const { log, found, spent, opening } = gone
  const told: Told<T> = { log, found }
  const own = figure.run.span?.(told) ?? { start: figure.run.start ?? 0, end }
  const span = { ...own, end: Math.max(own.end, typedUntil) }
  return { ...told, span, spent, opening, beats: place(figure.story(told, scenario), log, span), hold: figure.run.hold?.(told, run.params) }
}

/** What is on the stage before the first beat. The playback is wound there. */
export function openingOf<P extends ParamSet, T, V>({ span, hold = Number.POSITIVE_INFINITY }: Telling<P, T>, playback: Playback<ValuesOf<P>, T, V>): Opening<V> {
  const at = Math.min(span.start, hold)
  playback.seek(at)
  return { at, view: playback.look() }
}

/** Who types, unlike the author, has time left to see what comes of it: until then (virtual ms); 0 where nothing was typed. */
function untilAfterTyping(commands: Run['commands']): number {
  const last = commands.findLast(command => TERMINAL_COMMANDS.includes(command.do.type))
  return last ? Math.min(last.at + AFTER_TYPING, LATEST_INSTANT) : 0
}

/** A run told without a pause: for runs that the author wrote. */
export function tellAtOnce<P extends ParamSet, S extends string, T, V>(figure: FigureDefinition<P, S, T, V>, run: Run<ValuesOf<P>>, playback: Playback<ValuesOf<P>, T, V> | undefined): Telling<P, T> {
  const telling = tell(figure, run, playback, Number.POSITIVE_INFINITY)
  for (;;) {
    const { done, value } = telling.next()
    if (done)
      return value
  }
}

/** An event that never comes leaves its beat at the end of the figure. */
function place<P extends ParamSet>(beats: readonly Beat<P>[], log: readonly LogEntry[], { start, end }: Span): PlacedBeat<P>[] {
  let before = start
  return beats.map((beat) => {
    const { until = before } = beat
    const at = Math.min(Math.max(before, typeof until === 'number' ? until : instantOfEvent(log, until, before) ?? end), end)
    before = at
    return { ...beat, at }
  })
}

function instantOfEvent(log: readonly LogEntry[], { reason, kind, name, lane }: EventMatch, after: number): number | undefined {
  return log.find(entry => entry.at > after && entry.reason === reason
    && (kind === undefined || entry.object.kind === kind) && (name === undefined || entry.object.name === name) && (lane === undefined || entry.lane === lane))?.at
}

/** Where a story stands after so many beats; 0 is before the first. */
export function positionAt<P extends ParamSet>(beats: readonly PlacedBeat<P>[], beat: number, { start }: Span): { at: number, params: Partial<ValuesOf<P>> } {
  const done = beats.slice(0, beat)
  return { at: done.at(-1)?.at ?? start, params: Object.assign({}, ...done.map(({ params }) => params)) as Partial<ValuesOf<P>> }
}

/** The inputs that a story sets itself. */
export function storysOwn(beats: readonly Beat[]): string[] {
  return [...new Set(beats.flatMap(({ params }) => Object.keys(params ?? {})))]
}

/** How many beats are done in the frame that paper and the overview show: without a mark, the end of a run, or the beginning of what has no time. */
export function tellingBeat(beats: readonly PlacedBeat[], { start, end }: Span): number {
  const marked = beats.findLastIndex(({ telling }) => telling)
  return marked < 0 && end > start ? beats.length : marked + 1
}

/** The beat that an instant (ms) lies in: how many have ended by then. */
export function beatAt(beats: readonly PlacedBeat[], now: number): number {
  return beats.findLastIndex(({ at }) => at <= now) + 1
}
