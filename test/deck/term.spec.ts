import { expect, languages, showSlide, slideIds, test } from './deck.ts'

const terms = { ko: { term: '데이터 플레인', words: /노드/ }, en: { term: 'data plane', words: /node/i } } as const

for (const language of languages) {
  test(`${language}: a term explains itself to the keyboard, and Escape puts the explanation away`, async ({ page }) => {
    const no = (await slideIds(language)).indexOf('dp-why') + 1
    await showSlide(page, language, no)
    const slide = page.locator(`[data-slidev-no="${no}"]`)
    const term = slide.getByRole('button', { name: terms[language].term })
    while (!await term.evaluate(button => button === document.activeElement))
      await page.keyboard.press('Tab')
    await expect(slide.getByRole('tooltip')).toContainText(terms[language].words)
    await page.keyboard.press('Escape')
    await expect(slide.getByRole('tooltip')).toBeHidden()
  })

  test.describe('on a touch screen', () => {
    test.use({ hasTouch: true })
    test(`${language}: a tap opens the explanation, a tap elsewhere closes it`, async ({ page }) => {
      const no = (await slideIds(language)).indexOf('dp-why') + 1
      await showSlide(page, language, no)
      const slide = page.locator(`[data-slidev-no="${no}"]`)
      await slide.getByRole('button', { name: terms[language].term }).tap()
      await expect(slide.getByRole('tooltip')).toBeVisible()
      await slide.getByRole('heading').first().tap()
      await expect(slide.getByRole('tooltip')).toBeHidden()
    })
  })
}
