import type { Locator, Page } from '@playwright/test'
import { strings } from '../../components/deck/deck-strings.ts'
import type { Language } from '../../data/localized.ts'
import { expect, languages, showSlide, slideIds, test } from './deck.ts'
import { readFaults } from './small-screen.ts'

test.use({ hasTouch: true, isMobile: true })

async function open(page: Page, language: Language, id: string): Promise<{ slide: Locator, no: number }> {
  const no = (await slideIds(language)).indexOf(id) + 1
  await showSlide(page, language, no)
  return { slide: page.locator(`[data-slidev-no="${no}"]`), no }
}

const nextOf = (page: Page, language: Language) =>
  page.getByRole('navigation', { name: strings.controls[language] }).getByRole('button', { name: strings.goOn[language], exact: true })

for (const language of languages) {
  test.describe(`${language}: every slide is laid out for the screen`, () => {
    test.use({ viewport: { width: 390, height: 844 } })
    test('text, targets, nothing cut, nothing covered', async ({ page }) => {
      // On its side, and on a tablet, there is more room than upright: one language each.
      const sizes = [[390, 844], language === 'ko' ? [844, 390] : [768, 1024]] as const
      for (const [index, id] of (await slideIds(language)).entries()) {
        const slide = page.locator(`[data-slidev-no="${index + 1}"]`)
        const details = slide.locator('[data-panel=details]')
        for (const [width, height] of sizes) {
          await page.setViewportSize({ width, height })
          if (width === 390)
            await showSlide(page, language, index + 1)
          await expect(slide.locator('.figure:not(.figure-ready)')).toHaveCount(0)
          await nextOf(page, language).waitFor()
          // A figure takes the width of its place when it is shown, before that is painted.
          await page.evaluate(() => new Promise(painted => requestAnimationFrame(() => requestAnimationFrame(painted))))
          const name = `${id}, ${width} x ${height}`
          expect.soft(await page.evaluate(readFaults, index + 1), name).toEqual([])
          if (await details.count()) {
            await details.tap()
            expect.soft(await page.evaluate(readFaults, index + 1), `${name}, its details`).toEqual([])
            await details.tap()
          }
        }
      }
    })
  })

  test.describe(`${language}, a phone held upright`, () => {
    test.use({ viewport: { width: 390, height: 844 } })
    test('diagrams stand upright, as wide as the screen', async ({ page }) => {
      for (const id of ['k8s-namespace', 'k8s-ownership', 'cp-access', 'cp-upgrade', 'request-in', 'k8s-scheduler', 'mng-scale', 'fargate']) {
        const { slide } = await open(page, language, id)
        const drawing = slide.getByRole('img').first()
        await expect(drawing).toBeVisible()
        expect.soft((await drawing.boundingBox())?.width, id).toBeLessThanOrEqual(390 - 2 * 16)
      }
    })
  })
}

// What is done is the same in both languages: each of these is done in one of them.
test.describe('ko, a phone held upright', () => {
  test.use({ viewport: { width: 390, height: 844 } })
  test('a slide of words, and after it the talk track without directions to the presenter', async ({ page }) => {
    const { slide } = await open(page, 'ko', 'eks-definition')
    const notes = page.getByRole('region', { name: '발표 노트' })
    await expect(notes).not.toContainText('물어보기')
    const [above, below] = [await slide.boundingBox(), await notes.boundingBox()]
    expect(below?.y).toBeGreaterThanOrEqual((above?.y ?? 0) + (above?.height ?? 0) - 1)
  })

  test('other pages are put together once the reader has touched this one', async ({ page }) => {
    const { slide, no } = await open(page, 'ko', 'eks-definition')
    const neighbours = page.locator(`#slideshow > :is([data-slidev-no="${no - 1}"], [data-slidev-no="${no + 1}"])`)
    await page.waitForLoadState('networkidle')
    await page.evaluate(() => new Promise(rested => requestIdleCallback(() => requestIdleCallback(rested))))
    await expect(neighbours).toHaveCount(0)
    await slide.getByRole('heading').first().tap()
    await expect(neighbours).toHaveCount(2)
  })

  test('the bar turns the page, and each page begins at its top', async ({ page }) => {
    const { no } = await open(page, 'ko', 'k8s-pod')
    const code = page.locator(`[data-slidev-no="${no}"]`).getByRole('group', { name: '코드' })
    await code.focus()
    await expect(code).toBeFocused()
    await nextOf(page, 'ko').tap()
    await expect(page).toHaveURL(/k8s-pod\?clicks=1$/)
    await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight))
    await nextOf(page, 'ko').tap()
    await expect(page.locator(`[data-slidev-no="${no}"] .remarks li`).nth(2), 'a step is seen by who has read on').toBeInViewport()
    await showSlide(page, 'ko', no, 99)
    await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight))
    await nextOf(page, 'ko').tap()
    await expect(page.locator(`[data-slidev-no="${no + 1}"]`).getByRole('heading').first()).toBeInViewport()
  })

  test('what a figure has to press stands in one row, however much it is', async ({ page }) => {
    for (const id of ['k8s-volumes', 'hpa', 'terminal']) {
      const { slide } = await open(page, 'ko', id)
      const tops = await slide.locator('.figure > header').getByRole('button').evaluateAll(buttons => buttons.map(button => Math.round(button.getBoundingClientRect().top)))
      expect.soft(new Set(tops).size, id).toBe(1)
    }
  })

  test('an answer stands under the answer that it is about', async ({ page }) => {
    const { slide } = await open(page, 'ko', 'eks-check')
    const answers = slide.locator('.answer')
    await answers.first().tap()
    for (const answer of await answers.all()) {
      const [text, why] = [await answer.locator('.text').boundingBox(), await answer.locator('.why').boundingBox()]
      expect(why?.y).toBeGreaterThanOrEqual((text?.y ?? 0) + (text?.height ?? 0) - 1)
    }
  })
})

test.describe('en, a phone held upright', () => {
  test.use({ viewport: { width: 390, height: 844 } })
  test('the scenario that is chosen is in sight, and choosing one does not move the page', async ({ page }) => {
    const { slide } = await open(page, 'en', 'orchestration-night')
    const scenarios = slide.getByRole('group', { name: 'Scenario', exact: true }).getByRole('button')
    for (const at of [-1, 0]) {
      const chosen = scenarios.nth(at)
      await chosen.evaluate((button: HTMLElement) => button.click())
      await expect(chosen).toHaveAttribute('aria-pressed', 'true')
      await expect(chosen).toBeInViewport({ ratio: 1 })
    }
    expect(await page.evaluate(() => scrollY)).toBe(0)
  })

  test('a figure is stepped through by touch, its caption always in sight, and the talk track below', async ({ page }) => {
    const { slide } = await open(page, 'en', 'k8s-scheduling')
    const step = slide.getByRole('button', { name: 'One step forward', exact: true })
    await step.tap()
    await step.tap()
    await expect(slide.getByText('CPU short')).toBeVisible()
    await expect(slide.locator('.caption')).toBeInViewport({ ratio: 1 })
    await page.evaluate(() => scrollTo(0, 0))
    await expect(slide.locator('.caption')).toBeInViewport({ ratio: 1 })
    const top = async (locator: Locator) => (await locator.boundingBox())?.y ?? 0
    expect(await top(page.getByRole('region', { name: 'Talk track' }))).toBeGreaterThan(await top(slide.locator('.caption')))
  })
})

test.describe('a desktop that is zoomed to 200 %', () => {
  test.use({ viewport: { width: 640, height: 360 }, hasTouch: false, isMobile: false })
  test('has a slide in text that grows, and the talk track after it', async ({ page }) => {
    const { slide, no } = await open(page, 'ko', 'eks-definition')
    expect(await page.evaluate(readFaults, no)).toEqual([])
    await expect(page.getByRole('region', { name: '발표 노트' })).toBeVisible()
    await expect(slide.getByRole('heading').first()).toBeInViewport()
  })
})
