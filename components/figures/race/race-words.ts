import type { Language, Localized } from '../../../data/localized.ts'
import type { LineCode } from '../../../engine/cost/index.ts'
import type { LaneKind } from '../../../engine/race/inputs/inputs.ts'
import type { RaceAxis } from '../../../engine/race/verdict/multiples.ts'
import type { RaceUnit } from '../../../engine/race/inputs/params.ts'
import { many } from '../controls/number-words.ts'
import type { RaceScenario } from './race-scenarios.ts'

/** The lanes from the one that does least by itself, in the order of the data planes. */
export const laneNames: Readonly<Record<LaneKind, Localized>> = {
  'fixed': { ko: '고정 노드', en: 'Fixed nodes' },
  'cluster-autoscaler': { ko: 'Cluster Autoscaler', en: 'Cluster Autoscaler' },
  'karpenter': { ko: 'Karpenter', en: 'Karpenter' },
  'auto-mode': { ko: 'Auto Mode', en: 'Auto Mode' },
  'fargate': { ko: 'Fargate', en: 'Fargate' },
}
export const laneOrder = Object.keys(laneNames) as LaneKind[]

export const scenarioTitles: Readonly<Record<RaceScenario, Localized>> = {
  'flash-sale': { ko: '반짝 세일', en: 'Flash sale' },
  'two-rushes': { ko: '두 번 몰림', en: 'Two rushes' },
  'daily': { ko: '하루', en: 'A day' },
  'nightly-batch': { ko: '야간 배치 작업', en: 'Nightly' },
  'steady': { ko: '꾸준한 부하', en: 'Steady' },
  'own': { ko: '직접 그리기', en: 'Draw' },
}

/** A count of requests that a hall can read: 1,234, 57K, 1.2M; Korean counts in ten thousands. */
export function requests(count: number, language: Language): string {
  const whole = Math.round(count)
  if (whole < 10_000)
    return whole.toLocaleString('en')
  if (language === 'ko')
    return whole < 1e8 ? `${(whole / 1e4).toFixed(whole < 1e5 ? 1 : 0).replace(/\.0$/, '')}만` : `${(whole / 1e8).toFixed(1)}억`
  return whole < 1e6 ? `${Math.round(whole / 1e3)}K` : `${(whole / 1e6).toFixed(1)}M`
}

const waitWords = (pending: number, language: Language) => pending > 0 ? { ko: ` (대기 ${pending})`, en: ` (${pending} pending)` }[language] : ''

/** What a lane runs on. */
export function fleetWords({ machines, pods, pending }: { machines: readonly unknown[], pods: number, pending: number }, language: Language): string {
  return { ko: `노드 ${machines.length} · `, en: `${many(machines.length, 'node')} · ` }[language] + briefFleetWords({ pods, pending }, language)
}

/** The same where the nodes stand beside it as blocks. */
export function briefFleetWords({ pods, pending }: Pick<Parameters<typeof fleetWords>[0], 'pods' | 'pending'>, language: Language): string {
  return { ko: `파드 ${pods}${waitWords(pending, 'ko')}`, en: `${many(pods, 'pod')}${waitWords(pending, 'en')}` }[language]
}

/** Lines of a bill that are paid for scaling itself: Auto Mode's fee, and the nodes that Karpenter runs on. */
export const scalingLines = ['auto-mode-fee', 'system-nodes'] as const satisfies readonly LineCode[]
export type ScalingLine = (typeof scalingLines)[number]

/** Where a lane's numbers stand, it is of which lane they are. */
export const scalingNames: Readonly<Record<ScalingLine, Localized>> = {
  'auto-mode-fee': { ko: '관리 요금', en: 'fee' },
  'system-nodes': { ko: '시스템 노드', en: 'system nodes' },
}

/** What of a cost is such a line. @param paid its amount, as it is shown */
export function scalingCostWords(line: ScalingLine, paid: string, language: Language): string {
  return { ko: `${scalingNames[line].ko} ${paid}`, en: `${paid} ${scalingNames[line].en}` }[language]
}

/** What of a lane's total was paid since the load was gone. */
export const afterwardsWords = (paid: string, language: Language) => ({ ko: `부하 빠진 뒤 ${paid}`, en: `${paid} afterwards` })[language]

/** That the axis has but a part of the race. @param whole how long that is */
export const partWords = (whole: string, language: Language) => ({ ko: `확대함(전체 ${whole})`, en: `zoomed in: ${whole} in all` })[language]

/** What the square of the key is: its area is its vCPUs. */
export const nodeKey = (cpus: number, language: Language) => ({ ko: `노드 ${cpus} vCPU`, en: `node ${cpus} vCPU` })[language]

/** A count of requests with its noun. */
export function countWords(count: number, language: Language): string {
  const shown = requests(count, language)
  return language === 'en' ? `${shown} requests` : /\d$/.test(shown) ? `${shown}건` : `${shown} 건`
}

/** What the line of the load is, and where it stands: a rate alone would read as the line's own. */
export const loadKey = (rps: number, language: Language) => ({ ko: `초당 요청(지금 ${requests(rps, 'ko')})`, en: `requests a second (now ${requests(rps, 'en')})` })[language]

/** A rate of requests. */
export const rate = (rps: number, language: Language) => ({ ko: `초당 ${countWords(rps, 'ko')}`, en: `${requests(rps, 'en')} requests a second` })[language]

export const unitWords: Readonly<Record<RaceUnit, Localized>> = {
  'requests/s': { ko: '건/초', en: 'requests/s' }, 'requests': { ko: '건', en: 'requests' }, 'ms': { ko: 'ms', en: 'ms' }, 's': { ko: '초', en: 's' },
  'pods': { ko: '개', en: 'pods' }, 'nodes': { ko: '대', en: 'nodes' }, '%': { ko: '%', en: '%' }, 'm': { ko: 'm', en: 'm' },
}

export const axisWords: Readonly<Record<RaceAxis, Localized>> = {
  start: { ko: '유실된 요청, 노드가 뜨는 시간에 따라', en: 'Requests lost, by how long a machine takes to start' },
  rise: { ko: '유실된 요청, 부하가 오르는 시간에 따라', en: 'Requests lost, by how long the burst takes to rise' },
}

export const tableHeads: readonly Localized[] = [
  { ko: '방식', en: 'Lane' }, { ko: '들어온 요청', en: 'Requests' }, { ko: '처리', en: 'Served' }, { ko: '유실', en: 'Lost' }, { ko: '대기', en: 'Waiting' },
  { ko: '따라잡기까지', en: 'Caught up after' }, { ko: '파드 준비(p95)', en: 'Pod ready (p95)' }, { ko: '최대 파드', en: 'Most pods' }, { ko: '최대 노드', en: 'Most nodes' }, { ko: '비용', en: 'Cost' },
]

export const strings = {
  title: { ko: '같은 부하, 같은 시계: 다섯 데이터 플레인의 레이스', en: 'Same load, same clock: a race of five data planes' },
  spot: { ko: '스팟', en: 'Spot' },
  selfManaged: { ko: '자체 관리형', en: 'Self-managed' },
  unusable: { ko: '이 입력으로는 레이스를 만들 수 없습니다.', en: 'No race can be made of these inputs.' },
  begin: { ko: '앱도 HPA도 부하도 같습니다. 노드를 늘리는 방법만 다릅니다.', en: 'One app, one HPA, one load: only who adds nodes differs.' },
  capacity: { ko: '준비된 용량', en: 'capacity' },
  lost: { ko: '유실', en: 'lost' },
  inputs: { ko: '가정', en: 'Inputs' },
  table: { ko: '표', en: 'Table' },
  load: { ko: '부하 그리기', en: 'Draw the load' },
  bill: { ko: '합계', en: 'Total' },
  multiples: { ko: '조건 바꾸기', en: 'What if' },
  manifestHint: { ko: '디플로이먼트 하나와 그 HPA, PodDisruptionBudget을 붙여 넣으세요.', en: 'Paste a Deployment, and its HPA and PodDisruptionBudget.' },
  computing: { ko: '여러 조건에서 다시 달려 보는 중입니다.', en: 'Running it again under other conditions.' },
  noBurst: { ko: '이 부하에는 갑자기 오르는 구간이 없어 견줄 것이 없습니다.', en: 'This load has no burst, so there is nothing to vary.' },
  fastest: { ko: '가장 빠를 때', en: 'at best' },
  slowest: { ko: '가장 느릴 때', en: 'at worst' },
  assumption: { ko: '가정', en: 'assumption' },
  zoneFault: { ko: '지금 가용 영역 하나 끊기', en: 'Cut off a zone now' },
  nodeFault: { ko: '지금 노드 하나 죽이기', en: 'Kill a node now' },
  spotFault: { ko: '지금 스팟 절반 회수', en: 'Reclaim half of Spot now' },
  noFaults: { ko: '장애 지우기', en: 'No faults' },
  keep: { ko: '이 레이스를 남겨 두고 견주기', en: 'Keep this race to compare' },
  letGo: { ko: '남겨 둔 레이스 지우기', en: 'Forget the kept race' },
  models: {
    ko: 'HPA, 스케줄러, Cluster Autoscaler, Karpenter의 규칙과 비용 모델을 그대로 씁니다. Karpenter와 Auto Mode는 자리 잡은 노드에서 출발합니다. 시작 시간은 가정입니다. 네트워크와 데이터베이스, 지표가 묵는 시간(최대 15초)은 뺐습니다.',
    en: 'Runs the rules of the HPA, the scheduler, Cluster Autoscaler and Karpenter, and the cost model. Karpenter and Auto Mode begin on nodes that have settled. Start times are assumptions. Left out: network, databases, and the age of metrics (up to 15 s).',
  },
} satisfies Record<string, Localized>
