/** When to choose which data plane, with the numbers of a bill and of a race put in. */
import type { Language } from '../../../data/localized.ts'
import { type Bill, type Comparison, type Plane, planes } from '../../../engine/cost/index.ts'
import type { KubeObject } from '../../../engine/kubernetes/types/index.ts'
import type { LaneKind } from '../../../engine/race/inputs/inputs.ts'
import type { LaneScore } from '../../../engine/race/verdict/verdict.ts'
import { timeWords } from '../../charts/time-axis.ts'
import { percent, roundMoney } from '../controls/number-words.ts'
import { laneNames } from '../race/race-words.ts'
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
  /** How long it takes to catch up. */
  caughtUp: string
  /** What a month of it comes to. */
  cost: string
  /** What that is made of or against. */
  because: string
}

/** Who works makes no difference to who scales: self-managed nodes race as managed ones do. */
const laneOf: Readonly<Record<Plane, LaneKind>> = { 'self-managed': 'cluster-autoscaler', managed: 'cluster-autoscaler', karpenter: 'karpenter', 'auto-mode': 'auto-mode', fargate: 'fargate' }

const when: Readonly<Record<Plane, Record<Language, string>>> = {
  'self-managed': { ko: '커널과 에이전트까지 직접 정해야 할 때', en: 'When kernel and agents must be yours' },
  managed: { ko: '노드를 늘 꽉 채울 수 있을 때', en: 'When nodes stay full' },
  karpenter: { ko: '파드 크기와 유형이 자주 바뀔 때', en: 'When pods come in many sizes and change' },
  'auto-mode': { ko: '노드는 필요한데 돌볼 사람이 없을 때', en: 'When nobody is there to tend nodes' },
  fargate: { ko: '부하가 들쭉날쭉해 노드를 못 채울 때', en: 'When the load swings or nodes stay empty' },
}

/** The bills that are compared: of the scenario that was chosen, where and at which prices it was, with nodes as full as packing gets them. */
export function billsToChooseBy({ scenario, scale, runMinutes, options }: CostRecord, objects: readonly KubeObject[], day: string) {
  const inputs = { ...initialValues(params), scenario, scale, runMinutes, options }
  return { ...billsOf(inputs, objects, day), usage: workloadOf(inputs, objects).usage }
}

/** One advice for each data plane, in their one order. @param scores of the race, by lane */
export function adviceOf({ bills, options }: Pick<Comparison, 'bills' | 'options'>, scores: readonly LaneScore[], currency: Pick<CostRecord, 'currency' | 'wonPerDollar'>, language: Language): Advice[] {
  const usd = (cents: number) => roundMoney(cents / 100, currency)
  const bill = (plane: Plane): Bill | undefined => bills.find(each => each.plane === plane)
  const total = (plane: Plane) => bill(plane)?.totalCents ?? 0
  const part = (plane: Plane, code: 'auto-mode-fee' | 'system-nodes') => {
    const found = bill(plane)
    return usd(found ? centsOf(found, code) : 0)
  }
  const apart = total('fargate') - total('managed')
  const because: Record<Plane, Record<Language, string>> = {
    'self-managed': { ko: '요금은 관리형과 같다', en: 'as much as managed' },
    'managed': { ko: `${options.instanceType}, ${percent(fillOf(bills) ?? 0)} 채움`, en: `${options.instanceType}, ${percent(fillOf(bills) ?? 0)} full` },
    'karpenter': { ko: `Karpenter용 노드 ${part('karpenter', 'system-nodes')}`, en: `${part('karpenter', 'system-nodes')} for its own nodes` },
    'auto-mode': { ko: `관리 요금 ${part('auto-mode', 'auto-mode-fee')}`, en: `incl. ${part('auto-mode', 'auto-mode-fee')} fee` },
    'fargate': apart >= 0 ? { ko: `관리형보다 ${usd(apart)} 많다`, en: `${usd(apart)} above managed` } : { ko: `관리형보다 ${usd(-apart)} 적다`, en: `${usd(-apart)} below managed` },
  }
  return planes.map((plane) => {
    const score = scores.find(({ lane }) => lane === laneOf[plane])
    const priced = bill(plane)
    return {
      plane, when: when[plane][language], lane: laneOf[plane] === plane ? undefined : laneNames[laneOf[plane]][language],
      lost: score ? lostWords(score, language) : '–', caughtUp: score ? caughtUpWords(score, language) : '',
      cost: priced ? `${priced.complete ? '' : '≥ '}${usd(priced.totalCents)}` : '–', because: because[plane][language],
    }
  })
}

function lostWords({ unserved, servedShare }: LaneScore, language: Language): string {
  if (Math.round(unserved) === 0)
    return { ko: '다 받음', en: 'all served' }[language]
  const share = 1 - servedShare
  const said = share < 0.01 ? { ko: '1% 미만', en: 'under 1%' }[language] : percent(share)
  return { ko: `${said} 유실`, en: `${said} lost` }[language]
}

function caughtUpWords({ recoveredAfterMs }: LaneScore, language: Language): string {
  if (recoveredAfterMs === null || recoveredAfterMs === 0)
    return ''
  if (recoveredAfterMs === Number.POSITIVE_INFINITY)
    return { ko: '끝내 못 따라잡음', en: 'never caught up' }[language]
  const time = timeWords(recoveredAfterMs, language)
  return { ko: `${time} 뒤 따라잡음`, en: `caught up in ${time}` }[language]
}
