/** The control plane's figure under a hand: by pointer, by keyboard, by kubectl, and back to its story. */
import type { Locator, Page } from '@playwright/test'
import type { Language } from '../../data/localized.ts'
import { expect, showSlide, slideIds, test, turn } from './deck.ts'

const words = {
  ko: { lacks: '1/3 과반 없음', agrees: '3/3 동의, 2대면 과반', two: '2/3 동의, 2대면 과반', change: '바꿔 보기', settings: 'etcd 대수', next: /API 서버 하나가 죽어도/, pods: /실행 중인 파드\s*9\/9/, pause: '멈춤' },
  en: { lacks: '1/3 no majority', agrees: '3/3 agree, need 2', two: '2/3 agree, need 2', change: 'Change', settings: 'etcd members', next: /One API server dies/, pods: /running pods\s*9\/9/, pause: 'Pause' },
} as const

async function open(page: Page, language: Language, clicks = 0): Promise<Locator> {
  const no = (await slideIds(language)).indexOf('cp-break') + 1
  await showSlide(page, language, no, clicks)
  return page.locator(`[data-slidev-no="${no}"] .figure`).first()
}

// What is done is the same in both languages: each of these is done in one of them.
for (const language of ['ko'] as const) {
  const say = words[language]

  test.describe(`${language}: the control plane`, () => {
    test('the same by keyboard, which does not turn the page', async ({ page }) => {
      const figure = await open(page, language)
      const zone = figure.getByRole('button', { name: '영역 c', exact: true })
      await page.keyboard.press('Tab')
      await zone.focus()
      await page.keyboard.press('Enter')
      await expect(zone).toHaveAttribute('aria-pressed', 'true')
      await expect(figure.getByText(say.two)).toBeVisible()
      await page.keyboard.press('Space')
      await expect(zone).toHaveAttribute('aria-pressed', 'false')
      await expect(page).toHaveURL(/cp-break/)
    })

    test('kubectl is told what etcd says', async ({ page }) => {
      const figure = await open(page, language, 7)
      await figure.locator('[data-panel=terminal]').click()
      const terminal = figure.getByRole('textbox').first()
      await terminal.fill('kubectl get pods')
      await terminal.press('Enter')
      await expect(figure.getByText('Error from server: etcdserver: request timed out')).toBeVisible()
    })
  })
}

for (const language of ['en'] as const) {
  const say = words[language]

  test.describe(`${language}: the control plane`, () => {
    test('a press breaks a member, a press mends it; the pods go on; the next press of the clicker is the story\'s', async ({ page }) => {
      const figure = await open(page, language)
      for (const member of ['etcd-2', 'etcd-3']) await figure.getByRole('button', { name: member }).click()
      await expect(figure.getByText(say.lacks)).toBeVisible()
      await expect(figure.getByText(say.pods)).toBeVisible()
      await expect(figure.getByText('etcdserver: request timed out')).toBeVisible()
      await figure.getByRole('button', { name: 'etcd-2' }).click()
      await expect(figure.getByText(say.two)).toBeVisible()
      await turn(page, 'PageDown')
      await expect(figure.locator('.caption')).toHaveText(say.next)
      await expect(figure.getByText(say.agrees)).toBeVisible()
    })
  })
}

test('fewer members and nobody who repairs are inputs like any other', async ({ page }) => {
  const figure = await open(page, 'ko')
  await figure.locator('[data-panel=settings]').click()
  await figure.getByLabel(words.ko.settings).fill('1')
  await figure.getByRole('button', { name: 'EKS가 고치기' }).click()
  await figure.locator('[data-panel=settings]').click()
  await figure.getByRole('button', { name: 'etcd-1' }).click()
  await expect(figure.getByText(/the server was unable to return/).first()).toBeVisible()
  await expect(figure.getByText('교체 중')).toHaveCount(0)
})
