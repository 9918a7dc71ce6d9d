/** Who is cheapest from where on, in sentences. */
import type { Language } from '../../../data/localized.ts'
import { type BreakEven, costAt, type Plane, planes } from '../../../engine/cost/index.ts'
import { amount, type Currency, percent, roundMoney } from '../controls/number-words.ts'
import { leadChanges } from './break-even-chart.ts'
import { planeNames, strings } from './cost-strings.ts'
import { particleAfter, shortNames } from './plane-words.ts'

/**
 * Who costs least at the hours a day that the workload comes to.
 * @param runs whether it runs for these hours and not all day, with a load that comes to them
 */
export function leaderWords({ lines, present }: BreakEven['byHours'], runs: boolean, language: Language, currency: Currency): string {
  if (lines.length < 2)
    return strings.fewComplete[language]
  const costs = lines.map(line => ({ plane: line.plane, usd: costAt(line, present) }))
  const least = Math.min(...costs.map(({ usd }) => usd))
  const leaders = costs.filter(({ usd }) => usd - least < 0.005)
  const left = lines.length < planes.length ? strings.onlyComplete[language] : ''
  const [hours, paid] = [amount(present, 1), roundMoney(least, currency)]
  const now = runs
    ? { ko: `지금 하루 ${hours}시간이면`, en: `Now, ${hours} hours a day:` }[language]
    : { ko: `지금 부하는 하루 ${hours}시간을 최대로 돌린 만큼이고, 그렇게 켜면`, en: `The load now comes to ${hours} hours a day at full. Run so:` }[language]
  return {
    ko: `${now} ${shortNames(leaders, 'ko').words}${particleAfter(leaders, '이', '가')} 월 ${paid}로 가장 쌉니다.`,
    en: `${now} ${shortNames(leaders, 'en').words} ${shortNames(leaders, 'en').many ? 'are' : 'is'} cheapest, ${paid} a month.`,
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

/** The nodes that the reader looks at; where that is Fargate itself, those of a node group. The two kinds of node groups, while they cost the same, are looked at together. */
export function fillsOf(byFill: BreakEven['byFill'], plane: Plane): BreakEven['byFill'] {
  const chosen = byFill.find(each => each.plane === plane) ?? byFill.find(each => each.plane === 'managed')
  const isGroup = (plane?: Plane) => plane === 'managed' || plane === 'self-managed'
  return byFill.filter(each => each === chosen || (isGroup(chosen?.plane) && isGroup(each.plane) && each.presentUsd === chosen?.presentUsd))
}

/** What the inputs come to, in a sentence for a hall: who costs less, as full as these nodes are, and from where on. @param agents whether DaemonSets were added */
export function fillSentence(fills: BreakEven['byFill'], agents: boolean, language: Language): string {
  const [first] = fills
  if (!first)
    return strings.noFill[language]
  const cheaper = first.present > first.breakEven ? fills : [{ plane: 'fargate' as const }]
  const { words, many } = shortNames(cheaper, language)
  const [now, even] = [percent(first.present), percent(first.breakEven)]
  const [less, is] = [many ? 'cost less' : 'costs less', particleAfter(cheaper, '이', '가')]
  if (first.breakEven > 1)
    return { ko: '꽉 채워도 Fargate가 더 쌉니다.', en: 'Fargate costs less, however full the nodes are.' }[language]
  return agents
    ? { ko: `DaemonSet 3개면 손익분기점은 ${even}입니다. ${now} 채운 지금은 ${words}${is} 더 쌉니다.`, en: `With 3 DaemonSets break-even is ${even}: at ${now}, ${words} ${less}.` }[language]
    : { ko: `${now} 채우면 ${words}${is} 더 쌉니다. 손익분기점은 ${even}입니다.`, en: `At ${now} full, ${words} ${less}. Break-even: ${even}.` }[language]
}

/** How full nodes must be to beat Fargate, and how full they are. Data planes of which the same is so share a sentence. */
export function fillSentences(fills: BreakEven['byFill'], language: Language): string[] {
  const alike = new Map<string, BreakEven['byFill']>()
  for (const fill of fills) {
    const key = `${percent(fill.present)} ${percent(fill.breakEven)}`
    alike.set(key, [...alike.get(key) ?? [], fill])
  }
  return [...alike.values()].flatMap(([first, ...others]) => first ? [fillWords(first, [first, ...others].map(({ plane }) => planeNames[plane][language]).join(', '), language)] : [])
}

function fillWords({ present, breakEven }: BreakEven['byFill'][number], name: string, language: Language): string {
  if (breakEven > 1) {
    return { ko: `${name}: 꽉 채워도 Fargate가 쌉니다. 지금은 평균 ${percent(present)}.`, en: `${name}: never cheaper than Fargate here; now ${percent(present)} full on average.` }[language]
  }
  const even = percent(breakEven)
  return {
    ko: `${name}: 평균 ${even} 넘게 채우면 Fargate보다 쌉니다. 지금은 ${percent(present)}.`,
    en: `${name}: cheaper than Fargate above ${even} full on average; now ${percent(present)}.`,
  }[language]
}
