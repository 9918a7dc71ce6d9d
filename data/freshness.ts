/** A figure older than this says so on screen. */
export const STALE_AFTER_DAYS = 180

/** `undated`: the reading carries no date, so that its age is not known. */
export type Freshness = 'fresh' | 'stale' | 'undated'

const DAY_MS = 86_400_000

/** Whole days from one ISO date (YYYY-MM-DD) to another; NaN when one is no date. */
export function daysBetween(from: string, to: string): number {
  return Math.floor((Date.parse(to) - Date.parse(from)) / DAY_MS)
}

/**
 * How a figure of the day `asOf` stands on the day `today`. Both are ISO dates; there is no clock here.
 * A `today` that is no date makes everything `undated`.
 */
export function freshnessOf(asOf: string | null, today: string): Freshness {
  const age = asOf === null ? Number.NaN : daysBetween(asOf, today)
  if (Number.isNaN(age)) return 'undated'
  return age > STALE_AFTER_DAYS ? 'stale' : 'fresh'
}
