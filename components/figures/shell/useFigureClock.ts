import { useIsSlideActive, useNav, useSlideContext } from '@slidev/client'
import { useRafFn } from '@vueuse/core'
import { computed, type MaybeRefOrGetter, ref, type ShallowRef, toValue, watch } from 'vue'
import type { FigureRecord } from './record.ts'
import { at, instantOf, nextBeat, previousBeat, type Span } from './clock.ts'

/** A still frame is drawn for print, the overview and previews: nothing moves, nothing can be pressed. */
export function useStill() {
  const { isPrintMode } = useNav()
  const { $renderContext } = useSlideContext()
  return computed(() => isPrintMode.value || !['slide', 'presenter'].includes($renderContext.value))
}

export interface FigureClockOptions<T extends FigureRecord> {
  record: Readonly<ShallowRef<T>>
  write: (next: T) => void
  /** Virtual ms that a step goes to, in order. */
  beats: MaybeRefOrGetter<readonly number[]>
  /** Where the figure begins and where it comes to rest. */
  span: MaybeRefOrGetter<Span>
}

/**
 * Play, pause, step and rewind, all as one number: the virtual instant that is shown. It follows from the
 * record and the wall clock, so every window that has the record shows the same.
 */
export function useFigureClock<T extends FigureRecord>({ record, write, beats, span }: FigureClockOptions<T>) {
  const active = useIsSlideActive()
  const still = useStill()
  const wall = ref(Date.now())
  const { pause: sleep, resume } = useRafFn(() => { wall.value = Date.now() }, { immediate: false })

  const now = computed(() => instantOf(record.value.clock, wall.value, toValue(span)))
  const playing = computed(() => record.value.clock.status === 'running' && now.value < toValue(span).end)
  const ended = computed(() => now.value >= toValue(span).end)

  watch(() => active.value && !still.value && playing.value, (on) => {
    wall.value = Date.now()
    if (on)
      resume()
    else
      sleep()
  }, { immediate: true })

  function set(simAt: number, status: 'running' | 'paused') {
    wall.value = Date.now()
    write({ ...record.value, clock: at(record.value.clock, simAt, status, wall.value) })
  }

  return {
    now,
    playing,
    ended,
    still,
    play: () => set(ended.value ? toValue(span).start : now.value, 'running'),
    pause: () => set(now.value, 'paused'),
    seek: (instant: number) => set(instant, 'paused'),
    step: () => set(nextBeat(toValue(beats), now.value, toValue(span)), 'paused'),
    back: () => set(previousBeat(toValue(beats), now.value, toValue(span)), 'paused'),
    setSpeed: (speed: number) => write({ ...record.value, clock: { ...at(record.value.clock, now.value, record.value.clock.status, Date.now()), speed } }),
  }
}

export type FigureClock = ReturnType<typeof useFigureClock>
