import type { Page } from '@playwright/test'
import { expect, slideIds, test } from './deck.ts'

const figureOf = async (page: Page) => {
  const no = (await slideIds('ko')).indexOf('k8s-scheduling') + 1
  return page.locator(`[data-slidev-no="${no}"] .figure`).first()
}

test('a presenter\'s figure leads the audience\'s, in the other language too, and a window that opens late', async ({ page, context }) => {
  const audience = await context.newPage()
  await audience.goto('/en/#/k8s-scheduling')
  await page.goto('/ko/#/presenter/k8s-scheduling')
  const presenters = await figureOf(page)
  for (let count = 0; count < 2; count++)
    await presenters.getByRole('button', { name: '한 단계 앞으로', exact: true }).click()
  await expect((await figureOf(audience)).getByText('node-a: Insufficient cpu')).toBeVisible()

  const late = await context.newPage()
  await late.goto('/en/#/k8s-scheduling')
  await expect((await figureOf(late)).getByText('node-a: Insufficient cpu')).toBeVisible()

  await presenters.getByRole('button', { name: '처음 상태로', exact: true }).click()
  await expect((await figureOf(audience)).getByRole('table')).toHaveCount(0)
})

test('what a reader does in a figure stays in their window', async ({ page, context }) => {
  const other = await context.newPage()
  await other.goto('/ko/#/k8s-scheduling')
  await page.goto('/ko/#/k8s-scheduling')
  const figure = await figureOf(page)
  await figure.getByRole('button', { name: '선점', exact: true }).click()
  await expect(figure.getByText('batch-1')).toBeVisible()
  await other.reload()
  await expect((await figureOf(other)).getByText('cart')).toBeVisible()
})
