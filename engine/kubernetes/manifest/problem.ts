/** What the manifest reader has to say: a stable code with parameters, a place, and one sentence in each language. */
import type { Localized } from '../../../data/localized.ts'
import { fill } from '../apimachinery/problem.ts'
import type { Problem, ProblemParams } from '../apimachinery/problem.ts'
import { MESSAGES } from './messages.ts'
import type { ManifestProblemCode } from './messages.ts'

export type { ManifestProblemCode } from './messages.ts'

/** `error`: the object (or document) is left out; `warning`: it is read, perhaps not as meant; `note`: good to know. */
export type Severity = 'error' | 'warning' | 'note'

export type Params = ProblemParams

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

export interface ManifestProblem extends Problem<ManifestProblemCode> {
  severity: Severity
  place: Place
  object?: ObjectName
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

const SEVERITIES: Partial<Record<ManifestProblemCode, Severity>> = {
  'duplicate-key': 'warning', 'unknown-tag': 'warning', 'unknown-field': 'warning', 'null-value': 'warning', 'fractional-bytes': 'warning', 'old-version': 'warning', 'too-many-problems': 'warning',
  'owned-object': 'note', 'finished-pod': 'note', 'counted-only': 'note',
}

/** Words a problem. */
export function manifestProblem(code: ManifestProblemCode, params: Params, place: Place, path: Path = [], object?: ObjectName): ManifestProblem {
  return {
    code, severity: SEVERITIES[code] ?? 'error', field: pathText(path), params, place, ...(object && { object }),
    message: sentence(code, { path: pathText(path), ...params }),
  }
}

/** The sentence of a code with its parameters put in. */
export function sentence(code: ManifestProblemCode, params: Params): Localized {
  const [en, ko] = MESSAGES[code]
  return fill({ ko, en }, params)
}
