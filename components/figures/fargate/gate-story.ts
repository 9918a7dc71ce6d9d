import { event, type Beat } from '../shell/define.ts'
import { amount } from '../controls/number-words.ts'
import { ARRIVE, END, SIDECAR_AT, type GateScenario } from './gate-scenarios.ts'
import { type GateView, totals } from './gate-view.ts'

/** What the run came to: before what comes later, and at its end. */
export interface GateFound { before: GateView, end: GateView }

const gib = (value: number) => amount(value, 1)
const DECIDED = ARRIVE + 500

/** What a press of the clicker shows; every number is the run's own. */
export function gateStory(found: GateFound, name: GateScenario): Beat[] {
  return { sized, sidecar, refused, profiles, own }[name](found)
}

const count = (view: GateView, way: string) => view.rows.filter(row => row.way === way).reduce((sum, { pods }) => sum + pods.length, 0)
const slowest = ({ rows }: GateView) => Math.round(Math.max(0, ...rows.map(({ waited = 0 }) => waited)) / 1000)

function arrival(view: GateView): Beat[] {
  const [fargate, node] = [count(view, 'fargate'), count(view, 'node')]
  return [
    { until: DECIDED, seconds: 3, say: { ko: `프로파일과 맞는 ${fargate}개는 Fargate로, 아닌 ${node}개는 노드로 갑니다.`, en: `${fargate} pods match a profile and go to Fargate, ${node} go to nodes.` } },
    { until: 70_000, say: { ko: `파드마다 머신 하나씩, 뜨는 데 길게는 ${slowest(view)}초가 걸렸습니다.`, en: `Each pod gets a machine of its own, after up to ${slowest(view)} seconds.` } },
  ]
}

function sized({ end }: GateFound): Beat[] {
  const { asked, billed } = totals(end)
  return [...arrival(end), {
    until: END.sized, telling: true,
    say: { ko: `${gib(asked.memory)} GB를 요청했는데 요금은 ${gib(billed.memory)} GB만큼 냅니다.`, en: `Asked: ${gib(asked.memory)} GB. Billed: ${gib(billed.memory)} GB.` },
  }]
}

function sidecar({ before, end }: GateFound): Beat[] {
  const [plain, grown] = [totals(before).billed.memory, totals(end).billed.memory]
  return [
    { until: 70_000, say: { ko: '에이전트 DaemonSet은 노드에만 뜹니다. Fargate 파드 곁에는 없습니다.', en: 'The agent’s DaemonSet runs on nodes only: no Fargate pod has one.' } },
    { until: SIDECAR_AT + 1_000, say: { ko: '그래서 에이전트를 파드마다 사이드카로 넣습니다.', en: 'So the agent goes into every pod as a sidecar.' } },
    { until: END.sidecar, telling: true, say: { ko: `파드가 한 칸씩 커집니다. 청구되는 메모리는 ${gib(plain)} GB에서 ${gib(grown)} GB로 늡니다.`, en: `Each pod goes up a size: billed memory grows from ${gib(plain)} to ${gib(grown)} GB.` } },
  ]
}

function refused({ end }: GateFound): Beat[] {
  const turned = end.rows.filter(({ why }) => why !== undefined).length
  return [
    { until: DECIDED, seconds: 3, say: { ko: `${end.rows.length}개 모두 프로파일과 맞아 Fargate의 문으로 들어갑니다.`, en: `All ${end.rows.length} match the profile and go in at the gate.` } },
    { until: event('FailedScheduling'), seconds: 3, telling: true, say: { ko: `${turned}개가 거절됩니다. 이유는 이벤트에 남고, 노드로 가지도 않습니다.`, en: `${turned} are refused. Events say why, and no node takes them either.` } },
  ]
}

function profiles({ end }: GateFound): Beat[] {
  const of = (name: string) => end.rows.find(row => row.name === name)
  return [
    { until: DECIDED, seconds: 3, say: { ko: `front는 둘 다와 맞습니다. 이름순으로 앞선 ${of('front')?.profile ?? ''}를 씁니다.`, en: `front matches both: the first by name, ${of('front')?.profile ?? ''}, is used.` } },
    { until: DECIDED + 1_000, seconds: 3, say: { ko: `asks는 레이블로 ${of('asks')?.profile ?? ''}를 골랐습니다. 선택자와도 맞으니 그대로 됩니다.`, en: `asks names ${of('asks')?.profile ?? ''} in a label, and its selector matches too.` } },
    { until: END.profiles, telling: true, say: { ko: 'wrong이 고른 prod는 선택자가 맞지 않습니다. 그래서 노드로 갑니다.', en: 'wrong names prod, whose selector does not match: it goes to a node.' } },
  ]
}

function own({ end }: GateFound): Beat[] {
  const turned = end.rows.filter(({ why, way }) => why !== undefined && way === 'fargate').length
  const { asked, billed, pods } = totals(end)
  return [
    ...arrival(end),
    { until: END.own, telling: true, say: { ko: `파드 ${pods}개: ${gib(asked.memory)} GB를 요청했는데 요금은 ${gib(billed.memory)} GB. 거절 ${turned}개.`, en: `Pods: ${pods}. Asked: ${gib(asked.memory)} GB. Billed: ${gib(billed.memory)} GB. Refused: ${turned}.` } },
  ]
}
