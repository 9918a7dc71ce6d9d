import type { Locator, Page } from '@playwright/test'
import { strings } from '../../components/figures/node-update/node-update-words.ts'
import type { Language } from '../../data/localized.ts'
import { auditLayout, seriousFaults } from './audit.ts'
import { expect, languages, showSlide, slideIds, test, turn } from './deck.ts'

const words = {
  ko: { budget: 'PDB가 막으면', step: '한 단계 앞으로', over: '업데이트가 끝났습니다', failed: '15분 안에 파드를 내보내지 못했습니다', hand: /손으로는 쉬지 않고 해도 7단계, \d+분 내내/, end: /^\d+분 걸렸지만 명령은 1개/, commands: /^완료: 명령 1개, \d+분/, steps: /^완료: 7단계, \d+분/, rolled: '기존 노드가 다시 일하고', broken: /약속한 6개가 [0-5]개까지/ },
  en: { budget: 'A PDB blocks', step: 'One step forward', over: 'the update is done', failed: 'pods did not leave in 15 minutes', hand: /By hand, without a pause: 7 steps, and \d+ minutes/, end: /^\d+ minutes, but 1 command/, commands: /^done: 1 command, \d+\smin/, steps: /^done: 7 steps, \d+\smin/, rolled: 'Old nodes work again', broken: /promised 6 pods fell to [0-5]/ },
} as const

async function open(page: Page, language: Language, clicks = 0): Promise<{ figure: Locator, no: number }> {
  const no = (await slideIds(language)).indexOf('node-update') + 1
  await showSlide(page, language, no, clicks)
  const figure = page.locator(`[data-slidev-no="${no}"] .figure-ready`).first()
  await figure.waitFor()
  return { figure, no }
}

for (const language of languages) {
  test(`${language}: one command, told by the clicker alone, ends with new nodes in both lanes`, async ({ page }) => {
    const { figure, no } = await open(page, language)
    for (let beat = 1; beat <= 5; beat++) {
      await turn(page, 'PageDown')
      await expect(page).toHaveURL(new RegExp(`clicks=${beat}`))
      if (beat === 3)
        await expect(figure.locator('.caption')).toHaveText(words[language].hand)
      // What is done has no machine left that is still ending.
      if (beat === 5)
        await expect(figure.getByText(strings.ending[language])).toHaveCount(0)
    }
    await expect(figure.locator('.caption')).toHaveText(words[language].end)
    // What a person had to do, on either side.
    await expect(figure.getByText(words[language].commands)).toBeVisible()
    await expect(figure.getByText(words[language].steps)).toBeVisible()
    for (const chart of await figure.locator('.time-chart').all()) {
      await expect(chart).toContainText(strings.readyFrom(4)[language])
      await expect(chart).toContainText(strings.promise(5)[language])
    }
    for (const lane of await figure.locator('.lane svg.group-nodes').all())
      await expect(lane).toHaveAttribute('aria-label', /1\.37: 3/)
    expect.soft(await auditLayout(page, no)).toEqual([])
    expect(await seriousFaults(page, `[data-slidev-no="${no}"] .figure`)).toEqual([])
    await figure.locator('[data-panel=log]').click()
    await expect(figure.locator('.panel:visible')).toContainText(words[language].over)
  })
}

// What is done is the same in both languages: each of these is done in one of them.
for (const language of ['ko'] as const) {
  test(`${language}: a PDB that blocks, and force: the story's end and the log say it`, async ({ page }) => {
    const { figure } = await open(page, language)
    await figure.getByRole('button', { name: words[language].budget }).click()
    const step = figure.getByRole('button', { name: words[language].step, exact: true })
    for (let beat = 0; beat < 3; beat++)
      await step.click()
    await expect(figure.locator('.caption')).toContainText(words[language].rolled)
    // A struck machine says why it is.
    await expect(figure.getByText(strings.ending[language]).first()).toBeVisible()
    for (let beat = 0; beat < 2; beat++)
      await step.click()
    await expect(figure.locator('.caption')).toHaveText(words[language].broken)
    await figure.locator('[data-panel=log]').click()
    await expect(figure.locator('.panel:visible')).toContainText(words[language].failed)
  })
}
