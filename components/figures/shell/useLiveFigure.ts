/** A figure that is played: by the clicker, by a hand, and by what other windows send. */
import { useIsSlideActive, useNav } from '@slidev/client'
import { useRafFn } from '@vueuse/core'
import { computed, ref, watch, watchEffect } from 'vue'
import { useReducedMotion } from '../../deck/useReducedMotion.ts'
import { whenIdle } from '../../deck/when-idle.ts'
import { type FigureClock, isRunning } from './clock.ts'
import type { FigureDefinition } from './define.ts'
import { type Begin, face } from './face.ts'
import { figureState } from './figure-state.ts'
import type { ParamSet } from './param.ts'
import { beatAt, positionAt, storysOwn, type Telling } from './telling.ts'
import { useBeats } from './useBeats.ts'
import { useNextWords } from './useNextWords.ts'
import { useSharedLink } from './useSharedLink.ts'

/** Real seconds that a beat takes unless it says otherwise. */
const BEAT_SECONDS = 4

/** As long as a cluster is wound in one go while the window rests (ms): a key waits no longer. */
const AT_ONCE = 8

/** The record that all windows share, its cluster wound to the instant that is shown, and the story on the clicker. */
export function useLiveFigure<P extends ParamSet, S extends string, T, V>(figure: FigureDefinition<P, S, T, V>, begin: Begin<P, S>, id: string, scenario: S) {
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

  /** The press that comes next finds the clusters where the picture is. To build them is as much as is done at once. */
  const windAhead = (built = false) => whenIdle(() => {
    const { playback } = state
    if (!playback || !opens.value || progress.value !== undefined)
      return
    if (!built) {
      playback.now()
      return windAhead(true)
    }
    const began = performance.now()
    while (!playback.advance(now.value, 1)) {
      if (performance.now() - began > AT_ONCE)
        return windAhead(true)
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
