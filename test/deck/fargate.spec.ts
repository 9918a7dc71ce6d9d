import type { Locator, Page } from '@playwright/test'
import type { Language } from '../../data/localized.ts'
import { auditLayout, seriousFaults } from './audit.ts'
import { expect, languages, lastClick, showSlide, slideIds, test, turn } from './deck.ts'
import { openFigure } from './figures.ts'

const words = {
  ko: { billed: '5 GB를 요청했는데 요금은 9 GB만큼 냅니다', refused: '거절', step: '한 단계 앞으로', four: '4개가 거절됩니다', apply: '적용', mine: '파드 1개: 0.3 GB를 요청했는데 요금은 1 GB', bad: /5행/ },
  en: { billed: 'Asked: 5 GB. Billed: 9 GB', refused: 'Refused', step: 'One step forward', four: '4 are refused', apply: 'Apply', mine: 'Pods: 1. Asked: 0.3 GB. Billed: 1 GB', bad: /Line 5/ },
} as const

const pod = (memory: string) => `apiVersion: v1\nkind: Pod\nmetadata: { name: mine }\nspec:\n  containers: [{ name: app, image: app, resources: { requests: { memory: ${memory} } } }]\n`

async function open(page: Page, language: Language): Promise<{ figure: Locator, no: number }> {
  const no = (await slideIds(language)).indexOf('fargate-gate') + 1
  await showSlide(page, language, no)
  const figure = page.locator(`[data-slidev-no="${no}"] .figure-ready`).first()
  await figure.waitFor()
  return { figure, no }
}

for (const language of languages) {
  test(`${language}: each pod that matches gets a machine, told by the clicker alone`, async ({ page }) => {
    const { figure, no } = await open(page, language)
    for (let beat = 1; beat <= 3; beat++) {
      await turn(page, 'PageDown')
      await expect(page).toHaveURL(new RegExp(`clicks=${beat}`))
    }
    await expect(figure.locator('.caption')).toContainText(words[language].billed)
    await expect(figure.locator('.row.fargate')).toHaveCount(2)
    expect.soft(await auditLayout(page, no)).toEqual([])
    expect(await seriousFaults(page, `[data-slidev-no="${no}"] .figure`)).toEqual([])
  })

  test(`${language}: what is refused says why, on the row and in the log`, async ({ page }) => {
    const { figure } = await open(page, language)
    await figure.getByRole('button', { name: words[language].refused, exact: true }).click()
    const step = figure.getByRole('button', { name: words[language].step, exact: true })
    await step.click()
    await step.click()
    await expect(figure.locator('.caption')).toContainText(words[language].four)
    await expect(figure.locator('.why')).toHaveCount(4)
    await expect(figure.locator('.why').first()).toHaveText('Pod not supported on Fargate: invalid SecurityContext fields: Privileged')
    await figure.locator('[data-panel=log]').click()
    await expect(figure.locator('.panel:visible')).toContainText('HostNetwork')
  })

  test(`${language}: a manifest of one's own comes to the gate; a wrong one says its line`, async ({ page }) => {
    const { figure } = await open(page, language)
    await figure.locator('[data-panel=own]').click()
    await figure.locator('textarea').fill(pod('lots'))
    await figure.getByRole('button', { name: words[language].apply, exact: true }).click()
    await expect(figure.locator('.problems')).toHaveText(words[language].bad)
    await figure.locator('textarea').fill(pod('300Mi'))
    await figure.getByRole('button', { name: words[language].apply, exact: true }).click()
    const step = figure.getByRole('button', { name: words[language].step, exact: true })
    for (let beat = 0; beat < 3; beat++)
      await step.click()
    await expect(figure.locator('.caption')).toContainText(words[language].mine)
  })
}

test('once a hand has moved a slider, a story without time says nothing of what is no longer shown', async ({ page }) => {
  const { figure } = await openFigure(page, 'en', 'fargate-sizing', lastClick)
  const caption = figure.locator('.caption')
  await expect(caption).toHaveText(/Memory back at/)
  const before = await figure.locator('.stage').boundingBox()
  await figure.getByRole('slider').first().press('ArrowRight')
  await expect(caption).toHaveText('')
  expect(await figure.locator('.stage').boundingBox(), 'the picture stands still').toEqual(before)
})
