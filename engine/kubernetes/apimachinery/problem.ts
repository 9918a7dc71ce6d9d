/** What is wrong with an input, said so that a program can branch on it and a person can read it, whoever finds it. */
import type { Localized } from '../../../data/localized.ts'

export type ProblemParams = Readonly<Record<string, string | number>>

export interface Problem<Code extends string = string> {
  code: Code
  /** The input's field, such as `groups[0].replicas` or `spec.containers[0].image`; empty for the whole of it. */
  field: string
  /** The numbers and names in the message. */
  params: ProblemParams
  message: Localized
}

/** A sentence with its parameters put in: `{value}` stands for one. */
export function fill(sentence: Localized, params: ProblemParams): Localized {
  const put = (text: string) => text.replace(/\{(\w+)\}/g, (_, name: string) => String(params[name] ?? ''))
  return { ko: put(sentence.ko), en: put(sentence.en) }
}
