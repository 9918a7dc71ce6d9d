import { readFile } from 'node:fs/promises'
import type { Locator, Page } from '@playwright/test'
import type { Language } from '../../data/localized.ts'
import { cost } from '../../components/figures/cost/cost.ts'
import { views } from '../../components/figures/cost/choices.ts'
import { patternNames, planeNames, scenarioNames, strings, viewNames } from '../../components/figures/cost/cost-strings.ts'
import { authorsRecord } from '../../components/figures/shell/record.ts'
import { pack } from '../../components/figures/shell/share.ts'
import { auditLayout, seriousFaults } from './audit.ts'
import { expect, languages, settle, showSlide, slideIds, test, turn } from './deck.ts'

const words = {
  ko: {
    cheapest: /가 가장 (싸고|쌉니다)/, source: /출처: .*2025-04-04 기준, [\d,]+일 지난 값/, damaged: '공유 링크가 손상되어', unusable: /scale: 1000000000000은\(는\) 0~100000 범위/,
    line: /^5행: .*replicas/m, unsupported: /ServiceMonitor "shop"/, ebs: 'db: EBS 볼륨 → 노드에서', assumed: '요청이 없는 파드', today: '2 × m5.large',
    beats: [/^노드 그룹을 평균 29% 채우면 Fargate가 가장 쌉니다/, /^평균 74% 채운 노드 그룹이 가장 쌉니다\. Fargate보다/, /Fargate보다 월 \$984 적습니다/, /Auto Mode가 가장 쌉니다/],
  },
  en: {
    cheapest: /cheapest/i, source: /Source: .*as of 2025-04-04, [\d,]+ days old/, damaged: 'The shared link is damaged', unusable: /scale: 1000000000000 is not a number from 0 to 100000/,
    line: /^Line 5: .*replicas/m, unsupported: /ServiceMonitor "shop"/, ebs: 'db: an EBS volume → on nodes', assumed: 'Pods without requests', today: '2 × m5.large',
    beats: [/^Node groups 29% full: Fargate is cheapest/, /^Node groups 74% full are cheapest, .* less than Fargate/, /\$984 a month less than Fargate/, /Auto Mode is cheapest/],
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

const nodes = `apiVersion: v1
kind: List
items:
  - { apiVersion: v1, kind: Node, metadata: { name: a, labels: { node.kubernetes.io/instance-type: m5.large, topology.kubernetes.io/zone: ap-northeast-2a } } }
  - { apiVersion: v1, kind: Node, metadata: { name: b, labels: { node.kubernetes.io/instance-type: m5.large, topology.kubernetes.io/zone: ap-northeast-2c } } }
`

const publicManifest = (name: string) => readFile(new URL(`../fixtures/manifests/${name}.yaml`, import.meta.url), 'utf8')

/** Opens a slide of the cost figures, and returns the figure on it. */
async function open(page: Page, language: Language, id = 'cost-compare', clicks = 0): Promise<{ figure: Locator, no: number }> {
  const no = (await slideIds(language)).indexOf(id) + 1
  await showSlide(page, language, no, clicks)
  const figure = page.locator(`[data-slidev-no="${no}"] .figure`)
  await figure.waitFor()
  return { figure, no }
}

const button = (figure: Locator, name: string) => figure.getByRole('button', { name, exact: true })
const tab = (figure: Locator, language: Language, view: keyof typeof viewNames) => button(figure, viewNames[view][language])

/** Opens the page behind "details", at one of its tabs. */
async function details(page: Page, language: Language, view: keyof typeof viewNames = 'bill'): Promise<{ figure: Locator, no: number }> {
  const opened = await open(page, language)
  await button(opened.figure, strings.details[language]).click()
  await tab(opened.figure, language, view).click()
  return opened
}

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

  test(`${language}: the story flips the sentence on the clicker, and takes it back; every scenario has its five bars, without cents; every tab of the details fits the slide`, async ({ page }) => {
    const { figure, no } = await open(page, language)
    const fits = async (what: string) => {
      await settle(page)
      expect.soft(await auditLayout(page, no), what).toEqual([])
    }
    const sentence = figure.locator('.caption')
    await expect(sentence).toHaveText(t.beats[0])
    for (const said of t.beats.slice(1)) {
      await turn(page, 'ArrowRight')
      await expect(sentence).toHaveText(said)
      await fits(String(said))
    }
    await turn(page, 'ArrowLeft')
    await expect(sentence).toHaveText(t.beats[2])
    await expect(page).toHaveURL(/#\/(cost-compare|\d+)\?clicks=2/)

    const seen = new Set<string>()
    for (let index = 0; index < 5; index++) {
      await figure.locator('.scenarios button').nth(index).click()
      await fits(String(index))
      const bars = await figure.locator('.planes .total').allTextContents()
      expect(bars).toHaveLength(5)
      expect(bars.join(' ')).not.toMatch(/\.\d\d/)
      seen.add(bars.join())
    }
    expect(seen.size).toBe(5)
    expect(await figure.locator('.planes .name').allTextContents()).toEqual(Object.values(planeNames).map(name => name[language]))

    await button(figure, strings.details[language]).click()
    for (const view of views) {
      await tab(figure, language, view).click()
      await fits(view)
    }
  })

  test(`${language}: print shows the author's scenario as a table and vectors, with nothing to press`, async ({ page }) => {
    const ids = await slideIds(language)
    const { figure } = await open(page, language)
    await button(figure, scenarioNames.microservices[language]).click()
    for (const id of ['cost-compare', 'cost-break-even']) {
      const no = ids.indexOf(id) + 1
      await page.goto(`/${language}/?print#/${no}`)
      const still = page.locator(`[data-slidev-no="${no}"] .figure.still`)
      await still.waitFor()
      await expect(still.locator('table')).toBeVisible()
      await expect(still.locator('svg.chart').first()).toBeVisible()
      await expect(still.locator('.left-out')).toBeVisible()
      await expect(still.locator('button, select, input, canvas, img')).toHaveCount(0)
      await expect(still.locator('table')).toContainText(id === 'cost-compare' ? '$1,126.36' : '$2,250')
      await settle(page)
      expect(await auditLayout(page, no), id).toEqual([])
    }
  })
}

// What is done is the same in both languages: each of these is done in one of them.
for (const language of ['ko'] as const) {
  const t = words[language]

  test(`${language}: self-managed and managed cost the same until one of them is fixed at its peak`, async ({ page }) => {
    const { figure } = await details(page, language)
    const totals = () => figure.locator('.bars .row text:last-child').allTextContents()
    await expect(figure.locator('.bars')).toContainText('$2,764.07')
    expect((await totals())[0]).toBe((await totals())[1])
    await figure.getByRole('combobox', { name: planeNames['self-managed'][language] }).selectOption('fixed')
    await expect.poll(async () => (await totals())[0]).not.toBe('$2,764.07')
    expect((await totals())[1]).toBe('$2,764.07')
  })

  test(`${language}: a number opens its formula, its source and how old that is`, async ({ page }) => {
    const { figure } = await details(page, language)
    await figure.locator('.items button').nth(1).click()
    await expect(figure.locator('.card')).toContainText('× $0.3264 = $2,670.63')
    await expect(figure.locator('.card')).toHaveText(t.source)
    await tab(figure, language, 'table').click()
    await figure.getByRole('button', { name: '$2,764.07' }).nth(1).click()
    await expect(figure.locator('.card')).toContainText('$73.00 + $2,670.63 + $20.44 = $2,764.07')
  })

  test(`${language}: a public manifest is priced, and one without requests says what is assumed`, async ({ page }) => {
    const { figure, no } = await details(page, language, 'paste')
    await figure.locator('textarea.manifest').fill(await publicManifest('k8s-guestbook-all-in-one'))
    await button(figure, strings.price[language]).click()
    await expect(figure.locator('.verdict')).toHaveText(t.cheapest)
    await tab(figure, language, 'paste').click()
    await figure.locator('textarea.manifest').fill(await publicManifest('example-voting-app'))
    await button(figure, strings.price[language]).click()
    await expect(figure.locator('.above')).toContainText(t.assumed)
    await button(figure, strings.details[language]).click()
    await expect(figure.locator('.planes .mark')).toHaveCount(0)
    await settle(page)
    expect(await auditLayout(page, no)).toEqual([])
  })

  test(`${language}: what kubectl top printed splits the waste`, async ({ page }) => {
    const { figure } = await details(page, language, 'usage')
    await expect(figure.locator('.usage tbody td:nth-child(3)').first()).toHaveText('')
    await button(figure, 'kubectl top').click()
    await figure.locator('.usage textarea').fill('NAME  CPU(cores)  MEMORY(bytes)\nstorefront-5d4c3b2a1f-abcde  50m  100Mi\napi-5d4c3b2a1f-abcde  100m  200Mi\nsearch-5d4c3b2a1f-abcde  100m  200Mi')
    await button(figure, strings.price[language]).click()
    await expect(figure.locator('.usage tbody td:nth-child(3)').first()).toHaveText(/^\$/)
    await expect(figure.locator('.usage tbody td:nth-child(4)').last()).toHaveText(/^\$/)
  })

  test(`${language}: works by keyboard alone, and gives the arrows back`, async ({ page }) => {
    const { figure } = await open(page, language)
    await button(figure, scenarioNames.microservices[language]).focus()
    await page.keyboard.press('Enter')
    await expect(figure.locator('.planes')).toContainText('$257')
    await button(figure, strings.details[language]).focus()
    await page.keyboard.press('Enter')
    await button(figure, patternNames.week[language]).focus()
    await page.keyboard.press('Space')
    const slider = figure.getByRole('slider', { name: strings.hours[language], exact: true })
    await slider.focus()
    await page.keyboard.press('ArrowRight')
    await expect(slider).toHaveValue('10.5')
    await expect(page).toHaveURL(/#\/(cost-compare|\d+)/)
    const address = page.url()
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')
    await turn(page, 'ArrowRight')
    await expect(page).not.toHaveURL(address)
  })
}

for (const language of ['en'] as const) {
  const t = words[language]

  test(`${language}: a manifest is priced, and one with a mistake names its line`, async ({ page }) => {
    const { figure } = await details(page, language, 'paste')
    const text = figure.locator('textarea.manifest')
    await text.fill(manifest('three'))
    await button(figure, strings.price[language]).click()
    await expect(figure.locator('.problems').first()).toHaveText(t.line)
    await text.fill(manifest('3'))
    await button(figure, strings.price[language]).click()
    // What was not read stands beside the price.
    await expect(figure.locator('.above')).toContainText('ServiceMonitor')
    await figure.locator('.items select').selectOption('fargate')
    await expect(figure.locator('.refused')).toContainText(t.ebs)
    await expect(figure.locator('.items')).toContainText('$2.74')
  })

  test(`${language}: today's nodes are priced and held against every data plane`, async ({ page }) => {
    const { figure } = await details(page, language, 'paste')
    await figure.locator('textarea.nodes').fill(nodes)
    await button(figure, strings.compare[language]).click()
    await expect(figure.locator('.today')).toContainText(t.today)
    await expect(figure.locator('.today')).toContainText('$248.93')
    await expect(figure.locator('.today span')).toHaveCount(5)
  })

  test(`${language}: a shared link opens what was shared; a damaged one says so`, async ({ page, context }) => {
    const shared = await openLink(page, language, pack({ id: 'cost', version: cost.version, record: { ...authorsRecord(cost, 'steady-api', { view: 'table' }), panel: 'details' } }))
    await expect(shared.locator('.notice')).toBeHidden()
    await expect(shared.locator('tbody')).toContainText('$591.12')
    const damaged = await openLink(await context.newPage(), language, 'no-such-record')
    await expect(damaged.locator('.notice')).toContainText(t.damaged)
    await expect(damaged.locator('.caption')).toHaveText(t.cheapest)
    const outOfRange = await openLink(await context.newPage(), language, pack({ id: 'cost', version: cost.version, record: authorsRecord(cost, 'web-shop', { scale: 1e12 }) }))
    await expect(outOfRange.locator('.notice')).toHaveText(t.unusable)
    await expect(outOfRange.locator('.planes')).toContainText('$2,764')
  })

  test(`${language}: very many pods are computed in a Worker`, async ({ page }) => {
    const { figure } = await details(page, language)
    const worker = page.waitForEvent('worker')
    await figure.getByRole('slider', { name: strings.scale[language], exact: true }).fill('13')
    await worker
    await expect(figure.locator('.result .progress')).toBeHidden()
    await expect(figure.locator('.bars')).toContainText('$516,963.82')
  })
}

test('the stage and every tab are free of serious accessibility faults', async ({ page }) => {
  const { figure, no } = await open(page, 'en')
  const faults = () => seriousFaults(page, `[data-slidev-no="${no}"] .figure`)
  await settle(page)
  expect.soft(await faults(), 'stage').toEqual([])
  await button(figure, strings.details.en).click()
  for (const view of views) {
    await tab(figure, 'en', view).click()
    await settle(page)
    expect.soft(await faults(), view).toEqual([])
  }
})

test('the table is saved as a CSV file that Excel reads', async ({ page }) => {
  const { figure } = await details(page, 'ko', 'table')
  const saved = page.waitForEvent('download')
  await button(figure, strings.saveCsv.ko).click()
  const download = await saved
  expect(download.suggestedFilename()).toBe('eks-cost-web-shop.csv')
  const content = await readFile(await download.path(), 'utf8')
  expect(content.startsWith('\uFEFF')).toBe(true)
  expect(content.split('\r\n').find(line => line.startsWith('합계'))).toMatch(/^합계,2764\.07,2764\.07,/)
})

test('a paste above 200,000 characters is refused with its size, and stays as it was', async ({ page }) => {
  const { figure } = await details(page, 'en', 'paste')
  const text = `${manifest('3')}# ${'x'.repeat(200_000)}`
  await figure.locator('textarea.manifest').fill(text)
  await button(figure, strings.price.en).click()
  await expect(figure.locator('.problems').first()).toContainText(`This has ${text.length.toLocaleString('en')} characters; up to 200,000 can be read.`)
  await expect(figure.locator('textarea.manifest')).toHaveValue(text)
  await expect(button(figure, scenarioNames.manifest.en)).toHaveCount(0)
})

test('a price that no source was found for is said to be unknown, and what lacks it alone is not compared', async ({ page }) => {
  const { figure, no } = await details(page, 'en', 'paste')
  await figure.locator('textarea.manifest').fill(manifest('3').replace('memory: 1Gi }', 'memory: 1Gi, ephemeral-storage: 16Gi }').replace(/ {2}volumeClaimTemplates[^]*?---/, '---'))
  await button(figure, strings.price.en).click()
  await figure.locator('.items select').selectOption('fargate')
  await expect(figure.locator('.items')).toContainText('price unknown')
  await expect(figure.locator('.verdict')).toContainText('Only complete bills are compared.')
  await expect(figure.locator('.bars')).toContainText('≥ $')
  expect(await auditLayout(page, no)).toEqual([])
})
