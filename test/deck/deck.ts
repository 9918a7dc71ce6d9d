import { test as base, expect, type Locator, type Page } from '@playwright/test'
import { type Language, languages } from '../../data/localized.ts'
import { slideId } from '../../scripts/lib/diagram-files.ts'
import { loadSlides } from '../../scripts/lib/decks.ts'

export { expect, languages }

/**
 * A page that fails its test for what a viewer's console or network would show: a warning, an error, a
 * request that fails, a request to another host.
 */
export const test = base.extend({
  page: async ({ page, baseURL }, use) => {
    const complaints: string[] = []
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type()) && !message.text().includes('Service Worker registration blocked by Playwright'))
        complaints.push(`console ${message.type()}: ${message.text()}`)
    })
    page.on('pageerror', error => complaints.push(`thrown: ${error.message}`))
    page.on('requestfailed', (request) => {
      // Leaving a page aborts what it was still fetching ahead; a server's or a network's failure has another name.
      if (request.failure()?.errorText !== 'net::ERR_ABORTED')
        complaints.push(`failed: ${request.url()} ${request.failure()?.errorText}`)
    })
    page.on('response', (response) => {
      if (response.status() >= 400)
        complaints.push(`${response.status()}: ${response.url()}`)
    })
    page.on('request', (request) => {
      if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(baseURL ?? ''))
        complaints.push(`another host: ${request.url()}`)
    })
    await use(page)
    expect(complaints).toEqual([])
  },
})

const loaded = new Map<Language, Promise<string[]>>()

/** The ids of a deck's slides, in order. */
export function slideIds(language: Language): Promise<string[]> {
  const ids = loaded.get(language) ?? loadSlides(language).then(slides => slides.map(slideId))
  loaded.set(language, ids)
  return ids
}

const withFigures = new Map<Language, Promise<string[]>>()

/** The ids of the slides that have a figure, quizzes among them, in order. */
export function figureIds(language: Language): Promise<string[]> {
  const ids = withFigures.get(language) ?? loadSlides(language).then(slides => slides.filter(({ content, frontmatter }) => frontmatter.quiz || /<\w+Figure\b/.test(content)).map(slideId))
  withFigures.set(language, ids)
  return ids
}

/** More clicks than any slide has: Slidev stops at the last one. */
export const lastClick = 99

/** Opens a slide, at one of its clicks, and waits until it stands still. */
export async function showSlide(page: Page, language: Language, no: number, clicks = 0): Promise<void> {
  const id = (await slideIds(language))[no - 1] ?? no
  const address = `/${language}/#/${id}${clicks ? `?clicks=${clicks}` : ''}`
  if (page.url().includes(`/${language}/`))
    await page.evaluate(hash => { location.hash = hash }, address.split('#')[1] ?? '')
  else
    await page.goto(address)
  // A page that waits beside the one before is drawn already.
  await pageInSight(page).and(page.locator(`[data-slidev-no="${no}"]`)).locator('.slidev-layout').waitFor()
  await settle(page)
}

/** The page that is looked at. Those beside it are drawn too, unseen and inert. */
export function pageInSight(page: Page): Locator {
  return page.locator('#slideshow > :not([inert])').filter({ visible: true })
}

/** Waits for fonts, and for transitions to end. */
export async function settle(page: Page): Promise<void> {
  await expect.poll(() => page.evaluate(async () => {
    await document.fonts.ready
    return document.getAnimations().filter(animation => animation.playState === 'running' && animation.effect?.getComputedTiming().iterations !== Infinity).length
      + document.querySelectorAll('[class*="-enter-active"], [class*="-leave-active"]').length
  })).toBe(0)
}

/** Presses a key that turns pages and lets it go at once: Slidev repeats a key that is held for a second, as it is on a busy machine. */
export async function turn(page: Page, key: 'ArrowRight' | 'ArrowLeft' | 'ArrowDown' | 'PageDown' | 'PageUp' | 'Space'): Promise<void> {
  await page.evaluate((code) => {
    for (const type of ['keydown', 'keyup'])
      (document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent(type, { key: code === 'Space' ? ' ' : code, code, bubbles: true, cancelable: true }))
  }, key)
}
