import { computed, ref, shallowRef, watch } from 'vue'
import type { Localized } from '../../../data/localized.ts'
import { type CostOptions, readWorkload } from '../../../engine/cost/index.ts'
import type { KubeObject } from '../../../engine/kubernetes/types/index.ts'
import { useSharedRecord } from '../../../sync/useSharedRecord.ts'
import { language } from '../../deck/useLanguage.ts'
import { useStill } from '../shell/useFigureClock.ts'
import { type Inputs, podsOf, today, workloadOf } from './compute.ts'
import { readForPricing } from './manifest.ts'
import { type CostRecord, readCostRecord, withScenario } from './record.ts'
import { useBills } from './useBills.ts'

const none: readonly KubeObject[] = []

const inputsOf = ({ scenario, scale, pattern, daysPerWeek, hoursPerDay, low, options }: CostRecord): Inputs =>
  ({ scenario, scale, pattern, daysPerWeek, hoursPerDay, low, options })

/** All that the cost figure shows and does, without a pixel. */
export function useCost(id: string, author: CostRecord) {
  const still = useStill()
  const { record: live, write } = useSharedRecord(id, author, value => readCostRecord(value)?.record)
  /** A still frame shows the author's scenario, whatever the windows have made of it. */
  const record = computed(() => still.value ? author : live.value)
  const day = today(new Date())

  const read = shallowRef<{ text: string, objects: readonly KubeObject[] }>({ text: '', objects: [] })
  const manifestProblems = ref<string[]>([])
  watch(() => record.value.scenario === 'manifest' ? record.value.manifest : '', async (text) => {
    if (text === read.value.text)
      return
    const { objects, problems } = await readForPricing(text, language)
    read.value = { text, objects }
    manifestProblems.value = problems
  }, { immediate: true })

  const known = computed(() => JSON.stringify(inputsOf(record.value)))
  // Another view of the same inputs is no reason to compute.
  const inputs = computed(() => JSON.parse(known.value) as Inputs)
  const objects = computed(() => {
    if (record.value.scenario !== 'manifest')
      return none
    return read.value.text === record.value.manifest ? read.value.objects : undefined
  })
  const { comparison, analysis, progress } = useBills(inputs, objects, day)
  const workload = computed(() => workloadOf(inputs.value, objects.value ?? []))
  const linkProblems = ref<Localized[]>([])

  function change(part: Partial<CostRecord>) {
    linkProblems.value = []
    write({ ...live.value, ...part })
  }

  return {
    still,
    record,
    /** The day from which the age of prices is counted. */
    day,
    bills: computed(() => comparison.value?.bills ?? []),
    /** What is wrong with the workload as a whole, such as too many pods. */
    problems: computed(() => comparison.value?.problems ?? []),
    options: computed(() => comparison.value?.options),
    analysis,
    /** How far a Worker is; undefined when none is at work. */
    progress,
    pods: computed(() => podsOf(workload.value)),
    usage: computed(() => workload.value.usage),
    priced: computed(() => readWorkload(workload.value).workload),
    linkProblems,
    manifestProblems,
    change,
    setOptions: (part: Partial<CostOptions>) => change({ options: { ...live.value.options, ...part } }),
    choose: (scenario: CostRecord['scenario']) => change(withScenario(live.value, scenario)),
    /** Prices the reader's manifest. @returns whether it could be read */
    bring: async (text: string) => {
      const { objects, problems } = await readForPricing(text, language)
      manifestProblems.value = problems
      if (objects.length === 0)
        return false
      read.value = { text, objects }
      change(withScenario({ ...live.value, manifest: text }, 'manifest'))
      return true
    },
    /** Takes a record from a link; what could not be used in it is kept to be said. */
    read: (value: object) => {
      const given = readCostRecord(value)
      if (!given)
        return false
      write(given.record)
      linkProblems.value = given.problems
      return true
    },
  }
}

export type CostModel = ReturnType<typeof useCost>
