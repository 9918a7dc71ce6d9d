import type { Locator, Page } from '@playwright/test'
import { scheduling } from '../../components/figures/scheduling/scheduling.ts'
import { authorsRecord } from '../../components/figures/shell/record.ts'
import { pack } from '../../components/figures/shell/share.ts'
import type { Language } from '../../data/localized.ts'
import { expect, languages, settle, showSlide, slideIds, test, turn } from './deck.ts'

const words = {
  ko: { play: '재생', step: '한 단계 앞으로', back: '한 단계 뒤로', reset: '처음 상태로', predict: '먼저 맞히기', hint: '어디로 갈까요?', right: '예측이 맞았습니다', taints: '테인트', log: '기록', table: '표', edit: '편집', apply: '적용', damaged: '공유 링크가 손상되어', reject: '탈락', short: 'CPU 부족', nowhere: /Pending으로 남습니다/, line: '행', pause: '멈춤' },
  en: { play: 'Play', step: 'One step forward', back: 'One step back', reset: 'Reset', predict: 'Predict first', hint: 'Where will it go?', right: 'You called it', taints: 'Taints', log: 'Log', table: 'Table', edit: 'Edit', apply: 'Apply', damaged: 'The shared link is damaged', reject: 'rejected', short: 'CPU short', nowhere: /stays Pending/, line: 'Line', pause: 'Pause' },
} as const

async function open(page: Page, language: Language): Promise<{ no: number, figure: Locator, press: (name: string, times?: number) => Promise<void> }> {
  const no = (await slideIds(language)).indexOf('k8s-scheduling') + 1
  await showSlide(page, language, no)
  const figure = page.locator(`[data-slidev-no="${no}"] [role=group][aria-label]`).first()
  return {
    no,
    figure,
    press: async (name, times = 1) => {
      for (let count = 0; count < times; count++)
        await figure.getByRole('button', { name, exact: true }).click()
    },
  }
}

for (const language of languages) {
  const say = words[language]

  test.describe(`${language}: the scheduling figure`, () => {
    test('fills in the filters, then the scores, then places the pod; and goes back', async ({ page }) => {
      const { figure, press } = await open(page, language)
      await press(say.step)
      await expect(figure.getByText(say.short)).toBeVisible()
      await press(say.table)
      await expect(figure.getByRole('row', { name: 'NodeResourcesFit' })).toContainText(say.reject)
      await press(say.table)
      await press(say.step, 2)
      await expect(figure.getByText(/web → node-c/)).toBeVisible()
      await press(say.back, 2)
      await expect(figure.getByText(say.short)).toBeVisible()
      await press(say.reset)
      await expect(figure.getByText(say.short)).toHaveCount(0)
    })

    test('names the line of a broken manifest, keeps what was typed, and applies it once it is right', async ({ page }) => {
      const { figure, press } = await open(page, language)
      await press(say.step, 2)
      await press(say.edit)
      const text = figure.getByRole('textbox')
      await expect(text).toHaveValue(/name: web/)
      const right = await text.inputValue()
      await text.fill(right.replace(/cpu: .*/, 'cpu: lots'))
      await press(say.apply)
      await expect(figure.getByText(language === 'ko' ? /\d+행: .*수량/ : /Line \d+: .*quantity/)).toBeVisible()
      await expect(text).toHaveValue(/cpu: lots/)
      await text.fill(right.replace(/cpu: .*/, 'cpu: "3"'))
      await press(say.apply)
      await expect(text).toHaveCount(0)
      await press(say.step)
      await expect(figure.getByText(say.nowhere)).toBeVisible()
    })

    test('prints a still frame, as text and vectors', async ({ page }) => {
      const no = (await slideIds(language)).indexOf('k8s-scheduling') + 1
      await page.goto(`/${language}/?print=true#/${no}`)
      const slide = page.locator(`[data-slidev-no="${no}"]`)
      await expect(slide.getByText(/web → node-c/)).toBeVisible()
      await expect(slide.getByText(/kube-scheduler/)).toBeVisible()
      await expect(slide.getByRole('button')).toHaveCount(0)
      await expect(slide.locator('img, canvas')).toHaveCount(0)
    })
  })
}

// What is done is the same in both languages: each of these is done in one of them.
for (const language of ['ko'] as const) {
  const say = words[language]

  test.describe(`${language}: the scheduling figure`, () => {
    test('plays by itself, and waits for the audience\'s guess when asked to', async ({ page }) => {
      const { figure, press } = await open(page, language)
      await press(say.predict)
      await figure.getByRole('combobox').selectOption('4')
      await press(say.play)
      await expect(figure.getByText(say.hint)).toBeVisible()
      await expect(figure.getByText(say.short)).toHaveCount(0)
      await figure.getByRole('button', { name: /^node-c/ }).click()
      await expect(figure.getByText(say.right)).toBeVisible()
    })

    test('is played with the keyboard alone, and Escape gives the arrows back to the deck', async ({ page }) => {
      const { no, figure } = await open(page, language)
      const step = figure.getByRole('button', { name: say.step, exact: true })
      while (!await step.evaluate(button => button === document.activeElement))
        await page.keyboard.press('Tab')
      for (let count = 0; count < 2; count++)
        await page.keyboard.press('Enter')
      await expect(figure.getByText(say.short)).toBeVisible()
      await page.keyboard.press('Tab')
      await page.keyboard.press('ArrowRight')
      await expect(page).toHaveURL(/k8s-scheduling/)
      await page.keyboard.press('Escape')
      await turn(page, 'ArrowDown')
      await expect(page.locator(`[data-slidev-no="${no + 1}"] .slidev-layout`)).toBeVisible()
    })

    test('a pointer\'s press leaves the arrow keys to the deck', async ({ page }) => {
      const { no, press } = await open(page, language)
      await press(say.step)
      await turn(page, 'ArrowDown')
      await expect(page.locator(`[data-slidev-no="${no + 1}"] .slidev-layout`)).toBeVisible()
    })

    test('a damaged link says so and shows the default scene', async ({ page }) => {
      await page.goto(`/${language}/#/k8s-scheduling?figure=brokenlink`)
      await expect(page.getByText(say.damaged)).toBeVisible()
      await expect(page.getByText('node-a').first()).toBeVisible()
    })
  })
}

for (const language of ['en'] as const) {
  const say = words[language]

  test.describe(`${language}: the scheduling figure`, () => {
    test('keeps the log in plain words beside upstream\'s, and the same state as a table', async ({ page }) => {
      const { figure, press } = await open(page, language)
      await press(say.taints)
      await press(say.step, 3)
      await press(say.log)
      await expect(figure.getByText('Scheduled: Successfully assigned default/web to node-b')).toBeVisible()
      await press(say.table)
      await expect(figure.getByRole('row', { name: /^gpu/ })).toContainText('gpu=true:NoSchedule')
      await expect(figure.getByText(/kube-scheduler/)).toBeVisible()
    })

    test('says what of a manifest has no effect here, and takes the rest', async ({ page }) => {
      const { figure, press } = await open(page, language)
      await press(say.step, 2)
      await press(say.edit)
      const text = figure.getByRole('textbox')
      await expect(text).toHaveValue(/name: web/)
      await text.fill(`${(await text.inputValue()).replace(/cpu: .*/, 'cpu: "3"').trimEnd()}\n  hostname: shop\n`)
      await press(say.apply)
      await expect(figure.getByText(/hostname/).last()).toBeVisible()
      await press(say.edit)
      await press(say.step)
      await expect(figure.getByText(say.nowhere)).toBeVisible()
    })

    test('a link opens the scene that was shared', async ({ page }) => {
      const record = authorsRecord(scheduling, 'preemption')
      await page.goto(`/${language}/#/k8s-scheduling?figure=${pack({ id: 'scheduling', version: scheduling.version, record })}`)
      await expect(page.getByText('batch-1')).toBeVisible()
      await settle(page)
    })
  })
}

test.describe('on a touch screen', () => {
  test.use({ hasTouch: true })
  test('a tap plays the figure, and a drag in it does not turn the page', async ({ page }) => {
    const { figure } = await open(page, 'ko')
    await figure.getByRole('button', { name: words.ko.step, exact: true }).tap()
    await figure.getByRole('button', { name: words.ko.step, exact: true }).tap()
    await expect(figure.getByText(words.ko.short)).toBeVisible()
    const box = await figure.boundingBox()
    if (!box)
      throw new Error('the figure is not drawn')
    const session = await page.context().newCDPSession(page)
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', x: number) =>
      session.send('Input.dispatchTouchEvent', { type, touchPoints: type === 'touchEnd' ? [] : [{ x, y: box.y + box.height / 2 }] })
    await touch('touchStart', box.x + box.width - 40)
    for (let step = 1; step <= 10; step++)
      await touch('touchMove', box.x + box.width - 40 - step * 60)
    await touch('touchEnd', 0)
    await expect(page).toHaveURL(/k8s-scheduling/)
  })
})
