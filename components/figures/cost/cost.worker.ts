/** Bills of very many pods, off the window's thread. One question is answered at a time; the window asks anew by a new Worker. */
import type { Comparison } from '../../../engine/cost/index.ts'
import type { KubeObject } from '../../../engine/kubernetes/types/index.ts'
import { type Analysis, analysisOf, billsOf, type Inputs } from './compute.ts'

export interface Question {
  inputs: Inputs
  objects: readonly KubeObject[]
  day: string
}

export type Answer = { done: number, of: number } | { comparison: Comparison } | { analysis: Analysis | undefined }

const tell = (answer: Answer) => postMessage(answer)

addEventListener('message', ({ data }: MessageEvent<Question>) => {
  const { inputs, objects, day } = data
  // The break-even and the hints count as the last step.
  const comparison = billsOf(inputs, objects, day, (done, of) => tell({ done, of: of + 1 }))
  tell({ comparison })
  tell({ analysis: analysisOf(inputs, objects, comparison.options) })
})
