import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Browser } from 'playwright'
import { readerNotes } from '../../../components/deck/reader-notes.ts'
import { type Language, languages } from '../../../data/localized.ts'
import { launchBrowser, openContext } from '../browser.ts'
import type { BuildFacts } from '../build-facts.ts'
import { loadSlides } from '../decks.ts'
import { slideId } from '../diagram-files.ts'
import { photograph } from '../export/png.ts'
import { openPrint, type PrintedSlide } from '../export/print.ts'
import { serveBuild } from '../serve.ts'
import { appDocument, type PageOf, readShell, slideDocument } from './document.ts'
import { SlideFonts, takeFaces, withText } from './faces.ts'
import { type Snapshot, takeSnapshots } from './snapshot.ts'
import { beginningOf, describe, textOf, titleOf, wordsOf } from './words.ts'

/** Pages of Slidev's beside the slides, by their paths within a deck. */
const appPages = ['presenter', 'presenter/print', 'overview', 'notes', 'print', 'entry']

export interface Hosting {
  /** The build's. */
  folder: string
  /** The path that it is hosted under, such as `/`. */
  base: string
  /** Where it will be hosted, such as `https://example.org`; empty where that is not known: addresses are then relative to the host. */
  site: string
}

interface Taken {
  snapshots: Map<string, Snapshot>
  printed: PrintedSlide[]
  /** What is said, as HTML, by the slide's number. */
  notes: Map<number, string>
  about: { title: string, author: string, subject: string }
}

/**
 * Makes of a build's two empty pages one for every slide in every language: with its text, title, description and picture,
 * painted before any script has run, and readable without one.
 *
 * @throws when a slide does not come to stand
 */
export async function prerender(hosting: Hosting, filesOf: Record<Language, BuildFacts['files']>): Promise<void> {
  const { folder } = hosting
  const server = await serveBuild(folder)
  const browser = await launchBrowser()
  try {
    const ids = (await loadSlides(languages[0])).map(slideId)
    // Everything is taken before the first page is written over.
    const decks = await Promise.all(languages.map(async language => ({ language, taken: await take(browser, folder, language, `${server.address}${language}/`, ids) })))
    await drawIcons(browser, folder)
    for (const { language, taken } of decks)
      await writePages(hosting, language, ids, filesOf[language], taken)
  }
  finally {
    await browser.close()
    await server.close()
  }
}

async function take(browser: Browser, folder: string, language: Language, address: string, ids: string[]): Promise<Taken> {
  const snapshots = await takeSnapshots(browser, address, ids)
  const print = await openPrint(browser, address, { dark: false, withClicks: false })
  mkdirSync(join(folder, 'pictures', language), { recursive: true })
  for (const slide of print.slides)
    writeFileSync(join(folder, 'pictures', language, `${ids[slide.no - 1]}.jpg`), await photograph(slide, 'jpeg', 'css'))
  const notes = new Map(await print.notesPage.evaluate(() => [...document.querySelectorAll('h2')].map(heading =>
    [Number.parseInt(heading.textContent, 10), heading.parentElement?.querySelector('.slidev-note, .prose')?.innerHTML ?? ''] as const)))
  await print.page.context().close()
  return { snapshots, printed: print.slides, notes, about: print.about }
}

/** The icon as pictures, on paper: what installs the deck cannot draw all of it from the SVG. */
async function drawIcons(browser: Browser, folder: string): Promise<void> {
  for (const size of [192, 512]) {
    const page = await (await openContext(browser, { viewport: { width: size, height: size } })).newPage()
    await page.setContent(`<body style="margin:0;display:grid;place-items:center;height:100vh;background:#fbfaf6"><div style="width:70%">${readFileSync('public/favicon.svg', 'utf8')}</div>`)
    await page.screenshot({ path: join(folder, `icon-${size}.png`) })
    await page.context().close()
  }
}

async function writePages({ folder, base, site }: Hosting, language: Language, ids: string[], files: BuildFacts['files'], { snapshots, printed, notes, about }: Taken): Promise<void> {
  const own = join(folder, language)
  const write = (path: string, html: string) => {
    mkdirSync(dirname(join(own, path)), { recursive: true })
    writeFileSync(join(own, path), html)
  }
  const shell = readShell(readFileSync(join(own, 'index.html'), 'utf8'))
  const faces = takeFaces(own)
  const fonts = new SlideFonts(faces, address => join(folder, address.slice(base.length)))
  const pathOf = (index: number, of = language) => `${base}${of}/${index === 0 ? '' : `${ids[index]}/`}`

  for (const [index, id] of ids.entries()) {
    const snapshot = snapshots.get(id)
    const slide = printed[index]
    if (!snapshot || !slide)
      throw new Error(`${language}: ${id} was not taken.`)
    // A quiz's notes hold its answers.
    const said = snapshot.layout === 'quiz' ? '' : readerNotes(notes.get(slide.no) ?? '')
    // On a small screen the app lays a figure out anew, and what stood below it would move.
    const beginning = snapshot.layout === 'figure' ? '' : beginningOf(said)
    const page: PageOf = {
      language,
      base: `${base}${language}/`,
      title: titleOf(slide.title, about.title),
      // The first page stands for the deck.
      description: index === 0 ? about.subject : describe(said, slide.words),
      author: about.author,
      layout: snapshot.layout,
      addresses: { ko: site + pathOf(index, 'ko'), en: site + pathOf(index, 'en') },
      picture: { address: `${site}${base}pictures/${language}/${id}.jpg`, words: slide.words },
      notes: said,
      beginning,
      links: [
        ...index > 0 ? [{ address: pathOf(index - 1), text: wordsOf('previous', language) }] : [],
        ...index < ids.length - 1 ? [{ address: pathOf(index + 1), text: wordsOf('next', language) }] : [],
        ...index > 0 ? [{ address: pathOf(0), text: wordsOf('first', language) }] : [],
        ...languages.filter(other => other !== language).map(other => ({ address: pathOf(index, other), text: wordsOf('language', other), language: other })),
      ],
    }
    const html = slideDocument(shell, page, snapshot, `${faces}\n${await fonts.css(withText(snapshot.texts, 'Pretendard', 400, textOf(beginning)))}`, (files[slide.no] ?? []).map(file => `${base}${language}/${file}`).filter(file => file !== shell.entry))
    write(`${id}/index.html`, html)
    if (index === 0)
      write('index.html', html)
    write(`presenter/${id}/index.html`, appDocument(shell, page, faces))
    if (index === 0)
      appPages.forEach(path => write(`${path}/index.html`, appDocument(shell, { ...page, title: about.title }, faces)))
  }
}
