import type { Language } from '../../../data/localized.ts'
import { planeNames } from './cost-strings.ts'
import type { CostTable } from './table.ts'

/** A cell as RFC 4180 has it; one that a spreadsheet would take for a formula is made text. */
function cell(text: string): string {
  const safe = /^[=+@\t\r]|^-(?!\d)/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** A table as CSV: plain numbers, so that a spreadsheet can go on from there. */
export function csvOf({ head, rows }: CostTable, language: Language): string {
  return [
    [head, ...rows[0]?.cells.map(({ plane }) => planeNames[plane][language]) ?? []],
    ...rows.map(({ label, cells }) => [label, ...cells.map(({ csv }) => csv)]),
  ].map(line => line.map(cell).join(',')).join('\r\n')
}
