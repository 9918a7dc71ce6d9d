import { strings } from '../../components/deck/deck-strings.ts'
import { expect, languages, pageInSight, showSlide, test, turn } from './deck.ts'

for (const language of languages) {
  test(`${language}: the presenter reads the next beat in words, the notes in full, and how the talk stands`, async ({ page }) => {
    await page.setViewportSize({ width: 1440, height: 900 })
    await page.goto(`/${language}/#/presenter/k8s-scheduling`)
    const aid = page.getByRole('complementary', { name: language === 'ko' ? '발표자 도움말' : 'For the presenter' })
    await expect(aid).toContainText(language === 'ko' ? '노드 3대 중 2대' : '2 of 3 nodes')
    await turn(page, 'PageDown')
    await expect(aid).toContainText(language === 'ko' ? '플러그인 점수를 더하면' : 'all plugins added up')
    const size = await page.locator('.slidev-presenter .note p, .slidev-presenter .slidev-note p').last().evaluate(element => Number.parseFloat(getComputedStyle(element).fontSize))
    expect(size).toBeGreaterThanOrEqual(20)
    const notes = page.locator('.slidev-presenter .grid-section.note')
    expect(await notes.evaluate(element => element.getBoundingClientRect().height)).toBeGreaterThan(400)
  })
}

for (const language of languages) {
  test(`${language}: the presenter's view and its bar speak the deck's language, and the bar leads back to the slides`, async ({ page }) => {
    await page.setViewportSize({ width: 1440, height: 900 })
    await page.goto(`/${language}/#/presenter/k8s-pod`)
    const bar = page.getByRole('navigation', { name: strings.controls[language] })
    for (const words of [strings.goOn, strings.overview, strings.draw, strings.presenterLayout])
      await expect(bar.getByRole('button', { name: words[language], exact: true })).toBeVisible()
    // The slides' own words are other tests' part.
    const otherwise = () => page.locator('button, [title]').evaluateAll((elements, korean) => elements
      .filter(each => each.checkVisibility() && !each.closest('.slidev-page'))
      .map(each => each.getAttribute('title') ?? each.textContent?.trim() ?? '')
      .filter(words => /[A-Za-z가-힣]{2}/.test(words) && /[가-힣]/.test(words) !== korean), language === 'ko')
    await pageInSight(page).click({ button: 'right', position: { x: 20, y: 20 } })
    await expect(page.getByTitle(language === 'ko' ? '이전 슬라이드' : 'Previous Slide')).toBeVisible()
    expect(await otherwise()).toEqual([])
    await bar.getByRole('button', { name: strings.draw[language], exact: true }).click()
    await expect(page.getByTitle(language === 'ko' ? '지우개' : 'Erase')).toBeVisible()
    expect(await otherwise()).toEqual([])
    await expect(page.locator('.slidev-presenter').getByText(language === 'ko' ? '지금' : 'Current', { exact: true })).toBeVisible()
    await bar.getByRole('button', { name: strings.stopDrawing[language], exact: true }).click()
    await bar.getByRole('button', { name: strings.leavePresenter[language], exact: true }).click()
    await expect(page).toHaveURL(/#\/k8s-pod$/)
  })
}

test('what is drawn on a slide stays on it, and is on no other', async ({ page }) => {
  await showSlide(page, 'en', 3)
  const strokes = page.locator('#slide-content svg.absolute > *')
  await page.getByRole('button', { name: strings.draw.en }).click()
  await expect(async () => {
    await page.mouse.move(300, 200)
    await page.mouse.down()
    await page.mouse.move(420, 260, { steps: 6 })
    await page.mouse.up()
    await expect(strokes).not.toHaveCount(0, { timeout: 1_000 })
  }).toPass()
  const drawn = await strokes.count()
  await page.getByRole('button', { name: strings.stopDrawing.en }).click()
  await turn(page, 'ArrowDown')
  await expect(strokes).toHaveCount(0)
  await showSlide(page, 'en', 3)
  await expect(strokes).toHaveCount(drawn)
})
