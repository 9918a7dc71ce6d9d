/** All that a figure shows and does, without a pixel. */
import { useIsSlideActive, useNav } from '@slidev/client'
import { useRafFn } from '@vueuse/core'
import { computed, ref, type Ref, shallowRef, watch, watchEffect } from 'vue'
import type { Localized } from '../../../data/localized.ts'
import type { LogEntry } from '../../../engine/kubernetes/simulation/log.ts'
import type { TimedCommand } from '../../../engine/kubernetes/simulation/run.ts'
import type { Simulation } from '../../../engine/kubernetes/simulation/simulation.ts'
import { useReducedMotion } from '../../deck/useReducedMotion.ts'
import { whenIdle } from '../../deck/when-idle.ts'
import { type FigureClock, isRunning, type Span } from './clock.ts'
import type { FigureDefinition } from './define.ts'
import { figureState } from './figure-state.ts'
import type { ParamSet, ValuesOf } from './param.ts'
import { authorsRecord, type FigureRecord } from './record.ts'
import { stillFrame } from './still.ts'
import { strings } from './shell-strings.ts'
import { beatAt, positionAt, storysOwn, type Telling } from './telling.ts'
import { useBeats } from './useBeats.ts'
import { useNextWords } from './useNextWords.ts'
import { useSharedLink } from './useSharedLink.ts'
import { useStill } from './useStill.ts'
import { useTerminal } from './useTerminal.ts'

/** Real seconds that a beat takes unless it says otherwise. */
const BEAT_SECONDS = 4

/** Turns of controllers between two looks at whether the window has something else to do: a few milliseconds of work. */
const TURNS_AT_ONCE = 40

export interface FigureOptions<P extends ParamSet, S extends string> {
  /** Tells two figures of one definition apart; the same in both languages. */
  id: string
  /** The scenario that the slide opens with. */
  scenario: S
  /** Inputs that begin with another value on this slide. */
  params?: Partial<ValuesOf<P>>
}

/**
 * A figure on a slide: its record, shared between windows; its cluster at the instant that is shown; its clock, its story
 * on the clicker, its link. A still frame has the same face and cannot be pressed.
 */
export function useFigure<P extends ParamSet, S extends string, T, V>(figure: FigureDefinition<P, S, T, V>, { id, scenario, params }: FigureOptions<P, S>) {
  const { still, clicks } = useStill()
  const begin = (name: S) => authorsRecord(figure, name, params)
  return still.value ? useStillFigure(figure, begin, scenario, clicks.value) : useLiveFigure(figure, begin, id, scenario)
}

export type Figure<P extends ParamSet, S extends string, T, V> = ReturnType<typeof useFigure<P, S, T, V>>

function useStillFigure<P extends ParamSet, S extends string, T, V>(figure: FigureDefinition<P, S, T, V>, begin: Begin<P, S>, scenario: S, clicks: number | undefined) {
  const paper = stillFrame(figure, begin(scenario))
  const beats = useBeats(ref(paper.telling.beats.length))
  // The presenter's preview goes along with the clicks.
  const frame = computed(() => clicks === undefined ? paper : stillFrame(figure, begin(scenario), beats.called.value))
  const nothing = () => false
  return face(figure, begin, {
    still: true,
    paper: clicks === undefined,
    record: computed(() => frame.value.record),
    telling: computed(() => frame.value.telling),
    now: computed(() => frame.value.now),
    view: computed(() => frame.value.view),
    beat: computed(() => frame.value.beat),
    playing: ref(false),
    progress: ref<number | undefined>(undefined),
    portion: shallowRef<{ found: T }>(),
    apart: ref(false),
    offered: ref(false),
    link: undefined,
    refusals: shallowRef([]),
    clusters: () => ({}),
    write: nothing,
    show: nothing,
    rejoin: nothing,
    takeOffered: nothing,
    call: nothing,
  })
}

function useLiveFigure<P extends ParamSet, S extends string, T, V>(figure: FigureDefinition<P, S, T, V>, begin: Begin<P, S>, id: string, scenario: S) {
  const { isPresenter } = useNav()
  const active = useIsSlideActive()
  const reduced = useReducedMotion()
  const state = figureState(figure, id, begin(scenario), () => isPresenter.value)
  const { telling, record, progress, portion } = state

  // Time that goes on is read anew in every frame; time that stands, only when something was set.
  const tick = ref(0)
  const { pause: sleep, resume } = useRafFn(() => { tick.value++ }, { immediate: false })
  const now = computed(() => {
    void tick.value
    return Math.min(state.nowOf(state.shown.value), telling.value.hold ?? Number.POSITIVE_INFINITY)
  })
  const playing = computed(() => isRunning(record.value.clock, now.value, { ...telling.value.span, end: Math.min(telling.value.span.end, telling.value.hold ?? Number.POSITIVE_INFINITY) }))
  watch(() => active.value && playing.value, on => on ? resume() : sleep(), { immediate: true })

  /** The picture before the first beat needs no cluster where it is known. */
  const opens = computed(() => telling.value.opening?.at === now.value)
  let seen: { turns: number, telling: Telling<P, T>, portion: { found: T } | undefined, view: V } | undefined
  const view = computed((): V => {
    const { playback } = state
    if (!playback)
      return undefined as V
    // A run that is being gone through cannot be wound: the last picture stays.
    if (progress.value !== undefined && portion.value === undefined && seen)
      return seen.view
    if (opens.value)
      return telling.value.opening?.view as V
    const turns = playback.seek(now.value)
    if (seen?.turns !== turns || seen.telling !== telling.value || seen.portion !== portion.value)
      seen = { turns, telling: telling.value, portion: portion.value, view: playback.look() }
    return seen.view
  })

  /** The press that comes next finds the clusters where the picture is. */
  const windAhead = () => whenIdle((deadline) => {
    if (!opens.value || progress.value !== undefined)
      return
    while (!state.playback?.advance(now.value, TURNS_AT_ONCE)) {
      if (deadline.timeRemaining() < 4)
        return windAhead()
    }
  })
  watch(opens, (yes) => {
    if (yes)
      windAhead()
  }, { immediate: true })

  const beats = useBeats(computed(() => telling.value.beats.length))
  const beat = computed(() => record.value.beat ?? beatAt(telling.value.beats, now.value))

  /** Shows a beat of the story: from the one before it when it is played, else as it ends. */
  function show(next: number, play: boolean, byHand = false) {
    const { beats: placed, span } = telling.value
    const own = begin(record.value.scenario).params
    const untold = Object.fromEntries(storysOwn(placed).map(name => [name, own[name as keyof typeof own]]))
    const params = { ...record.value.params, ...untold, ...positionAt(placed, next, span).params }
    const from = positionAt(placed, next - 1, span).at
    const to = positionAt(placed, next, span).at
    const lasts = (placed[next - 1]?.seconds ?? BEAT_SECONDS) * 1000
    const moves = play && next > 0 && to > from && !reduced.value
    const clock: FigureClock = moves
      ? { status: 'running', speed: Math.max(0.1, (to - from) / lasts), simAt: from, until: to, sentAt: 0 }
      : { ...record.value.clock, status: 'paused', simAt: to, until: undefined }
    return state.write({ ...record.value, params, beat: next, clock }, byHand)
  }

  watch([beats.called, active], ([called, isActive], before) => {
    if (!isActive) {
      state.rejoin()
      return
    }
    if (record.value.beat === called)
      return
    // A figure that a hand has left somewhere is still there when the slide is opened again.
    if (record.value.beat === null && before[1] !== true)
      return
    show(called, before[1] === true && called === (before[0] ?? 0) + 1)
  }, { immediate: true })

  const nextWords = useNextWords()
  watchEffect(() => {
    if (active.value)
      nextWords.value = telling.value.beats[beats.called.value]?.say
  })

  const link = useSharedLink(figure, id, state.read, active)

  return face(figure, begin, {
    still: false,
    paper: false,
    record, telling, now, view, beat, playing, progress, portion, link,
    apart: state.apart,
    offered: computed(() => state.offered.value !== undefined && !state.apart.value),
    refusals: state.refusals,
    clusters: () => {
      state.playback?.seek(now.value)
      return state.playback?.clusters?.() ?? {}
    },
    write: state.write,
    show,
    rejoin: () => {
      state.rejoin()
      return true
    },
    takeOffered: () => state.offered.value !== undefined && state.write(state.offered.value),
    call: beats.call,
  })
}

/** The record that a scenario begins with on this slide. */
type Begin<P extends ParamSet, S extends string> = (scenario: S) => FigureRecord<ValuesOf<P>, S>

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
function face<P extends ParamSet, S extends string, T, V>(figure: FigureDefinition<P, S, T, V>, begin: Begin<P, S>, inner: Inner<P, S, T, V>) {
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
