import { expect, languages, test, turn } from './deck.ts'

for (const language of languages) {
  test(`${language}: the presenter reads the next beat in words, the notes in full, and how the talk stands`, async ({ page }) => {
    await page.setViewportSize({ width: 1440, height: 900 })
    await page.goto(`/${language}/#/presenter/k8s-scheduling`)
    const aid = page.getByRole('complementary', { name: language === 'ko' ? '발표자 도움말' : 'For the presenter' })
    await expect(aid).toContainText(language === 'ko' ? '새 파드 web' : 'A new pod, web')
    await turn(page, 'PageDown')
    await expect(aid).toContainText(language === 'ko' ? '노드 3대 중 2대' : '2 of 3 nodes')
    const size = await page.locator('.slidev-presenter .note p, .slidev-presenter .slidev-note p').last().evaluate(element => Number.parseFloat(getComputedStyle(element).fontSize))
    expect(size).toBeGreaterThanOrEqual(20)
    const notes = page.locator('.slidev-presenter .grid-section.note')
    expect(await notes.evaluate(element => element.getBoundingClientRect().height)).toBeGreaterThan(400)
  })
}
