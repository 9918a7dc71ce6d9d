/**
 * AWS Price List bulk files in CSV: a few lines about the file, a header line, then a row a price.
 * Columns are found by their names, so that new and reordered ones do no harm.
 */
import { csvRows } from './csv.ts'

/** A price by the file's own column names, in lower case. */
export type OfferRow = Readonly<Record<string, string>>

export interface Offer {
  /** YYYY-MM-DD; null where the file does not say. */
  published: string | null
  rows: AsyncGenerator<OfferRow>
}

/** Opens a file: reads to its header line. @throws Error when there is none */
export async function openOffer(chunks: AsyncIterable<string> | Iterable<string>): Promise<Offer> {
  const rows = csvRows(chunks)
  let published: string | null = null
  for (let next = await rows.next(); !next.done; next = await rows.next()) {
    const [name = '', value = ''] = next.value
    if (name.toLowerCase() === 'publication date') published = /^\d{4}-\d{2}-\d{2}/.exec(value)?.[0] ?? null
    if (name.toLowerCase() === 'sku') return { published, rows: named(next.value.map(column => column.toLowerCase()), rows) }
  }
  throw new Error('no header line with a SKU column: not a price list in CSV')
}

async function* named(columns: readonly string[], rows: AsyncGenerator<string[]>): AsyncGenerator<OfferRow> {
  for await (const row of rows) {
    if (row.length < 2) continue
    yield Object.fromEntries(columns.map((column, index) => [column, row[index] ?? '']))
  }
}

/** The on-demand price of a row in USD, or null: reserved terms, other currencies, free tiers and what is no number. */
export function onDemandUsd(row: OfferRow): number | null {
  if (row.termtype !== 'OnDemand' || (row.currency ?? 'USD') !== 'USD') return null
  if (row.startingrange !== undefined && row.startingrange !== '' && Number(row.startingrange) !== 0) return null
  const usd = row.priceperunit === '' ? Number.NaN : Number(row.priceperunit)
  return Number.isFinite(usd) && usd > 0 ? usd : null
}

/** A usage type without its region's prefix, such as `APN2-`. */
export function usageOf(row: OfferRow): string {
  return (row.usagetype ?? '').replace(/^[A-Z]{2,4}\d?-/, '')
}
