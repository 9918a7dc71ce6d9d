/** When to choose which data plane, with the numbers of the figure's default scenario put in. */
import type { Language } from '../../../data/localized.ts'
import { compareCosts, type Plane, presets, readWorkload, suggestInstanceTypes } from '../../../engine/cost/index.ts'
import { roundMoney } from '../controls/number-words.ts'
import { initialValues } from '../shell/param.ts'
import { params } from './definition.ts'
import { centsOf } from './table.ts'

export interface Advice {
  plane: Plane
  /** When it is the one to choose. */
  when: string
  /** What it comes to in the default scenario. */
  cost: string
  /** What that is made of or against. */
  because: string
}

/** One advice for each data plane, from what gives most freedom to what takes most work away. */
export function adviceOf(language: Language): Advice[] {
  const record = initialValues(params)
  const { bills, options } = compareCosts(presets['web-shop'], { ...record.options, instanceType: presets['web-shop'].instanceType })
  const { workload } = readWorkload(presets['web-shop'])
  const best = workload ? suggestInstanceTypes(workload, options)[0] : undefined
  const usd = (cents: number) => roundMoney(cents / 100, record)
  const bill = (plane: Plane) => bills.find(each => each.plane === plane)
  const total = (plane: Plane) => bill(plane)?.totalCents ?? 0
  const idle = bill('self-managed')?.unused.usd ?? 0
  const autoMode = bill('auto-mode')
  const fee = autoMode ? centsOf(autoMode, 'auto-mode-fee') : 0
  const apart = total('managed') - total('fargate')

  const managed = bill('managed')
  // The bill on another type: what does not depend on the nodes, and the nodes of that type.
  const onBest = managed && best ? managed.totalCents - centsOf(managed, 'nodes') - centsOf(managed, 'volumes') + best.cents : 0
  const bestWords = best && best.type !== options.instanceType
    ? { ko: `${best.type}에 담으면 ${usd(onBest)}`, en: `${usd(onBest)} on ${best.type}` }
    : { ko: '노드 유형도 가장 알맞다', en: 'on the type that fits best' }
  const apartWords = apart >= 0
    ? { ko: `관리형보다 ${usd(apart)} 적다`, en: `${usd(apart)} less than managed nodes` }
    : { ko: `관리형보다 ${usd(-apart)} 많다`, en: `${usd(-apart)} more than managed nodes` }
  const words: Record<Plane, { when: Record<Language, string>, because: Record<Language, string> }> = {
    'self-managed': {
      when: { ko: '커널과 에이전트까지 내가 정해야 할 때', en: 'When the kernel and agents must be your own' },
      because: { ko: `가장 바쁠 때의 대수로 고정, 빈자리 ${usd(idle * 100)}`, en: `fixed at peak size, ${usd(idle * 100)} of it empty` },
    },
    managed: {
      when: { ko: '노드를 늘 꽉 채울 수 있거나 DaemonSet, GPU가 필요할 때', en: 'When nodes stay full, or DaemonSets and GPUs are needed' },
      because: bestWords,
    },
    'auto-mode': {
      when: { ko: '노드는 필요한데 돌볼 사람이 없을 때', en: 'When nodes are needed and nobody is there to tend them' },
      because: { ko: `그 가운데 ${usd(fee)}가 관리 요금`, en: `${usd(fee)} of it for the management` },
    },
    fargate: {
      when: { ko: '부하가 들쭉날쭉하거나 잠깐씩만 돌 때', en: 'When the load swings, or runs only now and then' },
      because: apartWords,
    },
  }
  return (['self-managed', 'managed', 'auto-mode', 'fargate'] as const).map(plane => ({
    plane, when: words[plane].when[language], cost: usd(total(plane)), because: words[plane].because[language],
  }))
}
