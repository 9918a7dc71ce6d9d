import type { Locator, Page } from '@playwright/test'
import type { Language } from '../../data/localized.ts'
import { auditLayout } from './audit.ts'
import { expect, figureIds, languages, lastClick, showSlide, slideIds, test } from './deck.ts'

test.use({ hasTouch: true, isMobile: true })

/** What a finger or an eye would miss: text below 16 px, targets below 44 px, things cut off at the side. */
async function faultsOf(slide: Locator): Promise<string[]> {
  return slide.evaluate((root) => {
    const visible = (element: Element) => element instanceof HTMLElement || element instanceof SVGElement ? element.getClientRects().length > 0 && getComputedStyle(element).visibility !== 'hidden' : false
    const hidden = (element: Element) => element.closest('.visually-hidden') !== null
    const name = (element: Element) => `${element.tagName.toLowerCase()} "${(element.getAttribute('aria-label') ?? element.textContent ?? '').trim().slice(0, 30)}"`
    const faults: string[] = []
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
    for (let text = walker.nextNode(); text; text = walker.nextNode()) {
      const element = text.parentElement
      if (!element || !text.textContent?.trim() || !visible(element) || hidden(element) || ['TITLE', 'DESC', 'OPTION', 'STYLE'].includes(element.tagName.toUpperCase()))
        continue
      const size = Number.parseFloat(getComputedStyle(element).fontSize)
      if (size < 16)
        faults.push(`${size} px: ${name(element)}`)
      const { right, left } = element.getBoundingClientRect()
      if ((right > innerWidth + 1 || left < -1) && !element.closest('table'))
        faults.push(`cut off: ${name(element)}`)
    }
    for (const target of root.querySelectorAll('.figure button, .figure select, .figure input, .figure summary')) {
      if (!visible(target) || hidden(target))
        continue
      const { width, height } = (target.closest('label') ?? target).getBoundingClientRect()
      if (Math.min(width, height) < 43.5)
        faults.push(`${Math.round(width)} x ${Math.round(height)}: ${name(target)}`)
    }
    return [...new Set(faults)]
  })
}

async function open(page: Page, language: Language, id: string): Promise<{ slide: Locator, no: number }> {
  const no = (await slideIds(language)).indexOf(id) + 1
  await showSlide(page, language, no)
  return { slide: page.locator(`[data-slidev-no="${no}"]`), no }
}

for (const language of languages) {
  // Sideways and on a tablet there is more room than upright: one language each.
  for (const [width, height] of [[390, 844], language === 'ko' ? [844, 390] : [768, 1024]] as const) {
    test.describe(`${language}, ${width} x ${height}`, () => {
      test.use({ viewport: { width, height } })
      test('figures and quizzes are laid out for the screen: text, targets, nothing cut', async ({ page }) => {
        for (const id of await figureIds(language)) {
          const { slide } = await open(page, language, id)
          expect.soft(await faultsOf(slide), id).toEqual([])
          const details = slide.locator('[data-panel=details]')
          if (await details.count()) {
            await details.tap()
            expect.soft(await faultsOf(slide), `${id}, its details`).toEqual([])
          }
          await slide.locator('.figure button:visible').last().tap()
          expect.soft(await page.evaluate(() => document.documentElement.scrollWidth), id).toBeLessThanOrEqual(width)
        }
      })
    })
  }

  test.describe(`${language}, a phone held upright`, () => {
    test.use({ viewport: { width: 390, height: 844 } })
    test('shows the slide and, below it, the talk track without directions to the presenter', async ({ page }) => {
      const { no } = await open(page, language, 'eks-definition')
      const notes = page.getByRole('region', { name: language === 'ko' ? '발표 노트' : 'Talk track' })
      await expect(notes).toBeVisible()
      await expect(notes).not.toContainText(language === 'ko' ? '물어보기' : 'Ask the room')
      const slide = await page.locator(`[data-slidev-no="${no}"]`).boundingBox()
      const below = await notes.boundingBox()
      expect(slide?.y).toBeCloseTo(0, 0)
      expect(below?.y).toBeGreaterThanOrEqual((slide?.y ?? 0) + (slide?.height ?? 0) - 1)
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
    })

    test('a figure is stepped through by touch, its caption under the picture and the talk track below', async ({ page }) => {
      const { slide } = await open(page, language, 'k8s-scheduling')
      const step = slide.getByRole('button', { name: language === 'ko' ? '한 단계 앞으로' : 'One step forward', exact: true })
      await step.tap()
      await step.tap()
      await expect(slide.getByText(language === 'ko' ? 'CPU 부족' : 'CPU short')).toBeVisible()
      const top = async (locator: Locator) => (await locator.boundingBox())?.y ?? 0
      expect(await top(slide.locator('.caption'))).toBeGreaterThan(await top(slide.locator('svg.cluster-stage')))
      expect(await top(page.getByRole('region', { name: language === 'ko' ? '발표 노트' : 'Talk track' }))).toBeGreaterThan(await top(slide.locator('.caption')))
    })

    test('an answer stands under the answer that it is about', async ({ page }) => {
      const { slide } = await open(page, language, 'eks-check')
      const answers = slide.locator('.answer')
      await answers.first().tap()
      for (const answer of await answers.all()) {
        const [text, why] = [await answer.locator('.text').boundingBox(), await answer.locator('.why').boundingBox()]
        expect(why?.y).toBeGreaterThanOrEqual((text?.y ?? 0) + (text?.height ?? 0) - 1)
      }
    })
  })

  test.describe(`${language}, a phone held sideways`, () => {
    test.use({ viewport: { width: 844, height: 390 } })
    test('shows a whole slide', async ({ page }) => {
      for (const id of ['cover', 'containers', 'k8s-pod']) {
        const { no } = await open(page, language, id)
        await showSlide(page, language, no, lastClick)
        expect.soft(await auditLayout(page, no), id).toEqual([])
      }
    })
  })
}

test.describe('a desktop that is zoomed to 200 %', () => {
  test.use({ viewport: { width: 640, height: 360 }, hasTouch: false, isMobile: false })
  test('has the talk track beside the slide, in text that grows', async ({ page }) => {
    await open(page, 'ko', 'eks-definition')
    const notes = page.getByRole('region', { name: '발표 노트' })
    await expect(notes).toBeVisible()
    expect(await notes.evaluate(element => Number.parseFloat(getComputedStyle(element).fontSize))).toBeGreaterThanOrEqual(16)
  })
})
