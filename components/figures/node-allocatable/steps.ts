/** The way from a machine's size to what pods may request, in words. */
import type { Language } from '../../../data/localized.ts'
import type { AllocatableLine, NodeAllocatable } from '../../../engine/aws/index.ts'
import type { WaterfallStep } from '../../charts/WaterfallChart.vue'
import { amount, percent } from '../controls/number-words.ts'
import { shareNames } from './node-allocatable-words.ts'

const labels: Record<AllocatableLine['step'], Record<Language, string>> = {
  capacity: { ko: '노드 전체', en: 'The machine' },
  kernel: { ko: '커널 예약', en: 'Kernel' },
  'vm-overhead': shareNames['vm-overhead'],
  'kube-reserved': { ko: 'kube-reserved', en: 'kube-reserved' },
  eviction: { ko: '축출 임계값', en: 'Eviction threshold' },
  daemonset: { ko: '', en: '' },
  allocatable: { ko: '파드가 쓸 수 있는 양', en: 'Left for your pods' },
}

function noteOf(line: AllocatableLine, language: Language): string {
  const { step, resource, params } = line
  switch (step) {
    case 'capacity':
      return resource === 'cpu' ? `${params.vcpu} vCPU` : `${amount(line.amount / 1024)} GiB`
    case 'vm-overhead':
      return { ko: `약 ${amount(Number(params.share) * 100)}%(추정)`, en: `about ${amount(Number(params.share) * 100)}%` }[language]
    case 'kube-reserved':
      return resource === 'cpu' ? { ko: '코어 수에 따라', en: 'by the number of cores' }[language] : { ko: `255 + 11 × ${params.maxPods}(파드 수)`, en: `255 + 11 × ${params.maxPods} pods` }[language]
    case 'eviction':
      return { ko: '이보다 적게 남으면 축출', en: 'below this, pods are evicted' }[language]
    case 'daemonset':
      return { ko: '노드당 1개', en: 'one on every node' }[language]
    default:
      return ''
  }
}

const shownAmount = (resource: AllocatableLine['resource'], value: number) =>
  `${value < 0 ? '–' : ''}${amount(Math.abs(value), 0)}${resource === 'cpu' ? 'm' : ' MiB'}`

/** The bars of one resource. */
export function stepsOf(lines: readonly AllocatableLine[], resource: AllocatableLine['resource'], language: Language): WaterfallStep[] {
  const own = lines.filter(line => line.resource === resource)
  const capacity = own[0]?.amount ?? 0
  return own.map((line) => {
    const whole = line.step === 'capacity' || line.step === 'allocatable'
    const left = line.step === 'allocatable' && capacity > 0 ? percent(line.amount / capacity) : ''
    return {
      label: line.step === 'daemonset' ? String(line.params.name) : labels[line.step][language],
      note: left ? { ko: `${left} 남음`, en: `${left} of it` }[language] : noteOf(line, language),
      amount: line.amount, shown: shownAmount(resource, line.amount), whole,
      tone: line.step === 'capacity' ? 'quiet' : line.step === 'allocatable' ? 'data' : line.step === 'daemonset' ? 'own' : 'quiet',
    }
  })
}

/** How many pods the node takes, and what limits them: the sum is on the slide about addresses. */
export function maxPodsWords({ maxPods }: NodeAllocatable, language: Language): string {
  return { ko: `파드는 최대 ${maxPods}개 (네트워크 주소의 한도)`, en: `At most ${maxPods} pods, limited by network addresses` }[language]
}
