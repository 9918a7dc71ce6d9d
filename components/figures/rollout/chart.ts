/** A rollout over time: pods by version, those that can be used, and the promise. */
import type { Language } from '../../../data/localized.ts'
import type { TimeLevel, TimeMark, TimePoint, TimeSeries } from '../../charts/time-series.ts'
import type { Tone } from '../../charts/tone.ts'
import { type Acts, BLINK } from './acts.ts'
import { strings } from './rollout-words.ts'
import type { Counts } from './sets.ts'

/** Tones and dashes of the versions: the second is the one that comes, what is broken comes third. */
const looks: readonly { tone: Tone, dash?: string }[] = [{ tone: 'quiet' }, { tone: 'ink' }, { tone: 'bad', dash: '3 4' }]

/** Without what is over in a blink, which would be a needle in the chart; what breaks the promise stays, however short. */
function settled({ samples, promise }: Acts): Acts['samples'] {
  return samples.filter(({ at, value }, index) => (samples[index + 1]?.at ?? Number.POSITIVE_INFINITY) - at >= BLINK || value.available < promise)
}

/** All that has happened, on an axis that stays where it begins: as long as the first exchange of pods takes, then it grows with time. Virtual ms. */
export function windowOf({ plan, update, undo }: Acts, now: number): { from: number, to: number } {
  const [first, last] = [(update.to ?? plan.broken) + 3_000, (undo.to ?? plan.end) + 5_000]
  return { from: plan.start, to: Math.min(last, Math.max(first, now + 3_000)) }
}

export function seriesOf(acts: Acts, { from, to }: { from: number, to: number }, language: Language): TimeSeries[] {
  const { rolling, ceiling, wanted } = acts
  const samples = settled(acts)
  const begun = samples.findLastIndex(({ at }) => at <= from)
  const shown = samples.slice(Math.max(0, begun)).filter(({ at }) => at <= to)
  const points = (value: (counts: Counts) => number | undefined): TimePoint[] => shown.flatMap((sample) => {
    const y = value(sample.value)
    return y === undefined ? [] : [{ at: Math.max(from, sample.at), y }]
  })
  const versions = [...new Set(shown.flatMap(({ value }) => Object.entries(value.versions).filter(([, { pods }]) => pods > 0).map(([version]) => Number(version))))]
  return [
    { id: 'available', label: strings.available[language], tone: 'data', kind: 'area', points: points(({ available }) => available) },
    ...rolling && ceiling > wanted ? [{ id: 'total', label: strings.total[language], tone: 'own', quiet: true, points: points(({ total }) => total) } satisfies TimeSeries] : [],
    ...versions.map((version): TimeSeries => ({
      id: `v${version}`, label: `v${version}`, quiet: true, ...looks[Math.min(version, looks.length) - 1] ?? { tone: 'quiet' },
      points: points(({ versions: of }) => of[version]?.pods),
    })),
  ]
}

/** What is done to the Deployment. */
export function marksOf({ plan }: Acts, { from, to }: { from: number, to: number }, language: Language): TimeMark[] {
  return (['image', 'typo', 'undo'] as const)
    .map((name): TimeMark => ({ at: { image: plan.update, typo: plan.broken, undo: plan.undo }[name], label: strings[name][language], tone: 'ink' }))
    .filter(({ at }) => at >= from && at <= to)
}

export function levelsOf({ promise, ceiling, wanted, rolling }: Acts, language: Language): TimeLevel[] {
  if (!rolling)
    return []
  return [{ y: promise, label: strings.promise(promise)[language], tone: 'own' }, ...ceiling > wanted ? [{ y: ceiling, label: strings.ceiling(ceiling)[language], tone: 'own' } satisfies TimeLevel] : []]
}
