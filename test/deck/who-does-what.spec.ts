import type { Locator, Page } from '@playwright/test'
import type { Language } from '../../data/localized.ts'
import { auditLayout, seriousFaults } from './audit.ts'
import { expect, languages, settle, showSlide, slideIds, test, turn } from './deck.ts'

const words = {
  ko: { left: ['올림된 크기만큼 내기', '파드 다시 배포하기', '에이전트를 사이드카로', '이미지, 요청량, 권한'], says: '돌고 있는 파드는 다시 배포해야 한다', managed: 'EKS가 7가지를 나눠 맡습니다', repair: '자동 복구는 내가 켠다', gone: '돌볼 노드가 없습니다' },
  en: { left: ['Pay for rounding up', 'Redeploy the pods', 'Agents as sidecars', 'Images, requests, rights'], says: 'running ones must be redeployed', managed: 'EKS takes a share of 7', repair: 'auto repair is yours to turn on', gone: 'No nodes of yours' },
} as const

async function open(page: Page, language: Language, clicks = 0): Promise<{ figure: Locator, no: number }> {
  const no = (await slideIds(language)).indexOf('who-does-what') + 1
  await showSlide(page, language, no, clicks)
  return { figure: page.locator(`[data-slidev-no="${no}"] .figure`).first(), no }
}

for (const language of languages) {
  test(`${language}: work drains to AWS by the clicker alone, and what is left can be asked for`, async ({ page }) => {
    const { figure, no } = await open(page, language)
    for (let beat = 1; beat <= 4; beat++) {
      await turn(page, 'PageDown')
      await expect(page).toHaveURL(new RegExp(`clicks=${beat}`))
    }
    await settle(page)
    await expect(figure.locator('.left')).toHaveText([...words[language].left])
    await expect(figure.locator('.caption')).toContainText(words[language].gone)
    await figure.locator('[data-panel=left]').click()
    await expect(figure.locator('.duties')).toContainText(words[language].says)
    await expect(figure.locator('.duties dd a')).toHaveCount(words[language].left.length)
    expect(await seriousFaults(page, `[data-slidev-no="${no}"] .figure`)).toEqual([])
    await figure.locator('[data-panel=table]').click()
    await expect(figure.locator('tbody td')).toHaveCount(55)
    expect.soft(await auditLayout(page, no)).toEqual([])
    expect(await seriousFaults(page, `[data-slidev-no="${no}"] .figure`)).toEqual([])
  })
}

// What is done is the same in both languages: each of these is done in one of them.
for (const language of ['ko'] as const) {
  test(`${language}: the slider goes to any data plane, and the next press goes on with the story`, async ({ page }) => {
    const { figure } = await open(page, language)
    await figure.locator('input[type=range]').fill('1')
    await expect(figure.locator('.caption')).toContainText(words[language].managed)
    await figure.locator('[data-panel=left]').click()
    await expect(figure.locator('.duties')).toContainText(words[language].repair)
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')
    await turn(page, 'PageDown')
    await turn(page, 'PageDown')
    await expect(figure.locator('.head .open')).toHaveText('Karpenter')
    // What stands in a row is mine; who does the rest is named beside it.
    await expect(figure.locator('.row').filter({ hasText: 'NodePool에 조건 적기' })).toContainText('Karpenter')
  })
}
