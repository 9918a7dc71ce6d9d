import { auditLayout } from './audit.ts'
import { expect, languages, lastClick, showSlide, slideIds, test } from './deck.ts'

test.use({ hasTouch: true, isMobile: true })

for (const language of languages) {
  test.describe(`${language}, a phone held upright`, () => {
    test.use({ viewport: { width: 390, height: 844 } })
    test('shows the slide and, below it, the talk track', async ({ page }) => {
      const no = (await slideIds(language)).indexOf('eks-definition') + 1
      await showSlide(page, language, no)
      const notes = page.getByRole('region', { name: language === 'ko' ? '발표 노트' : 'Talk track' })
      await expect(notes).toBeVisible()
      const slide = await page.locator(`[data-slidev-no="${no}"]`).boundingBox()
      const below = await notes.boundingBox()
      expect(slide?.y).toBeCloseTo(0, 0)
      expect(below?.y).toBeGreaterThanOrEqual((slide?.y ?? 0) + (slide?.height ?? 0) - 1)
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
    })
  })

  test.describe(`${language}, a phone held sideways`, () => {
    test.use({ viewport: { width: 844, height: 390 } })
    test('shows a whole slide', async ({ page }) => {
      for (const id of ['cover', 'eks-overview', 'k8s-pod']) {
        const no = (await slideIds(language)).indexOf(id) + 1
        await showSlide(page, language, no, lastClick)
        expect.soft(await auditLayout(page, no), id).toEqual([])
      }
    })
  })
}
