import type { Language } from '../../../data/localized.ts'
import type { KubeObject, Node } from '../../../engine/kubernetes/types/index.ts'

/** Fields that a server sets and nobody edits. */
const servers = ['uid', 'resourceVersion', 'generation', 'creationTimestamp', 'managedFields']

/** An object as one would write it, in YAML: without what the server has set. A node keeps its sizes, which are its status. */
export async function printManifest(object: KubeObject): Promise<string> {
  const { stringify } = await import('yaml')
  const { apiVersion, kind, metadata, status, ...rest } = object as Node
  const kept = kind === 'Node' ? { status: { capacity: status?.capacity, allocatable: status?.allocatable } } : {}
  return stringify({
    apiVersion,
    kind,
    metadata: Object.fromEntries(Object.entries(metadata).filter(([name]) => !servers.includes(name))),
    ...rest,
    ...kept,
  }, { aliasDuplicateObjects: false })
}

export interface EditedManifest {
  objects: KubeObject[]
  problems: string[]
  /** By object and path, so that what a server has set can be told from what was typed. */
  ignored: { key: string, said: string }[]
}

/**
 * What the reader typed, as objects; nothing is applied while an object cannot be read.
 *
 * @param customKinds kinds that the cluster has learnt
 * @returns sentences in the reader's language, each with its line: problems, and fields that were read and have no effect here
 */
export async function readEdited(text: string, language: Language, customKinds: readonly { kind: string, apiVersion: string }[] = []): Promise<EditedManifest> {
  const { readManifest } = await import('../../../engine/kubernetes/manifest/index.ts')
  const { objects, problems, unsupported, ignored } = readManifest(text, { customKinds })
  const line = { ko: (number: number) => `${number}행`, en: (number: number) => `Line ${number}` }[language]
  const sentence = ({ place, message }: (typeof ignored)[number] | (typeof problems)[number] | (typeof unsupported)[number]) => `${line(place.line)}: ${message[language]}`
  const sentences = [...problems, ...unsupported].map(sentence)
  const failed = problems.some(({ severity }) => severity === 'error')
  return { objects: failed ? [] : objects, problems: sentences, ignored: ignored.map(field => ({ key: `${field.object}/${field.path}`, said: sentence(field) })) }
}
