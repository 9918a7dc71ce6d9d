/** The languages of the deck, first the one it is written in. */
export const languages = ['ko', 'en'] as const

export type Language = (typeof languages)[number]

/** One text in every language of the deck: a missing translation is a type error. */
export type Localized = Readonly<Record<Language, string>>

/** The units that the deck counts in, as they are written after a number. */
const UNITS = '(?:[GM]i?B|vCPU|ms|min|[sh])'

/** The text with no line's end between a number and its unit, or between a field and its number. */
export function unbroken(text: string): string {
  return text.replace(new RegExp(`(\\d) (?=${UNITS}\\b)|(\\b[a-z]+[A-Z]\\w*) (?=\\d)`, 'g'), '$1$2\u00A0')
}
