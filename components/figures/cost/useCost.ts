import { computed, ref, shallowRef, watch } from 'vue'
import { type CostOptions, type PresetId, readWorkload } from '../../../engine/cost/index.ts'
import type { KubeObject } from '../../../engine/kubernetes/types/index.ts'
import { language, localize } from '../../deck/useLanguage.ts'
import { strings as shellStrings } from '../shell/shell-strings.ts'
import { useFigure } from '../shell/useFigure.ts'
import { type Inputs, podsOf, today, workloadOf } from './compute.ts'
import type { CostScenario, View } from './choices.ts'
import { cost, type CostRecord, MANIFEST_LIMIT } from './definition.ts'
import { strings } from './cost-strings.ts'
import { readForPricing } from './manifest.ts'
import { useBills } from './useBills.ts'

const none: readonly KubeObject[] = []

const inputsOf = ({ scenario, scale, pattern, daysPerWeek, hoursPerDay, low, options }: CostRecord): Inputs =>
  ({ scenario, scale, pattern, daysPerWeek, hoursPerDay, low, options })

/** All that the cost figure shows and does, without a pixel. */
export function useCost(id: string, scenario: PresetId, view: View) {
  const figure = useFigure(cost, { id, scenario: scenario as CostScenario, params: { view } })
  const record = computed((): CostRecord => ({ ...figure.params.value, scenario: figure.scenario.value }))
  const day = today(new Date())

  const read = shallowRef<{ text: string, objects: readonly KubeObject[] }>({ text: '', objects: [] })
  const manifestProblems = ref<string[]>([])

  /** Reads a manifest; the reader itself is a file of its own that may fail to come. */
  async function readManifest(text: string) {
    const priced = await readForPricing(text, language).catch(() => ({ objects: [], problems: [localize(shellStrings.notLoaded)] }))
    manifestProblems.value = priced.problems
    return priced.objects
  }

  watch(() => record.value.scenario === 'manifest' ? record.value.manifest : '', async (text) => {
    if (text !== read.value.text)
      read.value = { text, objects: await readManifest(text) }
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

  return {
    figure,
    still: figure.still,
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
    manifestProblems,
    change: figure.set,
    setOptions: (part: Partial<CostOptions>) => figure.set({ options: { ...record.value.options, ...part } }),
    /** Prices the reader's manifest. @returns whether it could be read */
    bring: async (text: string) => {
      if (text.length > MANIFEST_LIMIT) {
        manifestProblems.value = [localize(strings.tooLong(text.length, MANIFEST_LIMIT))]
        return false
      }
      const objects = await readManifest(text)
      if (objects.length === 0)
        return false
      read.value = { text, objects }
      return figure.set({ manifest: text }) && figure.choose('manifest')
    },
  }
}

export type CostModel = ReturnType<typeof useCost>
