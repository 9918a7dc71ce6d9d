import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test as base } from '@playwright/test'
import { loadSlides } from '../../scripts/lib/decks.ts'
import { slideId } from '../../scripts/lib/diagram-files.ts'
import { makeOffline } from '../../scripts/lib/offline.ts'
import { serveBuild } from '../../scripts/lib/serve.ts'
import { expect, languages, pageInSight, turn } from './deck.ts'
import { visit } from './visit.ts'

/** A host of its own for each test, that can be changed and ended. */
const test = base.extend<{ host: { folder: string, address: string, close: () => Promise<void> } }>({
  host: async ({ page: _ }, use, info) => {
    const folder = join(info.outputDir, 'dist')
    cpSync('dist', folder, { recursive: true })
    const server = await serveBuild(folder)
    let closed = false
    const close = async () => {
      if (!closed)
        await server.close()
      closed = true
    }
    await use({ folder, address: server.address, close })
    await close()
    rmSync(folder, { recursive: true, force: true })
  },
})
test.use({ serviceWorkers: 'allow' })

test('after one visit every slide stands without a network, in both languages, by path and behind a #', async ({ page, host }) => {
  await visit(page, `${host.address}ko/`)
  await host.close()
  // Both decks are made of their files; that the app draws slides from what is kept is seen on half of them in each.
  const files = readdirSync('dist', { recursive: true, encoding: 'utf8' }).map(path => path.replaceAll('\\', '/')).filter(path => /^(ko|en)\/assets\/.*\.(js|css)$/.test(path))
  expect(files.length).toBeGreaterThan(200)
  expect(await page.evaluate(async (addresses) => {
    const answers = await Promise.all(addresses.map(address => fetch(address).then(({ ok }) => ok, () => false)))
    return addresses.filter((_, index) => !answers[index])
  }, files.map(path => `${host.address}${path}`))).toEqual([])
  for (const [half, language] of languages.entries()) {
    const slides = await loadSlides(language)
    await page.goto(`${host.address}${language}/`)
    for (const [index, slide] of slides.entries()) {
      if (index % 2 !== half)
        continue
      await page.evaluate((path) => {
        history.pushState({}, '', path)
        dispatchEvent(new PopStateEvent('popstate', { state: {} }))
      }, `${new URL(host.address).pathname}${language}/${slideId(slide)}/`)
      const drawn = page.locator(`[data-slidev-no="${index + 1}"]`)
      await drawn.locator('.slidev-layout').waitFor()
      if (['figure', 'quiz'].includes(String(slide.frontmatter.layout)))
        await drawn.locator('.figure-ready').first().waitFor()
    }
  }
  for (const address of ['en/k8s-pod?clicks=1', 'en/k8s-pod/?clicks=1', 'ko/#/k8s-pod?clicks=1']) {
    await page.goto(`${host.address}${address}`)
    await expect(page.locator('[data-step="2"]').filter({ visible: true }), address).toBeVisible()
  }
  await page.goto(`${host.address}ko/no-such-slide/`)
  await expect(pageInSight(page).locator('h1')).toBeVisible()
  await page.goto(host.address)
  await expect(page.getByRole('link', { name: 'Read in English' })).toBeVisible()
})

test('a newer deck is offered on the first slide and nowhere else, and comes only when it is asked for', async ({ page, host }) => {
  await visit(page, `${host.address}en/`)
  const entry = join(host.folder, 'en/entry/index.html')
  writeFileSync(entry, readFileSync(entry, 'utf8').replace(/<title>.*?<\/title>/, '$&<meta name="generation" content="second">'))
  await makeOffline(host.folder)
  await page.evaluate(async () => (await navigator.serviceWorker.ready).update())
  const offer = page.getByRole('status').filter({ hasText: 'newer version' })
  await expect(offer).toBeVisible()

  await turn(page, 'ArrowRight')
  await expect(offer).toBeHidden()
  await turn(page, 'ArrowLeft')
  await expect(offer).toBeVisible()
  await expect(page.locator('meta[name=generation]')).toHaveCount(0)
  await offer.getByRole('button', { name: 'Switch now' }).click()
  await expect(page.locator('meta[name=generation]')).toHaveCount(1)
  await expect(offer).toBeHidden()
})

test('a damaged copy of the deck heals by itself', async ({ page, host }) => {
  await visit(page, `${host.address}en/`)
  await page.evaluate(async () => {
    for (const name of await caches.keys()) {
      const cache = await caches.open(name)
      for (const request of await cache.keys())
        if (request.url.endsWith('.js'))
          await cache.put(request, new Response('const half = (', { headers: { 'content-type': 'text/javascript' } }))
    }
  })
  await page.goto(`${host.address}en/contents/`)
  await page.waitForFunction(() => performance.getEntriesByName('eks-primer:stands').length === 1)
  await expect(page.locator('[data-slidev-no="2"] .slidev-layout')).toBeVisible()
})

test('a deck whose files went with an older one comes back where it stands', async ({ page, host }) => {
  await page.route('**/sw.js', route => route.abort())
  await page.goto(`${host.address}en/`)
  await page.waitForFunction(() => performance.getEntriesByName('eks-primer:stands').length === 1)
  // The slides of a chapter that has not been fetched are not there, until the page is fetched anew.
  let gone = true
  await page.route('**/assets/*-wrap-up-*.js', route => gone ? route.fulfill({ status: 404 }) : route.continue())
  const anew = page.waitForRequest(request => request.isNavigationRequest())
  await page.evaluate(() => {
    history.pushState({}, '', location.pathname.replace(/en\/.*/, 'en/summary/'))
    dispatchEvent(new PopStateEvent('popstate', { state: {} }))
  })
  await anew
  gone = false
  await expect(pageInSight(page).locator('h1')).toBeVisible()
  await expect(page).toHaveURL(/\/en\/summary\/$/)
})
