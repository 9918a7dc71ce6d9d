import { computed, onScopeDispose, type Ref, shallowRef, watch } from 'vue'
import { type Comparison, readWorkload } from '../../../engine/cost/index.ts'
import type { KubeObject } from '../../../engine/kubernetes/types/index.ts'
import { type Analysis, analysisOf, type Inputs, podsOf, workloadOf } from './compute.ts'
import type { Answer, Question } from './cost.worker.ts'
import { billsAt } from './known-bills.ts'

/** More pods than this are computed in a Worker; with rules between pods, which are placed one by one, far fewer. */
const HEAVY = 10_000
const HEAVY_WITH_RULES = 200

/** What follows from the bills is solved at once; a slider that has moved within this time (ms) must rest for as long first: no beat of a story does. */
const REST = 120

function isHeavy(inputs: Inputs, objects: readonly KubeObject[]): boolean {
  const workload = workloadOf(inputs, objects)
  // Room that is left free on nodes is packed like pods.
  const pods = podsOf(workload) / inputs.fill
  return pods > HEAVY || (pods > HEAVY_WITH_RULES && Boolean(readWorkload(workload).workload?.groups.some(({ needsPlugins }) => needsPlugins)))
}

/**
 * The bills of the inputs, at once where a frame is enough, else from a Worker that tells how far it is.
 *
 * @param objects of the reader's manifest; undefined while it is being read
 * @param day the day from which the age of prices is counted
 * @param analysed whether what follows from the bills is looked at: it takes longer than they do
 * @param told whether the story sets the inputs: what follows from those before them is then not shown
 */
export function useBills(inputs: Readonly<Ref<Inputs>>, objects: Readonly<Ref<readonly KubeObject[] | undefined>>, day: string, analysed: Readonly<Ref<boolean>>, told: Readonly<Ref<boolean>>) {
  const comparison = shallowRef<Comparison>()
  const analysis = shallowRef<Analysis>()
  const progress = shallowRef<{ done: number, of: number }>()
  const resting = shallowRef(false)
  let worker: Worker | undefined
  let rest: ReturnType<typeof setTimeout> | undefined
  let analyse: (() => void) | undefined

  function stop() {
    analyse = undefined
    worker?.terminate()
    resting.value = false
    worker = undefined
    progress.value = undefined
  }

  function ask(question: Question) {
    progress.value = { done: 0, of: 6 }
    if (told.value)
      analysis.value = undefined
    worker = new Worker(new URL('./cost.worker.ts', import.meta.url), { type: 'module' })
    worker.addEventListener('message', ({ data }: MessageEvent<Answer>) => {
      if ('done' in data)
        progress.value = data
      else if ('comparison' in data)
        comparison.value = data.comparison
      else {
        analysis.value = data.analysis
        stop()
      }
    })
    // Without a Worker the figure still works; it only takes its time.
    worker.addEventListener('error', () => {
      stop()
      computeHere(question)
    })
    worker.postMessage(question)
  }

  function computeHere({ inputs, objects, day }: Question) {
    const computed = billsAt(inputs, objects, day)
    analyse = () => {
      analyse = undefined
      resting.value = false
      analysis.value = analysisOf(inputs, objects, computed.options)
    }
    const sliding = rest !== undefined && !told.value
    clearTimeout(rest)
    rest = setTimeout(() => {
      rest = undefined
      if (resting.value)
        analyse?.()
    }, REST)
    resting.value = sliding && analysed.value
    if (analysed.value && !sliding)
      analyse()
    comparison.value = computed
  }

  watch([inputs, objects], () => {
    stop()
    if (!objects.value)
      return
    const question: Question = { inputs: inputs.value, objects: objects.value, day }
    if (isHeavy(question.inputs, question.objects))
      ask(question)
    else
      computeHere(question)
  }, { immediate: true })

  watch(analysed, (looked) => {
    if (looked)
      analyse?.()
  })

  onScopeDispose(() => {
    stop()
    clearTimeout(rest)
  })
  /** Whether what stands there is of inputs before these. */
  const behind = computed(() => resting.value || progress.value !== undefined)
  return { comparison, analysis, progress, behind }
}
