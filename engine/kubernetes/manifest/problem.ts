/** What the manifest reader has to say: a stable code with parameters, a place, and one sentence in each language. */
import { MESSAGES } from './messages.ts'
import type { ProblemCode } from './messages.ts'

export type { ProblemCode } from './messages.ts'

/** `error`: the object (or document) is left out; `warning`: it is read, perhaps not as meant; `note`: good to know. */
export type Severity = 'error' | 'warning' | 'note'

export type Params = Readonly<Record<string, string | number>>

/** Where in the text; all count from 1. */
export interface Place {
  document: number
  line: number
  column: number
}

/** The object that a message is about. */
export interface ObjectName {
  apiVersion: string
  kind: string
  name: string
  namespace?: string
}

export interface Sentence {
  en: string
  ko: string
}

export interface Problem {
  code: ProblemCode
  severity: Severity
  params: Params
  place: Place
  /** `spec.containers[0].image`; empty for the whole document. */
  path: string
  object?: ObjectName
  message: Sentence
}

/** A field by its steps: names and list positions. */
export type Path = readonly (string | number)[]

/** `spec.containers[0].image`; names that are no identifiers stand in brackets: `labels[app.kubernetes.io/name]`. */
export function pathText(path: Path): string {
  return path.map((step, i) => {
    if (typeof step === 'number') return `[${step}]`
    if (!/^[\w-]+$/.test(step)) return `[${step}]`
    return i === 0 ? step : `.${step}`
  }).join('')
}

const SEVERITIES: Partial<Record<ProblemCode, Severity>> = {
  'duplicate-key': 'warning', 'unknown-tag': 'warning', 'unknown-field': 'warning', 'old-version': 'warning', 'too-many-problems': 'warning',
  'owned-object': 'note', 'finished-pod': 'note', 'counted-only': 'note',
}

/** Words a problem. */
export function problem(code: ProblemCode, params: Params, place: Place, path: Path = [], object?: ObjectName): Problem {
  return {
    code, severity: SEVERITIES[code] ?? 'error', params, place, path: pathText(path), ...(object && { object }),
    message: sentence(code, { path: pathText(path), ...params }),
  }
}

/** The sentence of a code with its parameters put in. */
export function sentence(code: ProblemCode, params: Params): Sentence {
  const fill = (text: string) => text.replace(/\{(\w+)\}/g, (_, name: string) => String(params[name] ?? ''))
  const [en, ko] = MESSAGES[code]
  return { en: fill(en), ko: fill(ko) }
}
