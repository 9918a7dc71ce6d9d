import type { Language, Localized } from '../../../data/localized.ts'

const words: Record<'previous' | 'next' | 'first' | 'language', Localized> = {
  previous: { ko: '이전 슬라이드', en: 'Previous slide' },
  next: { ko: '다음 슬라이드', en: 'Next slide' },
  first: { ko: '처음으로', en: 'First slide' },
  language: { ko: '한국어', en: 'English' },
}

/** What the links of a page without scripts are called. */
export function wordsOf(link: keyof typeof words, language: Language): string {
  return words[link][language]
}

/** A search result shows about so many characters. */
const LIMIT = 155

/** What HTML says, without its tags. */
export function textOf(html: string): string {
  return html.replaceAll(/<[^>]+>/g, ' ').replaceAll(/&(amp|lt|gt|quot);/g, (_, name: string) => ({ amp: '&', lt: '<', gt: '>', quot: '"' })[name] ?? '')
}

/** A slide's description: how what is said there begins, or its own words where nothing is said. */
export function describe(said: string, shown: string): string {
  const whole = (textOf(said).trim() || shown).replaceAll(/\s+/g, ' ').trim()
  if (whole.length <= LIMIT)
    return whole
  const cut = whole.slice(0, LIMIT)
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), LIMIT / 2))}…`
}

/** A small screen shows about so many characters of them at once. */
const IN_SIGHT = 300

/** How a slide's notes begin, as HTML: as many whole paragraphs as a small screen shows below the slide. */
export function beginningOf(said: string): string {
  let taken = ''
  for (const [paragraph] of said.matchAll(/\s*<p>[^]*?<\/p>/gy)) {
    if (taken.length >= IN_SIGHT)
      break
    taken += paragraph
  }
  return taken.trim()
}

/** A page's title: the slide's, and the deck's behind it where they differ. */
export function titleOf(slide: string, deck: string): string {
  return slide && slide !== deck ? `${slide} · ${deck}` : deck
}
