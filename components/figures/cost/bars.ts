import type { Language } from '../../../data/localized.ts'
import type { Bill, Plane, PresetId } from '../../../engine/cost/index.ts'
import type { Tone } from '../../charts/tone.ts'
import { amount, type Currency, percent, roundMoney } from '../controls/number-words.ts'
import type { CostScenario } from './choices.ts'
import { planeNames } from './cost-strings.ts'
import { planeLook } from './plane-look.ts'
import { refusedNames } from './stage-words.ts'

/**
 * USD of the dearest month in each scenario's story. Written down, because a beat must not wait for the bills of the others;
 * a test holds it against them.
 */
export const dearest: Readonly<Record<PresetId, number>> = { 'web-shop': 2943, 'nightly-batch': 872, 'microservices': 559, 'steady-api': 1359, 'cpu-inference': 1093 }

/** The USD that the scale of the bars reaches at least: over all beats a longer bar is more money. */
export function scaleTop(scenario: CostScenario, scale: number): number {
  return scenario === 'manifest' ? 0 : dearest[scenario] * scale
}

/** One data plane's month on the stage. Amounts in USD. */
export interface PlaneBar {
  plane: Plane
  name: string
  tone: Tone
  usd: number
  /** The share of what is paid for that pods request: what is said below its name. */
  full: number
  total: string
  /** A few words below its name: nodes, and how full they are. */
  note: string
  cheapest: boolean
  /** Whether a part is missing: what is there is a lower bound. */
  open: boolean
}

/** The bills as bars, one colour a data plane. Only bills that may be held against the others can be the cheapest. */
export function barsOf(bills: readonly Bill[], language: Language, currency: Currency, sure: boolean): PlaneBar[] {
  const least = Math.min(...bills.filter(({ comparable }) => comparable).map(({ totalCents }) => totalCents))
  return bills.map(bill => ({
    plane: bill.plane, name: planeNames[bill.plane][language], tone: planeLook[bill.plane].tone, usd: bill.totalCents / 100,
    full: fullOf(bill), total: `${bill.complete ? '' : '≥ '}${roundMoney(bill.totalCents / 100, currency)}`,
    note: noteOf(bill, language), cheapest: sure && bill.comparable && bill.totalCents === least, open: !bill.complete,
  }))
}

/** How full it is by whichever of CPU and memory is fuller: a node without CPU left takes no pod, whatever memory it has. */
const fullOf = ({ utilisation }: Bill) => utilisation ? Math.min(1, Math.max(utilisation.cpu, utilisation.memory)) : 1

function noteOf(bill: Bill, language: Language): string {
  const refused = refusedNames(bill, language)
  if (refused)
    return refused
  const { utilisation, nodes } = bill
  const full = percent(fullOf(bill))
  const filled = { ko: `${full} 채움`, en: `${full} full` }[language]
  if (nodes.peak === 0)
    return bill.plane === 'fargate' && utilisation ? { ko: `파드마다 한 대, ${filled}`, en: `one VM per pod, ${filled}` }[language] : ''
  return { ko: `최대 ${amount(nodes.peak, 0)}대, ${filled}`, en: `up to ${amount(nodes.peak, 0)} nodes, ${filled}` }[language]
}

/** The same in a sentence, for a screen reader. */
export function describeBills(bills: readonly Bill[], language: Language, currency: Currency): string {
  return bills.map(({ plane, totalCents }) => `${planeNames[plane][language]} ${roundMoney(totalCents / 100, currency)}`).join(', ')
}
