import { expect, showSlide, slideIds, test, turn } from './deck.ts'

test('the language switch keeps the slide and its click', async ({ page }) => {
  const no = (await slideIds('ko')).indexOf('k8s-pod') + 1
  await showSlide(page, 'ko', no, 1)
  await page.locator(`[data-slidev-no="${no}"]`).getByRole('link', { name: 'Read this slide in English' }).click()
  await expect(page).toHaveURL(/\/en\/#\/k8s-pod\?clicks=1$/)
  await expect(page.locator('html')).toHaveAttribute('lang', 'en')
  await page.locator(`[data-slidev-no="${no}"]`).getByRole('link', { name: '이 슬라이드를 한국어로 보기' }).click()
  await expect(page).toHaveURL(/\/ko\/#\/k8s-pod\?clicks=1$/)
})

for (const [locale, first, second] of [['ko-KR', '한국어로 보기', 'Read in English'], ['en-GB', 'Read in English', '한국어로 보기'], ['fr-FR', 'Read in English', '한국어로 보기']] as const) {
  test.describe(`a reader whose browser asks for ${locale}`, () => {
    test.use({ locale })
    test(`is offered "${first}" first and can take the other`, async ({ page }) => {
      await page.goto('/')
      const links = page.getByRole('navigation').getByRole('link')
      await expect(links).toHaveText([first, second])
      await links.nth(1).click()
      await expect(page).toHaveURL(second === 'Read in English' ? /\/en\// : /\/ko\//)
    })
  })
}

test('a presenter in Korean leads an audience in English', async ({ page, context }) => {
  const audience = await context.newPage()
  await audience.goto('/en/#/1')
  await page.goto('/ko/#/presenter/1')
  await page.bringToFront()
  await page.locator('[data-slidev-no="1"]').first().waitFor()
  await turn(page, 'ArrowRight')
  await expect(audience).toHaveURL(/\/en\/#\/contents/)
})
