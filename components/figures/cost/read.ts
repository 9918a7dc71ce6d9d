/** Values from outside, field by field: what cannot be used becomes the default, and is said. */
import type { Localized } from '../../../data/localized.ts'

export const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)

const shown = (value: unknown) => String(value).slice(0, 40)

/** One of the known words; absent is the default without a word. */
export function choice<T extends string>(value: unknown, field: string, known: readonly T[], initial: T, problems: Localized[]): T {
  const found = known.find(each => each === value)
  if (found === undefined && value !== undefined) {
    problems.push({
      ko: `${field}: "${shown(value)}"은(는) 알 수 없는 값이라 기본값(${initial})을 씁니다.`,
      en: `${field}: "${shown(value)}" is not known, so the default (${initial}) is used.`,
    })
  }
  return found ?? initial
}

/** A finite number within bounds. */
export function numberIn(value: unknown, field: string, [min, max]: readonly [number, number], initial: number, problems: Localized[]): number {
  if (typeof value === 'number' && value >= min && value <= max)
    return value
  if (value !== undefined) {
    problems.push({
      ko: `${field}: ${shown(value)}은(는) ${min}~${max} 범위의 숫자가 아니라 기본값(${initial})을 씁니다.`,
      en: `${field}: ${shown(value)} is not a number from ${min} to ${max}, so the default (${initial}) is used.`,
    })
  }
  return initial
}

/** A text that is not too long. */
export function text(value: unknown, field: string, limit: number, problems: Localized[]): string {
  if (typeof value === 'string' && value.length <= limit)
    return value
  if (value !== undefined) {
    problems.push({
      ko: `${field}: ${limit.toLocaleString('ko')}자까지의 글만 읽을 수 있습니다.`,
      en: `${field}: only a text of up to ${limit.toLocaleString('en')} characters can be read.`,
    })
  }
  return ''
}
