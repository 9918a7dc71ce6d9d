import { expect, languages, showSlide, slideIds, test, turn } from './deck.ts'

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
      // A figure keeps its arrows until Escape; nothing else does.
      await slide.getByRole('link').last().focus()
      await turn(page, 'ArrowRight')
      await expect(page).not.toHaveURL(new RegExp(`#/${id}$`))
    }
  })
}
