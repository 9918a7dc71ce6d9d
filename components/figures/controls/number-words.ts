/** Numbers as they are written on a figure. */
import type { Language } from '../../../data/localized.ts'

export const currencies = ['USD', 'KRW'] as const

export interface Currency {
  currency: (typeof currencies)[number]
  /** Won a dollar, set by the reader. */
  wonPerDollar: number
}

// The first of them costs a phone 50 ms: made when something is written, not when this file is read.
const kept = new Map<string, Intl.NumberFormat>()

function formatOf(locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${locale} ${Object.values(options).join()}`
  const format = kept.get(key) ?? new Intl.NumberFormat(locale, options)
  kept.set(key, format)
  return format
}

// Both languages write digits alike; what differs is said in words.
const grouped = (decimals: number, least = 0) => formatOf('en-US', { minimumFractionDigits: least, maximumFractionDigits: decimals })

/** Cents as an amount of the reader's currency: dollars to the cent, won to the won. */
export function money(cents: number, { currency, wonPerDollar }: Currency): string {
  return currency === 'KRW' ? formatOf('ko-KR', { style: 'currency', currency: 'KRW' }).format(cents * wonPerDollar / 100) : dollars(cents)
}

/** Cents as dollars, to the cent. */
export function dollars(cents: number): string {
  return formatOf('en-US', { style: 'currency', currency: 'USD' }).format(Math.round(cents) / 100)
}

/** An amount without its cents, for an axis or a sentence. */
export function roundMoney(usd: number, currency: Currency): string {
  return currency.currency === 'KRW' ? money(usd * 100, currency) : `$${amount(Math.round(usd), 0)}`
}

/** An amount on an axis: won in the large units that each language counts in. */
export function axisMoney(usd: number, currency: Currency, language: Language): string {
  const won = usd * currency.wonPerDollar
  if (currency.currency === 'USD' || won < 10_000)
    return usd < 10 && usd > 0 ? money(usd * 100, currency) : roundMoney(usd, currency)
  return { ko: `${amount(won / 1e4, 0)}만 원`, en: `₩${amount(won / 1e6)}M` }[language]
}

/** A number with at most so many decimals, in groups of three. */
export function amount(value: number, decimals = 2): string {
  return grouped(decimals).format(value)
}

/** A share as whole percent. */
export function percent(share: number): string {
  return `${Math.round(share * 100)}%`
}

/** A list price in USD: all decimals that it was published with, at least two. */
export function unitPrice(usd: number): string {
  return `$${grouped(10, 2).format(usd)}`
}

/** A count with its noun, in English: of one without its s. */
export const many = (count: number, noun: string) => `${amount(count, 0)} ${noun}${count === 1 ? '' : 's'}`

/** A count with its noun, as the language puts it. */
export function pods(count: number, language: Language): string {
  const shown = amount(count, 0)
  return language === 'ko' ? `파드 ${shown}개` : many(count, 'pod')
}
