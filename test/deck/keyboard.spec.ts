import type { Page } from '@playwright/test'
import type { Language } from '../../data/localized.ts'
import { expect, languages, showSlide, slideIds, test } from './deck.ts'

/** Presses the right arrow from the first slide on until nothing moves, and tells where it came past. */
async function walk(page: Page, language: Language): Promise<string[]> {
  const ids = await slideIds(language)
  await showSlide(page, language, 1)
  const passed = ['cover']
  for (;;) {
    const before = page.url()
    await page.keyboard.press('ArrowRight')
    const moved = await page.waitForURL(url => url.href !== before, { timeout: 2000 }).then(() => true, () => false)
    if (!moved)
      return passed
    const stop = (page.url().split('#/')[1] ?? '').replace('?clicks=0', '')
    passed.push(stop)
    // A slide's clicks are known once it is there.
    await page.locator(`[data-slidev-no="${ids.indexOf(stop.split('?')[0] ?? '') + 1}"] .slidev-layout`).waitFor()
  }
}

test('the right arrow alone walks both decks through the same slides and clicks', async ({ page, context }) => {
  const ko = await walk(page, 'ko')
  const en = await walk(await context.newPage(), 'en')
  expect(ko).toEqual(en)
  expect(ko.map(stop => stop.split('?')[0]).filter((id, index, all) => id !== all[index - 1])).toEqual(await slideIds('ko'))
})

for (const language of languages) {
  test(`${language}: the tab key reaches every link, term and button of a slide, and the arrows still turn the page`, async ({ page }) => {
    const ids = await slideIds(language)
    for (const id of ['contents', 'eks-definition', 'eks-check']) {
      const no = ids.indexOf(id) + 1
      await showSlide(page, language, no)
      const slide = page.locator(`[data-slidev-no="${no}"]`)
      const wanted = await slide.locator('a:visible, button:visible').count()
      expect(wanted).toBeGreaterThan(0)
      const reached = new Set<string>()
      for (let presses = 0; presses < wanted + 30; presses++) {
        await page.keyboard.press('Tab')
        const focused = await slide.evaluate((root) => {
          const element = document.activeElement
          return element && root.contains(element) ? String([...root.querySelectorAll('a, button')].indexOf(element)) : ''
        })
        if (focused)
          reached.add(focused)
      }
      expect(reached.size, id).toBe(wanted)
      await page.keyboard.press('ArrowRight')
      await expect(page).not.toHaveURL(new RegExp(`#/${id}$`))
    }
  })
}
