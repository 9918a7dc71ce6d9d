import { readFile } from 'node:fs/promises'
import type { Locator, Page } from '@playwright/test'
import type { Language } from '../../data/localized.ts'
import { cost } from '../../components/figures/cost/definition.ts'
import { authorsRecord } from '../../components/figures/shell/record.ts'
import { pack } from '../../components/figures/shell/share.ts'
import { auditLayout, seriousFaults } from './audit.ts'
import { expect, languages, settle, showSlide, slideIds, test } from './deck.ts'

const words = {
  ko: {
    views: { bill: '요금', breakEven: '손익분기', packing: '배치', table: '표' }, microservices: '마이크로서비스', manifest: '매니페스트', price: '계산',
    cheapest: /가 가장 싸다/, source: /출처: .*2024-04-04 기준, [\d,]+일 지난 값/, damaged: '공유 링크가 손상되어', unusable: /scale: 1000000000000은\(는\) 0~100000 범위/,
    line: /^5행: .*replicas/m, unsupported: /ServiceMonitor "shop"/, ebs: 'db: EBS 볼륨 → 노드에서', scale: '파드 수', total: '합계', week: '요일·시간', hours: '하루에',
  },
  en: {
    views: { bill: 'Bill', breakEven: 'Break-even', packing: 'Packing', table: 'Table' }, microservices: 'Microservices', manifest: 'Manifest', price: 'Price it',
    cheapest: /^Cheapest: /, source: /Source: .*as of 2024-04-04, [\d,]+ days old/, damaged: 'The shared link is damaged', unusable: /scale: 1000000000000 is not a number from 0 to 100000/,
    line: /^Line 5: .*replicas/m, unsupported: /ServiceMonitor "shop"/, ebs: 'db: an EBS volume → on nodes', scale: 'Pods', total: 'Total', week: 'Hours', hours: 'Hours',
  },
} as const

const manifest = (replicas: string) => `apiVersion: apps/v1
kind: StatefulSet
metadata: { name: db }
spec:
  replicas: ${replicas}
  serviceName: db
  selector: { matchLabels: { app: db } }
  template:
    metadata: { labels: { app: db } }
    spec:
      containers:
        - name: db
          image: postgres:17.2
          resources: { requests: { cpu: 500m, memory: 1Gi } }
  volumeClaimTemplates:
    - metadata: { name: data }
      spec:
        accessModes: [ReadWriteOnce]
        resources: { requests: { storage: 10Gi } }
---
apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
metadata: { name: shop }
`

/** Opens a slide of the cost figures, and returns the figure on it. */
async function open(page: Page, language: Language, id = 'cost-compare'): Promise<{ figure: Locator, no: number }> {
  const no = (await slideIds(language)).indexOf(id) + 1
  await showSlide(page, language, no)
  const figure = page.locator(`[data-slidev-no="${no}"] .figure`)
  await figure.waitFor()
  return { figure, no }
}

const button = (figure: Locator, name: string) => figure.getByRole('button', { name, exact: true })

/** Opens the figure by a link that carries such a record. */
async function openLink(page: Page, language: Language, packed: string): Promise<Locator> {
  const no = (await slideIds(language)).indexOf('cost-compare') + 1
  await page.goto(`/${language}/#/${no}?figure=${packed}`)
  const figure = page.locator(`[data-slidev-no="${no}"] .figure`)
  await figure.waitFor()
  return figure
}

for (const language of languages) {
  const t = words[language]

  test(`${language}: scenarios change the bill, and every view of each fits the slide`, async ({ page }) => {
    const { figure, no } = await open(page, language)
    await expect(figure.locator('.verdict')).toHaveText(t.cheapest)
    const seen = new Set<string>()
    const scenarios = figure.locator('.scenarios button')
    for (let index = 0; index < await scenarios.count(); index++) {
      await scenarios.nth(index).click()
      for (const view of Object.values(t.views)) {
        await button(figure, view).click()
        await settle(page)
        expect.soft(await auditLayout(page, no), `${index} ${view}`).toEqual([])
      }
      seen.add(await figure.locator('tbody tr', { hasText: t.total }).first().innerText())
    }
    expect(seen.size).toBe(5)
  })

  test(`${language}: a number opens its formula, its source and how old that is`, async ({ page }) => {
    const { figure } = await open(page, language)
    await figure.locator('.items button').nth(1).click()
    await expect(figure.locator('.card')).toContainText('× $0.236 = $1,335.17')
    await expect(figure.locator('.card')).toHaveText(t.source)
    await button(figure, t.views.table).click()
    await figure.getByRole('button', { name: '$1,422.31' }).click()
    await expect(figure.locator('.card')).toContainText('$73.00 + $1,335.17 + $14.14 = $1,422.31')
  })

  test(`${language}: a manifest is priced, and one with a mistake names its line`, async ({ page }) => {
    const { figure } = await open(page, language)
    await button(figure, t.manifest).click()
    const text = figure.locator('textarea')
    await text.fill(manifest('three'))
    await button(figure, t.price).click()
    await expect(figure.locator('.problems')).toHaveText(t.line)
    await expect(figure.locator('.problems')).toHaveText(t.unsupported)
    await text.fill(manifest('3'))
    await button(figure, t.price).click()
    await expect(figure.locator('.problems')).toHaveText(t.unsupported)
    await button(figure, t.manifest).click()
    await figure.locator('.items select').selectOption('fargate')
    await expect(figure.locator('.refused')).toContainText(t.ebs)
  })

  test(`${language}: a shared link opens what was shared; a damaged one says so`, async ({ page, context }) => {
    const shared = await openLink(page, language, pack({ id: 'cost', version: cost.version, record: authorsRecord(cost, 'steady-api', { view: 'table' }) }))
    await expect(shared.locator('.notice')).toBeHidden()
    await expect(shared.locator('tbody')).toContainText('$595.31')
    const damaged = await openLink(await context.newPage(), language, 'no-such-record')
    await expect(damaged.locator('.notice')).toContainText(t.damaged)
    await expect(damaged.locator('.verdict')).toHaveText(t.cheapest)
    const outOfRange = await openLink(await context.newPage(), language, pack({ id: 'cost', version: cost.version, record: authorsRecord(cost, 'web-shop', { scale: 1e12 }) }))
    await expect(outOfRange.locator('.notice')).toHaveText(t.unusable)
    await expect(outOfRange.locator('.bars')).toContainText('$1,422.31')
  })

  test(`${language}: works by keyboard alone, and gives the arrows back`, async ({ page }) => {
    const { figure } = await open(page, language)
    await button(figure, t.microservices).focus()
    await page.keyboard.press('Enter')
    await expect(figure.locator('.bars')).toContainText('$248.93')
    await button(figure, t.week).focus()
    await page.keyboard.press('Space')
    const slider = figure.getByRole('slider', { name: t.hours, exact: true })
    await slider.focus()
    await page.keyboard.press('ArrowRight')
    await expect(slider).toHaveValue('10.5')
    await expect(page).toHaveURL(/#\/(cost-compare|\d+)/)
    const address = page.url()
    await page.keyboard.press('Escape')
    await page.keyboard.press('ArrowRight')
    await expect(page).not.toHaveURL(address)
  })

  test(`${language}: very many pods are computed in a Worker`, async ({ page }) => {
    const { figure } = await open(page, language)
    const worker = page.waitForEvent('worker')
    await figure.getByRole('slider', { name: t.scale, exact: true }).fill('15')
    await worker
    await expect(figure.locator('.progress')).toBeHidden()
    await expect(figure.locator('.bars')).toContainText('$1,833,729.07')
  })

  test(`${language}: print shows the author's scenario as a table and vectors, with nothing to press`, async ({ page }) => {
    const ids = await slideIds(language)
    const { figure } = await open(page, language)
    await button(figure, t.microservices).click()
    for (const id of ['cost-compare', 'cost-break-even']) {
      const no = ids.indexOf(id) + 1
      await page.goto(`/${language}/?print#/${no}`)
      const still = page.locator(`[data-slidev-no="${no}"] .figure.still`)
      await still.waitFor()
      await expect(still.locator('table')).toBeVisible()
      await expect(still.locator('svg.chart').first()).toBeVisible()
      await expect(still.locator('button, select, input, canvas, img')).toHaveCount(0)
      await expect(still.locator('table')).toContainText(id === 'cost-compare' ? '$1,422.31' : '$919')
      await settle(page)
      expect(await auditLayout(page, no), id).toEqual([])
    }
  })
}

test('every view and panel is free of serious accessibility faults', async ({ page }) => {
  const { figure, no } = await open(page, 'en')
  for (const name of [...Object.values(words.en.views), 'Manifest', 'Options']) {
    await button(figure, name).click()
    await settle(page)
    expect.soft(await seriousFaults(page, `[data-slidev-no="${no}"] .figure`), name).toEqual([])
  }
})

test('the table is saved as a CSV file that Excel reads', async ({ page }) => {
  const { figure } = await open(page, 'ko')
  await button(figure, '표').click()
  const saved = page.waitForEvent('download')
  await button(figure, 'CSV 저장').click()
  const download = await saved
  expect(download.suggestedFilename()).toBe('eks-cost-web-shop.csv')
  const content = await readFile(await download.path(), 'utf8')
  expect(content.startsWith('\uFEFF')).toBe(true)
  expect(content.split('\r\n')).toContain('합계,3032.77,1422.31,1148.47,1245.61')
})

test('a price that no source was found for is said to be unknown, and nothing is called the cheapest', async ({ page }) => {
  const { figure, no } = await open(page, 'en')
  await figure.getByLabel('Region').selectOption('ap-south-1')
  await expect(figure.locator('.items')).toContainText('price unknown')
  await expect(figure.locator('.verdict')).toHaveText('Fewer than two bills are complete, so none can be called cheaper.')
  await expect(figure.locator('.bars')).toContainText('≥ $')
  expect(await auditLayout(page, no)).toEqual([])
})
