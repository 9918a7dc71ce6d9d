/** The languages of the deck, first the one it is written in. */
export const languages = ['ko', 'en'] as const

export type Language = (typeof languages)[number]

/** One text in every language of the deck: a missing translation is a type error. */
export type Localized = Readonly<Record<Language, string>>
