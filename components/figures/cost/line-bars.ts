import type { Language } from '../../../data/localized.ts'
import { type Bill, equalLines, type LineCode } from '../../../engine/cost/index.ts'
import type { BarRow, BarSeries } from '../../charts/StackedBars.vue'
import { type Currency, money } from '../controls/number-words.ts'
import { lineNames, planeNames, strings } from './cost-strings.ts'
import { planeLook } from './plane-look.ts'
import { centsOf, codesOf } from './table.ts'

/** What is the same on every bill is one segment, so that what differs is in sight. */
export const EQUAL = 'equal'

/** What is the larger part of a bill is the fuller shade; each bar has its own data plane's colour. */
const shades: Partial<Record<LineCode, number>> = {
  nodes: 1, 'nodes-spot': 0.85, 'fargate-vcpu': 1, 'fargate-memory': 0.75, 'fargate-storage': 0.6, 'system-nodes': 0.6, 'auto-mode-fee': 0.6, commitment: 0.7,
  volumes: 0.45, operators: 0.45,
}

/** The bills as stacked bars of their lines. What a Savings Plan has paid for is taken off what it pays for. */
export function lineBarsOf(bills: readonly Bill[], language: Language, currency: Currency): { rows: BarRow[], series: BarSeries[] } {
  const equal = equalLines(bills)
  const codes = codesOf(bills).filter(code => !equal.includes(code) && code !== 'covered')
  const series: BarSeries[] = [
    ...equal.length > 0 ? [{ id: EQUAL, label: strings.equal[language], shade: 0.3 }] : [],
    ...codes.map(code => ({ id: code, label: lineNames[code][language], shade: shades[code] ?? 0.4 })),
  ]
  return {
    series,
    rows: bills.map((bill) => {
      let paid = -centsOf(bill, 'covered')
      const amounts = Object.fromEntries(codes.map((code) => {
        const cents = centsOf(bill, code)
        const off = COVERED.includes(code) ? Math.min(paid, cents) : 0
        paid -= off
        return [code, cents - off]
      }))
      return {
        id: bill.plane, label: planeNames[bill.plane][language], tone: planeLook[bill.plane].tone, open: !bill.complete,
        total: `${bill.complete ? '' : '≥ '}${money(bill.totalCents, currency)}`,
        amounts: { [EQUAL]: equal.reduce((sum, code) => sum + centsOf(bill, code), 0), ...amounts },
      }
    }),
  }
}

/** What a Savings Plan pays for, in the order in which it is taken off. */
const COVERED: readonly LineCode[] = ['nodes', 'system-nodes', 'fargate-vcpu', 'fargate-memory']
