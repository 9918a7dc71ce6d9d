import { computed, ref, shallowRef, watch } from 'vue'
import type { Language } from '../../../data/localized.ts'
import { type CostOptions, type ExtraId, extraPrice, type PresetId, priceNodes, readNodes, readTop, readWorkload } from '../../../engine/cost/index.ts'
import type { KubeObject } from '../../../engine/kubernetes/types/index.ts'
import { language, localize } from '../../deck/useLanguage.ts'
import { unitPrice } from '../controls/number-words.ts'
import { strings as shellStrings } from '../shell/shell-strings.ts'
import { useFigure } from '../shell/useFigure.ts'
import { grownBySidecars, type Inputs, inputsOf, optionsOf, podsOf, today, unmatchedOf, workloadOf } from './compute.ts'
import type { CostScenario, Stage } from './choices.ts'
import { cost, type CostRecord, MANIFEST_LIMIT, TOP_LIMIT } from './cost.ts'
import { strings } from './cost-strings.ts'
import { type ReadManifest, readForPricing, readNodesText } from './manifest.ts'
import { useBills } from './useBills.ts'
import { runsWords } from './details-words.ts'

const none: readonly KubeObject[] = []

/** All that the cost figure shows and does, without a pixel. */
export function useCost(id: string, scenario: PresetId, stage: Stage) {
  const figure = useFigure(cost, { id, scenario: scenario as CostScenario })
  const record = computed((): CostRecord => ({ ...figure.params.value, scenario: figure.scenario.value }))
  const day = today(new Date())

  const read = shallowRef<{ text: string, objects: readonly KubeObject[], ignored: readonly string[] }>({ text: '', objects: [], ignored: [] })
  const manifestProblems = ref<string[]>([])

  /** Reads a manifest; the reader itself is a file of its own that may fail to come. */
  async function readManifest(text: string): Promise<ReadManifest> {
    const priced = await readForPricing(text, language).catch((): ReadManifest => ({ objects: [], problems: [localize(shellStrings.notLoaded)], ignored: [] }))
    manifestProblems.value = priced.problems
    return priced
  }

  watch(() => record.value.scenario === 'manifest' ? record.value.manifest : '', async (text) => {
    if (text !== read.value.text)
      read.value = { text, ...await readManifest(text) }
  }, { immediate: true })

  const known = computed(() => JSON.stringify(inputsOf(record.value)))
  // Another view of the same inputs is no reason to compute.
  const inputs = computed(() => JSON.parse(known.value) as Inputs)
  const objects = computed(() => {
    if (record.value.scenario !== 'manifest')
      return none
    return read.value.text === record.value.manifest ? read.value.objects : undefined
  })
  const analysed = computed(() => stage === 'break-even' || ['break-even', 'usage'].includes(record.value.view))
  const { comparison, analysis, progress, behind } = useBills(inputs, objects, day, analysed, computed(() => figure.record.value.beat !== null))
  const workload = computed(() => workloadOf(inputs.value, objects.value ?? []))
  const options = computed(() => comparison.value?.options)

  const priced = computed(() => readWorkload(workload.value, options.value).workload)

  function tooLong(text: string, limit: number): boolean {
    if (text.length > limit)
      manifestProblems.value = [localize(strings.tooLong(text.length, limit))]
    return text.length > limit
  }

  return {
    figure,
    still: figure.still,
    record,
    /** The day from which the age of prices is counted. */
    day,
    comparison,
    bills: computed(() => comparison.value?.bills ?? []),
    /** What is wrong with the workload as a whole, such as too many pods. */
    problems: computed(() => comparison.value?.problems ?? []),
    options,
    analysis,
    /** How far a Worker is; undefined when none is at work. */
    progress,
    /** Whether the bills, or what follows from them, are still those of inputs before these. */
    behind,
    pods: computed(() => podsOf(workload.value)),
    usage: computed(() => workload.value.usage),
    /** Groups that run by a schedule of their own, in words. */
    runs: computed(() => workload.value.groups.flatMap(({ name, runs }) => runs ? [runsWords(name, runs, language)] : [])),
    priced,
    /** What sidecars make of pods on Fargate; undefined where none grows. */
    grown: computed(() => priced.value && options.value && grownBySidecars(priced.value, options.value)),
    manifestProblems,
    /** What the reader of the manifest passed over. */
    ignored: computed(() => record.value.scenario === 'manifest' ? read.value.ignored : []),
    /** Pods of kubectl top that belong to no group. */
    unmatched: computed(() => unmatchedOf(inputs.value, objects.value ?? [])),
    /** Today's nodes, priced; undefined until they are brought. */
    baseline: computed(() => record.value.nodes.length ? priceNodes(record.value.nodes, optionsOf(inputs.value, day)) : undefined),
    change: figure.set,
    setOptions: (part: Partial<CostOptions>) => figure.set({ options: { ...record.value.options, ...part } }),
    setExtra: (extra: ExtraId, part: Partial<CostOptions['extras'][ExtraId]>) => {
      const { options } = record.value
      return figure.set({ options: { ...options, extras: { ...options.extras, [extra]: { ...options.extras[extra], ...part } } } })
    },
    /** The listed price of what is around the cluster, or that it is not known. */
    listed: (extra: ExtraId, language: Language) => {
      const price = extraPrice(record.value.options.region, extra)
      return price.known ? unitPrice(price.usd) : strings.unknown[language]
    },
    /** Prices the reader's manifest. @returns whether it could be read */
    bring: async (text: string) => {
      if (tooLong(text, MANIFEST_LIMIT))
        return false
      const priced = await readManifest(text)
      if (priced.objects.length === 0)
        return false
      read.value = { text, ...priced }
      return figure.set({ manifest: text, view: 'bill' }) && figure.choose('manifest') && figure.open('details')
    },
    /** Takes over the nodes of a cluster. @returns whether there were any */
    bringNodes: async (text: string) => {
      const { nodes } = readNodes(await readNodesText(text).catch(() => []))
      return nodes.length > 0 && figure.set({ nodes })
    },
    /** Takes over what kubectl top printed. @returns whether a pod could be read */
    bringTop: (text: string) => !tooLong(text, TOP_LIMIT) && readTop(text).pods.length > 0 && figure.set({ top: text, usage: 'top' }),
  }
}

export type CostModel = ReturnType<typeof useCost>
