import type { SlideInfo } from '@slidev/types'
import type { Page } from '@playwright/test'
import type { Language } from '../../data/localized.ts'
import { plannedSeconds } from '../../components/deck/pace.ts'
import { loadSlides } from '../../scripts/lib/decks.ts'
import { slideId } from '../../scripts/lib/diagram-files.ts'
import { auditLayout, foreignFonts, seriousFaults } from './audit.ts'
import { expect, languages, lastClick, settle, showSlide, slideIds, test, turn } from './deck.ts'

/** Every stop of a deck, a slide's number and a click, as its print page lists them. */
async function printedStops(page: Page, language: Language): Promise<{ no: number, click: number }[]> {
  await page.goto(`/${language}/?print=clicks#/print`)
  await page.locator('.print-slide-container').first().waitFor()
  await expect(page.locator('.print-slide-container:not(:has(.slidev-layout))')).toHaveCount(0)
  const ids = await page.locator('.print-slide-container').evaluateAll(slides => slides.map(({ id }) => id))
  return ids.map((id) => {
    const [no = 0, place = 0] = id.split('-').map(Number)
    return { no, click: place - 1 }
  })
}

for (const language of languages) {
  test(`${language}: the right arrow alone passes every click of every slide; each holds its text, in the deck's own fonts`, async ({ page }) => {
    const ids = await slideIds(language)
    // The other language's stops: that the decks are walked alike is part of what is asked.
    const stops = await printedStops(page, languages.find(other => other !== language) ?? language)
    expect([...new Set(stops.map(({ no }) => no))]).toEqual(ids.map((_, index) => index + 1))
    // A story that is told in less than that is not seen from the last row.
    for (const [index, { note, frontmatter }] of (await loadSlides(language)).entries()) {
      const clicks = stops.filter(({ no }) => no === index + 1).length
      if (frontmatter.layout === 'figure')
        expect.soft(plannedSeconds(note ?? '') / clicks, `${ids[index]}: seconds for each of ${clicks} stops`).toBeGreaterThanOrEqual(9)
    }

    await showSlide(page, language, 1)
    for (const [index, { no, click }] of stops.entries()) {
      const name = `${ids[no - 1]}, click ${click}`
      if (index > 0)
        await turn(page, 'ArrowRight')
      await expect(page, name).toHaveURL(new RegExp(`#/${ids[no - 1]}${click ? `\\?clicks=${click}` : '(\\?clicks=0)?'}$`))
      await page.locator(`[data-slidev-no="${no}"] .slidev-layout`).waitFor()
      await settle(page)
      expect.soft(await auditLayout(page, no), name).toEqual([])
      if (stops[index + 1]?.no !== no) {
        expect.soft(await foreignFonts(page, no), name).toEqual([])
        const lines = await page.locator(`[data-slidev-no="${no}"] .source-refs`).evaluateAll(feet => feet.map(foot => foot.clientHeight / Number.parseFloat(getComputedStyle(foot).lineHeight)))
        expect.soft(lines.filter(count => count > 1.5), `${name}: lines of sources`).toEqual([])
      }
    }
  })

  test(`${language}: the page says its language, title and description`, async ({ page }) => {
    await showSlide(page, language, 1)
    await expect(page.locator('html')).toHaveAttribute('lang', language)
    await expect(page).toHaveTitle('Amazon EKS Primer')
    const description = await page.locator('meta[name=description]').getAttribute('content')
    expect(description).toMatch(language === 'ko' ? /^컨테이너.*[가-힣]$/ : /^Amazon EKS.*figures$/)
    // Front matter is for the deck, not for the page.
    for (const slide of await page.locator('.slidev-layout').all())
      expect((await slide.evaluate(element => element.getAttributeNames())).filter(name => !/^(class|style|data-.*)$/.test(name))).toEqual([])
  })
}

/** What a slide is made of: its layout, alone and with each component, language of code and class of a diagram. */
function structuresOf({ content, frontmatter: { layout } }: SlideInfo): string[] {
  const parts = [...content.matchAll(/<([A-Z]\w*)|^```(\w+)|^<<< \S+\.(\w+)|:::(\w+)|^ *class \S+ (\w+)/gm)]
  return [layout, ...parts.map(part => `${layout} with ${part.slice(1).find(Boolean)}`)]
}

// What a slide is made of is the same in both languages, and its words have no part in it: each structure is looked at
// once in each language, and once in each colour scheme.
for (const [language, colorScheme] of [['ko', 'light'], ['en', 'dark']] as const) {
  test.describe(`${language}, ${colorScheme}`, () => {
    test.use({ colorScheme })

    test('slides of every structure are free of serious accessibility faults', async ({ page }) => {
      const seen = new Set<string>()
      for (const [index, slide] of (await loadSlides(language)).entries()) {
        const structures = structuresOf(slide)
        if (structures.every(each => seen.has(each)))
          continue
        structures.forEach(each => seen.add(each))
        await showSlide(page, language, index + 1, lastClick)
        expect.soft(await seriousFaults(page, `[data-slidev-no="${index + 1}"]`), slideId(slide)).toEqual([])
      }
    })
  })
}
