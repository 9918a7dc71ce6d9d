/** Each number's formula with the numbers put in, and where its price comes from. */
import { daysBetween } from '../../../data/freshness.ts'
import type { Language } from '../../../data/localized.ts'
import { priceSources } from '../../../data/price-sources.ts'
import { type Bill, type BillLine, HOURS_PER_MONTH } from '../../../engine/cost/index.ts'
import { amount, type Currency, dollars, money, percent, unitPrice } from '../controls/number-words.ts'
import { lineNames, strings } from './cost-strings.ts'

/** One formula in words, and its price's source. */
export interface Formula {
  name: string
  text: string
  source?: { title: string, url: string, age: string, note?: string, stale: boolean }
}

const words = {
  nodeHours: { ko: '노드 시간', en: 'node-hours' },
  hours: { ko: '시간', en: 'hours' },
  hour: { ko: '시간당', en: 'an hour at' },
  left: { ko: '할인 뒤', en: 'after discount' },
  monthHours: { ko: `${HOURS_PER_MONTH}시간`, en: `${HOURS_PER_MONTH} h` },
} as const

function quantity({ code, params }: BillLine, language: Language): string {
  const number = (name: string) => Number(params[name] ?? 0)
  const share = number('share')
  switch (code) {
    case 'cluster': case 'extended-support': case 'control-plane': case 'operators': case 'commitment': case 'covered':
      return `${amount(number('hours'))} ${words.hours[language]}`
    case 'nodes': case 'nodes-spot': {
      const covered = share < 1 ? ` × ${percent(share)}` : ''
      return `${amount(number('nodeHours'))} ${words.nodeHours[language]}${covered}`
    }
    case 'auto-mode-fee': case 'system-nodes':
      return `${amount(number('nodeHours'))} ${words.nodeHours[language]}`
    case 'volumes':
      return `${amount(number('nodeHours'))} ${words.nodeHours[language]} ÷ ${words.monthHours[language]} × ${amount(number('gib'))} GiB`
    case 'fargate-vcpu':
      return `${amount(number('vcpuHours'))} vCPU-h`
    case 'fargate-memory':
      return `${amount(number('gbHours'))} GB-h`
    case 'fargate-storage':
      return `${amount(number('storageGbHours'))} GB-h`
    case 'persistent-volumes':
      return `${amount(number('gib'))} GiB`
    case 'volume-iops':
      return `${amount(number('iops'))} IOPS`
    case 'load-balancers': case 'nat-gateways': case 'public-ipv4':
      return `${amount(number('pieces'))} × ${words.monthHours[language]}`
    case 'nat-data': case 'egress': case 'cross-zone': case 'logs':
      return `${amount(number('pieces'))} GB`
  }
}

/** `6,953.6 node-hours × $0.236 = $1,641.05`; the amount in won adds the rate. */
function lineText(line: BillLine, language: Language, currency: Currency): string {
  const discount = Number(line.params.discount ?? 0)
  const left = discount > 0 ? ` × (1 – ${percent(discount)})` : ''
  return `${quantity(line, language)} × ${unitPrice(Number(line.params.usd))}${left} = ${dollars(line.cents)}${inWon(line.cents, currency)}`
}

const inWon = (cents: number, currency: Currency) =>
  currency.currency === 'KRW' ? ` × ₩${amount(currency.wonPerDollar)} = ${money(cents, currency)}` : ''

/** How old a figure is, in words. */
export function ageOf({ asOf, freshness, basis }: Pick<BillLine, 'asOf' | 'freshness' | 'basis'>, today: string, language: Language): string {
  if (basis === 'assumed')
    return strings.assumed[language]
  if (asOf === null || freshness === 'undated')
    return strings.undated[language]
  const days = amount(daysBetween(asOf, today), 0)
  const dated = { ko: `${asOf} 기준`, en: `as of ${asOf}` }[language]
  return freshness === 'stale' ? `${dated}, ${{ ko: `${days}일 지난 값`, en: `${days} days old` }[language]}` : dated
}

export function formulaOfLine(line: BillLine, today: string, language: Language, currency: Currency): Formula {
  const { title, url, ...rest } = priceSources[line.source]
  const note = 'note' in rest ? rest.note?.[language] : undefined
  const type = line.params.type === undefined ? '' : ` ${line.params.type}`
  const basis = line.basis === 'derived' ? `, ${strings.derived[language]}` : ''
  return {
    name: `${lineNames[line.code][language]}${type}`,
    text: lineText(line, language, currency),
    source: { title: line.source === 'user-input' ? strings.assumed[language] : title, url, age: ageOf(line, today, language) + basis, note, stale: line.freshness === 'stale' },
  }
}

/** What a number is called whose formula can be opened: a line's code, or something counted from the whole bill. */
export const wholes = ['total', 'per-pod', 'per-vcpu', 'unused', 'idle', 'cpu', 'memory'] as const
export type Whole = (typeof wholes)[number]

const wholeNames = { total: strings.total, 'per-pod': strings.perPod, 'per-vcpu': strings.perVcpu, unused: strings.unused, idle: strings.idle, cpu: strings.cpuUse, memory: strings.memoryUse }

function wholeText(bill: Bill, what: Whole, language: Language, currency: Currency): string {
  const { perPodUsd, perRequestedVcpuUsd, unused, utilisation, totalUsd, totalCents } = bill
  const total = money(totalCents, currency)
  switch (what) {
    case 'total':
      return `${bill.lines.map(({ cents }, at) => `${at === 0 ? '' : cents < 0 ? ' – ' : ' + '}${dollars(at === 0 ? cents : Math.abs(cents))}`).join('')} = ${dollars(totalCents)}${inWon(totalCents, currency)}`
    case 'per-pod': {
      const average = perPodUsd ? totalUsd / perPodUsd : 0
      return { ko: `${total} ÷ 평균 ${amount(average)}개 = ${money((perPodUsd ?? 0) * 100, currency)}`, en: `${total} ÷ ${amount(average)} pods on the average = ${money((perPodUsd ?? 0) * 100, currency)}` }[language]
    }
    case 'per-vcpu': {
      const average = perRequestedVcpuUsd ? totalUsd / perRequestedVcpuUsd : 0
      return { ko: `${total} ÷ 평균 ${amount(average)} vCPU = ${money((perRequestedVcpuUsd ?? 0) * 100, currency)}`, en: `${total} ÷ ${amount(average)} vCPU requested on the average = ${money((perRequestedVcpuUsd ?? 0) * 100, currency)}` }[language]
    }
    case 'unused':
      return {
        ko: `아무 파드도 요청하지 않은 ${amount(unused.vcpuHours, 0)} vCPU-h와 ${amount(unused.gibHours, 0)} GiB-h의 값 = ${money(unused.usd * 100, currency)}`,
        en: `what ${amount(unused.vcpuHours, 0)} vCPU-h and ${amount(unused.gibHours, 0)} GiB-h that no pod requests cost = ${money(unused.usd * 100, currency)}`,
      }[language]
    case 'idle': {
      const { vcpuHours = 0, gibHours = 0, usd = 0 } = bill.idle ?? {}
      return {
        ko: `파드가 요청하고 쓰지 않은 ${amount(vcpuHours, 0)} vCPU-h와 ${amount(gibHours, 0)} GiB-h의 값 = ${money(usd * 100, currency)}`,
        en: `what ${amount(vcpuHours, 0)} vCPU-h and ${amount(gibHours, 0)} GiB-h that pods request and do not use cost = ${money(usd * 100, currency)}`,
      }[language]
    }
    case 'cpu': case 'memory': {
      const share = utilisation?.[what] ?? 0
      const idle = what === 'cpu' ? unused.vcpuHours : unused.gibHours
      const paid = share < 1 ? idle / (1 - share) : 0
      const unit = what === 'cpu' ? 'vCPU-h' : 'GiB-h'
      const full = { ko: '낸 만큼 모두 요청됨', en: 'all that is paid for is requested' }[language]
      const parts = { ko: `요청 ${amount(paid - idle, 0)} ÷ 낸 것 ${amount(paid, 0)} ${unit}`, en: `${amount(paid - idle, 0)} requested ÷ ${amount(paid, 0)} ${unit} paid for` }[language]
      return idle > 0 ? `${parts} = ${percent(share)}` : full
    }
  }
}

/** The formulas behind one number of a bill: every line of a code, or one of the whole. */
export function formulasOf(bill: Bill, what: string, today: string, language: Language, currency: Currency): Formula[] {
  const whole = wholes.find(each => each === what)
  if (whole)
    return [{ name: wholeNames[whole][language], text: wholeText(bill, whole, language, currency) }]
  return bill.lines.filter(({ code }) => code === what).map(line => formulaOfLine(line, today, language, currency))
}
