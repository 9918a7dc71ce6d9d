/** What the page of details says of bills, to the cent and to the pod. */
import type { Language } from '../../../data/localized.ts'
import type { Bill, NodesAlike, NotRunnable, Runs, TopPod, Utilisation } from '../../../engine/cost/index.ts'
import type { FargateObstacleCode } from '../../../engine/aws/index.ts'
import { amount, type Currency, money, percent, pods, unitPrice } from '../controls/number-words.ts'
import { planeNames, strings } from './cost-strings.ts'
import { namesOf, particle } from './plane-words.ts'
import { ranked } from './ranked.ts'

/** The cheapest of the bills that are complete, and how much more the next of them is, to the cent. */
export function verdict(bills: readonly Bill[], language: Language, currency: Currency): string {
  const rank = ranked(bills)
  if (!rank)
    return strings.fewComplete[language]
  const { first, all } = rank
  const next = all[first.length]
  const left = all.length < bills.length ? strings.onlyComplete[language] : ''
  if (!next)
    return { ko: '모두 같은 값입니다.', en: 'All come to the same.' }[language] + left
  const apart = money(next.totalCents - (first[0]?.totalCents ?? 0), currency)
  return {
    ko: `${namesOf(first, 'ko')}${particle(first, '이', '가')} 가장 쌉니다. 다음은 ${planeNames[next.plane].ko}, 한 달에 ${apart} 더 듭니다.`,
    en: `Cheapest: ${namesOf(first, 'en')}. Next: ${planeNames[next.plane].en}, ${apart} a month more.`,
  }[language] + left
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
