import type { Language } from '../../../data/localized.ts'
import type { Bill, LineCode } from '../../../engine/cost/index.ts'
import type { BarRow, BarSeries } from '../../charts/StackedBars.vue'
import type { Tone } from '../../charts/tone.ts'
import { type Currency, money } from '../controls/number-words.ts'
import { lineNames, planeNames } from './cost-strings.ts'
import { centsOf, codesOf } from './table.ts'

/** Violet is what AWS manages, teal the machines, between them Fargate, amber one's own work, grey storage. */
export const tones: Record<LineCode, Tone> = {
  cluster: 'control', 'extended-support': 'control-soft', 'auto-mode-fee': 'control-soft', nodes: 'data', 'nodes-discounted': 'data-soft',
  volumes: 'quiet', 'fargate-vcpu': 'fargate', 'fargate-memory': 'fargate-soft', 'fargate-storage': 'fargate-pale', operators: 'own',
}

/** The bills as stacked bars. */
export function barsOf(bills: readonly Bill[], language: Language, currency: Currency): { rows: BarRow[], series: BarSeries[] } {
  const codes = codesOf(bills)
  return {
    series: codes.map(code => ({ id: code, label: lineNames[code][language], tone: tones[code] })),
    rows: bills.map(bill => ({
      id: bill.plane, label: planeNames[bill.plane][language], open: !bill.complete,
      total: `${bill.complete ? '' : '≥ '}${money(bill.totalCents, currency)}`,
      amounts: Object.fromEntries(codes.map(code => [code, centsOf(bill, code)])),
    })),
  }
}

/** The same in a sentence, for a screen reader. */
export function describeBills(bills: readonly Bill[], language: Language, currency: Currency): string {
  return bills.map(({ plane, totalCents }) => `${planeNames[plane][language]} ${money(totalCents, currency)}`).join(', ')
}
