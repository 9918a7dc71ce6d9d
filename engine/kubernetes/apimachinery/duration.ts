/** Durations as Go writes them. Models time.ParseDuration. */

const UNITS: Readonly<Record<string, number>> = { ns: 1e-6, us: 1e-3, µs: 1e-3, ms: 1, s: 1000, m: 60_000, h: 3_600_000 }

/** Milliseconds of a Go duration such as `1h30m`; NaN for what is none. */
export function durationMs(text: string): number {
  if (!/^[+-]?(?:\d+(?:\.\d+)?(?:ns|us|µs|ms|s|m|h))+$|^[+-]?0$/.test(text)) return Number.NaN
  let total = 0
  for (const [, amount = '0', unit = 's'] of text.matchAll(/(\d+(?:\.\d+)?)(ns|us|µs|ms|s|m|h)/g)) total += Number(amount) * (UNITS[unit] ?? 0)
  return text.startsWith('-') ? -total : total
}
