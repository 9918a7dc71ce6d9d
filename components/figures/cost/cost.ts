import * as v from 'valibot'
import type { Localized } from '../../../data/localized.ts'
import { type CostOptions, daemonSetChoices, defaultOptions, type NodesAlike, planes, purchases, readOptions } from '../../../engine/cost/index.ts'
import { currencies } from '../controls/number-words.ts'
import { type Beat, defineFigure } from '../shell/define.ts'
import { choice, data, flag, number, type Param, text, type ValuesOf } from '../shell/param.ts'
import { axes, type CostScenario, patterns, presetIds, usages, views } from './choices.ts'
import { scenarioNames, strings, turnWords } from './cost-strings.ts'

/** The longest manifest that travels in a record, and the longest output of kubectl top. */
export const MANIFEST_LIMIT = 200_000
export const TOP_LIMIT = 60_000

/** What the prices depend on, read field by field; the day is the reader's own, whatever is written here. */
const options: Param<CostOptions> = {
  initial: defaultOptions,
  read: (value) => {
    const read = readOptions(typeof value === 'object' && value !== null ? value : {})
    return { value: read.options, problems: read.problems.map(({ message }): Localized => message) }
  },
}

const nodesSchema: v.GenericSchema<unknown, readonly NodesAlike[]> = v.pipe(v.array(v.object({
  type: v.pipe(v.string(), v.maxLength(40)), bought: v.picklist(purchases), count: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100_000)),
})), v.maxLength(200))

export const params = {
  /** The reader's own manifest; empty until one is brought. */
  manifest: text({ limit: MANIFEST_LIMIT }),
  /** The nodes of the reader's cluster; none until they are brought. */
  nodes: data<readonly NodesAlike[]>({ initial: [], schema: nodesSchema }),
  /** How many times the scenario's replicas. */
  scale: number({ initial: 1, min: 0, max: 100_000 }),
  pattern: choice({ values: patterns, initial: 'own' }),
  daysPerWeek: number({ initial: 5, min: 0, max: 7 }),
  hoursPerDay: number({ initial: 10, min: 0, max: 24 }),
  /** Share of the replicas that runs at the quietest hour of a day. */
  low: number({ initial: 0.2, min: 0, max: 1 }),
  /** Share of the room on nodes that pods are let fill; packing leaves some more. */
  fill: number({ initial: 1, min: 0.1, max: 1 }),
  /** Whether three agents run beside the workload as DaemonSets. */
  agents: flag(),
  /** What becomes of DaemonSets on Fargate. */
  fargateDaemonSets: choice({ values: daemonSetChoices, initial: 'left-out' }),
  /** Minutes that a run of a Job takes where the manifest sets no deadline. */
  runMinutes: number({ initial: 10, min: 1, max: 1440 }),
  usage: choice({ values: usages, initial: 'unknown' }),
  /** What pods use of what they request, where only a share is known. */
  usedShare: number({ initial: 0.4, min: 0, max: 1 }),
  /** What kubectl top pods printed. */
  top: text({ limit: TOP_LIMIT }),
  options,
  currency: choice({ values: currencies, initial: 'USD' }),
  /** Won a dollar, set by the reader. */
  wonPerDollar: number({ initial: 1400, min: 1, max: 100_000 }),
  view: choice({ values: views, initial: 'bill' }),
  axis: choice({ values: axes, initial: 'fill' }),
  /** The data plane whose lines or packing are shown. */
  plane: choice({ values: planes, initial: 'managed' }),
  /** The number whose formula is open, as `plane/what`; empty when none is. */
  opened: text({ initial: 'managed/nodes', limit: 80 }),
}

/** The figure's inputs, and what of the result is on screen. */
export interface CostRecord extends ValuesOf<typeof params> {
  scenario: CostScenario
}

/** Where room for a rise is kept: the shop begins with its nodes about a third full. */
export const SPARSE = 0.35

const scenarios = Object.fromEntries([
  ...presetIds.map(id => [id, { title: scenarioNames[id], params: id === 'web-shop' ? { fill: SPARSE } : {} }]),
  ['manifest', { title: scenarioNames.manifest, offered: ({ manifest }: CostRecord) => manifest !== '' }],
]) as Record<CostScenario, { title: Localized }>

const withAgents: Beat<typeof params> = { params: { agents: true, fargateDaemonSets: 'sidecars' }, say: turnWords.agents }
const nights = { pattern: 'week', daysPerWeek: 7, hoursPerDay: 8 } as const

/** One bill, turned around three times. Who leads after each beat, the figure says from its own numbers. */
const story: Beat<typeof params>[] = [
  { params: { fill: 1 }, say: turnWords.packed, telling: true },
  withAgents,
  { params: { ...nights, axis: 'hours' }, say: turnWords['part-time'] },
]
/** The other scenarios begin with full nodes; a chart of them goes over to hours when hours are what is said. */
const shorter: Beat<typeof params>[] = [{ params: { fill: SPARSE }, say: turnWords.sparse }, withAgents, { params: { ...nights, axis: 'hours' }, say: turnWords['part-time'] }]

export const cost = defineFigure<typeof params, CostScenario>({
  name: 'cost',
  version: 3,
  // What an older record has beyond this format is passed over, field by field.
  migrate: record => record,
  label: strings.figure,
  params,
  carry: ({ manifest, nodes, usage, usedShare, top, currency, wonPerDollar, view, axis, plane, options: prices }) =>
    ({ manifest, nodes, usage, usedShare, top, currency, wonPerDollar, view, axis, plane, options: prices }),
  scenarios,
  // A batch of two hours a night is not run for eight.
  story: (_, scenario) => scenario === 'web-shop' ? story : scenario === 'nightly-batch' ? shorter.slice(0, 2) : shorter,
})
