import type { SlideInfo } from '@slidev/types'
import { load } from '@slidev/parser/fs'
import { resolve } from 'node:path'
import { type Language, languages } from '../../data/localized.ts'

/** The entry file of each language's deck, relative to the project's root. */
export const entries: Record<Language, string> = { ko: 'slides.md', en: 'slides.en.md' }

export function isLanguage(text: string | undefined): text is Language {
  return languages.some(language => language === text)
}

/** A deck's slides in order, chapters included, as Slidev itself reads them. */
export async function loadSlides(language: Language, root = '.'): Promise<SlideInfo[]> {
  const { slides } = await load({ userRoot: resolve(root), roots: [resolve(root)] }, resolve(root, entries[language]))
  return slides
}
