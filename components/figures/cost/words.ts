/** Sentences about a result. */
import type { Language } from '../../../data/localized.ts'
import { type Bill, type BreakEven, costAt, type HoursCrossing, type NotRunnable, planes, type Usage, type Utilisation } from '../../../engine/cost/index.ts'
import type { FargateObstacleCode } from '../../../engine/aws/index.ts'
import { amount, type Currency, money, percent, pods } from '../controls/number-words.ts'
import { planeNames } from './cost-strings.ts'

const fewComplete = { ko: '값을 다 아는 요금이 둘이 되지 않아 견줄 수 없다.', en: 'Fewer than two bills are complete, so none can be called cheaper.' }
const onlyComplete = { ko: ' 값을 다 아는 것끼리만 견주었다.', en: ' Only complete bills are compared.' }

/** Korean's subject particle, by whether the last syllable of a plane's name ends in a consonant. */
const subject: Record<Bill['plane'], string> = { 'self-managed': '이', managed: '이', fargate: '가', 'auto-mode': '가' }

/** The cheapest of the bills that are complete, and how much more the next of them is. */
export function verdict(bills: readonly Bill[], language: Language, currency: Currency): string {
  const complete = bills.filter(bill => bill.complete).toSorted((a, b) => a.totalCents - b.totalCents)
  const [first] = complete
  if (!first || complete.length < 2)
    return fewComplete[language]
  const ties = complete.filter(({ totalCents }) => totalCents === first.totalCents)
  const next = complete[ties.length]
  const names = ties.map(({ plane }) => planeNames[plane][language]).join(', ')
  const left = complete.length < bills.length ? onlyComplete[language] : ''
  if (!next)
    return { ko: '모두 같은 값이다.', en: 'All come to the same.' }[language] + left
  const apart = money(next.totalCents - first.totalCents, currency)
  return {
    ko: `${names}${subject[ties.at(-1)?.plane ?? first.plane]} 가장 싸다. 다음은 ${planeNames[next.plane].ko}, 한 달에 ${apart} 더 든다.`,
    en: `Cheapest: ${names}. Next: ${planeNames[next.plane].en}, ${apart} a month more.`,
  }[language] + left
}

/** When a workload runs. */
export function usageWords(usage: Usage | undefined, language: Language): string {
  switch (usage?.kind) {
    case 'schedule':
      return { ko: `한 주에 ${amount(usage.daysPerWeek)}일, 하루 ${amount(usage.hoursPerDay)}시간`, en: `${amount(usage.daysPerWeek)} days a week, ${amount(usage.hoursPerDay)} hours a day` }[language]
    case 'profile':
      return { ko: '하루 내내, 부하를 따라 오르내린다', en: 'all day, up and down with the load' }[language]
    case 'runs':
      return { ko: `한 달에 ${amount(usage.runsPerMonth)}번, ${amount(usage.secondsPerRun / 3600)}시간씩`, en: `${amount(usage.runsPerMonth)} times a month, ${amount(usage.secondsPerRun / 3600)} hours each` }[language]
    default:
      return { ko: '한 달 내내', en: 'all month' }[language]
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
  const leaders = costs.filter(({ usd }) => usd - least < 0.005).map(({ plane }) => plane)
  const last = leaders.at(-1) ?? 'fargate'
  const left = lines.length < planes.length ? onlyComplete[language] : ''
  const names = leaders.map(plane => planeNames[plane][language]).join(', ')
  return {
    ko: `지금 하루 ${amount(present, 1)}시간이면 ${names}${subject[last]} 가장 싸다.`,
    en: `Cheapest now, at ${amount(present, 1)} hours a day: ${names}.`,
  }[language] + left
}

/** Where one data plane overtakes another, by hours a day. */
export function crossingWords({ cheaperBelow, cheaperAbove, hours }: HoursCrossing, language: Language): string {
  return {
    ko: `하루 ${amount(hours, 1)}시간보다 짧으면 ${planeNames[cheaperBelow].ko}, 길면 ${planeNames[cheaperAbove].ko} 쪽이 싸다.`,
    en: `Below ${amount(hours, 1)} hours a day ${planeNames[cheaperBelow].en} costs less, above it ${planeNames[cheaperAbove].en}.`,
  }[language]
}

/** How full nodes must be to beat Fargate, and how full they are. */
export function fillWords({ plane, present, breakEven }: BreakEven['byFill'][number], language: Language): string {
  const name = planeNames[plane][language]
  if (breakEven > 1) {
    return { ko: `${name}: 꽉 채워도 Fargate가 싸다. 지금은 ${percent(present)}.`, en: `${name}: never cheaper than Fargate here; now ${percent(present)} full.` }[language]
  }
  return {
    ko: `${name}: ${percent(breakEven)} 넘게 채우면 Fargate보다 싸다. 지금은 ${percent(present)}.`,
    en: `${name}: cheaper than Fargate above ${percent(breakEven)} full; now ${percent(present)}.`,
  }[language]
}

/** How much of what is paid for the pods request. */
export function usedWords({ cpu, memory }: Utilisation, language: Language): string {
  return {
    ko: `돈을 낸 CPU의 ${percent(cpu)}, 메모리의 ${percent(memory)}를 파드가 요청했다.`,
    en: `Pods request ${percent(cpu)} of the CPU and ${percent(memory)} of the memory paid for.`,
  }[language]
}

/** Nodes that the picture has no room for. */
export function leftWords(count: number, language: Language): string {
  return { ko: `그 밖에 ${amount(count, 0)}대가 더 있다.`, en: `${amount(count, 0)} more not shown.` }[language]
}

/** So many pods of so many kinds. */
export function kindsWords(count: number, kinds: number, language: Language): string {
  return kinds === 1 ? pods(count, language) : { ko: `파드 ${amount(count, 0)}개, ${kinds}가지`, en: `${amount(count, 0)} pods of ${kinds} kinds` }[language]
}
