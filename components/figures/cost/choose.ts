/** When to choose which data plane, with the numbers of a bill and of a race put in. */
import type { Language } from '../../../data/localized.ts'
import { type Bill, type Plane, planes } from '../../../engine/cost/index.ts'
import type { KubeObject } from '../../../engine/kubernetes/types/index.ts'
import type { LaneKind } from '../../../engine/race/inputs/inputs.ts'
import type { LaneScore } from '../../../engine/race/verdict/verdict.ts'
import { type Currency, percent, roundMoney } from '../controls/number-words.ts'
import { laneNames } from '../race/race-words.ts'
import { initialValues } from '../shell/param.ts'
import { countsOf } from '../who-does-what/duty-counts.ts'
import { workloadOf } from './compute.ts'
import { type CostRecord, params, SPARSE } from './cost.ts'
import { billsAt } from './known-bills.ts'

export interface Advice {
  plane: Plane
  /** When it is the one to choose. */
  when: string
  /** How many of the tasks of running nodes are done by hand, and how many together with AWS or software of one's own. */
  alone: number
  together: number
  /** Its lane in the race, where that has another name than the data plane. */
  lane?: string
  /** The share of requests that it loses in the race. */
  lost: string
  /** What a month of it comes to, at each fill of the nodes. */
  costs: string[]
}

/** Who works makes no difference to who scales: self-managed nodes race as managed ones do. */
const laneOf: Readonly<Record<Plane, LaneKind>> = { 'self-managed': 'cluster-autoscaler', managed: 'cluster-autoscaler', karpenter: 'karpenter', 'auto-mode': 'auto-mode', fargate: 'fargate' }

const when: Readonly<Record<Plane, Record<Language, string>>> = {
  'self-managed': { ko: '노드를 내 방식대로 바꿀 때', en: 'You swap nodes your way' },
  managed: { ko: '노드를 늘 채울 수 있을 때', en: 'You can keep nodes full' },
  karpenter: { ko: '파드 크기가 자주 바뀔 때', en: 'Pod sizes keep changing' },
  'auto-mode': { ko: '노드를 돌볼 사람이 없을 때', en: 'No one to tend nodes' },
  fargate: { ko: '노드를 채울 수 없을 때', en: 'You cannot fill nodes' },
}

/** What the bills that are compared follow from: the scenario that was chosen, where and at which prices it was, with room kept free on nodes and with nodes as full as packing gets them; and with as many nodes as the peak needs, at all hours. */
export function inputsToChooseBy({ scenario, scale, runMinutes, options }: CostRecord) {
  const inputs = { ...initialValues(params), scenario, scale, runMinutes, options }
  return { fills: [SPARSE, 1].map(fill => ({ ...inputs, fill })), fixed: { ...inputs, fill: 1, options: { ...options, scaling: { ...options.scaling, managed: 'fixed' as const } } } }
}

/** These bills, that of fixed nodes of a node group, and when the workload runs. */
export function billsToChooseBy(record: CostRecord, objects: readonly KubeObject[], day: string) {
  const { fills, fixed } = inputsToChooseBy(record)
  return {
    fills: fills.map(inputs => billsAt(inputs, objects, day).bills),
    fixed: billsAt(fixed, objects, day).bills.find(({ plane }) => plane === 'managed'),
    usage: workloadOf(fixed, objects).usage,
  }
}

/** One advice for each data plane, in their one order. @param scores of the race, by lane */
export function adviceOf(fills: readonly (readonly Bill[])[], scores: readonly LaneScore[], currency: Currency, language: Language): Advice[] {
  return planes.map((plane) => {
    const score = scores.find(({ lane }) => lane === laneOf[plane])
    const { you, software, shared } = countsOf(plane)
    return {
      plane, when: when[plane][language], alone: you, together: software + shared, lane: laneOf[plane] === plane ? undefined : laneNames[laneOf[plane]][language],
      lost: score ? lostWords(score, language) : '–', costs: fills.map(bills => costWords(bills.find(bill => bill.plane === plane), currency)),
    }
  })
}

/** What it comes to where nothing scales nodes: those that the peak needs are there at all hours. Empty where the race has no such lane. */
export function fixedWords(bill: Bill | undefined, scores: readonly LaneScore[], currency: Currency, language: Language): string {
  const score = scores.find(({ lane }) => lane === 'fixed')
  if (!bill || !score)
    return ''
  const [lost, paid] = [lostWords(score, language), costWords(bill, currency)]
  return { ko: `꽉 채운 고정 노드(늘 최대로 켜 둠)라면 유실 ${lost}, 한 달 ${paid}.`, en: `Fixed nodes, packed, enough for the peak at all hours: ${lost} lost, ${paid} a month.` }[language]
}

function costWords(bill: Bill | undefined, currency: Currency): string {
  return bill ? `${bill.complete ? '' : '≥ '}${roundMoney(bill.totalCents / 100, currency)}` : '–'
}

function lostWords({ unserved, servedShare }: LaneScore, language: Language): string {
  if (Math.round(unserved) === 0)
    return { ko: '없음', en: 'none' }[language]
  const share = 1 - servedShare
  return share < 0.01 ? { ko: '1% 미만', en: 'under 1%' }[language] : percent(share)
}
