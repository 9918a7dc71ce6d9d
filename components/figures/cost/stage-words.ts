/** What is said of the bills in a hall: in a sentence, and in a few words beside a bar or in a head. */
import type { Language } from '../../../data/localized.ts'
import type { Bill, Comparison, LineCode, Plane, Usage } from '../../../engine/cost/index.ts'
import { amount, type Currency, percent, roundMoney } from '../controls/number-words.ts'
import type { Grown } from './compute.ts'
import { strings, type Turn, turnWords } from './cost-strings.ts'
import type { CostRecord } from './cost.ts'
import { particleAfter, shortNames } from './plane-words.ts'
import { ranked } from './ranked.ts'
import { centsOf } from './table.ts'

/** How full the nodes of node groups are over the month, on the average; a break-even is about its busiest hour. The larger of the shares of CPU and memory that pods request. */
function fillOf(bills: readonly Bill[]): number | undefined {
  const use = bills.find(({ plane }) => plane === 'managed')?.utilisation
  return use ? Math.max(use.cpu, use.memory) : undefined
}

/** Whether they are the two kinds of node groups, and nothing else: then they need not be named twice. */
const onlyGroups = (first: readonly Bill[]) => first.length === 2 && first.every(({ plane }) => plane === 'self-managed' || plane === 'managed')

/** The sentence of the stage: how full the nodes are, or how long all runs where that is what counts, who is cheapest and who is dearest then, in round numbers. */
export function stageSentence(bills: readonly Bill[], usage: Usage | undefined, assumed: boolean, language: Language, currency: Currency): string {
  const rank = ranked(bills)
  if (!rank)
    return strings.fewComplete[language]
  const { first, last } = rank
  const [least = 0, most = 0] = [first[0]?.totalCents, last[0]?.totalCents]
  const round = (cents: number) => roundMoney(cents / 100, currency)
  const fill = fillOf(bills)
  const partly = usage?.kind === 'runs' || (usage?.kind === 'schedule' && usage.hoursPerDay * usage.daysPerWeek < 24 * 7)
  // Only of node groups: the others are as full as stands below their names.
  const full = fill === undefined ? '' : { ko: `노드 그룹을 평균 ${percent(fill)} 채우면 `, en: `Node groups ${percent(fill)} full: ` }[language]
  const when = partly ? { ko: `${usageWords(usage, 'ko')}만 켜면 `, en: `${usageWords(usage, 'en')}: ` }[language] : full
  if (last.length === 0)
    return { ko: `${when}모두 ${round(least)}로 같습니다.`, en: `${when}all come to ${round(least)}.` }[language]
  const guess = assumed ? { ko: '가정상 ', en: 'if the assumed requests hold, ' }[language] : ''
  const [cheap, dear] = [shortNames(first, language), shortNames(last, language)]
  if (!partly && fill !== undefined && onlyGroups(first)) {
    return {
      ko: `평균 ${percent(fill)} 채운 노드 그룹이 ${guess}가장 쌉니다. ${dear.words}보다 월 ${round(most - least)} 적습니다.`,
      en: `Node groups ${percent(fill)} full are cheapest${assumed ? ' if the assumed requests hold' : ''}, ${round(most - least)} a month less than ${dear.words}.`,
    }[language]
  }
  const text = {
    ko: `${when}${guess}${cheap.words}${particleAfter(first, '이', '가')} 가장 쌉니다. ${dear.words}보다 월 ${round(most - least)} 적습니다.`,
    en: `${when}${guess}${cheap.words} ${cheap.many ? 'are' : 'is'} cheapest, ${round(most - least)} a month less than ${dear.words}.`,
  }[language]
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** What of a bar is for others than plain nodes: why the fuller nodes need not be the cheaper ones. */
function includedWords(bills: readonly Bill[], language: Language, currency: Currency): string {
  const partOf = (plane: Plane, code: LineCode) => {
    const bill = bills.find(each => each.plane === plane)
    return roundMoney((bill ? centsOf(bill, code) : 0) / 100, currency)
  }
  const [own, fee] = [partOf('karpenter', 'system-nodes'), partOf('auto-mode', 'auto-mode-fee')]
  return {
    ko: `Karpenter는 시스템 노드 ${own}, Auto Mode는 관리 요금 ${fee} 포함입니다.`,
    en: `Included: ${own} for Karpenter's system nodes, ${fee} for Auto Mode's fee.`,
  }[language]
}

/** How many times the pods there is room for on the nodes of all data planes alike (docs/cost.md). */
export const roomTimes = ({ fill, options }: Pick<CostRecord, 'fill' | 'options'>) => amount((1 + options.headroom) / fill, 1)

/** The same, and what holds the room where nodes are fitted to pods. */
function roomWords(record: Pick<CostRecord, 'fill' | 'options'>, language: Language): string {
  const times = roomTimes(record)
  return {
    ko: `파드 ${times}배가 들어갈 자리를 켜 둡니다. Karpenter·Auto Mode에서는 예비 파드가 그 자리를 잡습니다.`,
    en: `Room for ${times}× the pods: on Karpenter and Auto Mode, placeholder pods hold it.`,
  }[language]
}

/** What sidecars make of pods on Fargate. */
function grownWords({ pods, before, after }: Grown, language: Language): string {
  const [from, to] = [amount(before, 1), amount(after, 1)]
  return { ko: `${pods}개가 더 큰 크기로, ${from} → ${to} vCPU.`, en: `${pods} go up a size: ${from} → ${to} vCPU.` }[language]
}

/** What the inputs of a bill turned last, as the story turns them one after the other. */
function turnOf({ pattern, agents, fill }: Pick<CostRecord, 'pattern' | 'agents' | 'fill'>): Turn {
  return pattern === 'week' ? 'part-time' : agents ? 'agents' : fill < 1 ? 'sparse' : 'packed'
}

/** What the inputs turned, and what that comes to in these bills. */
export function turnSentence(record: Pick<CostRecord, 'pattern' | 'agents' | 'fill' | 'options'> & Currency, bills: readonly Bill[], grown: Grown | null | undefined, language: Language): string {
  const turn = turnOf(record)
  if (turn === 'sparse')
    return roomWords(record, language)
  const numbers = turn === 'packed' ? includedWords(bills, language, record) : turn === 'agents' && grown ? grownWords(grown, language) : ''
  return `${turnWords[turn][language]} ${numbers}`.trimEnd()
}

/** Pods whose requests are an assumption; empty when there are none. */
export function assumedWords({ assumed, options }: Comparison, language: Language): string {
  if (assumed.length === 0)
    return ''
  const names = assumed.slice(0, 3).map(({ name }) => name).join(', ') + (assumed.length > 3 ? ` +${assumed.length - 3}` : '')
  return {
    ko: `요청이 없는 파드(${names})는 CPU ${options.assumedCpuMilli}m, 메모리 ${options.assumedMemoryMiB}Mi로 가정했습니다.`,
    en: `Pods without requests (${names}) are taken to request ${options.assumedCpuMilli}m of CPU and ${options.assumedMemoryMiB}Mi.`,
  }[language]
}

/** What a data plane cannot run, in a few words; empty when it runs all. */
export function refusedNames({ notRunnable }: Bill, language: Language): string {
  const left = notRunnable.filter(({ pricedOnNodes }) => !pricedOnNodes)
  const daemons = left.filter(({ obstacles }) => obstacles.some(({ code }) => code === 'DaemonSet')).length
  if (left.length === 0)
    return ''
  return daemons === left.length
    ? { ko: `DaemonSet ${daemons}개 못 돌림`, en: `${daemons} DaemonSets left out` }[language]
    : { ko: `${left.length}가지 파드 못 돌림`, en: `${left.length} kinds of pods left out` }[language]
}

/** When a workload runs. */
export function usageWords(usage: Usage | undefined, language: Language): string {
  switch (usage?.kind) {
    case 'schedule':
      return usage.daysPerWeek === 7
        ? { ko: `매일 ${amount(usage.hoursPerDay)}시간`, en: `${amount(usage.hoursPerDay)} hours every day` }[language]
        : { ko: `한 주에 ${amount(usage.daysPerWeek)}일, 하루 ${amount(usage.hoursPerDay)}시간`, en: `${amount(usage.daysPerWeek)} days a week, ${amount(usage.hoursPerDay)} h a day` }[language]
    case 'profile':
      return { ko: '하루 내내, 부하를 따라 오르내림', en: 'all day, with the load' }[language]
    case 'runs':
      return { ko: `한 달에 ${amount(usage.runsPerMonth)}번, ${amount(usage.secondsPerRun / 3600)}시간씩`, en: `${amount(usage.runsPerMonth)} times a month, ${amount(usage.secondsPerRun / 3600)} h each` }[language]
    default:
      return { ko: '한 달 내내', en: 'all month' }[language]
  }
}

/** The same in two or three words, where a bill stands without its story. */
export function usageBriefly(usage: Usage | undefined, language: Language): string {
  switch (usage?.kind) {
    case 'schedule':
      return { ko: `하루 ${amount(usage.hoursPerDay)}시간`, en: `${amount(usage.hoursPerDay)} hours a day` }[language]
    case 'profile':
      return { ko: '하루 내내', en: 'all day' }[language]
    case 'runs':
      return { ko: `한 달에 ${amount(usage.runsPerMonth)}번`, en: `${amount(usage.runsPerMonth)} times` }[language]
    default:
      return { ko: '한 달 내내', en: 'around the clock' }[language]
  }
}
