/** The bills as a table: a row an item, a column a data plane. */
import type { Language } from '../../../data/localized.ts'
import { type Bill, equalLines, formatCents, type LineCode, type Plane } from '../../../engine/cost/index.ts'
import { type Whole } from './formula.ts'
import { amount, type Currency, money, percent } from '../controls/number-words.ts'
import { lineNames, strings } from './cost-strings.ts'

export interface Cell {
  plane: Plane
  /** As it is shown; empty when the bill has no such item. */
  text: string
  csv: string
  /** What its formula is called; undefined when there is none. */
  what?: string
}

export interface CostTable {
  head: string
  rows: { label: string, cells: Cell[], strong?: boolean }[]
}

/** The order in which lines stand in a bill. */
export const lineOrder = Object.keys(lineNames) as LineCode[]

/** The codes that any of the bills has, priced or not. */
export function codesOf(bills: readonly Bill[]): LineCode[] {
  return lineOrder.filter(code => bills.some(({ lines, unknown }) => [...lines, ...unknown].some(line => line.code === code)))
}

/** What the lines of one code come to, in cents. */
export function centsOf({ lines }: Bill, code: LineCode): number {
  return lines.reduce((sum, line) => sum + (line.code === code ? line.cents : 0), 0)
}

function lineCell(bill: Bill, code: LineCode, language: Language, currency: Currency): Cell {
  const { plane } = bill
  if (bill.unknown.some(line => line.code === code))
    return { plane, text: strings.unknown[language], csv: strings.unknown[language] }
  if (!bill.lines.some(line => line.code === code))
    return { plane, text: '', csv: '' }
  const cents = centsOf(bill, code)
  return { plane, text: money(cents, currency), csv: csvMoney(cents, currency), what: code }
}

const csvMoney = (cents: number, { currency, wonPerDollar }: Currency) =>
  currency === 'KRW' ? String(Math.round(cents * wonPerDollar / 100)) : formatCents(Math.round(cents))

/** Lines that are equal on all bills, folded into one where there is little room: the differences stay in sight. */
function foldedOf(bills: readonly Bill[], brief: boolean): LineCode[] {
  const equal = equalLines(bills)
  return brief && equal.length > 1 ? equal : []
}

function linesShown(bills: readonly Bill[], brief: boolean): LineCode[] {
  const folded = foldedOf(bills, brief)
  return codesOf(bills).filter(code => !folded.includes(code))
}

function foldedCell(bill: Bill, codes: readonly LineCode[], currency: Currency): Cell {
  const cents = codes.reduce((sum, code) => sum + centsOf(bill, code), 0)
  const open = bill.unknown.some(({ code }) => codes.includes(code))
  return { plane: bill.plane, text: `${open ? '≥ ' : ''}${money(cents, currency)}`, csv: csvMoney(cents, currency) }
}

/** The whole table: lines, their total, and what follows from it. Unknown prices are said to be unknown, and their total a lower bound. */
export function tableOf(bills: readonly Bill[], language: Language, currency: Currency, brief = false): CostTable {
  const amountCell = (plane: Plane, usd: number | null, what: Whole): Cell => usd === null
    ? { plane, text: '', csv: '' }
    : { plane, text: money(usd * 100, currency), csv: csvMoney(usd * 100, currency), what }
  const row = (label: string, cellOf: (bill: Bill) => Cell, strong = false) => ({ label, cells: bills.map(cellOf), strong })
  const share = ({ plane, utilisation }: Bill, what: 'cpu' | 'memory'): Cell => utilisation
    ? { plane, text: percent(utilisation[what]), csv: utilisation[what].toFixed(4), what }
    : { plane, text: '', csv: '' }
  return {
    head: `${strings.month[language]} (${currency.currency})`,
    rows: [
      ...linesShown(bills, brief).map(code => row(lineNames[code][language], bill => lineCell(bill, code, language, currency))),
      ...foldedOf(bills, brief).length > 0 ? [row(strings.equal[language], bill => foldedCell(bill, foldedOf(bills, brief), currency))] : [],
      row(strings.total[language], ({ plane, totalCents, complete }) => ({
        plane, text: `${complete ? '' : '≥ '}${money(totalCents, currency)}`, csv: csvMoney(totalCents, currency), what: 'total',
      }), true),
      ...(brief ? [] : [
        row(strings.nodesAtPeak[language], ({ plane, nodes }) => ({ plane, text: nodes.peak ? amount(nodes.peak, 0) : '', csv: String(nodes.peak) })),
        row(strings.cpuUse[language], bill => share(bill, 'cpu')),
        row(strings.memoryUse[language], bill => share(bill, 'memory')),
        row(strings.unused[language], ({ plane, unused, utilisation }) => amountCell(plane, utilisation && unused.usd, 'unused')),
        ...(bills.some(({ idle }) => idle) ? [row(strings.idle[language], ({ plane, idle }) => amountCell(plane, idle && idle.usd, 'idle'))] : []),
        row(strings.perPod[language], ({ plane, perPodUsd }) => amountCell(plane, perPodUsd, 'per-pod')),
        row(strings.perVcpu[language], ({ plane, perRequestedVcpuUsd }) => amountCell(plane, perRequestedVcpuUsd, 'per-vcpu')),
      ]),
    ],
  }
}
