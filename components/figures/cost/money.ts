import type { Language } from '../../../data/localized.ts'
import { formatCents } from '../../../engine/cost/index.ts'
import type { CostRecord } from './record.ts'

export type Currency = Pick<CostRecord, 'currency' | 'wonPerDollar'>

const grouped = (digits: string) => digits.replace(/\B(?=(\d{3})+$)/g, ',')

/** Cents as an amount of the reader's currency: dollars to the cent, won to the won. */
export function money(cents: number, { currency, wonPerDollar }: Currency): string {
  if (currency === 'KRW')
    return `₩${grouped(String(Math.round(cents * wonPerDollar / 100)))}`
  return dollars(cents)
}

/** Cents as dollars, to the cent. */
export function dollars(cents: number): string {
  const [whole = '', rest = ''] = formatCents(Math.round(Math.abs(cents))).split('.')
  return `${cents < 0 ? '-' : ''}$${grouped(whole)}.${rest}`
}

/** An amount without its cents, for an axis or a sentence. */
export function roundMoney(usd: number, currency: Currency): string {
  return currency.currency === 'KRW' ? money(usd * 100, currency) : `$${grouped(String(Math.round(usd)))}`
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
  const [whole = '', rest] = String(Number(value.toFixed(decimals))).split('.')
  return grouped(whole) + (rest ? `.${rest}` : '')
}

/** A share as whole percent. */
export function percent(share: number): string {
  return `${Math.round(share * 100)}%`
}

/** A list price in USD: all decimals that it was published with, at least two. */
export function unitPrice(usd: number): string {
  const text = String(Number(usd.toFixed(10)))
  const [whole = '0', rest = ''] = text.split('.')
  return `$${grouped(whole)}.${rest.padEnd(2, '0')}`
}

/** A count with its noun, as the language puts it. */
export function pods(count: number, language: Language): string {
  const shown = amount(count, 0)
  return language === 'ko' ? `파드 ${shown}개` : `${shown} ${count === 1 ? 'pod' : 'pods'}`
}
