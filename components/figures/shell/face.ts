/** All that a figure shows and does, without a pixel: the same of a still frame and of one that is played. */
import { computed, ref, type Ref } from 'vue'
import type { Localized } from '../../../data/localized.ts'
import type { LogEntry } from '../../../engine/kubernetes/simulation/log.ts'
import type { TimedCommand } from '../../../engine/kubernetes/simulation/run.ts'
import type { Simulation } from '../../../engine/kubernetes/simulation/simulation.ts'
import type { FigureClock, Span } from './clock.ts'
import type { FigureDefinition } from './define.ts'
import type { ParamSet, ValuesOf } from './param.ts'
import type { FigureRecord } from './record.ts'
import { strings } from './shell-strings.ts'
import { storysOwn, type Telling } from './telling.ts'
import type { useSharedLink } from './useSharedLink.ts'
import { useTerminal } from './useTerminal.ts'

/** The record that a scenario begins with on this slide. */
export type Begin<P extends ParamSet, S extends string> = (scenario: S) => FigureRecord<ValuesOf<P>, S>

interface Inner<P extends ParamSet, S extends string, T, V> {
  still: boolean
  /** Whether this is the one frame that paper without clicks, and the overview, have of it. */
  paper: boolean
  record: Readonly<Ref<FigureRecord<ValuesOf<P>, S>>>
  telling: Readonly<Ref<Telling<P, T>>>
  now: Readonly<Ref<number>>
  view: Readonly<Ref<V>>
  beat: Readonly<Ref<number>>
  playing: Readonly<Ref<boolean>>
  progress: Readonly<Ref<number | undefined>>
  /** What is said of a run that is still under way, as far as it has come. */
  portion: Readonly<Ref<{ found: T } | undefined>>
  apart: Readonly<Ref<boolean>>
  offered: Readonly<Ref<boolean>>
  refusals: Readonly<Ref<readonly Localized[]>>
  link: ReturnType<typeof useSharedLink> | undefined
  /** The clusters as they are at the instant that is shown. */
  clusters: () => Readonly<Record<string, Simulation>>
  write: (record: FigureRecord<ValuesOf<P>, S>) => boolean
  show: (beat: number, play: boolean, byHand?: boolean) => boolean
  rejoin: () => boolean
  takeOffered: () => boolean
  call: (beat: number) => unknown
}

/** What a figure's components see and do. */
export function face<P extends ParamSet, S extends string, T, V>(figure: FigureDefinition<P, S, T, V>, begin: Begin<P, S>, inner: Inner<P, S, T, V>) {
  const { record, telling, now, beat, write } = inner
  type Recorded = FigureRecord<ValuesOf<P>, S>
  // Every write sets the clock anew: it goes on from what is shown.
  const change = (part: Partial<Recorded>) => write({ ...record.value, clock: { ...record.value.clock, simAt: now.value }, ...part })
  const span = computed((): Span => telling.value.span)
  const setClock = (part: Partial<FigureClock>) => change({ beat: null, clock: { ...record.value.clock, simAt: now.value, until: undefined, sentAt: 0, ...part } })
  const goTo = (next: number) => {
    const done = inner.show(Math.min(Math.max(0, next), telling.value.beats.length), next > beat.value, true)
    inner.call(beat.value)
    return done
  }
  const happened = computed((): readonly LogEntry[] => telling.value.log.filter(({ at }) => at <= now.value))
  const refused = ref('')
  const choose = (scenario: S) => {
    const author = begin(scenario)
    const done = write({ ...author, panel: record.value.panel, params: { ...author.params, ...figure.carry?.(record.value.params, author.params) } })
    if (done)
      inner.call(0)
    return done
  }

  return {
    ...inner,
    definition: figure,
    params: computed(() => record.value.params),
    scenario: computed(() => record.value.scenario),
    span,
    /** What has happened up to the instant that is shown. */
    log: happened,
    found: computed((): T => (inner.portion.value ?? telling.value).found),
    // What the story says is of a run that is gone through.
    caption: computed(() => {
      if (inner.portion.value !== undefined)
        return strings.running
      // Without time nothing says where in the story a hand has put the figure.
      if (record.value.beat === null && !figure.run)
        return undefined
      return beat.value === 0 ? figure.opening?.(record.value.scenario) : telling.value.beats[beat.value - 1]?.say
    }),
    /** Changes inputs: one that the story sets itself leaves the story. @returns whether the figure could take them */
    set: (values: Partial<ValuesOf<P>>) => {
      const params = { ...record.value.params, ...values }
      const leaves = storysOwn(telling.value.beats).some(name => name in values)
      if (record.value.beat === null || leaves)
        return change({ params, beat: null })
      // Another run has its beats at other instants.
      return change({ params }) && inner.show(beat.value, false, true)
    },
    /**
     * Puts a hand's commands in the place of those before, beside inputs that go with them; shows the cluster at `at` (virtual ms).
     * @returns whether the cluster takes them; if not, everything is as it was, and `refused` says why
     */
    edit: (commands: readonly TimedCommand[], at: number, values: Partial<ValuesOf<P>> = {}) => {
      const before = record.value
      const clock: FigureClock = { ...before.clock, status: 'paused', simAt: at, until: undefined }
      if (!change({ commands, params: { ...before.params, ...values }, beat: null, clock }))
        return false
      const refusal = telling.value.log.find(({ source, type, object }) => source === 'user' && type === 'Warning' && object.kind === 'Command')
      refused.value = refusal?.message ?? ''
      if (refusal)
        write(before)
      return !refusal
    },
    /** Why the cluster did not take the last edit, in upstream's words. */
    refused,
    /** Begins another scenario, or the same anew. */
    choose,
    reset: () => choose(record.value.scenario),
    /** Shows the story after so many beats. */
    goTo,
    /** Opens a panel, or closes what is open. */
    open: (panel: string) => change({ panel }),
    clock: {
      play: () => setClock({ status: 'running', speed: record.value.beat === null ? record.value.clock.speed : 1, ...(now.value >= span.value.end && { simAt: span.value.start }) }),
      pause: () => setClock({ status: 'paused' }),
      seek: (instant: number) => setClock({ status: 'paused', simAt: instant }),
      step: () => goTo(beat.value + 1),
      back: () => goTo(beat.value - 1),
      setSpeed: (speed: number) => setClock({ speed }),
    },
    terminal: useTerminal({ run: figure.run, record, happened, now, clusters: inner.clusters, change }),
    share: () => inner.link?.copy({ ...record.value, clock: { ...record.value.clock, status: 'paused', simAt: now.value, until: undefined } }),
  }
}
