import { bestPractices } from './sources/best-practices.ts'
import { eks } from './sources/eks.ts'
import { kubernetes } from './sources/kubernetes.ts'
import { repositories } from './sources/repositories.ts'

export type { Source } from './sources/source.ts'

/** Every document that a slide may name, by its id. */
export const sources = { ...kubernetes, ...eks, ...bestPractices, ...repositories }

export type SourceId = keyof typeof sources
