import type { Localized } from '../../../data/localized.ts'
import { defaultOptions, type CostOptions, planes, presets, readOptions } from '../../../engine/cost/index.ts'
import { currencies } from '../controls/number-words.ts'
import { type Beat, defineFigure } from '../shell/define.ts'
import { choice, number, type Param, text, type ValuesOf } from '../shell/param.ts'
import { axes, type CostScenario, patterns, presetIds, views } from './choices.ts'
import { scenarioNames, strings } from './cost-strings.ts'

/** The longest manifest that travels in a record. */
export const MANIFEST_LIMIT = 200_000

/** What the prices depend on, read field by field; the day is the reader's own, whatever is written here. */
const options: Param<CostOptions> = {
  initial: { ...defaultOptions },
  read: (value, _, base) => {
    const read = readOptions(typeof value === 'object' && value !== null ? { instanceType: base.instanceType, ...value } : {})
    const typeIsKnown = !read.problems.some(({ field }) => field === 'instanceType')
    return {
      value: typeIsKnown ? read.options : { ...read.options, instanceType: base.instanceType },
      problems: read.problems.map(({ message }): Localized => message),
    }
  },
}

export const params = {
  /** The reader's own manifest; empty until one is brought. */
  manifest: text({ limit: MANIFEST_LIMIT }),
  /** How many times the scenario's replicas. */
  scale: number({ initial: 1, min: 0, max: 100_000 }),
  pattern: choice({ values: patterns, initial: 'own' }),
  daysPerWeek: number({ initial: 5, min: 0, max: 7 }),
  hoursPerDay: number({ initial: 10, min: 0, max: 24 }),
  /** Share of the replicas that runs at the quietest hour of a day. */
  low: number({ initial: 0.2, min: 0, max: 1 }),
  options,
  currency: choice({ values: currencies, initial: 'USD' }),
  /** Won a dollar, set by the reader. */
  wonPerDollar: number({ initial: 1400, min: 1, max: 100_000 }),
  view: choice({ values: views, initial: 'bill' }),
  axis: choice({ values: axes, initial: 'hours' }),
  /** The data plane whose lines or packing are shown. */
  plane: choice({ values: planes, initial: 'managed' }),
  /** The number whose formula is open, as `plane/what`; empty when none is. */
  opened: text({ initial: 'managed/nodes', limit: 80 }),
}

/** The figure's inputs, and what of the result is on screen. */
export interface CostRecord extends ValuesOf<typeof params> {
  scenario: CostScenario
}

const scenarios = Object.fromEntries([
  ...presetIds.map(id => [id, { title: scenarioNames[id], params: { options: { ...defaultOptions, instanceType: presets[id].instanceType } } }]),
  ['manifest', { title: scenarioNames.manifest, offered: ({ manifest }: CostRecord) => manifest !== '' }],
]) as Record<CostScenario, { title: Localized }>

/** One bill, turned around: the same pods by day only, then many of them. */
const story: Beat<typeof params>[] = [
  { params: { pattern: 'week' }, say: strings.byDay },
  { params: { pattern: 'own', scale: 10 }, say: strings.tenfold },
]

export const cost = defineFigure<typeof params, CostScenario>({
  name: 'cost',
  version: 2,
  label: strings.figure,
  params,
  carry: ({ manifest, currency, wonPerDollar, view, axis, plane, options: { ...prices } }, { options: { instanceType } }) =>
    ({ manifest, currency, wonPerDollar, view, axis, plane, options: { ...prices, instanceType } }),
  scenarios,
  story: () => story,
})
