/** The figures of the Kubernetes chapters: by the clicker alone, each scenario's story ends with what its run came to. */
import type { Language } from '../../data/localized.ts'
import { expect, languages, showSlide, slideIds, test } from './deck.ts'

interface Ending {
  slide: string
  /** Its button; absent: the one that the slide opens with. */
  scenario?: Readonly<Record<Language, string>>
  /** Presses of the clicker to the sentence. */
  presses: number
  says: Readonly<Record<Language, RegExp>>
}

const endings: readonly Ending[] = [
  { slide: 'k8s-rollout', presses: 4, says: { ko: /23초 만에 교체\. 10개 중 8개 아래로 내려가지 않았고 최대 13개/, en: /Never below 8 of 10; 23 s; at most 13 pods at once/ } },
  { slide: 'k8s-rollout', scenario: { ko: 'Recreate', en: 'Recreate' }, presses: 3, says: { ko: /초는 받을 파드가 없었습니다/, en: /s of it no pod was there/ } },
]

for (const language of languages) {
  for (const { slide, scenario, presses, says } of endings) {
    test(`${language}: ${slide}${scenario ? `, ${scenario[language]}` : ''}`, async ({ page }) => {
      const no = (await slideIds(language)).indexOf(slide) + 1
      await showSlide(page, language, no)
      const figure = page.locator(`[data-slidev-no="${no}"] .figure`).first()
      if (scenario)
        await figure.getByRole('button', { name: scenario[language], exact: true }).click()
      for (let press = 0; press < presses; press++) {
        const before = page.url()
        await page.keyboard.press('PageDown')
        await expect(page).not.toHaveURL(before)
      }
      await expect(figure.locator('.caption')).toHaveText(says[language])
    })
  }
}
