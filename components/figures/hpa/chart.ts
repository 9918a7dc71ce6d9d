/** The number of pods over time: wanted by the formula, asked for, ready; and what happened to the load. */
import type { Language } from '../../../data/localized.ts'
import { timeWords } from '../../charts/time-axis.ts'
import type { TimeBand, TimeLevel, TimeMark, TimePoint, TimeSeries } from '../../charts/time-series.ts'
import { strings } from './hpa-words.ts'
import type { Course, HpaView } from './looks.ts'
import { windowOf } from './objects-of.ts'
import { FALL, loadOf, REPAIR, RISE, type ScenarioName, START } from './plan.ts'
import { whyOf } from './why.ts'

/** Virtual ms up to which the chart goes: what comes long after would squeeze how it rises. */
export function horizonOf({ samples, end }: Course, name: ScenarioName, now: number): number {
  const high = samples.at(-1)?.value.desired ?? 0
  const first = name === 'standard' ? FALL - 40_000 : name === 'spike' ? (samples.find(({ value }) => value.ready >= high)?.at ?? end) + 60_000 : end
  return now <= first ? Math.min(first, end) : end
}

/** What the formula comes to is named while it is not what is asked for. */
export function seriesOf({ samples, looks }: Course, { look }: HpaView, language: Language): TimeSeries[] {
  const points = (value: 'ready' | 'desired'): TimePoint[] => samples.map(({ at, value: counts }) => ({ at, y: counts[value] }))
  return [
    { id: 'ready', label: strings.ready[language], tone: 'data', kind: 'area', points: points('ready') },
    { id: 'formula', label: look && look.wanted !== look.desired ? strings.formula[language] : '', tone: 'ink', quiet: true, dash: '2 4', points: looks.filter(({ error }) => error === undefined).map(({ at, wanted }) => ({ at: Math.max(START, at), y: wanted })) },
    { id: 'desired', label: strings.desired[language], tone: 'control', points: points('desired') },
  ]
}

export function marksOf({ inputs }: Course, name: ScenarioName, language: Language): TimeMark[] {
  const [calm, ...steps] = loadOf(name, inputs.peak)
  const loads = steps.map(({ at, perSecond }, index): TimeMark => ({
    at, tone: 'own',
    // A load that comes and goes is named once.
    label: index < 2 || steps.length < 4 ? strings.load(perSecond)[language] : '',
  }))
  return [
    ...(calm ? [{ at: START, label: strings.load(calm.perSecond)[language], tone: 'own' } as const] : []),
    ...loads,
    ...(name === 'memory' ? [{ at: RISE, label: strings.heap[language], tone: 'own' } as const] : []),
    ...(name === 'missing' && inputs.own.length === 0 ? [{ at: REPAIR, label: strings.repair[language], tone: 'control' } as const] : []),
  ]
}

/** While a window holds the pods: the stretch of time whose highest result counts. */
export function bandsOf({ inputs }: Course, { look }: HpaView, now: number, language: Language): TimeBand[] {
  const ms = windowOf(inputs) * 1000
  if (!look || whyOf(look) !== 'held' || ms === 0)
    return []
  return [{ from: Math.max(START, now - ms), to: now, label: strings.window(timeWords(ms, language))[language], tone: 'control' }]
}

/** The maximum, where more than it is asked for. */
export function levelsOf({ looks }: Course, { max }: HpaView, language: Language): TimeLevel[] {
  return looks.some(({ wanted, stabilized }) => Math.max(wanted, stabilized) > max) ? [{ y: max, label: strings.max(max)[language], tone: 'own' }] : []
}
