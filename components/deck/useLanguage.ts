import { type Language, languages, type Localized, unbroken } from '../../data/localized.ts'

/** This deck's language: Slidev writes the headmatter's `lang` into the page. */
export const language: Language = languages.find(known => known === globalThis.document?.documentElement.lang) ?? languages[0]

/** The text in this deck's language, as it may be broken into lines. */
export function localize(text: Localized): string {
  return unbroken(text[language])
}
