import { AxeBuilder } from '@axe-core/playwright'
import { auditLayout, foreignFonts } from './audit.ts'
import { expect, languages, lastClick, showSlide, slideIds, test } from './deck.ts'

for (const language of languages) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test.describe(`${language}, ${colorScheme}`, () => {
      test.use({ colorScheme })

      test('every slide holds its text, at its first and last click', async ({ page }) => {
        const ids = await slideIds(language)
        for (const [index, id] of ids.entries()) {
          for (const clicks of [0, lastClick]) {
            await showSlide(page, language, index + 1, clicks)
            expect.soft(await auditLayout(page, index + 1), `${id}, click ${clicks}`).toEqual([])
          }
        }
      })

      test('every slide is free of serious accessibility faults', async ({ page }) => {
        const ids = await slideIds(language)
        for (const [index, id] of ids.entries()) {
          await showSlide(page, language, index + 1, lastClick)
          const { violations } = await new AxeBuilder({ page }).include(`[data-slidev-no="${index + 1}"]`).analyze()
          const serious = violations
            .filter(({ impact }) => impact === 'serious' || impact === 'critical')
            .map(({ id, nodes }) => `${id}: ${nodes.map(node => node.html.slice(0, 120)).join(' | ')}`)
          expect.soft(serious, id).toEqual([])
        }
      })
    })
  }

  test(`${language}: every character is drawn from the deck's own fonts`, async ({ page }) => {
    const ids = await slideIds(language)
    for (const [index, id] of ids.entries()) {
      await showSlide(page, language, index + 1, lastClick)
      expect.soft(await foreignFonts(page, index + 1), id).toEqual([])
    }
  })

  test(`${language}: the page says its language, title and description`, async ({ page }) => {
    await showSlide(page, language, 1)
    await expect(page.locator('html')).toHaveAttribute('lang', language)
    await expect(page).toHaveTitle('Amazon EKS Primer')
    const description = await page.locator('meta[name=description]').getAttribute('content')
    expect(description).toMatch(language === 'ko' ? /^컨테이너.*[가-힣]$/ : /^Amazon EKS.*figures$/)
  })
}
