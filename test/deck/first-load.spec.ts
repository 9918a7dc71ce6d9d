import { test as plain, type Page } from '@playwright/test'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { loadSlides } from '../../scripts/lib/decks.ts'
import { slideId } from '../../scripts/lib/diagram-files.ts'
import { expect, figureIds, languages, pageInSight, test, turn } from './deck.ts'

/** What may be fetched before the first slide answers, in scripts and styles as a host compresses them, and in files. */
const BYTES = 150 * 1024
const REQUESTS = 40

/** Measured by the app itself: setup/main.ts marks the moment. */
const stands = (page: Page) => expect.poll(() => page.evaluate(() => performance.getEntriesByName('eks-primer:stands').length)).toBe(1)

/** The addresses of what was asked for before the app stood. */
const askedFor = (page: Page) => page.evaluate(() => {
  const [mark] = performance.getEntriesByName('eks-primer:stands')
  return performance.getEntriesByType('resource').filter(({ startTime }) => startTime < (mark?.startTime ?? 0)).map(({ name }) => new URL(name).pathname)
})

/** Notes what shifts on every page that is opened from now on. */
const watchShifts = (page: Page) => page.addInitScript(() => {
  const shifted: string[] = []
  Object.assign(globalThis, { shifted })
  new PerformanceObserver((list) => {
    for (const { sources } of list.getEntries() as (PerformanceEntry & { sources: { node: Node | null, previousRect: DOMRect, currentRect: DOMRect }[] })[])
      shifted.push(...sources.map(({ node, previousRect: from, currentRect: to }) => `${node instanceof Element ? `${node.localName}.${node.getAttribute('class')}` : node?.nodeName} ${node?.textContent?.trim().slice(0, 40)}: ${[from.x, from.y].map(Math.round)} to ${[to.x, to.y].map(Math.round)}`))
  }).observe({ type: 'layout-shift', buffered: true })
})

/** What has moved on the open page, once the browser has drawn it. */
const shifts = (page: Page) => page.evaluate(async () => {
  for (let frame = 0; frame < 3; frame++)
    await new Promise(requestAnimationFrame)
  return (globalThis as unknown as { shifted: string[] }).shifted
})

for (const language of languages) {
  test(`${language}: the first slide keeps to its budget of bytes and requests`, async ({ page }) => {
    await page.goto(`/${language}/`)
    await stands(page)
    const asked = await askedFor(page)
    const sizes = asked.filter(path => /\.(js|css)$/.test(path)).map(path => ({ path, bytes: gzipSync(readFileSync(join('dist', path))).length }))
    const bytes = sizes.reduce((sum, size) => sum + size.bytes, 0)
    expect(bytes, JSON.stringify(sizes.sort((a, b) => b.bytes - a.bytes), null, 1)).toBeLessThan(BYTES)
    expect(bytes).toBeGreaterThan(BYTES / 3)
    expect(asked.length + 1, asked.join('\n')).toBeLessThanOrEqual(REQUESTS)
    expect(asked.filter(path => /\.woff2$/.test(path)), 'fonts come with the page').toEqual([])
  })
}

test('a slide of words comes without the figures of its chapter', async ({ page }) => {
  await page.goto('/en/k8s-cluster/')
  await stands(page)
  const bytes = (await askedFor(page)).filter(path => /\.(js|css)$/.test(path)).reduce((sum, path) => sum + gzipSync(readFileSync(join('dist', path))).length, 0)
  // Its chapter comes in one file, whose diagrams are drawn a second time for phones.
  expect(bytes).toBeLessThan(1.4 * BYTES)
})

test('what comes next is fetched while nothing else is to do, and no slide is drawn before its time', async ({ page }) => {
  await page.goto('/ko/')
  await stands(page)
  const { title } = (await loadSlides('ko')).filter(({ frontmatter }) => frontmatter.layout === 'section')[1] ?? {}
  const fetched = () => page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname))
  await expect.poll(async () => (await fetched()).filter(path => path.includes('.deck-')).length, 'the deck\'s fonts').toBe(3)
  await expect.poll(async () => {
    const scripts = (await fetched()).filter(path => path.endsWith('.js'))
    return scripts.some(path => readFileSync(join('dist', path), 'utf8').includes(title ?? 'none'))
  }, 'the next chapter').toBe(true)
  expect((await fetched()).filter(path => /Pretendard-\w+-/.test(path)), 'glyphs that nobody has typed').toEqual([])
  expect(await page.locator('.slidev-page').count()).toBeLessThanOrEqual(2)
})

/** A slide of each kind: what a kind is drawn with must be on its prerendered page too. */
async function oneOfEachKind(): Promise<string[]> {
  const kinds = new Map<string, string>()
  for (const slide of await loadSlides('ko'))
    kinds.set(String(slide.frontmatter.layout ?? 'default'), slideId(slide))
  return [...kinds.values()]
}

plain.describe('without scripts', () => {
  plain.use({ javaScriptEnabled: false })

  plain('a figure offers nothing that only a script would answer', async ({ page }) => {
    for (const id of ['kubernetes-check', 'race']) {
      await page.goto(`/ko/${id}/`)
      await expect(page.locator('.slidev-layout h1').first(), id).toBeVisible()
      await expect(page.locator('.figure :is(header, .toolbar) :is(button, select, input)').filter({ visible: true }), id).toHaveCount(0)
    }
  })

  plain('a slide of every kind reads, with all that its clicks would show, and leads on', async ({ page }) => {
    for (const language of languages) {
      for (const id of await oneOfEachKind()) {
        await page.goto(`/${language}/${id}/`)
        await expect(page.locator('.slidev-layout h1').first(), id).toBeVisible()
        await expect(page.locator('.slidev-vclick-hidden').filter({ visible: false })).toHaveCount(0)
      }
      await page.goto(`/${language}/`)
      await page.getByRole('link', { name: language === 'ko' ? '다음 슬라이드' : 'Next slide' }).click()
      await expect(page).toHaveURL(new RegExp(`/${language}/contents/$`))
      await page.getByRole('link', { name: language === 'ko' ? 'English' : '한국어', exact: true }).first().click()
      await expect(page.locator('html')).toHaveAttribute('lang', language === 'ko' ? 'en' : 'ko')
    }
  })
})

for (const { what, size } of [{ what: 'a large screen', size: { width: 1280, height: 720 } }, { what: 'a phone', size: { width: 390, height: 844 } }]) {
  test(`on ${what} the app takes the prerendered page's place, and nothing shifts`, async ({ page }) => {
    await page.setViewportSize(size)
    await watchShifts(page)
    // Every figure measures its room by itself.
    for (const id of new Set([...await oneOfEachKind(), ...await figureIds('ko')])) {
      await page.goto(`/ko/${id}/`)
      await stands(page)
      await pageInSight(page).locator('.slidev-layout').waitFor()
      expect.soft(await shifts(page), id).toEqual([])
    }
  })
}

test('what is painted first is styled as it stays, before any style sheet has come', async ({ page }) => {
  const looked = Promise.withResolvers<undefined>()
  await page.route('**/*.css', async (route) => {
    await looked.promise
    await route.continue()
  })
  await page.goto('/ko/orchestration-night/', { waitUntil: 'commit' })
  const title = pageInSight(page).getByRole('heading', { level: 1 })
  await title.waitFor()
  const look = () => title.evaluate(heading => [getComputedStyle(heading).fontSize, getComputedStyle(heading).marginBottom])
  const first = await look()
  looked.resolve(undefined)
  await stands(page)
  expect(first).toEqual(await look())
})

test('every slide has a page with its title, its text, its picture, its other language and the next one', async () => {
  for (const language of languages) {
    const titles = new Set<string>()
    const ids = (await loadSlides(language)).map(slideId)
    for (const [index, id] of ids.entries()) {
      const html = readFileSync(join('dist', language, id, 'index.html'), 'utf8')
      const meta = (name: string) => new RegExp(`<meta (?:name|property)="${name}" content="([^"]*)"`).exec(html)?.[1] ?? ''
      titles.add(/<title>(.*?)<\/title>/.exec(html)?.[1] ?? '')
      expect.soft(meta('description').length, id).toBeGreaterThan(20)
      expect.soft(meta('og:image'), id).toBe(`/pictures/${language}/${id}.jpg`)
      expect.soft(readFileSync(join('dist', meta('og:image'))).subarray(0, 2).toString('hex'), id).toBe('ffd8')
      const home = index === 0 ? '' : `${id}/`
      expect.soft(html, id).toContain(`<link rel="canonical" href="/${language}/${home}">`)
      for (const other of languages)
        expect.soft(html, id).toContain(`<link rel="alternate" href="/${other}/${home}" hreflang="${other}">`)
      expect.soft(html, id).toContain('<h1')
      expect.soft(html, `${id}: a value that has no words of its own`).not.toMatch(/\[object |[>" ](undefined|NaN)[<" ]/)
      const next = ids[index + 1]
      if (next)
        expect.soft(html, id).toContain(`<a href="/${language}/${next}/">`)
    }
    expect(titles.size).toBe(ids.length)
  }
})

test('a slide has a path of its own; old addresses behind a # keep working, and keep their form', async ({ page }) => {
  await page.goto('/ko/k8s-pod/')
  await stands(page)
  await turn(page, 'ArrowRight')
  await expect(page).toHaveURL(/\/ko\/k8s-pod\/\?clicks=1$/)
  await page.reload()
  await expect(page.locator('[data-step="2"]').filter({ visible: true })).toBeVisible()
  await pageInSight(page).locator('.language-switch').click()
  await expect(page).toHaveURL(/\/en\/k8s-pod\/\?clicks=1$/)
  await page.goBack()
  await expect(page).toHaveURL(/\/ko\/k8s-pod\/\?clicks=1$/)

  await page.goto(`/ko/k8s-pod/#/contents`)
  await expect(page).toHaveURL(/\/ko\/#\/contents$/)
  await pageInSight(page).locator('h1').waitFor()
  await turn(page, 'ArrowLeft')
  await expect(page).toHaveURL(/\/ko\/#\/cover\?clicks=\d+$|\/ko\/#\/cover$/)
  await page.goBack()
  await expect(page).toHaveURL(/\/ko\/#\/contents$/)
})

test('an address that is written while the app begins is not lost', async ({ page }) => {
  // The router takes up the address it finds, and hears of others only once it stands.
  await page.addInitScript(() => {
    const replaceState = history.replaceState.bind(history)
    history.replaceState = (...state) => {
      history.replaceState = replaceState
      replaceState(...state)
      location.hash = '#/contents'
    }
  })
  await page.goto('/ko/#/eks')
  await expect(page.locator('[data-slidev-no="2"] .slidev-layout')).toBeVisible()
  await expect(page).toHaveURL(/#\/contents$/)
})

test('Back is not lost while the app begins', async ({ page }) => {
  await page.addInitScript(() => {
    const replaceState = history.replaceState.bind(history)
    // The router writes its first address down, and begins to wait for the page to go to.
    history.replaceState = (...state) => {
      history.replaceState = replaceState
      replaceState(...state)
      queueMicrotask(() => {
        history.pushState({}, '', '/ko/contents/')
        dispatchEvent(new PopStateEvent('popstate', { state: {} }))
      })
    }
  })
  await page.goto('/ko/eks/')
  await expect(page.locator('[data-slidev-no="2"] .slidev-layout')).toBeVisible()
  await expect(page).toHaveURL(/\/contents\/$/)
})

test('turned pages leave nothing behind, and their styles stand below the deck\'s own', async ({ page }) => {
  await page.goto('/ko/')
  await stands(page)
  const session = await page.context().newCDPSession(page)
  const measure = async () => {
    await session.send('HeapProfiler.collectGarbage')
    const { metrics } = await session.send('Performance.getMetrics')
    return { heap: metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? 0, nodes: metrics.find(({ name }) => name === 'Nodes')?.value ?? 0 }
  }
  await session.send('Performance.enable')
  const ids = (await loadSlides('ko')).map(slideId)
  const round = async () => {
    for (const [index, id] of ids.entries()) {
      await page.evaluate((id) => {
        history.pushState({}, '', `/ko/${id}/`)
        dispatchEvent(new PopStateEvent('popstate', { state: {} }))
      }, id)
      await page.locator(`[data-slidev-no="${index + 1}"] .slidev-layout`).waitFor()
    }
  }
  // Once round, every slide has been drawn.
  await round()
  const own = [...readFileSync('dist/ko/entry/index.html', 'utf8').matchAll(/<link rel="stylesheet" href="([^"]+)"/g)].map(([, path]) => path)
  const sheets = await page.evaluate(() => [...document.styleSheets].flatMap(({ href }) => href ? [new URL(href).pathname] : []))
  expect(sheets.length).toBeGreaterThan(own.length + 3)
  expect(sheets.slice(0, own.length), 'of two rules that weigh the same, a component\'s own holds').toEqual(own)
  const before = await measure()
  await round()
  const after = await measure()
  expect(after.nodes).toBeLessThan(before.nodes * 1.05)
  expect(after.heap).toBeLessThan(before.heap * 1.1)
})
