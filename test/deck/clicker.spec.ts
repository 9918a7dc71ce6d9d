/** What the walk of every slide (slides.spec.ts) leaves out of the clicker: two windows, other keys, and motion. */
import type { Page } from '@playwright/test'
import { expect, languages, showSlide, slideIds, test, turn } from './deck.ts'

const clicksOf = (page: Page) => Number(/clicks=(\d+)/.exec(page.url())?.[1] ?? 0)

async function press(page: Page, key: 'PageDown' | 'PageUp'): Promise<void> {
  const before = page.url()
  await turn(page, key)
  await expect(page).not.toHaveURL(before)
}

for (const language of languages) {
  test(`${language}: a presenter's clicker leads the audience's figures in the other language, beat by beat`, async ({ page, context }) => {
    const other = language === 'ko' ? 'en' : 'ko'
    const audience = await context.newPage()
    const no = (await slideIds(language)).indexOf('k8s-scheduling') + 1
    await showSlide(audience, other, no)
    await page.goto(`/${language}/#/presenter/k8s-scheduling`)
    await page.locator(`[data-slidev-no="${no}"] .figure-ready`).first().waitFor()
    const scored = other === 'ko' ? /플러그인 점수를 더하면/ : /all plugins added up/
    const figure = audience.locator(`[data-slidev-no="${no}"] .figure`).first()
    await press(page, 'PageDown')
    await press(page, 'PageDown')
    await expect(figure.getByText(scored)).toBeVisible()
    await press(page, 'PageUp')
    await expect(figure.getByText(scored)).toHaveCount(0)
    await expect(audience).toHaveURL(/clicks=1/)
  })
}

test('Space, the arrows and PageDown all run the next beat; a deep link with clicks opens it', async ({ page }) => {
  const no = (await slideIds('ko')).indexOf('k8s-scheduling') + 1
  await showSlide(page, 'ko', no)
  const seen: number[] = []
  for (const key of ['Space', 'ArrowRight', 'PageDown', 'ArrowLeft'] as const) {
    const before = page.url()
    await turn(page, key)
    await expect(page).not.toHaveURL(before)
    seen.push(clicksOf(page))
  }
  expect(seen).toEqual([1, 2, 3, 2])
  await page.goto('/ko/#/k8s-scheduling?clicks=3')
  await expect(page.locator(`[data-slidev-no="${no}"] .figure`).first().getByText(/web → node-c/)).toBeVisible()
})

test('the next page is in sight before the deck goes there; of presses within a frame none is lost', async ({ page }) => {
  const ids = await slideIds('ko')
  const no = ids.indexOf('k8s-cluster') + 1
  await showSlide(page, 'ko', no)
  await page.locator(`[data-slidev-no="${no + 1}"] .slidev-layout`).waitFor({ state: 'attached' })
  await page.evaluate(() => {
    const inSight = () => [...document.querySelectorAll('#slideshow > *')].filter(each => each.checkVisibility({ opacityProperty: true, visibilityProperty: true }))
    const go = history.pushState.bind(history)
    history.pushState = (...address) => {
      document.body.dataset.seen ??= inSight().map(each => each.getAttribute('data-slidev-no')).join()
      go(...address)
    }
  })
  await turn(page, 'ArrowDown')
  await expect(page.locator('body')).toHaveAttribute('data-seen', String(no + 1))
  await expect(page).toHaveURL(new RegExp(`/${ids[no]}`))
  await Promise.all(Array.from({ length: 3 }, () => turn(page, 'ArrowDown')))
  await expect(page).toHaveURL(new RegExp(`/${ids[no + 3]}`))
  await expect(page.locator('#slideshow > [data-turned]')).toHaveCount(0)
})

test.describe('with motion', () => {
  test.use({ contextOptions: { reducedMotion: 'no-preference' } })
  test('a beat plays from the one before, comes to rest where it stands still without motion, and can be overtaken', async ({ page }) => {
    const no = (await slideIds('ko')).indexOf('k8s-scheduling') + 1
    await showSlide(page, 'ko', no)
    const figure = page.locator(`[data-slidev-no="${no}"] .figure`).first()
    const time = async () => Number.parseFloat(await figure.locator('.toolbar output').innerText())
    await press(page, 'PageDown')
    // On its way: later than the beat before, and not yet at its own end.
    await expect(figure.getByRole('button', { name: '멈춤' })).toBeVisible()
    await expect(figure.getByText('CPU 부족')).toBeVisible()
    await expect(figure.getByRole('button', { name: '재생', exact: true })).toBeVisible()
    const rest = await time()
    await press(page, 'PageDown')
    await press(page, 'PageDown')
    await expect(figure.getByText(/web → node-c/)).toBeVisible()
    expect(await time()).toBeGreaterThan(rest)
  })
})
