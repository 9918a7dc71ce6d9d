import { expect, languages, showSlide, slideIds, test } from './deck.ts'

for (const language of languages) {
  test(`${language}: the contents tell each chapter's minutes, and lead there`, async ({ page }) => {
    const no = (await slideIds(language)).indexOf('contents') + 1
    await showSlide(page, language, no)
    const slide = page.locator(`[data-slidev-no="${no}"]`)
    const rows = await slide.getByRole('listitem').allTextContents()
    // What is left to practice alone has no minutes, and comes last.
    const minutes = rows.flatMap(text => /(\d+)\s*(?:분|min)/.exec(text)?.[1] ?? []).map(Number)
    expect(minutes).toHaveLength(rows.length - 1)
    expect(minutes.length).toBeGreaterThanOrEqual(8)
    expect(Math.min(...minutes)).toBeGreaterThanOrEqual(2)
    expect(Math.abs(minutes.reduce((sum, each) => sum + each, 0) - 58.5)).toBeLessThanOrEqual(3)
    await slide.getByRole('link', { name: language === 'ko' ? '데이터 플레인' : 'The data plane' }).first().click()
    await expect(page).toHaveURL(/#\/data-plane$/)
  })
}
