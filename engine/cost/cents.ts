/**
 * Money in whole cents. The rounding rule: a line's quantity is taken to 6 decimals and its price to 12, they are multiplied
 * exactly, and the line is rounded once to whole cents, half a cent up. A total is the sum of its rounded lines.
 */

const MICRO = 1e6
const PICO = 1e12
/** micro x pico dollars in a cent. */
const PER_CENT = 10_000_000_000_000_000n

/** Whole cents of `quantity` units at `usd` each; both finite and not negative. */
export function lineCents(quantity: number, usd: number): number {
  const product = BigInt(Math.round(quantity * MICRO)) * BigInt(Math.round(usd * PICO))
  return Number((product + PER_CENT / 2n) / PER_CENT)
}

/** Cents as dollars with two decimals, such as `73.00`. */
export function formatCents(cents: number): string {
  const digits = String(Math.abs(cents)).padStart(3, '0')
  return `${cents < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`
}
