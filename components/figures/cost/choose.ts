/** When to choose which data plane, with the numbers of a bill and of a race put in. */
import type { Language } from '../../../data/localized.ts'
import { type Bill, type Comparison, type Plane, planes } from '../../../engine/cost/index.ts'
import type { KubeObject } from '../../../engine/kubernetes/types/index.ts'
import type { LaneKind } from '../../../engine/race/inputs/inputs.ts'
import type { LaneScore } from '../../../engine/race/verdict/verdict.ts'
import { percent, roundMoney } from '../controls/number-words.ts'
import { laneNames, scalingCostWords, scalingLines } from '../race/race-words.ts'
import { initialValues } from '../shell/param.ts'
import { billsOf, workloadOf } from './compute.ts'
import { type CostRecord, params } from './cost.ts'
import { centsOf } from './table.ts'
import { fillOf } from './words.ts'

export interface Advice {
  plane: Plane
  /** When it is the one to choose. */
  when: string
  /** Its lane in the race, where that has another name than the data plane. */
  lane?: string
  /** The share of requests that it loses in the race. */
  lost: string
  /** What a month of it comes to. */
  cost: string
  /** What of that is paid for scaling itself, or how full the nodes are that it is for. */
  note?: string
}

/** Who works makes no difference to who scales: self-managed nodes race as managed ones do. */
const laneOf: Readonly<Record<Plane, LaneKind>> = { 'self-managed': 'cluster-autoscaler', managed: 'cluster-autoscaler', karpenter: 'karpenter', 'auto-mode': 'auto-mode', fargate: 'fargate' }

const when: Readonly<Record<Plane, Record<Language, string>>> = {
  'self-managed': { ko: '커널까지 내가 정해야 할 때', en: 'The kernel must be yours' },
  managed: { ko: '노드를 늘 채울 수 있을 때', en: 'Nodes stay full' },
  karpenter: { ko: '파드 크기가 자주 바뀔 때', en: 'Pod sizes keep changing' },
  'auto-mode': { ko: '노드를 돌볼 사람이 없을 때', en: 'Nobody tends nodes' },
  fargate: { ko: '노드를 채울 수 없을 때', en: 'Nodes would stay empty' },
}

/** The bills that are compared: of the scenario that was chosen, where and at which prices it was, with nodes as full as packing gets them. */
export function billsToChooseBy({ scenario, scale, runMinutes, options }: CostRecord, objects: readonly KubeObject[], day: string) {
  const inputs = { ...initialValues(params), scenario, scale, runMinutes, options }
  return { ...billsOf(inputs, objects, day), usage: workloadOf(inputs, objects).usage }
}

/** One advice for each data plane, in their one order. @param scores of the race, by lane */
export function adviceOf({ bills }: Pick<Comparison, 'bills'>, scores: readonly LaneScore[], currency: Pick<CostRecord, 'currency' | 'wonPerDollar'>, language: Language): Advice[] {
  const usd = (cents: number) => roundMoney(cents / 100, currency)
  return planes.map((plane) => {
    const score = scores.find(({ lane }) => lane === laneOf[plane])
    const bill = bills.find(each => each.plane === plane)
    return {
      plane, when: when[plane][language], lane: laneOf[plane] === plane ? undefined : laneNames[laneOf[plane]][language],
      lost: score ? lostWords(score, language) : '–', cost: bill ? `${bill.complete ? '' : '≥ '}${usd(bill.totalCents)}` : '–', note: bill && (scalingWords(bill, usd, language) ?? fillWords(bills, plane, language)),
    }
  })
}

function scalingWords(bill: Bill, usd: (cents: number) => string, language: Language): string | undefined {
  const line = scalingLines.find(code => centsOf(bill, code) > 0)
  return line && scalingCostWords(line, usd(centsOf(bill, line)), language)
}

function fillWords(bills: readonly Bill[], plane: Plane, language: Language): string | undefined {
  const fill = plane === 'managed' ? fillOf(bills) : undefined
  return fill === undefined ? undefined : { ko: `${percent(fill)} 채움`, en: `${percent(fill)} full` }[language]
}

function lostWords({ unserved, servedShare }: LaneScore, language: Language): string {
  if (Math.round(unserved) === 0)
    return { ko: '다 받음', en: 'all served' }[language]
  const share = 1 - servedShare
  const said = share < 0.01 ? { ko: '1% 미만', en: 'under 1%' }[language] : percent(share)
  return { ko: `${said} 유실`, en: `${said} lost` }[language]
}
