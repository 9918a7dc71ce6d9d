/** Who is cheapest from where on, in sentences. */
import type { Language } from '../../../data/localized.ts'
import { type BreakEven, costAt, type Plane, planes } from '../../../engine/cost/index.ts'
import { amount, percent } from '../controls/number-words.ts'
import { leadChanges, roughly as rounded } from './break-even-chart.ts'
import { planeNames, strings } from './cost-strings.ts'
import { particle, particleAfter, shortNames } from './plane-words.ts'

/** Who costs least at the hours a day that the workload comes to. */
export function leaderWords({ lines, present }: BreakEven['byHours'], language: Language): string {
  if (lines.length < 2)
    return strings.fewComplete[language]
  const costs = lines.map(line => ({ plane: line.plane, usd: costAt(line, present) }))
  const least = Math.min(...costs.map(({ usd }) => usd))
  const leaders = costs.filter(({ usd }) => usd - least < 0.005)
  const left = lines.length < planes.length ? strings.onlyComplete[language] : ''
  const names = leaders.map(({ plane }) => planeNames[plane][language]).join(', ')
  return {
    ko: `지금 하루 ${amount(present, 1)}시간이면 ${names}${particle(leaders, '이', '가')} 가장 쌉니다.`,
    en: `Cheapest now, at ${amount(present, 1)} hours a day: ${names}.`,
  }[language] + left
}

/** Where the cheapest data plane gives way to another, by hours a day; the two kinds of node groups, which cost the same, share a sentence. */
export function crossingSentences(byHours: BreakEven['byHours'], language: Language): string[] {
  const changes = leadChanges(byHours).toSorted((a, b) => a.hours - b.hours)
  const named = (list: readonly Plane[]) => planes.filter(plane => list.includes(plane)).map(plane => ({ plane }))
  return [...Map.groupBy(changes, ({ hours }) => amount(hours, 1))].map(([hours, alike]) => {
    const [below, above] = [named(alike.map(({ cheaperBelow }) => cheaperBelow)), named(alike.map(({ cheaperAbove }) => cheaperAbove))]
    return {
      ko: `하루 ${hours}시간보다 짧으면 ${shortNames(below, 'ko').words}, 길면 ${shortNames(above, 'ko').words}${particleAfter(above, '이', '가')} 가장 쌉니다.`,
      en: `Cheapest below ${hours} hours a day: ${shortNames(below, 'en').words}; above: ${shortNames(above, 'en').words}.`,
    }[language]
  })
}

/**
 * How full nodes must be to beat Fargate, and how full they are. Data planes of which the same is so share a sentence.
 * @param roughly to 5 %, as on the chart
 */
export function fillSentences(fills: BreakEven['byFill'], language: Language, roughly = false): string[] {
  const alike = new Map<string, BreakEven['byFill']>()
  for (const fill of fills) {
    const key = `${percent(fill.present)} ${percent(fill.breakEven)}`
    alike.set(key, [...alike.get(key) ?? [], fill])
  }
  return [...alike.values()].flatMap(([first, ...others]) => first ? [fillWords(first, [first, ...others].map(({ plane }) => planeNames[plane][language]).join(', '), language, roughly)] : [])
}

function fillWords({ present, breakEven }: BreakEven['byFill'][number], name: string, language: Language, roughly: boolean): string {
  if (breakEven > 1) {
    return { ko: `${name}: 꽉 채워도 Fargate가 쌉니다. 지금은 가장 바쁠 때 ${percent(present)}.`, en: `${name}: never cheaper than Fargate here; now ${percent(present)} full at the peak.` }[language]
  }
  const even = percent(roughly ? rounded(breakEven) : breakEven)
  return {
    ko: `${name}: 가장 바쁠 때 ${roughly ? '약 ' : ''}${even} 넘게 채우면 Fargate보다 쌉니다. 지금은 ${percent(present)}.`,
    en: `${name}: cheaper than Fargate above ${roughly ? 'about ' : ''}${even} full at the peak; now ${percent(present)}.`,
  }[language]
}
