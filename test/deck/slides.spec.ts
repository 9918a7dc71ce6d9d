import type { SlideInfo } from '@slidev/types'
import type { Page } from '@playwright/test'
import type { Language } from '../../data/localized.ts'
import { strings } from '../../components/deck/deck-strings.ts'
import { plannedSeconds } from '../../components/deck/pace.ts'
import { loadSlides } from '../../scripts/lib/decks.ts'
import { slideId } from '../../scripts/lib/diagram-files.ts'
import { auditLayout, foreignFonts, seriousFaults } from './audit.ts'
import { expect, languages, settle, showSlide, test, turn } from './deck.ts'

/** Where the deck stands still: a slide's number, one of its clicks, and what its figure shows there, in words. */
interface Stop { no: number, click: number, scene: string }

/** What a slide is made of: its layout, alone and with each component, language of code and class of a diagram. */
function structuresOf({ content, frontmatter: { layout } }: SlideInfo): string[] {
  const parts = [...content.matchAll(/<([A-Z]\w*)|^```(\w+)|^<<< \S+\.(\w+)|:::(\w+)|^ *class \S+ (\w+)/gm)]
  return [layout, ...parts.map(part => `${layout} with ${part.slice(1).find(Boolean)}`)]
}

/** Slides of every structure, by their numbers. What a slide is made of is the same in both languages, and its words have no part in it. */
function ofEveryStructure(slides: readonly SlideInfo[]): ReadonlySet<number> {
  const seen = new Set<string>()
  return new Set(slides.flatMap((slide, index) => {
    const structures = structuresOf(slide)
    const known = structures.every(each => seen.has(each))
    structures.forEach(each => seen.add(each))
    return known ? [] : [index + 1]
  }))
}

const [korean, english] = await Promise.all([loadSlides('ko'), loadSlides('en')])
const slidesOf = { ko: korean, en: english }
const accessible = ofEveryStructure(korean)
const idOf = (no: number) => korean[no - 1] && slideId(korean[no - 1] as SlideInfo)

/** The numbers of the slides with which chapters begin, the deck's own first among them. */
const openers = korean.flatMap(({ frontmatter }, index) => index === 0 || frontmatter.layout === 'section' ? [index + 1] : [])

/** What the figure's scene shows, in words; the clock's own digits left out. Nothing where a slide has no figure. */
function sceneOf(page: Page, no: number): Promise<string> {
  return page.locator(`[data-slidev-no="${no}"]`).first().evaluate((slide) => {
    const figure = slide.querySelector('.figure')
    const scene = figure?.querySelector('.scene')
    const drawn = [...scene?.querySelectorAll('svg[role=img]') ?? []].map(svg => svg.getAttribute('aria-label') ?? svg.querySelector('desc')?.textContent ?? '')
    return figure ? [figure.querySelector('.caption')?.textContent, scene?.textContent, ...drawn].join(' | ').replace(/\s+/g, ' ') : ''
  })
}

/** The scene once nothing in it changes any more: what follows from an input may be computed after it. */
async function sceneAtRest(page: Page, no: number): Promise<string> {
  let last = await sceneOf(page, no)
  if (last) {
    await expect.poll(async () => {
      const busy = await page.locator(`[data-slidev-no="${no}"] [aria-busy=true]`).count()
      const scene = await sceneOf(page, no)
      const same = scene === last && busy === 0
      last = scene
      return same
    }, { intervals: [120] }).toBe(true)
  }
  return last
}

const addressOf = (no: number, click: number) => new RegExp(`#/${idOf(no)}${click ? `\\?clicks=${click}` : '(\\?clicks=0)?'}$`)

/** Waits until the deck stands at a click of a slide, and for what it shows to come to rest. */
async function arrive(page: Page, no: number, click: number): Promise<void> {
  await expect(page).toHaveURL(addressOf(no, click))
  await page.locator(`[data-slidev-no="${no}"] .slidev-layout`).waitFor()
  await expect(page.locator(`[data-slidev-no="${no}"] [aria-busy=true]`)).toHaveCount(0)
  await settle(page)
}

/** Goes through a chapter by the right arrow alone, and on to the next one's first slide; tells where it stood. */
async function goThrough(page: Page, language: Language, first: number, after: number): Promise<Stop[]> {
  const goOn = page.getByRole('navigation', { name: strings.controls[language] }).getByRole('button', { name: strings.goOn[language], exact: true })
  await showSlide(page, language, first)
  const stops: Stop[] = []
  for (let [no, click] = [first, 0]; no < after;) {
    const name = `${idOf(no)}, click ${click}`
    await arrive(page, no, click)
    const before = stops.at(-1)
    if (click > 0 && before?.scene)
      await expect.poll(() => sceneOf(page, no), { message: `${name} shows nothing new` }).not.toBe(before.scene)
    stops.push({ no, click, scene: await sceneAtRest(page, no) })
    expect.soft(await auditLayout(page, no), name).toEqual([])
    if (await goOn.isDisabled())
      break
    const here = page.url()
    await turn(page, 'ArrowRight')
    await expect(page, `after ${name}`).not.toHaveURL(here)
    ;[no, click] = addressOf(no, click + 1).test(page.url()) ? [no, click + 1] : [no + 1, 0]
  }
  return stops
}

/** What holds for a slide once all of it is shown. */
async function expectWhole(page: Page, no: number): Promise<void> {
  const slide = `[data-slidev-no="${no}"]`
  expect.soft(await foreignFonts(page, no), idOf(no)).toEqual([])
  const lines = await page.locator(`${slide} .source-refs`).evaluateAll(feet => feet.map(foot => foot.clientHeight / Number.parseFloat(getComputedStyle(foot).lineHeight)))
  expect.soft(lines.filter(count => count > 1.5), `${idOf(no)}: lines of sources`).toEqual([])
  if (accessible.has(no))
    expect.soft(await seriousFaults(page, slide), idOf(no)).toEqual([])
}

const isLast = (stops: readonly Stop[], index: number) => stops[index + 1]?.no !== stops[index]?.no

for (const [at, first] of openers.entries()) {
  const after = openers[at + 1] ?? korean.length + 1
  test.describe(`from ${idOf(first)}`, () => {
    // As many clicks as a chapter has, there and back, and once more: as long as that takes.
    test.describe.configure({ timeout: 900_000 })

    test('the right arrow alone passes every click of every slide, the left one goes back, in both languages alike; each holds its text, in the deck\'s own fonts, without serious accessibility faults', async ({ page }) => {
      const stops = await goThrough(page, 'ko', first, after)
      expect([...new Set(stops.map(({ no }) => no))]).toEqual(Array.from({ length: after - first }, (_, index) => first + index))
      for (const { no, click, scene } of stops.toReversed()) {
        if (!addressOf(no, click).test(page.url()))
          await turn(page, 'ArrowLeft')
        await arrive(page, no, click)
        if (scene)
          await expect.poll(() => sceneAtRest(page, no), { message: `${idOf(no)}, back at click ${click}` }).toBe(scene)
        if (isLast(stops, stops.findIndex(stop => stop.no === no && stop.click === click)))
          await expectWhole(page, no)
      }

      await page.emulateMedia({ colorScheme: 'dark' })
      await showSlide(page, 'en', first)
      for (const [index, { no, click }] of stops.entries()) {
        if (index > 0)
          await turn(page, 'ArrowRight')
        await arrive(page, no, click)
        expect.soft(await auditLayout(page, no), `en ${idOf(no)}, click ${click}`).toEqual([])
        if (isLast(stops, index))
          await expectWhole(page, no)
      }

      // A story that is told in less than that is not seen from the last row.
      for (const language of languages) {
        for (const [index, { note, frontmatter }] of slidesOf[language].entries()) {
          const clicks = stops.filter(({ no }) => no === index + 1).length
          if (clicks && frontmatter.layout === 'figure')
            expect.soft(plannedSeconds(note ?? '') / clicks, `${language} ${idOf(index + 1)}: seconds for each of ${clicks} stops`).toBeGreaterThanOrEqual(9)
        }
      }
    })
  })
}

for (const language of languages) {
  test(`${language}: the page says its language, title and description`, async ({ page }) => {
    await showSlide(page, language, 1)
    await expect(page.locator('html')).toHaveAttribute('lang', language)
    await expect(page).toHaveTitle('Amazon EKS Primer')
    const description = await page.locator('meta[name=description]').getAttribute('content')
    expect(description).toMatch(language === 'ko' ? /^컨테이너.*[가-힣]$/ : /^Amazon EKS.*simulations$/)
    // Front matter is for the deck, not for the page.
    for (const slide of await page.locator('.slidev-layout').all())
      expect((await slide.evaluate(element => element.getAttributeNames())).filter(name => !/^(class|style|data-.*)$/.test(name))).toEqual([])
  })
}
