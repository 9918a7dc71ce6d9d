/** What failed in the field with decks, players and pages like this one, tried here. */
import type { Page } from '@playwright/test'
import { scheduling } from '../../components/figures/scheduling/scheduling.ts'
import { authorsRecord } from '../../components/figures/shell/record.ts'
import { pack } from '../../components/figures/shell/share.ts'
import { expect, pageInSight, settle, showSlide, slideIds, test, turn } from './deck.ts'

const noOf = async (id: string) => (await slideIds('ko')).indexOf(id) + 1
const figureOf = async (page: Page, id = 'k8s-scheduling') => page.locator(`[data-slidev-no="${await noOf(id)}"] .figure`).first()
const open = async (page: Page, id = 'k8s-scheduling') => {
  await showSlide(page, 'ko', await noOf(id))
  return figureOf(page, id)
}
const linkTo = (part: object) => `#/k8s-scheduling?figure=${pack({ id: 'scheduling', version: scheduling.version, record: { ...authorsRecord(scheduling, 'preemption'), ...part } })}`

test.describe('links', () => {
  test('one that is pasted into a window where the deck is open is read, and a reload does not bring it back', async ({ page }) => {
    const figure = await open(page)
    await page.evaluate((link) => { location.hash = link }, linkTo({}))
    await expect(figure.getByText('batch-1')).toBeVisible()
    await expect(page).not.toHaveURL(/figure=/)
    await figure.getByRole('button', { name: '테인트', exact: true }).click()
    await page.reload()
    await expect((await figureOf(page)).getByText(/^gpu(?!=)/)).toBeVisible()
  })

  test('a damaged one is said once, and is gone from the next page\'s address', async ({ page }) => {
    await page.goto('/ko/#/k8s-scheduling?figure=brokenlink')
    await expect(page.getByText('공유 링크가 손상되어')).toHaveCount(1)
    await turn(page, 'ArrowDown')
    await expect(page).not.toHaveURL(/brokenlink/)
    await showSlide(page, 'ko', await noOf('cost-compare'))
    await expect((await figureOf(page, 'cost-compare')).getByText('공유 링크가 손상되어')).toHaveCount(0)
  })

  for (const [what, part, said] of [
    ['a year of virtual time', { clock: { ...authorsRecord(scheduling, 'resources').clock, simAt: 365 * 86_400_000 } }, '24시간'],
    ['thousands of commands', { commands: Array.from({ length: 3_000 }, (_, at) => ({ at, do: { type: 'delete', kind: 'Pod', name: 'x' } })) }, '200개'],
  ] as const) {
    test(`one to ${what} is refused in words, and the figure stays as it was`, async ({ page }) => {
      await page.goto(`/ko/${linkTo(part)}`)
      const figure = await figureOf(page)
      await expect(figure.locator('[role=status]')).toContainText(said)
      await expect(figure.getByText('cart')).toBeVisible()
      await figure.getByRole('button', { name: '한 단계 앞으로', exact: true }).click()
      await expect(figure.getByText('web', { exact: true })).toBeVisible()
    })
  }

  test('a copied one says so, and the notice goes without moving anything', async ({ page, context }) => {
    // The browser's own clipboard asks for permission, and takes others away with it.
    await context.addInitScript(() => { navigator.clipboard.writeText = () => Promise.resolve() })
    await page.clock.install()
    const figure = await open(page)
    const caption = await figure.locator('.caption').boundingBox()
    await figure.getByRole('button', { name: '링크 복사' }).click()
    await expect(figure.locator('[role=status]')).toContainText('링크를 복사했습니다')
    expect(await figure.locator('.caption').boundingBox()).toEqual(caption)
    await page.clock.runFor(10_000)
    await expect(figure.locator('[role=status]')).not.toContainText('링크를 복사했습니다')
  })

  test('without a clipboard, as on a plain http host, it is copied all the same', async ({ page }) => {
    await page.addInitScript(() => { Reflect.deleteProperty(Navigator.prototype, 'clipboard') })
    const figure = await open(page)
    await figure.getByRole('button', { name: '링크 복사' }).click()
    await expect(figure.locator('[role=status]')).toContainText('링크를 복사했습니다')
    await figure.getByRole('button', { name: '편집' }).click()
    const text = figure.getByRole('textbox')
    await expect(text).toHaveValue(/kind/)
    await text.fill('')
    await page.keyboard.press('ControlOrMeta+V')
    await expect(text).toHaveValue(/k8s-scheduling\?figure=/)
  })
})

test.describe('storage', () => {
  test('that is blocked leaves the deck and its windows whole', async ({ page, context }) => {
    await context.addInitScript(() => {
      for (const name of ['localStorage', 'sessionStorage'])
        Object.defineProperty(window, name, { configurable: true, get: () => { throw new DOMException('blocked', 'SecurityError') } })
    })
    const audience = await context.newPage()
    await audience.goto('/en/#/k8s-scheduling')
    await page.goto('/ko/#/presenter/k8s-scheduling')
    await (await figureOf(page)).getByRole('button', { name: '선점', exact: true }).click()
    await expect((await figureOf(audience)).getByText('batch-1')).toBeVisible()
  })

  test('that is full keeps nobody behind', async ({ context }) => {
    await context.addInitScript(() => {
      Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') }
    })
    const [presenter, audience] = [await context.newPage(), await context.newPage()]
    await audience.goto('/en/#/k8s-scheduling')
    await presenter.goto('/ko/#/presenter/k8s-scheduling')
    await (await figureOf(presenter)).getByRole('button', { name: '선점', exact: true }).click()
    await expect((await figureOf(audience)).getByText('batch-1')).toBeVisible()
  })
})

test.describe('keys and pointer', () => {
  test('after a drag of a slider and a pick from a list, the clicker still turns the page', async ({ page }) => {
    const figure = await open(page, 'fargate-sizing')
    const slider = figure.getByRole('slider').first()
    const box = await slider.boundingBox()
    await page.mouse.move((box?.x ?? 0) + 20, (box?.y ?? 0) + 14)
    await page.mouse.down()
    await page.mouse.move((box?.x ?? 0) + 120, (box?.y ?? 0) + 14, { steps: 4 })
    await page.mouse.up()
    const set = await slider.inputValue()
    await page.keyboard.press('ArrowDown')
    await expect(page).not.toHaveURL(/fargate-sizing/)
    await open(page, 'fargate-sizing')
    await expect(slider).toHaveValue(set)

    const list = (await open(page, 'node-allocatable')).getByRole('combobox')
    // As a mouse does it, but for the system's own list, which would keep the keys.
    await list.dispatchEvent('pointerdown')
    await list.focus()
    await list.selectOption('m6i.4xlarge')
    await page.keyboard.press('ArrowDown')
    await expect(page).not.toHaveURL(/node-allocatable/)
    await open(page, 'node-allocatable')
    await expect(list).toHaveValue('m6i.4xlarge')
  })

  test('Escape leaves a text box, closes its panel, and gives the keys back to the button that opened it', async ({ page }) => {
    const figure = await open(page)
    await figure.getByRole('button', { name: '편집' }).click()
    await figure.getByRole('textbox').fill('kind: Pod')
    await page.keyboard.press('Escape')
    await expect(figure.getByRole('textbox')).toBeHidden()
    await expect(figure.getByRole('button', { name: '편집' })).toBeFocused()
  })

  test('a right click in a text box opens the browser\'s menu, with Paste in it', async ({ page }) => {
    const figure = await open(page)
    await figure.getByRole('button', { name: '편집' }).click()
    const prevented = figure.getByRole('textbox').evaluate(box => new Promise<boolean>((resolve) => {
      box.addEventListener('contextmenu', event => setTimeout(() => resolve(event.defaultPrevented)))
    }))
    await figure.getByRole('textbox').click({ button: 'right' })
    expect(await prevented).toBe(false)
  })

  for (const [width, height] of [[1280, 720], [1366, 768]] as const) {
    test(`the chapter and the sources can be pressed at ${width} x ${height}`, async ({ page }) => {
      await page.setViewportSize({ width, height })
      await showSlide(page, 'ko', await noOf('k8s-scheduling'))
      await pageInSight(page).locator('.slide-footer a').first().click()
      await expect(page).toHaveURL(/#\/kubernetes/)
    })
  }
})

test.describe('what is typed', () => {
  test('is there again when its drawer is opened again, and a figure that plays does not overwrite it', async ({ page }) => {
    const figure = await open(page)
    await figure.getByRole('button', { name: '편집' }).click()
    const text = figure.getByRole('textbox')
    await expect(text).toHaveValue(/kind/)
    await text.fill('kind: Draft')
    await figure.getByRole('button', { name: '기록' }).click()
    await figure.getByRole('button', { name: '편집' }).click()
    await expect(text).toHaveValue('kind: Draft')
    await figure.getByRole('button', { name: '한 단계 앞으로', exact: true }).click()
    await figure.getByRole('button', { name: '한 단계 앞으로', exact: true }).click()
    await expect(figure.getByText('CPU 부족')).toBeVisible()
    await expect(text).toHaveValue('kind: Draft')
  })
})

test('a browser that saves power may refuse to keep the screen on', async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(navigator, 'wakeLock', { value: { request: () => Promise.reject(new DOMException('refused', 'NotAllowedError')) } })
  })
  await open(page, 'eks-definition')
})

test.describe('access', () => {
  test('a page turn is announced, and the slides are the page\'s main part', async ({ page }) => {
    await open(page, 'eks-definition')
    await turn(page, 'ArrowDown')
    await expect(page.getByRole('main')).toBeAttached()
    await expect(page.getByRole('status').filter({ hasText: /슬라이드 \d+ \/ \d+:/ })).toContainText(`슬라이드 ${await noOf('eks-definition') + 1} /`)
  })

  test('without colours of its own, what is pressed can be told', async ({ page }) => {
    await page.emulateMedia({ forcedColors: 'active' })
    const figure = await open(page)
    const width = (name: string) => figure.getByRole('button', { name, exact: true }).evaluate(button => getComputedStyle(button).borderTopWidth)
    expect(await width('리소스')).not.toBe(await width('테인트'))
  })
})

test('Ctrl+P prints the whole deck, once it stands: a page a slide, nothing to press', async ({ page, context }) => {
  await context.addInitScript(() => { window.print = () => document.documentElement.setAttribute('data-printed', '') })
  await open(page)
  const opened = context.waitForEvent('page')
  await page.keyboard.press('Control+p')
  const print = await opened
  await expect(print.locator('html[data-printed]')).toBeAttached({ timeout: 60_000 })
  expect(await print.locator('.print-slide-container').count()).toBe((await slideIds('ko')).length)
  await expect(print.locator('.figure button:visible:not(:disabled)')).toHaveCount(0)
})

test('a slide that is printed from the browser\'s menu is whole, and lies down', async ({ page }) => {
  await open(page)
  const [, box] = /MediaBox\s*\[\s*0 0 ([\d. ]+)\]/.exec((await page.pdf({ preferCSSPageSize: true })).toString('latin1')) ?? []
  const [width = 0, height = 0] = (box ?? '').trim().split(/\s+/).map(Number)
  expect(width / height).toBeCloseTo(980 / 552, 1)
})

test('a figure is not ready before it is drawn', async ({ page }) => {
  await page.goto('/ko/#/k8s-scheduling')
  const figure = await figureOf(page)
  await figure.and(page.locator('.figure-ready')).waitFor()
  await expect(figure.getByText('cart')).toBeVisible()
  await settle(page)
})
