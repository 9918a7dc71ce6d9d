import type { BrowserContext, Page } from '@playwright/test'
import { expect, slideIds, test, turn } from './deck.ts'

const figureOf = async (page: Page) => {
  const no = (await slideIds('ko')).indexOf('k8s-scheduling') + 1
  return page.locator(`[data-slidev-no="${no}"] .figure`).first()
}
const step = '한 단계 앞으로'

/** Goes to an address, and waits until the deck is there. */
async function show(page: Page, path: string): Promise<void> {
  await page.goto(path)
  await page.locator('.slidev-layout:visible').first().waitFor()
}

async function open(context: BrowserContext, path: string): Promise<Page> {
  const page = await context.newPage()
  await show(page, path)
  return page
}

/** The virtual second that a figure shows. */
const timeOf = async (page: Page) => Number.parseFloat(await (await figureOf(page)).locator('output').innerText())

test('a presenter\'s figure leads the audience\'s, in the other language too, and a window that opens late', async ({ page, context }) => {
  const audience = await open(context, '/en/#/k8s-scheduling')
  await show(page, '/ko/#/presenter/k8s-scheduling')
  const presenters = await figureOf(page)
  for (let count = 0; count < 2; count++)
    await presenters.getByRole('button', { name: step, exact: true }).click()
  await expect((await figureOf(audience)).getByText('CPU short')).toBeVisible()

  const late = await open(context, '/en/')
  await expect((await figureOf(late)).getByText('CPU short')).toBeVisible()
  await expect(presenters.getByText('CPU 부족')).toBeVisible()

  await presenters.getByRole('button', { name: '처음 상태로', exact: true }).click()
  await expect((await figureOf(audience)).getByText('CPU short')).toHaveCount(0)
})

test('a window that opens while the figure plays, and the presenter\'s own reload, show the same instant', async ({ page, context }) => {
  // A late window's machine may have another time.
  await context.addInitScript(() => {
    const now = Date.now.bind(Date)
    if (location.pathname.startsWith('/en/'))
      Date.now = () => now() - 3_600_000
  })
  await show(page, '/ko/#/presenter/k8s-scheduling')
  const presenters = await figureOf(page)
  await presenters.getByRole('button', { name: '재생', exact: true }).click()
  await expect.poll(() => timeOf(page)).toBeGreaterThan(2)
  const late = await open(context, '/en/#/k8s-scheduling')
  await expect.poll(async () => Math.abs(await timeOf(late) - await timeOf(page))).toBeLessThan(0.5)
  await page.reload()
  await expect.poll(async () => Math.abs(await timeOf(late) - await timeOf(page))).toBeLessThan(0.5)
  expect(await timeOf(page)).toBeGreaterThan(2)
})

test('the audience still follows after its first instance of the figure has gone', async ({ page, context }) => {
  const audience = await open(context, '/ko/#/overview')
  await audience.locator('.figure').first().waitFor()
  await audience.goto('/ko/#/k8s-scheduling')
  await (await figureOf(audience)).waitFor()
  await audience.goto('/ko/#/overview')
  await audience.goto('/ko/#/k8s-scheduling')
  await show(page, '/ko/#/presenter/k8s-scheduling')
  await (await figureOf(page)).getByRole('button', { name: '선점', exact: true }).click()
  await expect((await figureOf(audience)).getByText('batch-1')).toBeVisible()
})

test('what a reader does in a figure stays in their window', async ({ page, context }) => {
  const other = await open(context, '/ko/#/k8s-scheduling')
  await show(page, '/ko/#/k8s-scheduling')
  const figure = await figureOf(page)
  await figure.getByRole('button', { name: '선점', exact: true }).click()
  await expect(figure.getByText('batch-1')).toBeVisible()
  await other.reload()
  await expect((await figureOf(other)).getByText('cart')).toBeVisible()
})

test('a viewer who leaves what the presenter shows is told so, and can come back', async ({ page, context }) => {
  const audience = await open(context, '/ko/#/k8s-scheduling')
  await show(page, '/ko/#/presenter/k8s-scheduling')
  await (await figureOf(page)).getByRole('button', { name: '테인트', exact: true }).click()
  const viewers = await figureOf(audience)
  await expect(viewers.getByText(/^gpu(?!=)/)).toBeVisible()
  await viewers.getByRole('button', { name: '선점', exact: true }).click()
  await expect(viewers.getByText('batch-1')).toBeVisible()
  await (await figureOf(page)).getByRole('button', { name: '분산', exact: true }).click()
  await expect(viewers.getByText('batch-1')).toBeVisible()
  await viewers.getByRole('button', { name: /발표로 돌아가기/ }).click()
  await expect(viewers.getByText('web-1')).toBeVisible()
  await expect(viewers.getByRole('button', { name: /발표로 돌아가기/ })).toHaveCount(0)
})

test('what the presenter opens inside a figure is open for the audience too', async ({ page, context }) => {
  const audience = await open(context, '/en/#/k8s-scheduling')
  await show(page, '/ko/#/presenter/k8s-scheduling')
  await (await figureOf(page)).getByRole('button', { name: '표', exact: true }).click()
  await expect((await figureOf(audience)).getByRole('region', { name: 'Table' })).toBeVisible()
})

test('a talk begins anew on the author\'s scene; a rehearsal\'s is offered', async ({ page, context }) => {
  await show(page, '/ko/#/presenter/k8s-scheduling')
  await (await figureOf(page)).getByRole('button', { name: '선점', exact: true }).click()
  await expect((await figureOf(page)).getByText('batch-1')).toBeVisible()
  await page.close()
  const next = await open(context, '/ko/#/presenter/k8s-scheduling')
  const figure = await figureOf(next)
  await expect(figure.getByText('cart')).toBeVisible()
  await figure.getByRole('button', { name: '지난번 장면' }).click()
  await expect(figure.getByText('batch-1')).toBeVisible()
})

test('a window that opens at the deck\'s start moves nobody, and goes where the presenter is', async ({ page, context }) => {
  const audience = await open(context, '/ko/#/eks-check')
  await show(page, '/ko/#/presenter/eks-check')
  await turn(page, 'PageDown')
  await expect(audience).toHaveURL(/eks-check\?clicks=1/)
  const late = await open(context, '/ko/')
  await expect(late).toHaveURL(/eks-check\/\?clicks=1/)
  await expect(page).toHaveURL(/presenter\/eks-check/)
  await expect(audience).toHaveURL(/eks-check/)
})

test('quizzes follow the presenter', async ({ page, context }) => {
  const audience = await open(context, '/en/#/eks-check')
  await show(page, '/ko/#/presenter/eks-check')
  const no = (await slideIds('ko')).indexOf('eks-check') + 1
  await page.locator(`[data-slidev-no="${no}"] .figure`).first().getByRole('button', { name: /^A/ }).or(page.locator(`[data-slidev-no="${no}"] .answer`)).first().click()
  await expect(audience.locator(`[data-slidev-no="${no}"]`).getByText('Right').first()).toBeVisible()
})

test('the black-screen button blanks the audience\'s screen, whatever the keyboard writes with it', async ({ page, context }) => {
  const audience = await open(context, '/ko/#/eks-definition')
  await show(page, '/ko/#/presenter/eks-definition')
  await page.keyboard.press('KeyB')
  const dark = audience.getByText('화면을 껐습니다')
  await expect(dark).toBeAttached()
  await page.keyboard.press('Period')
  await expect(dark).toHaveCount(0)
})
