/** When to choose which data plane, with the numbers of the figure's default scenario put in. */
import type { Language } from '../../../data/localized.ts'
import { type Bill, compareCosts, type Plane, planes, presets } from '../../../engine/cost/index.ts'
import { percent, roundMoney } from '../controls/number-words.ts'
import { initialValues } from '../shell/param.ts'
import { params } from './cost.ts'
import { centsOf } from './table.ts'
import { fillOf } from './words.ts'

export interface Advice {
  plane: Plane
  /** When it is the one to choose. */
  when: string
  /** What it comes to in the default scenario. */
  cost: string
  /** What that is made of or against. */
  because: string
}

/** One advice for each data plane, in their one order: nodes as full as the packing gets them. */
export function adviceOf(language: Language): Advice[] {
  const record = initialValues(params)
  const { bills, options } = compareCosts(presets['web-shop'], record.options)
  const usd = (cents: number) => roundMoney(cents / 100, record)
  const bill = (plane: Plane): Bill | undefined => bills.find(each => each.plane === plane)
  const total = (plane: Plane) => bill(plane)?.totalCents ?? 0
  const part = (plane: Plane, code: 'auto-mode-fee' | 'system-nodes') => {
    const found = bill(plane)
    return found ? centsOf(found, code) : 0
  }
  const apart = total('fargate') - total('managed')
  const fill = percent(fillOf(bills) ?? 0)
  const words: Record<Plane, { when: Record<Language, string>, because: Record<Language, string> }> = {
    'self-managed': {
      when: { ko: '커널과 에이전트까지 직접 정해야 할 때', en: 'When the kernel and agents must be your own' },
      because: { ko: '관리형과 같은 요금, 일은 모두 내 책임', en: 'as much as managed nodes, and all the work' },
    },
    managed: {
      when: { ko: '노드를 늘 꽉 채울 수 있을 때', en: 'When nodes stay full' },
      because: { ko: `${options.instanceType} 노드를 ${fill} 채웠을 때`, en: `with ${options.instanceType} nodes ${fill} full` },
    },
    karpenter: {
      when: { ko: '파드 크기와 유형이 자주 바뀔 때', en: 'When pods come in many sizes and change' },
      because: { ko: `그 가운데 ${usd(part('karpenter', 'system-nodes'))}는 Karpenter용 노드`, en: `${usd(part('karpenter', 'system-nodes'))} of it for Karpenter’s own nodes` },
    },
    'auto-mode': {
      when: { ko: '노드는 필요한데 돌볼 사람이 없을 때', en: 'When nodes are needed and nobody is there to tend them' },
      because: { ko: `그 가운데 ${usd(part('auto-mode', 'auto-mode-fee'))}가 관리 요금`, en: `${usd(part('auto-mode', 'auto-mode-fee'))} of it for the management` },
    },
    fargate: {
      when: { ko: '부하가 들쭉날쭉해 노드를 못 채울 때', en: 'When the load swings, or nodes would stay empty' },
      because: apart >= 0
        ? { ko: `관리형 노드 그룹보다 ${usd(apart)} 많다`, en: `${usd(apart)} more than managed nodes` }
        : { ko: `관리형 노드 그룹보다 ${usd(-apart)} 적다`, en: `${usd(-apart)} less than managed nodes` },
    },
  }
  return planes.map(plane => ({ plane, when: words[plane].when[language], cost: usd(total(plane)), because: words[plane].because[language] }))
}
