/**
 * Label selectors, as objects and as `-l` strings.
 * Models apimachinery/pkg/labels/selector.go and meta/v1 LabelSelectorAsSelector.
 */
import type { LabelSelector, Labels } from '../types/index.ts'

/** Says whether a set of labels is selected. */
export type Matcher = (labels: Labels | undefined) => boolean

export interface Requirement {
  key: string
  operator: string
  values?: readonly string[]
}

const NO_LABELS: Labels = {}

/** Whether labels meet one requirement. NotIn and DoesNotExist hold when the key is absent. Gt and Lt compare integers. */
export function matchesRequirement(labels: Labels | undefined, { key, operator, values = [] }: Requirement): boolean {
  const value = labels !== undefined && Object.hasOwn(labels, key) ? labels[key] : undefined
  switch (operator) {
    case 'In': return value !== undefined && values.includes(value)
    case 'NotIn': return value === undefined || !values.includes(value)
    case 'Exists': return value !== undefined
    case 'DoesNotExist': return value === undefined
    case 'Gt': return isInteger(value) && isInteger(values[0]) && Number(value) > Number(values[0])
    case 'Lt': return isInteger(value) && isInteger(values[0]) && Number(value) < Number(values[0])
    default: return false
  }
}

function isInteger(text: string | undefined): text is string {
  return text !== undefined && /^[+-]?\d+$/.test(text)
}

const compiled = new WeakMap<LabelSelector, Matcher>()

/** A matcher for a selector. An absent selector matches nothing, an empty one everything. */
export function selectorMatcher(selector: LabelSelector | undefined | null): Matcher {
  if (!selector) return () => false
  const known = compiled.get(selector)
  if (known) return known
  const pairs = Object.entries(selector.matchLabels ?? {})
  const requirements = selector.matchExpressions ?? []
  const matcher: Matcher = (labels = NO_LABELS) =>
    pairs.every(([key, value]) => Object.hasOwn(labels, key) && labels[key] === value)
    && requirements.every(requirement => matchesRequirement(labels, requirement))
  compiled.set(selector, matcher)
  return matcher
}

/** Whether a selector selects these labels. */
export function matchesSelector(selector: LabelSelector | undefined | null, labels: Labels | undefined): boolean {
  return selectorMatcher(selector)(labels)
}

/** Whether every pair of a plain map (a Service's selector, a nodeSelector) is among the labels. An empty map matches all. */
export function matchesLabels(wanted: Labels, labels: Labels | undefined): boolean {
  return Object.entries(wanted).every(([key, value]) => labels?.[key] === value)
}

const SET_TERM = /^(\S+)\s+(in|notin)\s*\(([^()]*)\)$/
const EQUALITY_TERM = /^([^\s=!]+)\s*(==|=|!=)\s*([^\s=!]*)$/
const KEY_TERM = /^(!?)\s*([^\s=!,()]+)$/

/** Splits at commas that are not within parentheses. */
function splitTerms(text: string): string[] {
  return text.split(/,(?![^(]*\))/).map(term => term.trim())
}

function parseTerm(term: string): Requirement {
  const set = SET_TERM.exec(term)
  if (set) {
    const values = (set[3] ?? '').split(',').map(value => value.trim())
    return { key: set[1] ?? '', operator: set[2] === 'in' ? 'In' : 'NotIn', values }
  }
  const equality = EQUALITY_TERM.exec(term)
  if (equality) {
    return { key: equality[1] ?? '', operator: equality[2] === '!=' ? 'NotIn' : 'In', values: [equality[3] ?? ''] }
  }
  const key = KEY_TERM.exec(term)
  if (key) return { key: key[2] ?? '', operator: key[1] ? 'DoesNotExist' : 'Exists' }
  throw new Error(`unable to parse requirement: found '${term}', expected: identifier, in, notin, =, ==, != or !`)
}

/**
 * Reads a selector as `kubectl -l` takes it: `a=b,c!=d,e in (f,g),h,!i`. An empty text selects everything.
 * @throws Error when a term cannot be read
 */
export function parseSelector(text: string): Matcher {
  const requirements = text.trim() === '' ? [] : splitTerms(text).map(parseTerm)
  return labels => requirements.every(requirement => matchesRequirement(labels, requirement))
}

/** A selector as kubectl prints it: `app=web,tier in (a,b)`; an empty one is `<none>`. */
export function formatSelector(selector: LabelSelector | undefined): string {
  const pairs = Object.entries(selector?.matchLabels ?? {}).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, value]) => `${key}=${value}`)
  const expressions = (selector?.matchExpressions ?? []).map(({ key, operator, values = [] }) => {
    if (operator === 'Exists') return key
    if (operator === 'DoesNotExist') return `!${key}`
    return `${key} ${operator.toLowerCase()} (${[...values].sort().join(',')})`
  })
  return [...pairs, ...expressions].join(',') || '<none>'
}
