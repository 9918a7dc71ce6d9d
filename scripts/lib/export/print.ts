import type { Browser, Locator, Page, Request } from 'playwright'
import { openContext } from '../browser.ts'
import { messageOf } from '../command.ts'

/** A picture of the print page: a slide at one of its clicks. */
export interface PrintedSlide {
  /** The slide's number, from 1. */
  no: number
  /** The click that is shown, from 0. */
  click: number
  title: string
  /** All that it says, in reading order; diagrams by their description. */
  words: string
  area: Locator
}

/** A deck with all its slides below each other, drawn to the end. */
export interface Print {
  page: Page
  slides: PrintedSlide[]
  about: { title: string, subject: string, author: string, keywords: string }
  /** What the presenter says, as plain text, by the slide's number. */
  notes: Map<number, string>
  /** The page that those notes were read from, headed a slide "number/all title". */
  notesPage: Page
}

export interface PrintOptions {
  dark: boolean
  /** A picture a click instead of one a slide. */
  withClicks: boolean
  /** Slides by their numbers, such as `1,4-7`; all where there is none. */
  range?: string | undefined
}

/** How long a page may stand without anything new before it is given up, in ms: no measure of how fast it must be. */
const patience = 60_000

/**
 * Opens the print page of a served deck and waits until every slide of it stands.
 *
 * @param address the deck's own, such as `http://localhost:4173/ko/`
 * @throws with what is missing or went wrong
 */
export async function openPrint(browser: Browser, address: string, { dark, withClicks, range = 'all' }: PrintOptions): Promise<Print> {
  const context = await openContext(browser, {
    viewport: { width: 980, height: 552 },
    deviceScaleFactor: 2,
    colorScheme: dark ? 'dark' : 'light',
    reducedMotion: 'reduce',
  })
  const notesPage = await openWhole(await context.newPage(), `${address}?print=true#/presenter/print`, missingNotes)
  const page = await openWhole(await context.newPage(), `${address}?print=${withClicks ? 'clicks' : 'true'}#/print?range=${range}`, missingSlides)
  // Each slide breaks the page behind it, and behind the last one comes no other.
  await page.addStyleTag({ content: '.print-slide-container:last-child { break-after: auto !important }' })
  const read = await page.evaluate(readPrint)
  return {
    page,
    notes: await readNotes(notesPage),
    notesPage,
    about: read.about,
    slides: read.slides.map(({ id, no, click, ...said }) => ({ ...said, no, click, area: page.locator(`[id="${id}"]`) })),
  }
}

/** Opens a page and waits until nothing is missing from it, nothing loads and nothing moves, twice in a row. */
async function openWhole(page: Page, address: string, missing: () => string[]): Promise<Page> {
  const troubles: string[] = []
  const loading = new Set<Request>()
  page.on('pageerror', error => troubles.push(messageOf(error)))
  page.on('console', message => message.type() === 'error' && troubles.push(message.text()))
  page.on('request', request => loading.add(request))
  page.on('requestfinished', request => loading.delete(request))
  page.on('requestfailed', (request) => {
    loading.delete(request)
    troubles.push(`${request.url()}: ${request.failure()?.errorText}`)
  })
  await page.emulateMedia({ media: 'screen' })
  const response = await page.goto(address, { timeout: patience, waitUntil: 'commit' })
  if (!response?.ok())
    throw new Error(`The deck could not be opened: ${address} answers with ${response?.status() ?? 'nothing'}.`)

  let before = ''
  let deadline = Date.now() + patience
  for (let still = 0; still < 2;) {
    // Where a part is missing the page opens itself anew, and what it was asked meanwhile has no answer: the trouble is the part.
    const drawn = await Promise.all([page.evaluate(measure), page.evaluate(missing)]).catch((error: unknown) => {
      if (troubles.length === 0)
        throw error
    })
    if (!drawn || troubles.length)
      throw new Error(`The deck could not be drawn: ${[...new Set(troubles)].join('; ')}`)
    const [{ size, moving }, parts] = drawn
    const waiting = [...parts, ...[...loading].map(request => request.url()), ...moving]
    const now = [size, ...waiting].join('\n')
    still = waiting.length === 0 && now === before ? still + 1 : 0
    if (now !== before)
      deadline = Date.now() + patience
    else if (waiting.length && Date.now() > deadline)
      throw new Error(`The deck is not drawn: nothing has come for ${patience / 1000} s, and these are missing: ${waiting.join(', ')}`)
    before = now
  }
  return page
}

/** Runs in the page, as the functions below: lets it draw a frame and its fonts come, and tells what has not come to rest. */
async function measure(): Promise<{ size: number, moving: string[] }> {
  await new Promise(requestAnimationFrame)
  await document.fonts.ready
  return {
    size: document.querySelectorAll('*').length,
    moving: document.getAnimations()
      .filter(({ playState, effect }) => playState === 'running' && effect?.getComputedTiming().iterations !== Infinity)
      .map(() => 'the end of a transition'),
  }
}

function missingNotes(): string[] {
  return document.querySelector('#page-root h1') ? [] : ['the notes']
}

function missingSlides(): string[] {
  const slides = [...document.querySelectorAll<HTMLElement>('.print-slide-container')]
  if (slides.length === 0)
    return ['the print page']
  return slides.filter(slide =>
    !slide.querySelector('.slidev-layout')
    || slide.querySelector('.slidev-slide-loading')
    || !slide.innerText.trim()
    || [...slide.querySelectorAll('img')].some(image => !image.complete || image.naturalWidth === 0)
    || [...slide.querySelectorAll<HTMLElement>('[data-waitfor]')].some(({ dataset, children }) =>
      dataset.waitfor && ![...children].some(child => child.matches(dataset.waitfor ?? '') || child.querySelector(dataset.waitfor ?? ''))),
  ).map(({ id }) => `slide ${id}`)
}

function readPrint() {
  const squeeze = (text = '') => text.replaceAll(/\s+/g, ' ').trim()
  const meta = (name: string) => document.querySelector<HTMLMetaElement>(`meta[name=${name}]`)?.content ?? ''
  return {
    about: { title: document.title, subject: meta('description'), author: meta('author'), keywords: meta('keywords') },
    slides: [...document.querySelectorAll<HTMLElement>('.print-slide-container')].map((slide) => {
      const [no = 0, place = 0] = slide.id.split('-').map(Number)
      const described = [...slide.querySelectorAll('svg > desc')].map(({ textContent }) => textContent)
      return {
        id: slide.id,
        no,
        click: place - 1,
        title: squeeze(slide.querySelector<HTMLElement>('h1')?.innerText),
        words: squeeze([slide.innerText, ...described].join(' ')),
      }
    }),
  }
}

async function readNotes(page: Page): Promise<Map<number, string>> {
  const notes = await page.evaluate(() => [...document.querySelectorAll('h2')].flatMap((heading) => {
    const no = Number.parseInt(heading.textContent, 10)
    const text = heading.parentElement?.querySelector<HTMLElement>('.slidev-note, .prose')?.innerText.trim()
    return text ? [[no, text] as const] : []
  }))
  return new Map(notes)
}
