/** Sentences about a result. */
import type { Language } from '../../../data/localized.ts'
import { type Bill, type BreakEven, type Comparison, costAt, type LineCode, type NodesAlike, type NotRunnable, type Plane, planes, type Runs, type TopPod, type Usage, type Utilisation } from '../../../engine/cost/index.ts'
import type { FargateObstacleCode } from '../../../engine/aws/index.ts'
import { amount, type Currency, money, percent, pods, roundMoney, unitPrice } from '../controls/number-words.ts'
import { leadChanges, roughly as rounded } from './break-even-chart.ts'
import type { Grown } from './compute.ts'
import { planeNames, type Turn, turnWords } from './cost-strings.ts'
import type { CostRecord } from './cost.ts'
import { centsOf } from './table.ts'

const fewComplete = { ko: '값을 다 아는 요금이 둘이 되지 않아 견줄 수 없습니다.', en: 'Fewer than two bills are complete, so none can be called cheaper.' }
const onlyComplete = { ko: ' 값을 다 아는 것끼리만 견주었습니다.', en: ' Only complete bills are compared.' }

/** Planes whose Korean name ends in a consonant, by which particles go. */
const closed: ReadonlySet<Plane> = new Set(['self-managed', 'managed'])

const particle = (named: readonly { plane: Plane }[], afterConsonant: string, afterVowel: string) =>
  closed.has(named.at(-1)?.plane ?? 'fargate') ? afterConsonant : afterVowel

/** How full the nodes of node groups are over the month, on the average; a break-even is about its busiest hour. The larger of the shares of CPU and memory that pods request. */
function fillOf(bills: readonly Bill[]): number | undefined {
  const use = bills.find(({ plane }) => plane === 'managed')?.utilisation
  return use ? Math.max(use.cpu, use.memory) : undefined
}

interface Ranked { first: readonly Bill[], last: readonly Bill[], all: readonly Bill[] }

/** Bills that may be held against each other, the cheapest first; those that tie for it together. */
function ranked(bills: readonly Bill[]): Ranked | undefined {
  const all = bills.filter(bill => bill.comparable).toSorted((a, b) => a.totalCents - b.totalCents)
  const [least] = all
  if (!least || all.length < 2)
    return undefined
  const first = all.filter(({ totalCents }) => totalCents === least.totalCents)
  const most = all.at(-1)?.totalCents ?? 0
  return { first, last: first.length < all.length ? all.filter(({ totalCents }) => totalCents === most) : [], all }
}

const namesOf = (named: readonly { plane: Plane }[], language: Language) =>
  named.map(({ plane }) => planeNames[plane][language]).join({ ko: '·', en: ' and ' }[language])

const nodeGroups = { ko: '노드 그룹', en: 'node groups' }

/** The same for a hall, on one line: the two kinds of node groups cost the same, and are named together. */
function shortNames(bills: readonly { plane: Plane }[], language: Language): { words: string, many: boolean } {
  const both = bills.some(({ plane }) => plane === 'self-managed') && bills.some(({ plane }) => plane === 'managed')
  if (!both)
    return { words: namesOf(bills, language), many: bills.length > 1 }
  const others = bills.filter(({ plane }) => plane !== 'self-managed' && plane !== 'managed')
  return { words: [...others.length > 0 ? [namesOf(others, language)] : [], nodeGroups[language]].join({ ko: '·', en: ' and ' }[language]), many: true }
}

/** The particle after them: node groups come last. */
const particleAfter = (bills: readonly { plane: Plane }[], afterConsonant: string, afterVowel: string) =>
  bills.some(({ plane }) => plane === 'managed') ? afterConsonant : particle(bills, afterConsonant, afterVowel)

/** The sentence of the stage: how full the nodes are, or how long all runs where that is what counts, who is cheapest and who is dearest then, in round numbers. */
export function stageSentence(bills: readonly Bill[], usage: Usage | undefined, assumed: boolean, language: Language, currency: Currency): string {
  const rank = ranked(bills)
  if (!rank)
    return fewComplete[language]
  const { first, last } = rank
  const [least = 0, most = 0] = [first[0]?.totalCents, last[0]?.totalCents]
  const round = (cents: number) => roundMoney(cents / 100, currency)
  const fill = fillOf(bills)
  const partly = usage?.kind === 'runs' || (usage?.kind === 'schedule' && usage.hoursPerDay * usage.daysPerWeek < 24 * 7)
  const full = fill === undefined ? '' : { ko: `노드를 평균 ${percent(fill)} 채우면 `, en: `Avg. ${percent(fill)} full: ` }[language]
  const when = partly ? { ko: `${usageWords(usage, 'ko')}만 켜면 `, en: `${usageWords(usage, 'en')}: ` }[language] : full
  if (last.length === 0)
    return { ko: `${when}모두 ${round(least)}로 같습니다.`, en: `${when}all come to ${round(least)}.` }[language]
  const guess = assumed ? { ko: '가정상 ', en: 'if the assumed requests hold, ' }[language] : ''
  const [cheap, dear] = [shortNames(first, language), shortNames(last, language)]
  const text = {
    ko: `${when}${guess}${cheap.words}${particleAfter(first, '이', '가')} 가장 쌉니다. ${dear.words}보다 월 ${round(most - least)} 적습니다.`,
    en: `${when}${guess}${cheap.words} ${cheap.many ? 'are' : 'is'} cheapest, ${round(most - least)} a month less than ${dear.words}.`,
  }[language]
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** The cheapest of the bills that are complete, and how much more the next of them is, to the cent. */
export function verdict(bills: readonly Bill[], language: Language, currency: Currency): string {
  const rank = ranked(bills)
  if (!rank)
    return fewComplete[language]
  const { first, all } = rank
  const next = all[first.length]
  const left = all.length < bills.length ? onlyComplete[language] : ''
  if (!next)
    return { ko: '모두 같은 값입니다.', en: 'All come to the same.' }[language] + left
  const apart = money(next.totalCents - (first[0]?.totalCents ?? 0), currency)
  return {
    ko: `${namesOf(first, 'ko')}${particle(first, '이', '가')} 가장 쌉니다. 다음은 ${planeNames[next.plane].ko}, 한 달에 ${apart} 더 듭니다.`,
    en: `Cheapest: ${namesOf(first, 'en')}. Next: ${planeNames[next.plane].en}, ${apart} a month more.`,
  }[language] + left
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

const obstacleWords: Record<FargateObstacleCode, Record<Language, string>> = {
  DaemonSet: { ko: 'DaemonSet', en: 'a DaemonSet' },
  privileged: { ko: '특권 컨테이너', en: 'a privileged container' },
  allowPrivilegeEscalation: { ko: 'allowPrivilegeEscalation', en: 'allowPrivilegeEscalation' },
  capabilities: { ko: '추가한 커널 권한(capabilities)', en: 'added capabilities' },
  hostPort: { ko: 'hostPort', en: 'a hostPort' },
  hostNetwork: { ko: 'hostNetwork', en: 'hostNetwork' },
  hostPID: { ko: 'hostPID', en: 'hostPID' },
  hostIPC: { ko: 'hostIPC', en: 'hostIPC' },
  gpu: { ko: 'GPU', en: 'a GPU' },
  'extended-resource': { ko: '확장 리소스', en: 'an extended resource' },
  'ebs-volume': { ko: 'EBS 볼륨', en: 'an EBS volume' },
  hostPath: { ko: 'hostPath 볼륨', en: 'a hostPath volume' },
  'inline-csi': { ko: '인라인 CSI 볼륨', en: 'an inline CSI volume' },
  'volume-type': { ko: '지원하지 않는 종류의 볼륨', en: 'a volume of an unsupported type' },
  arch: { ko: 'x86이 아닌 아키텍처', en: 'not x86' },
  os: { ko: 'Linux가 아닌 OS', en: 'not Linux' },
  'too-large': { ko: '너무 큰 요청', en: 'a request that is too large' },
}

/** Pods that a data plane cannot run, why, and whether nodes beside it do. */
export function refusalWords({ name, obstacles, reasons, pricedOnNodes }: NotRunnable, language: Language): string {
  const named = obstacles.map(({ code, params: { volume, capabilities } }) => obstacleWords[code][language] + (volume ?? capabilities ? ` (${volume ?? capabilities})` : ''))
  const why = [...new Set(named), ...reasons].join(', ')
  const onNodes = pricedOnNodes ? { ko: ' → 노드에서 돌리고 이 요금에 더함', en: ' → on nodes, in this bill' }[language] : ''
  return `${name}: ${why}${onNodes}`
}

/** Who costs least at the hours a day that the workload comes to. */
export function leaderWords({ lines, present }: BreakEven['byHours'], language: Language): string {
  if (lines.length < 2)
    return fewComplete[language]
  const costs = lines.map(line => ({ plane: line.plane, usd: costAt(line, present) }))
  const least = Math.min(...costs.map(({ usd }) => usd))
  const leaders = costs.filter(({ usd }) => usd - least < 0.005)
  const left = lines.length < planes.length ? onlyComplete[language] : ''
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

/** What of a bar is for others than plain nodes: why the fuller nodes need not be the cheaper ones. */
function includedWords(bills: readonly Bill[], language: Language, currency: Currency): string {
  const partOf = (plane: Plane, code: LineCode) => {
    const bill = bills.find(each => each.plane === plane)
    return roundMoney((bill ? centsOf(bill, code) : 0) / 100, currency)
  }
  const [own, fee] = [partOf('karpenter', 'system-nodes'), partOf('auto-mode', 'auto-mode-fee')]
  return {
    ko: `Karpenter는 전용 노드 ${own}, Auto Mode는 관리 요금 ${fee} 포함입니다.`,
    en: `Included: ${own} for Karpenter's own nodes, ${fee} for Auto Mode's fee.`,
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
export function turnSentence(record: Pick<CostRecord, 'pattern' | 'agents' | 'fill'> & Currency, bills: readonly Bill[], grown: Grown | null | undefined, language: Language): string {
  const turn = turnOf(record)
  const numbers = turn === 'packed' || turn === 'sparse' ? includedWords(bills, language, record) : turn === 'agents' && grown ? grownWords(grown, language) : ''
  return `${turnWords[turn][language]} ${numbers}`.trimEnd()
}

/** How much of what is paid for the pods request. */
export function usedWords({ cpu, memory }: Utilisation, language: Language): string {
  return {
    ko: `돈을 낸 CPU의 ${percent(cpu)}, 메모리의 ${percent(memory)}를 파드가 요청했습니다.`,
    en: `Pods request ${percent(cpu)} of the CPU and ${percent(memory)} of the memory paid for.`,
  }[language]
}

/** Nodes that the picture has no room for. */
export function leftWords(count: number, language: Language): string {
  return { ko: `그 밖에 ${amount(count, 0)}대가 더 있습니다.`, en: `${amount(count, 0)} more not shown.` }[language]
}

/** So many pods of so many kinds. */
export function kindsWords(count: number, kinds: number, language: Language): string {
  return kinds === 1 ? pods(count, language) : { ko: `파드 ${amount(count, 0)}개, ${kinds}가지`, en: `${amount(count, 0)} pods of ${kinds} kinds` }[language]
}

/** What a Savings Plan commits to and saves. */
export function commitmentWords({ usdPerHour, savedUsd }: NonNullable<Bill['commitment']>, language: Language, currency: Currency): string {
  const saved = money(Math.abs(savedUsd) * 100, currency)
  return savedUsd >= 0
    ? { ko: `매시간 ${unitPrice(usdPerHour)} 약정: 온디맨드보다 한 달 ${saved} 쌉니다.`, en: `${unitPrice(usdPerHour)} committed an hour: ${saved} a month less than on demand.` }[language]
    : { ko: `매시간 ${unitPrice(usdPerHour)} 약정: 남는 약정 때문에 온디맨드보다 한 달 ${saved} 비쌉니다.`, en: `${unitPrice(usdPerHour)} committed an hour, part of it unused: ${saved} a month more than on demand.` }[language]
}

/** The system pods on each bill. */
export function systemWords(bills: readonly Bill[], language: Language): string[] {
  return bills.map(({ plane, system }) => {
    const names = system.map(({ name, replicas }) => `${name} ${replicas}`).join(', ')
    return `${planeNames[plane][language]}: ${names || { ko: '시스템 파드 없음', en: 'no system pods' }[language]}`
  })
}

/** A group that runs by a schedule of its own. */
export function runsWords(name: string, { schedule, seconds, assumed }: Runs, language: Language): string {
  const minutes = amount(seconds / 60, 1)
  const guess = assumed ? { ko: '(가정)', en: ' (assumed)' }[language] : ''
  return { ko: `${name}: ${schedule}, 한 번에 ${minutes}분${guess}`, en: `${name}: ${schedule}, ${minutes} minutes a run${guess}` }[language]
}

/** Today's nodes in a line. */
export function nodesWords(nodes: readonly NodesAlike[], language: Language): string {
  const bought = { 'on-demand': '', spot: { ko: ' 스팟', en: ' Spot' }[language], 'auto-mode': ' Auto Mode' }
  return nodes.map(({ type, bought: how, count }) => `${amount(count, 0)} × ${type}${bought[how]}`).join(', ')
}

/** Pods of kubectl top that belong to nothing that is priced. */
export function unmatchedWords(pods: readonly TopPod[], language: Language): string {
  if (pods.length === 0)
    return ''
  const names = pods.slice(0, 3).map(({ name }) => name).join(', ')
  return { ko: `매니페스트에 없는 파드 ${pods.length}개: ${names}`, en: `${pods.length} pods belong to nothing in the manifest: ${names}` }[language]
}
