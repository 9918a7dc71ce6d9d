import type { Locator, Page } from '@playwright/test'
import { questions } from '../../data/quizzes/eks.ts'
import { type Question, quizzes } from '../../data/quizzes/index.ts'
import type { Language } from '../../data/localized.ts'
import { loadSlides } from '../../scripts/lib/decks.ts'
import { expect, languages, showSlide, slideIds, test, turn } from './deck.ts'

const first = questions[0]

async function open(page: Page, language: Language): Promise<Locator> {
  const no = (await slideIds(language)).indexOf('eks-check') + 1
  await showSlide(page, language, no)
  return page.locator(`[data-slidev-no="${no}"]`)
}

// What is done is the same in both languages, and the walk of every slide (slides.spec.ts) reveals every question in both: each of these is done in one.
test('a wrong answer is told, with the reason of each answer; the right one is shown', async ({ page }) => {
  const slide = await open(page, 'ko')
  const wrong = first?.answers.findIndex((_, index) => index !== first.right) ?? 0
  await slide.getByRole('button', { name: first?.answers[wrong]?.text.ko }).click()
  for (const answer of first?.answers ?? [])
    await expect(slide.getByText(answer.why.ko)).toBeVisible()
  await expect(slide.getByText('아쉽습니다')).toBeVisible()
  await page.keyboard.press('ArrowDown')
  await expect(page).not.toHaveURL(/eks-check/)
})

test('a question is answered with the keyboard alone', async ({ page }) => {
  const slide = await open(page, 'en')
  const answer = slide.getByRole('button', { name: first?.answers[first.right]?.text.en })
  while (!await answer.evaluate(button => button === document.activeElement))
    await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect(answer).toHaveAttribute('aria-pressed', 'true')
  await expect(slide.getByText('Correct', { exact: true })).toBeVisible()
})

test('the clicker reveals, goes on to the next question, and takes both back', async ({ page }) => {
  const slide = await open(page, 'en')
  const [one, two] = questions.map(({ prompt }) => slide.getByRole('heading', { name: prompt.en }))
  const reason = slide.getByText(first?.answers[first.right]?.why.en ?? '')
  await expect(one ?? slide).toBeVisible()
  await expect(reason).toBeHidden()
  await turn(page, 'PageDown')
  await expect(reason).toBeVisible()
  await turn(page, 'PageDown')
  await expect(two ?? slide).toBeVisible()
  await turn(page, 'PageUp')
  await expect(reason).toBeVisible()
  await turn(page, 'PageUp')
  await expect(reason).toBeHidden()
})

test('the letter keys answer, whatever the keyboard writes with them', async ({ page }) => {
  const slide = await open(page, 'ko')
  await page.keyboard.press(`Key${'ABCD'[first?.right ?? 0]}`)
  await expect(slide.getByText('맞습니다', { exact: true })).toBeVisible()
})

for (const language of languages) {
  test(`${language}: every answer stands in the middle of its box, and does not move when the reasons are shown`, async ({ page }) => {
    test.slow()
    const slides = await loadSlides(language)
    for (const [quiz, asked] of Object.entries<readonly Question[]>(quizzes)) {
      const no = slides.findIndex(({ frontmatter }) => frontmatter.quiz === quiz) + 1
      await showSlide(page, language, no)
      const slide = page.locator(`[data-slidev-no="${no}"]`)
      const tops = () => slide.locator('.answer .text').evaluateAll(texts => texts.map(text => Math.round(text.getBoundingClientRect().top)))
      for (const [index, { answers, right }] of asked.entries()) {
        if (index > 0)
          await turn(page, 'PageDown')
        await expect(slide.getByText(answers[right]?.text[language] ?? '', { exact: true })).toBeVisible()
        const before = await tops()
        await turn(page, 'PageDown')
        await expect(slide.getByText(answers[right]?.why[language] ?? '')).toBeVisible()
        expect(await tops(), `${quiz} ${index + 1}`).toEqual(before)
        // Nor does it cling to an edge: it stands in the middle of its box.
        expect(await slide.locator('.answer').evaluateAll(boxes => boxes.map((box) => {
          const [around, text] = [box, box.querySelector('.text') ?? box].map(part => part.getBoundingClientRect())
          return Math.abs((around?.top ?? 0) + (around?.bottom ?? 0) - (text?.top ?? 0) - (text?.bottom ?? 0)) < 6
        })), `${quiz} ${index + 1}`).not.toContain(false)
      }
    }
  })
}

test.describe('on a touch screen', () => {
  test.use({ hasTouch: true })
  test('a tap answers, and does not turn the page', async ({ page }) => {
    const answer = (await open(page, 'ko')).getByRole('button', { name: first?.answers[first.right]?.text.ko })
    await answer.tap()
    await expect(answer).toHaveAttribute('aria-pressed', 'true')
    await expect(page).toHaveURL(/eks-check/)
  })
})
