import type { Language } from '../../../data/localized.ts'
import { workloadFromManifest } from '../../../engine/cost/index.ts'
import type { KubeObject } from '../../../engine/kubernetes/types/index.ts'
import { strings } from './cost-strings.ts'

/** What a pasted manifest comes to. */
export interface ReadManifest {
  /** Empty when something in it is wrong, or no pods are in it. */
  objects: KubeObject[]
  /** Sentences in the reader's language, with their lines. */
  problems: string[]
  /** What was read and has no part in the price, by kind or field. */
  ignored: string[]
}

/** Kinds that are counted here though the engine does not know them: each is a load balancer. */
const COUNTED = [{ kind: 'Ingress', apiVersion: 'networking.k8s.io/v1' }]
/** Fields that were looked at and say nothing of a price; the others that are passed over are named. */
const MOST_IGNORED = 12

/** Reads a manifest to be priced: a kind that only counts pods is as good as any here. The reader itself is a file of its own. */
export async function readForPricing(text: string, language: Language): Promise<ReadManifest> {
  const { readManifest } = await import('../../../engine/kubernetes/manifest/index.ts')
  const { objects, problems, unsupported, ignored } = readManifest(text, { customKinds: COUNTED })
  const line = { ko: (number: number) => `${number}행`, en: (number: number) => `Line ${number}` }[language]
  const sentences = [...problems.filter(({ code }) => code !== 'counted-only'), ...unsupported].map(({ place, message }) => `${line(place.line)}: ${message[language]}`)
  const failed = problems.some(({ severity }) => severity === 'error')
  const read = failed ? [] : objects
  const { workload, problems: uncounted } = workloadFromManifest(read)
  const messages = [...sentences, ...uncounted.map(({ message }) => message[language])]
  const passedOver = [...new Set([...unsupported.map(({ kind }) => kind), ...ignored.filter(({ note }) => note !== '').map(({ path }) => path)])]
  const names = passedOver.length > MOST_IGNORED ? [...passedOver.slice(0, MOST_IGNORED), `+${passedOver.length - MOST_IGNORED}`] : passedOver
  if (workload.groups.length === 0)
    return { objects: [], problems: messages.length ? messages : [strings.noPods[language]], ignored: names }
  return { objects: read, problems: messages, ignored: names }
}

/** Reads kubectl get nodes -o yaml. */
export async function readNodesText(text: string): Promise<KubeObject[]> {
  const { readManifest } = await import('../../../engine/kubernetes/manifest/index.ts')
  return readManifest(text, { limits: { characters: 20_000_000, values: 2_000_000 } }).objects.filter(({ kind }) => kind === 'Node')
}
