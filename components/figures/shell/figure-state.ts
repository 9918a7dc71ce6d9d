/** One figure in one window: its record, the run behind it, and whose record is shown. It outlives the components that draw it. */
import { createGlobalState } from '@vueuse/core'
import { computed, effectScope, ref, type Ref, shallowRef } from 'vue'
import type { Localized } from '../../../data/localized.ts'
import { equal } from '../../../engine/kubernetes/apimachinery/meta.ts'
import { keptByBrowser, keptByWindow } from '../../../sync/kept.ts'
import { openLead } from '../../../sync/lead.ts'
import { instantOf } from './clock.ts'
import type { FigureDefinition } from './define.ts'
import type { ParamSet, ValuesOf } from './param.ts'
import { type FigureRecord, readRecord } from './record.ts'
import { Refusal } from './refusal.ts'
import { strings } from './shell-strings.ts'
import { playbackOf, tell, tellAtOnce, type Telling } from './telling.ts'

/** Slices of a run that are gone through before the window is drawn again. */
const SLICES_AT_ONCE = 6

export type FigureState<P extends ParamSet, S extends string, T, V> = ReturnType<typeof createState<P, S, T, V>>

const states = createGlobalState(() => new Map<string, unknown>())

/**
 * The state of a figure in this window, made when it is first asked for.
 *
 * @param id tells several figures of one definition apart
 * @param author the record that the slide opens with
 * @param leads whether this window shows the others what it shows
 */
export function figureState<P extends ParamSet, S extends string, T, V>(figure: FigureDefinition<P, S, T, V>, id: string, author: FigureRecord<ValuesOf<P>, S>, leads: () => boolean): FigureState<P, S, T, V> {
  const known = states().get(id) as FigureState<P, S, T, V> | undefined
  if (known)
    return known
  // A scope of its own: the component that asks first may be the first to go.
  const made = effectScope(true).run(() => createState(figure, id, author, leads))
  if (!made)
    throw new Error('the scope of a figure is closed')
  states().set(id, made)
  return made
}

function createState<P extends ParamSet, S extends string, T, V>(figure: FigureDefinition<P, S, T, V>, id: string, author: FigureRecord<ValuesOf<P>, S>, leads: () => boolean) {
  type Recorded = FigureRecord<ValuesOf<P>, S>
  /** A record, and since when (ms of this window's monotonic clock) its own clock has been true. */
  interface Shown { record: Recorded, since: number }

  const shown = shallowRef<Shown>({ record: author, since: performance.now() })
  const playback = playbackOf(figure, author)
  const telling: Ref<Telling<P, T>> = shallowRef(tellAtOnce(figure, author, playback))
  /** The share of a long run that is done; undefined when none is under way. */
  const progress = ref<number>()
  /** What is said of the part of it that is there, where it is shown in portions. */
  const portion = shallowRef<{ found: T }>()
  /** What the presenter's window shows, once there is one. */
  const led = shallowRef<Shown>()
  /** Whether this window has left what the presenter shows. */
  const apart = ref(false)
  /** What was wrong with something that came from outside, or was asked for. */
  const refusals = shallowRef<readonly Localized[]>([])
  /** The last record whose run was gone through. */
  let good = shown.value
  let newest = 0

  const session = keptByWindow(`${id} v${figure.version}`)
  const lasting = keptByBrowser(`eks-primer ${id} v${figure.version}`)
  /** A scene of an earlier visit, to be offered. */
  const offered = shallowRef<Recorded>()

  const elapsed = ({ since }: Shown) => performance.now() - since
  const nowOf = (each: Shown) => instantOf(each.record.clock, elapsed(each), telling.value.span)

  /** Takes a record; the last good one stays when its run cannot be worked with. @returns whether it was taken */
  function take(next: Shown): boolean {
    const before = shown.value.record
    const { record } = next
    if (sameRun(before, record)) {
      shown.value = next
      if (progress.value === undefined)
        good = next
      return true
    }
    const turn = ++newest
    const loading = figure.run?.load?.(record)
    if (loading) {
      progress.value = 0
      loading.then(() => turn === newest && take(next) && lead.show(restated()), () => turn === newest && letGo(strings.notLoaded))
      return true
    }
    portion.value = undefined
    try {
      playback?.begin(record)
      const teller = tell(figure, record, playback)
      for (let slice = 0; slice < SLICES_AT_ONCE; slice++) {
        const step = teller.next()
        if (!step.done)
          continue
        finish(step.value, next)
        return true
      }
      progress.value = 0
      shown.value = next
      goOn(teller, turn)
      return true
    }
    catch (error) {
      refuse(error)
      goBack()
      return false
    }
  }

  /** What could not be shown is let go of, and the reader is told why. */
  function letGo(why: Localized) {
    refusals.value = [why]
    goBack()
  }

  function goBack() {
    progress.value = undefined
    portion.value = undefined
    playback?.begin(good.record)
    shown.value = good
  }

  function finish(told: Telling<P, T>, next: Shown) {
    progress.value = undefined
    portion.value = undefined
    telling.value = told
    shown.value = next
    good = next
    if (told.spent)
      refusals.value = [strings.spent]
  }

  /** The newest input wins: a run that has been overtaken is let go. */
  function goOn(teller: Generator<number, Telling<P, T>>, turn: number) {
    void (playback?.news?.() ?? untilDrawn()).then(() => {
      if (turn !== newest)
        return
      try {
        const step = teller.next()
        if (step.done)
          return finish(step.value, shown.value)
        progress.value = step.value
        portion.value = playback?.portion?.()
        goOn(teller, turn)
      }
      catch (error) {
        refuse(error)
        goBack()
      }
    })
  }

  function refuse(error: unknown) {
    if (error instanceof Refusal) {
      refusals.value = [error.words]
      return
    }
    // By name: a figure without time does not load the engine.
    refusals.value = [error instanceof Error && error.name === 'ApiError' ? { ko: error.message, en: error.message } : strings.unworkable]
  }

  /** The record as it is to be sent or kept: its clock says what is shown at this moment. */
  function restated(): Recorded {
    const { record } = shown.value
    return { ...record, clock: { ...record.clock, simAt: nowOf(shown.value), sentAt: Date.now() } }
  }

  function receive(value: unknown, since: number): Shown | undefined {
    const read = readRecord(figure, value)
    return 'record' in read ? { record: read.record, since } : undefined
  }

  const lead = openLead(`eks-primer figure ${id} v${figure.version}`, {
    leads,
    current: restated,
    follow: (state) => {
      const next = receive(state, performance.now())
      if (!next)
        return
      led.value = next
      if (!apart.value)
        take(next)
    },
  })

  function keep() {
    const record = restated()
    session.write(record)
    if (!apart.value && !led.value && !sameRun(record, author))
      lasting.write(record)
  }

  function recall() {
    const kept = session.read()
    const reloaded = kept ? receive(kept, 0) : undefined
    if (reloaded) {
      const away = Math.max(0, Date.now() - reloaded.record.clock.sentAt)
      take({ ...reloaded, since: performance.now() - away })
      return
    }
    const earlier = lasting.read()
    const scene = earlier ? receive(earlier, 0) : undefined
    if (scene)
      offered.value = { ...scene.record, clock: { ...scene.record.clock, status: 'paused' } }
  }

  recall()
  globalThis.addEventListener('pagehide', keep)

  return {
    record: computed(() => shown.value.record),
    shown,
    playback,
    telling,
    progress,
    portion,
    apart: computed(() => apart.value && led.value !== undefined),
    refusals,
    offered,
    nowOf,
    /** Takes a record that was made in this window. @param byHand whether the viewer asked for it, and so leaves the presenter */
    write: (record: Recorded, byHand = true) => {
      refusals.value = []
      if (!take({ record, since: performance.now() }))
        return false
      offered.value = undefined
      apart.value ||= byHand && !leads() && led.value !== undefined
      lead.show(restated())
      return true
    },
    /** Takes a record from outside: a link. @returns whether it could be shown */
    read: (value: unknown, version: number) => {
      const read = readRecord(figure, value, version)
      if ('refusal' in read) {
        refusals.value = [read.refusal]
        return false
      }
      const taken = take({ record: read.record, since: performance.now() })
      if (taken) {
        refusals.value = [...refusals.value, ...read.problems]
        apart.value = !leads() && led.value !== undefined
        lead.show(restated())
      }
      return taken
    },
    /** Goes back to what the presenter shows. */
    rejoin: () => {
      apart.value = false
      if (led.value)
        take(led.value)
    },
  }
}

/** Lets the window draw, and take what was pressed meanwhile. */
const untilDrawn = () => new Promise<void>(resolve => setTimeout(resolve))

function sameRun(a: FigureRecord, b: FigureRecord): boolean {
  return a.scenario === b.scenario && a.seed === b.seed && equal(a.params, b.params) && equal(a.commands, b.commands)
}
