import type { Localized } from '../../../data/localized.ts'
import { defaultOptions, type CostOptions, type Plane, planes, type PresetId, presets, readOptions } from '../../../engine/cost/index.ts'
import { choice, isObject, numberIn, text } from './read.ts'

export const views = ['bill', 'break-even', 'packing', 'table'] as const
export type View = (typeof views)[number]

/** When the workload runs: as its scenario says, on some hours of the week, or up and down every day. */
export const patterns = ['own', 'week', 'day'] as const
export type Pattern = (typeof patterns)[number]

export const axes = ['hours', 'fill'] as const
export const currencies = ['USD', 'KRW'] as const

export const presetIds = Object.keys(presets) as PresetId[]

/** The figure's whole state: inputs, and what of the result is on screen. */
export interface CostRecord {
  scenario: PresetId | 'manifest'
  /** The reader's own manifest; empty until one is brought. */
  manifest: string
  /** How many times the scenario's replicas. */
  scale: number
  pattern: Pattern
  daysPerWeek: number
  hoursPerDay: number
  /** Share of the replicas that runs at the quietest hour of a day. */
  low: number
  /** What the prices depend on; the day is the reader's own, whatever is written here. */
  options: CostOptions
  currency: (typeof currencies)[number]
  /** Won a dollar, set by the reader. */
  wonPerDollar: number
  view: View
  axis: (typeof axes)[number]
  /** The data plane whose lines or packing are shown. */
  plane: Plane
  /** The number whose formula is open, as `plane/what`; empty when none is. */
  opened: string
}

/** The record that a scenario begins with. */
export function authorsRecord(scenario: PresetId, view: View = 'bill'): CostRecord {
  return {
    scenario, manifest: '', scale: 1, pattern: 'own', daysPerWeek: 5, hoursPerDay: 10, low: 0.2,
    options: { ...defaultOptions, instanceType: presets[scenario].instanceType },
    currency: 'USD', wonPerDollar: 1400, view, axis: 'hours', plane: 'managed', opened: 'managed/nodes',
  }
}

/** Another scenario under the same prices: what belongs to the workload begins anew. */
export function withScenario(record: CostRecord, scenario: CostRecord['scenario']): CostRecord {
  const kept = { options: record.options, currency: record.currency, wonPerDollar: record.wonPerDollar, view: record.view, axis: record.axis, plane: record.plane, manifest: record.manifest }
  if (scenario === 'manifest')
    return { ...authorsRecord('web-shop'), ...kept, scenario }
  return { ...authorsRecord(scenario), ...kept, options: { ...record.options, instanceType: presets[scenario].instanceType } }
}

/** The longest manifest that travels in a record. */
export const MANIFEST_LIMIT = 200_000

/**
 * A record from a link or another window. What cannot be used becomes the default and is named; something that is no
 * record of this figure at all is undefined.
 */
export function readCostRecord(value: unknown): { record: CostRecord, problems: Localized[] } | undefined {
  if (!isObject(value) || typeof value.scenario !== 'string')
    return undefined
  const problems: Localized[] = []
  const manifest = text(value.manifest, 'manifest', MANIFEST_LIMIT, problems)
  const known = manifest ? [...presetIds, 'manifest' as const] : presetIds
  const scenario = choice(value.scenario, 'scenario', known, 'web-shop' as const, problems)
  const initial = authorsRecord(scenario === 'manifest' ? 'web-shop' : scenario)
  const number = (name: 'scale' | 'daysPerWeek' | 'hoursPerDay' | 'low' | 'wonPerDollar', most: number, least = 0) =>
    numberIn(value[name], name, [least, most], initial[name], problems)
  const read = readOptions({ instanceType: initial.options.instanceType, ...(isObject(value.options) ? value.options : {}) })
  const typeIsKnown = !read.problems.some(({ field }) => field === 'instanceType')
  const options = typeIsKnown ? read.options : { ...read.options, instanceType: initial.options.instanceType }
  const record: CostRecord = {
    scenario, manifest, options,
    scale: number('scale', 100_000), daysPerWeek: number('daysPerWeek', 7), hoursPerDay: number('hoursPerDay', 24),
    low: number('low', 1), wonPerDollar: number('wonPerDollar', 100_000, 1),
    pattern: choice(value.pattern, 'pattern', patterns, initial.pattern, problems),
    currency: choice(value.currency, 'currency', currencies, initial.currency, problems),
    view: choice(value.view, 'view', views, initial.view, problems),
    axis: choice(value.axis, 'axis', axes, initial.axis, problems),
    plane: choice(value.plane, 'plane', planes, initial.plane, problems),
    opened: text(value.opened, 'opened', 80, problems),
  }
  return { record, problems: [...problems, ...read.problems.map(({ message }) => message)] }
}
