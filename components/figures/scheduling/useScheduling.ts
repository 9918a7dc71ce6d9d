import { computed, ref, shallowRef, watch } from 'vue'
import type { FigureRecord } from '../shell/record.ts'
import type { KubeObject } from '../../../engine/kubernetes/types/index.ts'
import { useSharedRecord } from '../../../sync/useSharedRecord.ts'
import { acceptRecord } from '../shell/accept.ts'
import { useFigureClock } from '../shell/useFigureClock.ts'
import { editCommands } from './edit.ts'
import { authorsRecord, type ScenarioName, scenarios } from './scenarios.ts'
import { type Story, tell, tellingTime } from './story.ts'
import { beatsOf, keyOf, momentAt, openSpan } from './telling.ts'

/** A figure's record, and what the audience guessed. */
export interface SchedulingRecord extends FigureRecord {
  /** Whether a decision waits for a guess. */
  asks: boolean
  /** Node names by the attempt's key. */
  guesses: Record<string, string>
}

function begin(scenario: ScenarioName): SchedulingRecord {
  return { ...authorsRecord(scenario), asks: false, guesses: {} }
}

/** Reads a record from a link or another window; undefined when it cannot be told. */
function accept(value: object): SchedulingRecord | undefined {
  const record = acceptRecord(value, Object.keys(scenarios))
  if (!record)
    return undefined
  try {
    tell(record)
  }
  catch {
    return undefined
  }
  const { asks, guesses } = value as Partial<SchedulingRecord>
  const strings = Object.entries(guesses ?? {}).filter((entry): entry is [string, string] => typeof entry[1] === 'string')
  return { ...record, asks: asks === true, guesses: Object.fromEntries(strings) }
}

/** All that the scheduling figure shows and does, without a pixel. */
export function useScheduling(id: string, initial: ScenarioName) {
  const { record, write } = useSharedRecord(id, begin(initial), accept)
  const story = shallowRef<Story>(tell(record.value))
  watch(() => [record.value.scenario, record.value.seed, record.value.commands], () => {
    story.value = tell(record.value)
  })

  const span = computed(() => openSpan(story.value, record.value.asks, record.value.guesses))
  const beats = computed(() => beatsOf(story.value))
  const clock = useFigureClock({ record, write, beats, span })
  /** A still frame shows the author's first decision, told to its end. */
  const now = computed(() => {
    const [first] = story.value.attempts
    return clock.still.value && first ? first.at + tellingTime(first) : clock.now.value
  })
  const moment = computed(() => momentAt(story.value, now.value))
  const scene = computed(() => story.value.sceneAt(moment.value.sceneAt))
  /** What has happened as far as the audience knows: a decision is no news before it is told. */
  const log = computed(() => story.value.log.filter(({ at }) => at <= moment.value.sceneAt))
  /** The pod that arrives next. */
  const coming = computed(() => story.value.attempts.find(({ at }) => at > now.value))
  const waiting = computed(() => {
    const { attempt } = moment.value
    return record.value.asks && attempt !== undefined && record.value.guesses[keyOf(attempt)] === undefined ? attempt : undefined
  })
  const refusal = ref('')

  return {
    record,
    story,
    clock,
    moment,
    scene,
    log,
    coming,
    /** The decision that waits for the audience's guess. */
    waiting,
    guess: computed(() => moment.value.attempt && record.value.guesses[keyOf(moment.value.attempt)]),
    /** Why the last edit was refused, in upstream's words. */
    refusal,
    choose: (scenario: ScenarioName) => write({ ...begin(scenario), asks: record.value.asks }),
    reset: () => write({ ...begin(record.value.scenario as ScenarioName), asks: record.value.asks }),
    read: (value: object) => {
      const accepted = accept(value)
      if (accepted)
        write(accepted)
      return accepted !== undefined
    },
    ask: (asks: boolean) => write({ ...record.value, asks, guesses: {} }),
    predict: (node: string) => {
      const { attempt } = moment.value
      if (!attempt)
        return
      const clockOn = { ...record.value.clock, status: 'running' as const, simAt: attempt.at, wallAt: Date.now() }
      write({ ...record.value, guesses: { ...record.value.guesses, [keyOf(attempt)]: node }, clock: clockOn })
    },
    /** Changes the cluster before the decision on screen, and tells that decision anew. @returns whether it was accepted */
    edit: (objects: KubeObject[]) => {
      const before = Math.max(story.value.span.start, (moment.value.attempt?.at ?? story.value.span.start) - 500)
      const commands = editCommands(record.value.commands, objects, before, scene.value)
      const refused = tell({ ...record.value, commands }).log.find(({ source, type }) => source === 'user' && type === 'Warning')
      refusal.value = refused?.message ?? ''
      if (!refused)
        write({ ...record.value, commands, guesses: {}, clock: { ...record.value.clock, status: 'paused', simAt: before, wallAt: Date.now() } })
      return !refused
    },
  }
}
