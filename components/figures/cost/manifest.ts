import type { Language } from '../../../data/localized.ts'
import { workloadFromManifest } from '../../../engine/cost/index.ts'
import type { KubeObject } from '../../../engine/kubernetes/types/index.ts'
import { readEdited } from '../shell/manifest-text.ts'
import { strings } from './cost-strings.ts'

/** What a pasted manifest comes to. */
export interface ReadManifest {
  /** Empty when something in it is wrong, or no pods are in it. */
  objects: KubeObject[]
  /** Sentences in the reader's language, with their lines. */
  problems: string[]
}

/** Reads a manifest to be priced: a kind that only counts pods is as good as any here. */
export async function readForPricing(text: string, language: Language): Promise<ReadManifest> {
  const { objects, problems } = await readEdited(text, language, ['counted-only'])
  const { workload, problems: uncounted } = workloadFromManifest(objects)
  const messages = [...problems, ...uncounted.map(({ message }) => message[language])]
  if (workload.groups.length === 0)
    return { objects: [], problems: messages.length ? messages : [strings.noPods[language]] }
  return { objects, problems: messages }
}
