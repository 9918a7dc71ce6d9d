/** Ticks and words of an axis of virtual time. */
import type { Language } from '../../data/localized.ts'

const [SECOND, MINUTE, HOUR] = [1000, 60_000, 3_600_000]
const STEPS = [
  ...[1, 2, 5, 10, 15, 30].map(count => count * SECOND),
  ...[1, 2, 5, 10, 15, 30].map(count => count * MINUTE),
  ...[1, 2, 3, 6, 12, 24].map(count => count * HOUR),
]

/** Ticks between two instants (ms), at most so many, at round distances from `origin`. */
export function timeTicks(from: number, to: number, most: number, origin = from): number[] {
  const step = STEPS.find(each => (to - from) / each <= Math.max(1, most - 1)) ?? 24 * HOUR
  const first = Math.ceil((from - origin) / step)
  const count = Math.max(0, Math.floor((to - origin) / step) - first + 1)
  return Array.from({ length: count }, (_, index) => origin + (first + index) * step)
}

/** A span of virtual time (ms), to the second, in as many units as it needs: 1 min 30 s; nothing is a plain 0. */
export function timeWords(ms: number, language: Language): string {
  const seconds = Math.round(Math.abs(ms) / SECOND)
  const parts = [
    { count: Math.floor(seconds / 3600), ko: '시간', en: ' h' },
    { count: Math.floor(seconds / 60) % 60, ko: '분', en: ' min' },
    { count: seconds % 60, ko: '초', en: ' s' },
  ].filter(({ count }) => count > 0)
  return parts.length ? `${ms < 0 ? '–' : ''}${parts.map(part => `${part.count}${part[language]}`).join(' ')}` : '0'
}
